//! What the server says of names: the sheet, hints of office, the day of a document.

use serde_json::{Value, json};

use super::harness::{Client, URI};

const DRAFT: &str = "---\ndate: 2024-06-01\n---\n\n拜登会见来访的美国国务卿布林肯。\n";

fn whole() -> Value {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    json!({ "textDocument": { "uri": URI }, "range": range })
}

#[tokio::test]
async fn the_names_sheet_is_markdown_and_edits_nothing() {
    let mut client = Client::start().await;
    client.open(DRAFT).await;
    let params = json!({ "command": "chuchu.names", "arguments": [{ "textDocument": { "uri": URI } }] });
    let reply = client.request("workspace/executeCommand", params).await;
    let markdown = reply["result"]["markdown"].as_str().unwrap();
    let row = "| 乔·拜登（Joe Biden） | 美国总统（2021年1月20日–2025年1月20日） |  | 5 | 1 | 拜登 |";
    assert!(markdown.contains(row), "{markdown}");
    client.take_unread();
}

#[tokio::test]
async fn hints_of_office_are_for_the_first_mention_without_a_title() {
    let mut client = Client::start().await;
    client.open(DRAFT).await;
    assert_eq!(client.request("textDocument/inlayHint", whole()).await["result"], json!([]));
    let settings = json!({ "chuchu": { "hints": { "offices": true } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    let hints = client.request("textDocument/inlayHint", whole()).await["result"].take();
    let hints: Vec<_> = hints.as_array().unwrap().iter().map(|hint| (&hint["label"], &hint["position"])).collect();
    assert_eq!(hints, [(&json!("美国总统"), &json!({ "line": 4, "character": 2 }))]);
    client.take_unread();
}

#[tokio::test]
async fn the_day_is_set_where_the_text_gives_none() {
    let mut client = Client::start().await;
    client.open("美国总统拜登会见来宾。\n").await;
    assert_eq!(client.diagnostics().await["diagnostics"], json!([]));
    let settings = json!({ "chuchu": { "date": "2025-06-01" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    assert_eq!(client.diagnostics().await["diagnostics"][0]["code"], "office-mismatch");
    client.take_unread();
}
