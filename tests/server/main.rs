//! The server as a client sees it, over an in-memory pipe: one test or more for each of the seven rules of
//! ARCHITECTURE.md, and bad input.

mod harness;
mod keys;
mod naming;
mod notes;
mod outline;
mod own;
mod settings;

use chuchu::server::Exit;
use harness::{Client, URI, names};
use serde_json::{Value, json};

/// Two markers without notes: two diagnostics of rules that need no dictionary.
const TWO_FINDINGS: &str = "一句话<sup>[1]</sup>，又一句<sup>[2]</sup>。\n\n[3] 某某：《某书》，2024年版。\n";

// Rules 1 and 2: order, and requests against the text they were sent for.

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_request_sees_the_text_of_its_moment() {
    let mut client = Client::start().await;
    client.open("# 0\n").await;
    let mut asked = Vec::new();
    for n in 1..=200 {
        let old = (n - 1).to_string().len() as u32;
        client.change(n + 1, [0, 2, 0, 2 + old], &n.to_string()).await;
        asked.push((n, client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })).await));
    }
    for (n, id) in asked {
        // An answer may be of a later text, where edits overtook the request; never of an earlier one.
        let seen: i32 = names(&client.reply(id).await)[0].parse().unwrap();
        assert!(seen >= n, "request after change {n} saw {seen}");
    }
    assert_eq!(client.headings().await, ["200"]);
    client.take_unread();
}

#[tokio::test]
async fn changes_of_a_batch_apply_each_to_the_text_before_it() {
    let mut client = Client::start().await;
    client.open("# 甲乙丙\n").await;
    let at = |a: u32, b: u32| json!({ "start": { "line": 0, "character": a }, "end": { "line": 0, "character": b } });
    let changes = json!([
        { "range": at(2, 3), "text": "𠮷𠮷" },
        { "range": at(6, 7), "text": "" },
        { "range": at(2, 4), "text": "子" },
    ]);
    client.changes(2, changes).await;
    assert_eq!(client.headings().await, ["子𠮷丙"]);
    client.take_unread();
}

#[tokio::test]
async fn diagnostics_carry_the_version_and_are_not_repeated() {
    let mut client = Client::start().await;
    client.open(TWO_FINDINGS).await;
    let first = client.diagnostics().await;
    assert_eq!(first["version"], 1);
    // A change at the end of the text moves no diagnostic: nothing is sent for version 2, so the next is of version 3.
    client.change(2, [2, 18, 2, 18], "。").await;
    client.headings().await;
    client.change(3, [0, 0, 0, 0], "字").await;
    assert_eq!(client.diagnostics().await["version"], 3);
    assert_eq!(client.take_unread(), [] as [Value; 0]);
}

#[tokio::test]
async fn closing_clears_the_diagnostics() {
    let mut client = Client::start().await;
    client.open(TWO_FINDINGS).await;
    assert_ne!(client.diagnostics().await["diagnostics"], json!([]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } })).await;
    assert_eq!(client.diagnostics().await["diagnostics"], json!([]));
    assert!(client.request("textDocument/hover", position(0, 0)).await["error"].is_object());
}

#[tokio::test]
async fn a_pulling_client_gets_reports_and_unchanged_and_no_pushes() {
    let mut client = Client::with(json!({ "textDocument": { "diagnostic": {} } })).await;
    client.open(TWO_FINDINGS).await;
    let pull = |known: Value| json!({ "textDocument": { "uri": URI }, "previousResultId": known });
    let full = client.request("textDocument/diagnostic", pull(Value::Null)).await["result"].take();
    assert_eq!(full["kind"], "full");
    assert!(!full["items"].as_array().unwrap().is_empty());
    let again = client.request("textDocument/diagnostic", pull(full["resultId"].clone())).await["result"].take();
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": full["resultId"] }));
    client.change(2, [0, 0, 0, 0], "字").await;
    let moved = client.request("textDocument/diagnostic", pull(full["resultId"].clone())).await["result"].take();
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["items"], full["items"]);
}

// Rule 3: no handler waits for the client.

#[tokio::test]
async fn a_client_that_answers_nothing_is_served() {
    let everything = json!({
        "workspace": { "configuration": true, "applyEdit": true, "didChangeWatchedFiles": { "dynamicRegistration": true } },
        "window": { "workDoneProgress": true },
    });
    let mut client = Client::with(everything).await;
    client.open("# 标题\n").await;
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} })).await;
    assert_eq!(client.headings().await, ["标题"]);
    client.take_unread();
}

