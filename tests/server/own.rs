//! Own entries in the editor: read, read again, faulty, added.

use std::{fs, path::Path};

use chuchu::files::own::Folders;
use serde_json::{Value, json};

use super::harness::{Client, URI, uri};

const ENTRY: &str = r#"[[actor]]
id = "person/tove-lindqvist-ek"
names = [{ text = "托德·林奎斯特", role = "full" }, { text = "Tove Lindqvist", role = "original" }]
about = { zh = "本刊编辑。" }
"#;
const DRAFT: &str = "托德·林奎斯特谈到，编辑部已经搬家。";

fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("chuchu")).unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

async fn start(folder: &Path) -> Client {
    let mut client = Client::within(folder, Folders::default()).await;
    client.open(DRAFT).await;
    client
}

async fn card(client: &mut Client) -> String {
    client.at("textDocument/hover", 0, 1).await["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// Asks until the card holds a word: files are read beside the requests.
async fn card_with(client: &mut Client, word: &str) -> String {
    for _ in 0..10_000 {
        let shown = card(client).await;
        if shown.contains(word) {
            return shown;
        }
        tokio::task::yield_now().await;
    }
    panic!("no card with {word}");
}

async fn changed(client: &mut Client) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] })).await;
}

/// The diagnostics of a file that come next, as `line: message`.
async fn faults(client: &mut Client, of: &str) -> Vec<String> {
    let fits =
        |message: &Value| message["params"]["uri"] == of && message["method"] == "textDocument/publishDiagnostics";
    let message = client.find(fits).await;
    let line = |one: &Value| format!("{}: {}", one["range"]["start"]["line"], one["message"].as_str().unwrap());
    message["params"]["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_the_workspace_hold_and_are_read_again() {
    let folder = workspace(&[("chuchu/names.toml", ENTRY)]);
    let file = uri(&folder.path().join("chuchu/names.toml"));
    let mut client = start(folder.path()).await;
    let shown = card_with(&mut client, "本刊编辑").await;
    assert!(shown.contains("工作区"), "{shown}");
    fs::write(folder.path().join("chuchu/names.toml"), ENTRY.replace("本刊编辑", "本刊主笔")).unwrap();
    changed(&mut client).await;
    card_with(&mut client, "本刊主笔").await;
    // A fault costs its own value, and is told of in its file.
    fs::write(folder.path().join("chuchu/names.toml"), ENTRY.replace("about =", "abuot = 1\nabout =")).unwrap();
    changed(&mut client).await;
    assert_eq!(faults(&mut client, &file).await, ["3: 没有 abuot，是否指 about？"]);
    card_with(&mut client, "本刊编辑").await;
    fs::remove_file(folder.path().join("chuchu/names.toml")).unwrap();
    changed(&mut client).await;
    assert!(faults(&mut client, &file).await.is_empty());
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_is_the_one_that_the_settings_name() {
    let folder = workspace(&[("chuchu.toml", "entries = '词条'\n")]);
    fs::create_dir(folder.path().join("词条")).unwrap();
    fs::write(folder.path().join("词条/a.toml"), ENTRY).unwrap();
    let mut client = start(folder.path()).await;
    card_with(&mut client, "本刊编辑").await;
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_entry_file_counts_as_it_is_typed() {
    let folder = workspace(&[("chuchu/names.toml", ENTRY)]);
    let file = uri(&folder.path().join("chuchu/names.toml"));
    let mut client = start(folder.path()).await;
    client.open_at(&file, &ENTRY.replace("本刊编辑", "本刊主笔").replace("id =", "\nid = 1\nid =")).await;
    let found = faults(&mut client, &file).await;
    assert!(found.iter().any(|one| one.starts_with("3: ") || one.starts_with("2: ")), "{found:?}");
    let document = json!({ "uri": file, "version": 2 });
    let change = json!([{ "text": ENTRY.replace("本刊编辑", "本刊主笔") }]);
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change })).await;
    card_with(&mut client, "本刊主笔").await;
    // Prose features have nothing to say of it.
    for method in ["hover", "documentSymbol", "foldingRange", "documentLink"] {
        let params = json!({ "textDocument": { "uri": file }, "position": { "line": 0, "character": 1 } });
        let reply = client.request(&format!("textDocument/{method}"), params).await;
        assert!(reply["result"].is_null() || reply["result"] == json!([]), "{method}: {reply}");
    }
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": file } })).await;
    card_with(&mut client, "本刊编辑").await;
    client.take_unread();
}

