//! What the server says of names: the sheet, hints of office, the day of a document.

use chuchu::files::own::Folders;
use serde_json::{Value, json};

use super::harness::{Client, URI, uri};

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

#[tokio::test]
async fn tokens_are_relative_and_counted_in_the_clients_units() {
    let mut client = Client::start().await;
    client.open("𠮷，美国总统拜登（Joe Biden）<sup>[1]</sup>。\n\n[1] 某书。\n").await;
    let params = json!({ "textDocument": { "uri": URI } });
    let tokens = client.request("textDocument/semanticTokens/full", params).await["result"]["data"].take();
    // Line, column, length, type, modifiers: 美国, 总统, 拜登 (introduced here), Joe Biden, the marker, the note's label.
    let expected =
        [[0, 3, 2, 1, 0], [0, 2, 2, 4, 0], [0, 2, 2, 0, 1], [0, 3, 9, 0, 0], [0, 10, 14, 6, 0], [2, 0, 3, 6, 1]];
    assert_eq!(tokens, json!(expected.concat()));
    let range = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 3 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    let tokens = client.request("textDocument/semanticTokens/range", params).await["result"]["data"].take();
    assert_eq!(tokens, json!([2, 0, 3, 6, 1]));
    client.take_unread();
}

/// The integers that a list of edits makes of others.
fn edited(integers: &[u64], edits: &Value) -> Vec<u64> {
    let mut all = integers.to_vec();
    for edit in edits.as_array().unwrap() {
        let (start, count) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
        let data = edit["data"].as_array().unwrap().iter().map(|integer| integer.as_u64().unwrap());
        all.splice(start..start + count, data);
    }
    all
}

#[tokio::test]
async fn tokens_that_changed_are_given_as_edits_of_the_last() {
    let mut client = Client::start().await;
    client.open("美国总统拜登来访。\n\n法国总统马克龙来访。\n\n默茨来访。\n").await;
    let whole = json!({ "textDocument": { "uri": URI } });
    let integers = |data: &Value| data.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect::<Vec<_>>();
    let first = client.request("textDocument/semanticTokens/full", whole.clone()).await["result"].take();
    let since = |id: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": id });
    let same =
        client.request("textDocument/semanticTokens/full/delta", since(&first["resultId"])).await["result"].take();
    assert_eq!((&same["edits"], &same["resultId"]), (&json!([]), &first["resultId"]));

    // A name in the second paragraph: one edit, and what stands behind it keeps its tokens.
    client.change(2, [2, 0, 2, 0], "泽连斯基与").await;
    let delta =
        client.request("textDocument/semanticTokens/full/delta", since(&same["resultId"])).await["result"].take();
    assert_eq!(delta["edits"].as_array().unwrap().len(), 1);
    assert!(integers(&delta["edits"][0]["data"]).len() <= 10, "{delta}");
    let now = client.request("textDocument/semanticTokens/full", whole).await["result"].take();
    assert_eq!(edited(&integers(&first["data"]), &delta["edits"]), integers(&now["data"]));
    assert_eq!(delta["resultId"], now["resultId"]);

    // Of tokens that were never given, or not last, the whole.
    let unknown =
        client.request("textDocument/semanticTokens/full/delta", since(&first["resultId"])).await["result"].take();
    assert_eq!((&unknown["data"], &unknown["resultId"]), (&now["data"], &now["resultId"]));
    client.take_unread();
}

#[tokio::test]
async fn symbols_of_the_workspace_are_found_by_name_pinyin_and_text() {
    let mut client = Client::start().await;
    client.open("泽连斯基抵达<sup>[1]</sup>。\n\n[1] 张三：《某书》。\n").await;
    // Analysed once this is answered.
    client.headings().await;
    for (query, names) in [
        ("zelian", vec!["弗拉基米尔·泽连斯基 ×1"]),
        ("zlsj", vec!["弗拉基米尔·泽连斯基 ×1"]),
        ("澤連", vec!["弗拉基米尔·泽连斯基 ×1"]),
        ("Zelensk", vec!["弗拉基米尔·泽连斯基 ×1"]),
        ("某书", vec!["[1] 张三：《某书》。"]),
        ("默茨", vec![]),
    ] {
        let found = client.request("workspace/symbol", json!({ "query": query })).await["result"].take();
        let found: Vec<_> = found.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{query}");
    }
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn symbols_of_the_workspace_include_its_texts_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("旧稿")).unwrap();
    write("旧稿/一.md", "访谈。\n\n默茨谈𠮷，泽连斯基听；默茨再谈。");
    write("二.txt", "澤連斯基抵達。");
    write("三.rs", "泽连斯基");
    write("四.md", "泽连斯基");
    write(".gitignore", "四.md\n");
    write("五.md", "泽连斯基来了。");
    std::fs::write(folder.path().join("六.md"), b"\xff\xfe").unwrap();
    let mut client = Client::within(folder.path(), Folders::default()).await;
    // What is typed counts, not what is on the disk.
    client.open_at(&uri(&folder.path().join("五.md")), "鲁比奥来了。").await;
    let mut found = async |query: &str| {
        let found = client.request("workspace/symbol", json!({ "query": query })).await["result"].take();
        let line = |symbol: &Value| {
            let at = &symbol["location"]["range"]["start"];
            let file = symbol["containerName"].as_str().unwrap();
            format!("{file}:{}:{} {}", at["line"], at["character"], symbol["name"].as_str().unwrap())
        };
        found.as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(found("默茨").await, ["一.md:2:0 弗里德里希·默茨 ×2"]);
    let zelensky = ["二.txt:0:0 弗拉基米爾·澤連斯基 ×1", "一.md:2:6 弗拉基米尔·泽连斯基 ×1"];
    assert_eq!(found("zelian").await, zelensky);
    // Remembered, until the file changes.
    assert_eq!(found("泽连").await, zelensky);
    write("二.txt", "無人抵達，也無人離開。");
    assert_eq!(found("泽连").await, zelensky[1..]);
    std::fs::remove_dir_all(folder.path().join("旧稿")).unwrap();
    assert!(found("泽连").await.is_empty());
    client.take_unread();
}