// Rule 4: many at once, and cancellation.

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_in_flight_are_all_answered() {
    let mut client = Client::start().await;
    client.open(TWO_FINDINGS).await;
    let mut ids = Vec::new();
    for n in 0..1000 {
        ids.push(client.ask("textDocument/hover", position(0, n % 12)).await);
    }
    for n in (0..1000).step_by(7) {
        client.notify("$/cancelRequest", json!({ "id": ids[n] })).await;
    }
    for id in ids {
        let reply = client.reply(id).await;
        assert!(reply.get("result").is_some() || reply["error"]["code"] == -32800, "{reply}");
    }
    client.take_unread();
}

// Rule 6: the end. (Rule 5, panics, is tested in `server::backend`, where a feature can be made to panic.)

#[tokio::test]
async fn exit_after_shutdown_is_clean_and_without_is_not() {
    let mut client = Client::start().await;
    assert_eq!(client.request("shutdown", Value::Null).await["result"], Value::Null);
    client.notify("exit", Value::Null).await;
    wait_for_exit(&client, Exit::Clean).await;
    let mut client = Client::start().await;
    client.notify("exit", Value::Null).await;
    wait_for_exit(&client, Exit::Abrupt).await;
    assert_eq!((Exit::Clean.code(), Exit::Abrupt.code()), (0, 1));
}

/// Emacs sends null parameters with both.
#[tokio::test]
async fn shutdown_and_exit_with_null_parameters_are_understood() {
    let mut client = Client::start().await;
    client.send(json!({ "jsonrpc": "2.0", "id": 77, "method": "shutdown", "params": null })).await;
    assert!(client.reply(77).await["error"].is_null());
    client.notify("exit", Value::Null).await;
    wait_for_exit(&client, Exit::Clean).await;
}

#[tokio::test]
async fn the_death_of_the_client_process_ends_the_server() {
    let mut process = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let mut client = Client::silent();
    let params = json!({ "processId": process.id(), "capabilities": {} });
    client.request("initialize", params).await;
    process.kill().unwrap();
    process.wait().unwrap();
    wait_for_exit(&client, Exit::Orphaned).await;
}

async fn wait_for_exit(client: &Client, expected: Exit) {
    let seen = async {
        while client.exits.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), seen).await.expect("the server did not end");
    assert_eq!(*client.exits.lock().unwrap(), [expected]);
}

// Rule 7: columns in the negotiated encoding.

#[tokio::test]
async fn columns_count_units_of_the_negotiated_encoding() {
    // 𠮷: 4 bytes, 2 UTF-16 units, 1 scalar value; the emoji is five scalar values.
    let text = "𠮷👩‍👩‍👧一句<sup>[9]</sup>话。\n";
    for (offers, name, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 4 + 18 + 6),
        (json!(["utf-16", "utf-8"]), "utf-16", 2 + 8 + 2),
        (json!(["utf-32"]), "utf-32", 1 + 5 + 2),
        (json!(["utf-7", "utf-32"]), "utf-32", 1 + 5 + 2),
        (json!([]), "utf-16", 2 + 8 + 2),
        (Value::Null, "utf-16", 2 + 8 + 2),
    ] {
        let mut client = Client::silent();
        let general = if offers.is_null() { json!({}) } else { json!({ "positionEncodings": offers }) };
        let params = json!({ "capabilities": { "general": general } });
        let reply = client.request("initialize", params).await;
        assert_eq!(reply["result"]["capabilities"]["positionEncoding"], name);
        client.notify("initialized", json!({})).await;
        client.open(text).await;
        let diagnostics = client.diagnostics().await["diagnostics"].take();
        let found = diagnostics.as_array().unwrap().iter().find(|found| found["code"] == "undefined-footnote").unwrap();
        assert_eq!(found["range"]["start"], json!({ "line": 0, "character": column }), "{name}");
    }
}

// Bad input.