/// The actions that add what stands at a range of the draft, with their edits.
async fn additions(client: &mut Client, start: u32, end: u32) -> Vec<Value> {
    let range = json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    let reply = client.request("textDocument/codeAction", params).await;
    let actions = reply["result"].as_array().unwrap();
    actions.iter().filter(|action| action["title"].as_str().unwrap().contains("知识库")).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_added_and_holds_at_once() {
    let folder = workspace(&[]);
    let file = uri(&folder.path().join("chuchu/names.toml"));
    let mut client = Client::within(folder.path(), Folders::default()).await;
    client.open("托德·林奎斯特（Tove Lindqvist）谈到，编辑部已经搬家。").await;
    let [action] = &additions(&mut client, 1, 1).await[..] else { panic!("one action") };
    assert_eq!(action["title"], "把“托德·林奎斯特”加入知识库");
    let changes = &action["edit"]["documentChanges"];
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(file)));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    insta::assert_snapshot!(text, @r#"
[[actor]]
id = "person/tove-lindqvist"
kind = "person"
names = [
  { text = "托德·林奎斯特", role = "full" },
  { text = "林奎斯特", role = "short" },
  { text = "Tove Lindqvist", role = "original" },
]
about = { zh = "" }
sources = []
"#);
    client.open_at(&file, text).await;
    let shown = card_with(&mut client, "工作区").await;
    assert!(shown.contains("（Tove Lindqvist）"), "{shown}");
    assert!(additions(&mut client, 1, 1).await.is_empty());
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_goes_behind_what_is_there() {
    let folder = workspace(&[("chuchu/names.toml", ENTRY.trim_end())]);
    let mut client = Client::within(folder.path(), Folders::default()).await;
    client.open("据东湖海洋研究所（以下简称“东湖所”）通报，记者托德·卡尔松也到场。").await;
    let [action] = &additions(&mut client, 1, 8).await[..] else { panic!("one action") };
    assert_eq!(action["title"], "把“东湖海洋研究所”加入知识库");
    let edit = &action["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!((&edit["range"]["start"]["line"], &edit["range"]["start"]["character"]), (&json!(3), &json!(24)));
    insta::assert_snapshot!(edit["newText"].as_str().unwrap(), @r#"
[[actor]]
id = "org/dong-hu-hai-yang-yan-jiu-suo"
kind = "organization"
names = [
  { text = "东湖海洋研究所", role = "full" },
]
about = { zh = "" }
sources = []
"#);
    let titles = |actions: Vec<Value>| actions.iter().map(|one| one["title"].to_string()).collect::<Vec<_>>();
    assert_eq!(titles(additions(&mut client, 26, 26).await), ["\"把“托德·卡尔松”加入知识库\""]);
    assert_eq!(titles(additions(&mut client, 21, 21).await).len(), 0);
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_of_the_user_is_watched_and_looked_at_when_a_text_is_opened_or_saved() {
    let user = tempfile::tempdir().unwrap();
    let folders = Folders { user: Some(user.path().to_owned()), cache: None };
    let mut client = Client::silent_with(folders);
    let watched = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watched } });
    client.request("initialize", json!({ "capabilities": capabilities, "locale": "zh-cn" })).await;
    client.notify("initialized", json!({})).await;
    let message = client.find(|message| message["method"] == "client/registerCapability").await;
    let watchers = &message["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"], "**/*.toml");
    let base = format!("{}/", uri(user.path()));
    assert_eq!(watchers[1]["globPattern"], json!({ "baseUri": base, "pattern": "*.toml" }));
    client.send(json!({ "jsonrpc": "2.0", "id": message["id"], "result": null })).await;
    client.open(DRAFT).await;
    assert!(card(&mut client).await.is_empty());
    // Nobody tells of it but the text that is saved.
    fs::write(user.path().join("names.toml"), ENTRY).unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } })).await;
    assert!(card_with(&mut client, "本刊编辑").await.contains("用户"));
    fs::write(user.path().join("names.toml"), ENTRY.replace("本刊编辑", "本刊主笔。另")).unwrap();
    client.open_at("file:///other.md", "字").await;
    card_with(&mut client, "本刊主笔").await;
    client.take_unread();
}

/// Where the definition of what stands at a column of the first line is: file and line, column.
async fn definitions(client: &mut Client, column: u32) -> Vec<(String, u64, u64)> {
    let found = client.at("textDocument/definition", 0, column).await;
    let all = if found.is_object() { vec![found] } else { found.as_array().cloned().unwrap_or_default() };
    let place = |one: &Value| {
        let start = &one["range"]["start"];
        let name = one["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (name, start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap())
    };
    all.iter().map(place).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_leads_to_its_entry_in_the_file_that_has_it() {
    let user = tempfile::tempdir().unwrap();
    let people = format!("# id = \"person/tove-lindqvist-ek\"\n{ENTRY}");
    fs::write(user.path().join("people.toml"), &people).unwrap();
    let inline = "actor = [{ names = [{ text = '奥勒·桑德' }], id = 'person/ole-sande' }]\n";
    let folder = workspace(&[("chuchu/inline.toml", inline)]);
    let folders = Folders { user: Some(user.path().into()), cache: None };
    let mut client = Client::within(folder.path(), folders).await;
    client.open("托德·林奎斯特与奥勒·桑德会面，托德·林奎斯特先到。特朗普没有来，特朗普在家。").await;
    card_with(&mut client, "本刊编辑").await;
    assert_eq!(definitions(&mut client, 1).await, [("people.toml".to_owned(), 2, 6)]);
    assert_eq!(definitions(&mut client, 9).await, [("inline.toml".to_owned(), 0, 47)]);
    // A name of the built-in base has no file: it leads to the first mention.
    assert_eq!(definitions(&mut client, 34).await, [("draft.md".to_owned(), 0, 26)]);
    // The workspace says more of the same person; an open file counts as it is typed.
    let more = folder.path().join("chuchu/more.toml");
    fs::write(&more, "").unwrap();
    let text = "\n[[actor]]\nid='person/tove-lindqvist-ek'\nabout = { zh = '本刊主笔。' }\n";
    client.open_at(&uri(&more), text).await;
    card_with(&mut client, "本刊主笔").await;
    assert_eq!(definitions(&mut client, 1).await, [("more.toml".to_owned(), 2, 4)]);
    client.take_unread();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_introduced_name_leads_to_its_introduction_and_to_its_entry() {
    let folder = workspace(&[("chuchu/names.toml", ENTRY)]);
    let mut client = Client::within(folder.path(), Folders::default()).await;
    client.open("托德·林奎斯特（Tove Lindqvist）谈到搬家。托德·林奎斯特没有细说。").await;
    card_with(&mut client, "本刊编辑").await;
    let both = [("draft.md".to_owned(), 0, 0), ("names.toml".to_owned(), 1, 6)];
    assert_eq!(definitions(&mut client, 29).await, both);
    assert_eq!(definitions(&mut client, 1).await, both[1..]);
    client.take_unread();
}
