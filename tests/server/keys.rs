//! The short way of a key's messages (`server/keys.rs`) comes to what tower-lsp's way comes to. Only short messages go it:
//! here each is sent as it is to one server, and with spaces in it to another.

use serde_json::{Value, json};

use super::harness::Client;

/// Longer than what goes the short way.
const SPACES: usize = 5_000;

/// Changes and questions, well formed and not; the headings, asked for behind each, say what the text is then.
const MESSAGES: [&str; 22] = [
    r##"{"jsonrpc":"2.0","id":"a","method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"}}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"rangeLength":0,"text":"# 甲\n"}]}}"##,
    r##"{"params":{"contentChanges":[{"text":"乙","range":{"end":{"line":0,"character":3},"start":{"line":0,"character":2}}}],"textDocument":{"version":3,"uri":"file:///draft.md"}},"method":"textDocument/didChange","jsonrpc":"2.0"}"##,
    r##"{"jsonrpc":"2.0","id":8,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"},"previousResultId":"none","identifier":"chuchu","workDoneToken":"w","partialResultToken":1}}"##,
    r##"{"jsonrpc":"2.0","id":9,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:\/\/\/draft.md"},"previousResultId":null}}"##,
    // Half a character, which is no JSON; an id where none belongs, and none where one does.
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":4},"contentChanges":[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}},"text":"\ud842"}]}}"##,
    r##"{"jsonrpc":"2.0","id":10,"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":5},"contentChanges":[]}}"##,
    r##"{"jsonrpc":"2.0","id":null,"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":5},"contentChanges":[]}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"}}}"##,
    r##"{"jsonrpc":"2.0","id":null,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"}}}"##,
    // What is missing, of another type, or twice.
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md"},"contentChanges":[{"text":""}]}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":6}}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":6},"contentChanges":[{"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"text":"丙"}]}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"draft","version":6},"contentChanges":[{"text":""}]}}"##,
    r##"{"jsonrpc":"1.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":6},"contentChanges":[{"text":""}]}}"##,
    r##"{"jsonrpc":"2.0","id":11,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":7}}}"##,
    r##"{"jsonrpc":"2.0","id":12,"method":"textDocument/diagnostic","method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"}}}"##,
    // A text that is not open, and an end before its start.
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///other.md","version":6},"contentChanges":[{"text":""}]}}"##,
    r##"{"jsonrpc":"2.0","id":13,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///other.md"}}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":7},"contentChanges":[{"range":{"start":{"line":1,"character":0},"end":{"line":0,"character":0}},"text":"丁"}]}}"##,
    r##"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///draft.md","version":8},"contentChanges":[{"text":"\n# 戊\n"},{"text":"# 己\n","range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}}}]}}"##,
    r##"{"jsonrpc":"2.0","id":14,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///draft.md"}}}"##,
];

/// What stands where something else belongs.
fn odd() -> [Value; 9] {
    [json!(null), json!(true), json!(-1), json!(1.5), json!(1_u64 << 32), json!(""), json!("字"), json!([]), json!({})]
}

/// A message with each of its parts taken out, and with each odd value in its place.
fn disfigured(message: &str) -> Vec<String> {
    let message: Value = serde_json::from_str(message).unwrap();
    let mut all = Vec::new();
    for path in paths(&message, String::new()) {
        for value in odd() {
            let mut message = message.clone();
            *message.pointer_mut(&path).unwrap() = value;
            all.push(message.to_string());
        }
        let (parent, key) = path.rsplit_once('/').unwrap();
        let mut message = message.clone();
        if let Some(members) = message.pointer_mut(parent).unwrap().as_object_mut() {
            members.remove(key);
            all.push(message.to_string());
        }
    }
    all
}

/// Where everything in a value stands.
fn paths(value: &Value, at: String) -> Vec<String> {
    let inside = |key: &dyn std::fmt::Display, value| {
        let path = format!("{at}/{key}");
        [vec![path.clone()], paths(value, path)].concat()
    };
    match value {
        Value::Object(members) => members.iter().flat_map(|(key, value)| inside(key, value)).collect(),
        Value::Array(items) => items.iter().enumerate().flat_map(|(index, value)| inside(&index, value)).collect(),
        _ => Vec::new(),
    }
}

/// What comes back, each message with spaces in it; before `initialize`, while the server runs, and after `shutdown`.
async fn answers(messages: &[String], spaces: usize) -> Vec<Vec<Value>> {
    let mut client = Client::silent();
    let mut all = vec![said(&mut client, &messages[0], spaces).await, said(&mut client, &messages[1], spaces).await];
    let capabilities = json!({ "textDocument": { "diagnostic": {}, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    client.request("initialize", json!({ "capabilities": capabilities })).await;
    client.notify("initialized", json!({})).await;
    client.open(super::TWO_FINDINGS).await;
    client.headings().await;
    for message in messages {
        all.push(said(&mut client, message, spaces).await);
        all.push(client.headings().await.into_iter().map(Value::from).collect());
    }
    client.request("shutdown", Value::Null).await;
    all.push(said(&mut client, &messages[0], spaces).await);
    all
}

/// What one message is answered with: what came until a request behind it was answered.
async fn said(client: &mut Client, message: &str, spaces: usize) -> Vec<Value> {
    let message = format!("{{{}{}", " ".repeat(spaces), message.strip_prefix('{').unwrap());
    client.raw(format!("Content-Length: {}\r\n\r\n{message}", message.len()).as_bytes()).await;
    client.request("chuchu/nothing", json!({})).await;
    client.take_unread()
}

/// The same both ways: what came back.
async fn same(messages: &[String]) -> Vec<Vec<Value>> {
    let (short, long) = (answers(messages, 0).await, answers(messages, SPACES).await);
    for (index, (short, long)) in short.iter().zip(&long).enumerate() {
        // Two before `initialize`; then two for each message.
        let message = index.checked_sub(2).and_then(|index| messages.get(index / 2));
        assert_eq!(short, long, "{index}: {message:?}");
    }
    short
}

#[tokio::test]
async fn the_short_way_comes_to_what_the_long_one_does() {
    let short = same(&MESSAGES.map(String::from)).await;
    let full = |answers: &&Vec<Value>| answers.iter().any(|answer| answer["result"]["kind"] == "full");
    // Those with the ids a, 8, 9, null, 12 and 14 may be answered.
    assert!(short.iter().filter(full).count() >= 4, "{short:#?}");
    let headings = &short[short.len() - 2];
    assert_eq!(headings, &["己", "戊"]);
}

#[tokio::test]
async fn so_it_does_with_any_part_missing_or_odd() {
    let messages: Vec<String> = [1, 2, 3, 20].into_iter().flat_map(|index| disfigured(MESSAGES[index])).collect();
    assert!(messages.len() > 300, "{}", messages.len());
    let short = same(&messages).await;
    let refused = short.iter().flatten().filter(|answer| answer["error"].is_object()).count();
    assert!(refused > 50, "{refused}");
}