#[tokio::test]
async fn nonsense_gets_an_error_and_the_server_lives() {
    let mut client = Client::start().await;
    client.open("# 标题\n").await;
    for broken in ["Content-Length: 13\r\n\r\n{\"not json\":}", "nonsense\r\n\r\n", "Content-Length: 2\r\n\r\n\u{ff}"] {
        client.raw(broken.as_bytes()).await;
        assert_eq!(client.find(|message| message["error"]["code"] == -32700).await["id"], Value::Null);
    }
    client.raw(b"Content-Length: 2\r\n\r\n[]").await;
    assert_eq!(client.find(|message| message["error"]["code"] == -32600).await["id"], Value::Null);
    let unknown = client.request("textDocument/nonsense", json!({})).await;
    assert_eq!(unknown["error"]["code"], -32601);
    let bad = client.request("textDocument/hover", json!({ "position": "here" })).await;
    assert_eq!(bad["error"]["code"], -32602);
    client.notify("textDocument/nonsense", json!({})).await;
    client.notify("$/nonsense", json!({})).await;
    client.changes(7, json!([{ "text": "整篇" }])).await;
    client.changes(8, json!([{ "range": { "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "反" }])).await;
    client.changes(9, json!([{ "range": { "start": { "line": 99, "character": 0 }, "end": { "line": 99, "character": 99 } }, "text": "\n# 尾" }])).await;
    assert_eq!(client.headings().await, ["整篇", "尾"]);
    let document = json!({ "uri": "file:///never-opened.md", "version": 2 });
    client
        .notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": "x" }] }))
        .await;
    client.notify("textDocument/didClose", json!({ "textDocument": document })).await;
    assert_eq!(client.headings().await, ["整篇", "尾"]);
    client.take_unread();
}

#[tokio::test]
async fn a_request_before_initialize_is_refused() {
    let mut client = Client::silent();
    assert_eq!(client.request("textDocument/hover", position(0, 0)).await["error"]["code"], -32002);
}

// Features, from the client's side; what they answer in full is tested beside them.

/// Two pages of notes, an actor, and a claim without a source.
const DRAFT: &str = "# 标题\n\n俄罗斯总统普京会见来宾。<sup>[1]</sup>\n\n[1] 甲：《某书》，2024年版。\n\n\
    美国已提供援助1750亿美元。\n\n又一页<sup>[1]</sup>。\n\n[1] 乙：《另一书》，2025年版。\n";

#[tokio::test]
async fn a_marker_leads_to_its_note_and_back_and_a_name_has_a_card() {
    let mut client = Client::start().await;
    client.open(DRAFT).await;
    let line = |place: &Value| place["range"]["start"]["line"].clone();
    assert_eq!(line(&client.at("textDocument/definition", 2, 14).await), 4);
    assert_eq!(line(&client.at("textDocument/definition", 8, 5).await), 10);
    assert_eq!(line(&client.at("textDocument/definition", 10, 1).await), 8);
    let note = client.at("textDocument/hover", 8, 5).await;
    assert!(note["contents"]["value"].as_str().unwrap().contains("另一书"), "{note}");
    let card = client.at("textDocument/hover", 2, 5).await;
    assert!(card["contents"]["value"].as_str().unwrap().contains("Vladimir Putin"), "{card}");
    assert_eq!(card["range"], json!({ "start": { "line": 2, "character": 5 }, "end": { "line": 2, "character": 7 } }));
    let places = client.at("textDocument/references", 4, 1).await;
    assert_eq!(places.as_array().unwrap().iter().map(line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(client.at("textDocument/documentHighlight", 4, 1).await.as_array().unwrap().len(), 2);
    client.take_unread();
}

#[tokio::test]
async fn a_claim_gets_its_note_by_a_quick_fix_and_is_silent_then() {
    let mut client = Client::with(json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } })).await;
    client.open(DRAFT).await;
    let diagnostics = client.diagnostics().await;
    assert_eq!(codes(&diagnostics), ["unsourced-statistic"]);
    let range = diagnostics["diagnostics"][0]["range"].clone();
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [], "only": ["quickfix"] } });
    let actions = client.request("textDocument/codeAction", params).await["result"].take();
    let fix = actions.as_array().unwrap().iter().find(|action| action["isPreferred"] == true).unwrap();
    assert_eq!(fix["diagnostics"][0]["code"], "unsourced-statistic");
    let edit = &fix["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["version"], 1);
    // The edits are of one text: from the last to the first, each may be applied by itself.
    let mut edits = edit["edits"].as_array().unwrap().clone();
    edits.reverse();
    let changes: Vec<Value> =
        edits.into_iter().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] })).collect();
    client.changes(2, json!(changes)).await;
    let after = client.diagnostics().await;
    assert!(!codes(&after).contains(&"unsourced-statistic"), "{after}");
    assert!(!codes(&after).contains(&"undefined-footnote"), "{after}");
    client.take_unread();
}

