//! Actions on notes from the client's side.

use serde_json::{Value, json};

use crate::harness::{Client, URI};

const PAGES: &str = "甲国表态<sup>[1]</sup>，乙国反对<sup>[2]</sup>。\n\n[1] 林远：《表态》，某社2020年版。\n\n[2] 王平：《反对》，某社2021年版。\n";

fn actions_at(line: u32, column: u32) -> Value {
    let at = json!({ "line": line, "character": column });
    json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] } })
}

async fn action(client: &mut Client, line: u32, column: u32, title: &str) -> Value {
    let actions = client.request("textDocument/codeAction", actions_at(line, column)).await["result"].take();
    let found = actions.as_array().unwrap().iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("{title} among {actions}")).clone()
}

/// Makes the edits of an action, as one change.
async fn make(client: &mut Client, version: i32, edit: &Value) {
    let mut edits = edit["changes"][URI].as_array().unwrap().clone();
    edits.reverse();
    let changes: Vec<Value> =
        edits.into_iter().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] })).collect();
    client.changes(version, json!(changes)).await;
}

fn codes(diagnostics: &Value) -> Vec<&str> {
    let all = diagnostics["diagnostics"].as_array().unwrap();
    all.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_conversion_is_worked_out_when_it_is_chosen_and_only_for_the_text_it_was_offered_for() {
    let resolves = json!({ "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } } });
    let mut client = Client::with(json!({ "textDocument": resolves })).await;
    client.open(PAGES).await;
    let convert = action(&mut client, 0, 8, "脚注改为 caret").await;
    assert!(convert["edit"].is_null() && convert["command"].is_null(), "{convert}");
    let resolved = client.request("codeAction/resolve", convert.clone()).await;
    assert_eq!(resolved["result"]["edit"]["changes"][URI].as_array().unwrap().len(), 4);
    client.change(2, [0, 0, 0, 0], "字").await;
    let stale = client.request("codeAction/resolve", convert).await;
    assert!(stale["error"]["message"].as_str().unwrap().contains("已经改动"), "{stale}");
    client.take_unread();
}

#[tokio::test]
async fn a_client_that_cannot_resolve_gets_a_command() {
    let mut client = Client::start().await;
    client.open(PAGES).await;
    let convert = action(&mut client, 0, 8, "脚注改为 circled").await;
    let ask = json!({ "command": convert["command"]["command"], "arguments": convert["command"]["arguments"] });
    let id = client.ask("workspace/executeCommand", ask).await;
    let apply = client.find(|message| message["method"] == "workspace/applyEdit" || message["id"] == id).await;
    assert_eq!(apply["params"]["edit"]["changes"][URI].as_array().unwrap().len(), 4, "{apply}");
    client.send(json!({ "jsonrpc": "2.0", "id": apply["id"], "result": { "applied": true } })).await;
    client.reply(id).await;
    client.take_unread();
}

#[tokio::test]
async fn a_new_note_is_not_flagged_as_empty_before_the_writer_types_elsewhere() {
    let mut client = Client::start().await;
    client.open(PAGES).await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    let new = action(&mut client, 0, 2, "在此新建脚注").await;
    make(&mut client, 2, &new["edit"]).await;
    client.headings().await;
    assert_eq!(client.take_unread(), [] as [Value; 0]);
    // After the pause that holds claims back, it is held still.
    tokio::time::pause();
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    client.headings().await;
    assert_eq!(client.take_unread(), [] as [Value; 0]);
    client.change(3, [0, 0, 0, 0], "字").await;
    assert_eq!(codes(&client.diagnostics().await), ["empty-footnote"]);
    client.take_unread();
}

#[tokio::test]
async fn a_note_that_was_flagged_stays_flagged_while_it_is_edited() {
    let mut client = Client::start().await;
    client.open("一句话。[^1]\n\n[^1]: <https://example.org/a>\n").await;
    assert_eq!(codes(&client.diagnostics().await), ["incomplete-reference"]);
    client.change(2, [2, 28, 2, 28], "b").await;
    assert_eq!(codes(&client.diagnostics().await), ["incomplete-reference"]);
    // Title and date come and go again: the reference lacks what it lacked.
    client.change(3, [2, 6, 2, 6], "张三：《某文》，某报网站，2025年1月2日，").await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    client.change(4, [2, 6, 2, 29], "").await;
    assert_eq!(codes(&client.diagnostics().await), ["incomplete-reference"]);
}

#[tokio::test]
async fn a_note_that_came_from_outside_is_judged_at_once() {
    let mut client = Client::start().await;
    client.open("一句话。\n\n又一句话。\n\n末句。\n").await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    // A pull: the editor replaces the lines that differ.
    client.change(2, [0, 0, 4, 0], "一句话。[^1]\n\n[^1]:\n\n").await;
    assert_eq!(codes(&client.diagnostics().await), ["empty-footnote"]);
}

#[tokio::test]
async fn a_pasted_paragraph_with_its_note_is_writing() {
    let mut client = Client::start().await;
    client.open("一句话。\n\n末句。\n").await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    client.change(2, [2, 0, 2, 0], "又一句话。[^1]\n\n[^1]:\n\n").await;
    client.headings().await;
    assert_eq!(client.take_unread(), [] as [Value; 0]);
}

#[tokio::test]
async fn a_client_that_sends_the_whole_text_at_every_key_types_all_the_same() {
    let mut client = Client::start().await;
    client.open("一句话。\n\n末句。\n").await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    client.changes(2, json!([{ "text": "一句话。[^1]\n\n末句。\n" }])).await;
    assert_eq!(codes(&client.diagnostics().await), ["undefined-footnote"]);
    client.changes(3, json!([{ "text": "一句话。[^1]\n\n末句。\n\n[^1]: \n" }])).await;
    assert_eq!(codes(&client.diagnostics().await), [] as [&str; 0]);
    tokio::time::pause();
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    client.changes(4, json!([{ "text": "字一句话。[^1]\n\n末句。\n\n[^1]: \n" }])).await;
    assert_eq!(codes(&client.diagnostics().await), ["empty-footnote"]);
}
