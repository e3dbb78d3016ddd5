//! `chuchu.toml` and the editor's settings, as a client sees them.

use serde_json::json;

use crate::{
    DRAFT, TWO_FINDINGS, codes,
    harness::{Client, URI},
};

#[tokio::test]
async fn the_workspace_file_and_the_editor_switch_rules_and_slips_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chuchu.toml");
    std::fs::write(&file, "profil = 'op-ed'\n[rules]\nundefined-footnote = 'off'\n").unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::silent();
    let params = json!({ "capabilities": {}, "rootUri": root, "locale": "zh-cn" });
    client.request("initialize", params).await;
    let slips = client.diagnostics().await;
    assert!(slips["uri"].as_str().unwrap().ends_with("chuchu.toml"));
    assert!(slips["diagnostics"][0]["message"].as_str().unwrap().contains("profile"), "{slips}");
    client.open(TWO_FINDINGS).await;
    assert_eq!(codes(&client.diagnostics().await), ["unused-footnote"]);
    let settings =
        json!({ "chuchu": { "rules": { "unused-footnote": "off", "undefined-footnote": "hint" }, "profile": null } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    assert_eq!(codes(&client.diagnostics().await), ["undefined-footnote"]);
    std::fs::write(&file, "").unwrap();
    let change = json!({ "changes": [{ "uri": format!("{root}/chuchu.toml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", change).await;
    assert_eq!(client.diagnostics().await["diagnostics"], json!([]));
    let wrong = json!({ "chuchu": { "profile": "oped" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": wrong })).await;
    let shown = client.find(|message| message["method"] == "window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("op-ed"), "{shown}");
    client.take_unread();
}

#[tokio::test]
async fn a_rule_is_switched_off_in_the_project_by_an_edit_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::silent();
    let edits = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let capabilities = json!({ "workspace": { "workspaceEdit": edits } });
    let params = json!({ "capabilities": capabilities, "rootUri": root, "locale": "en" });
    client.request("initialize", params).await;
    client.open(DRAFT).await;
    let range =
        client.find(|message| message["params"]["uri"] == URI).await["params"]["diagnostics"][0]["range"].take();
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    for (file, operations) in [(None, 2), (Some("profile = 'news'\n"), 0)] {
        file.into_iter().for_each(|text| std::fs::write(folder.path().join("chuchu.toml"), text).unwrap());
        let actions = client.request("textDocument/codeAction", params.clone()).await["result"].take();
        let title = "Switch off in this project: unsourced-statistic";
        let action = actions.as_array().unwrap().iter().find(|action| action["title"] == title).unwrap();
        let made = action["edit"]["documentChanges"].as_array().map_or(0, Vec::len);
        assert_eq!(made, operations, "{action}");
        let text = if file.is_some() {
            &action["edit"]["changes"][format!("{root}/chuchu.toml")][0]
        } else {
            assert_eq!(action["edit"]["documentChanges"][0]["kind"], "create");
            &action["edit"]["documentChanges"][1]["edits"][0]
        };
        assert!(text["newText"].as_str().unwrap().ends_with("[rules]\nunsourced-statistic = \"off\"\n"), "{action}");
    }
    client.take_unread();
}