#[tokio::test]
async fn a_refused_rename_says_why_and_a_note_is_renamed_with_its_marker() {
    let mut client = Client::start().await;
    client.open("字[^a]。\n\n[^a]: 甲。\n").await;
    let rename = |new: &str| json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 3 }, "newName": new });
    let refused = client.request("textDocument/rename", rename("a b")).await;
    assert!(refused["error"]["message"].as_str().unwrap().contains("a b"), "{refused}");
    let renamed = client.request("textDocument/rename", rename("b")).await;
    assert_eq!(renamed["result"]["changes"][URI].as_array().unwrap().len(), 2);
    client.take_unread();
}

#[tokio::test]
async fn a_new_note_command_edits_through_the_client_and_tells_the_caret() {
    let mut client = Client::start().await;
    client.open(DRAFT).await;
    let argument = json!({ "textDocument": { "uri": URI }, "position": { "line": 6, "character": 16 } });
    let id =
        client.ask("workspace/executeCommand", json!({ "command": "chuchu.newNote", "arguments": [argument] })).await;
    let apply = client.find(|message| message["method"] == "workspace/applyEdit" || message["id"] == id).await;
    assert_eq!(apply["method"], "workspace/applyEdit", "{apply}");
    client.send(json!({ "jsonrpc": "2.0", "id": apply["id"], "result": { "applied": true } })).await;
    let reply = client.reply(id).await;
    assert!(reply["result"]["caret"]["line"].is_number(), "{reply}");
    let wrong = json!({ "command": "chuchu.nonsense", "arguments": [argument] });
    assert!(client.request("workspace/executeCommand", wrong).await["error"].is_object());
    let outline = client.request("chuchu/outline", json!({ "textDocument": { "uri": URI } })).await["result"].take();
    assert_eq!(outline["claims"][0]["state"], "missing");
    assert_eq!(outline["notes"].as_array().unwrap().len(), 2);
    assert!(
        outline["actors"].as_array().unwrap().iter().any(|actor| actor["entry"] == "person/vladimir-putin"),
        "{outline}"
    );
    client.take_unread();
}

#[tokio::test]
async fn hints_of_use_are_shown_where_they_are_asked_for() {
    let mut client = Client::start().await;
    client.open(DRAFT).await;
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    assert_eq!(client.request("textDocument/inlayHint", params.clone()).await["result"], json!([]));
    let settings = json!({ "chuchu": { "hints": { "note-uses": true } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    let hints = client.request("textDocument/inlayHint", params).await["result"].take();
    let labels: Vec<_> = hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["引用 1 次", "引用 1 次"]);
    client.take_unread();
}

#[tokio::test(start_paused = true)]
async fn a_claim_is_held_while_it_is_typed_and_shown_after_a_pause_or_elsewhere() {
    let mut client = Client::start().await;
    client.open("第一段。\n\n").await;
    assert_eq!(client.diagnostics().await["diagnostics"], json!([]));
    client.change(2, [2, 0, 2, 0], "美国已提供援助1750亿美元。").await;
    client.headings().await;
    assert_eq!(client.take_unread(), [] as [Value; 0]);
    // Time is paused: the two seconds pass at once when nothing else is left to do.
    assert_eq!(codes(&client.diagnostics().await), ["unsourced-statistic"]);
    client.change(3, [2, 0, 2, 16], "").await;
    assert_eq!(client.diagnostics().await["diagnostics"], json!([]));
    client.change(4, [2, 0, 2, 0], "美国已提供援助1750亿美元。").await;
    client.headings().await;
    client.change(5, [0, 0, 0, 0], "字").await;
    assert_eq!(client.diagnostics().await["version"], 5);
    client.take_unread();
}

fn position(line: u32, column: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": column } })
}

fn codes(published: &Value) -> Vec<&str> {
    published["diagnostics"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect()
}
