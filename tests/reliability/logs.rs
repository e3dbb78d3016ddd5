//! Logs: nothing by default, more where it is asked for, the writer's text never above debug.

use std::{
    fs::{self, File},
    process::{Command, Stdio},
};

use serde_json::json;

use crate::client::{Server, chuchu, frame_bytes, place};

/// Stands in every text of the session below.
const SECRET: &str = "密不可宣";
const URI: &str = "file:///a.md";

/// A session with mistakes of every kind; what was logged to standard error.
fn log_of(command: &mut Command, mistakes: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let errors = folder.path().join("errors");
    let mut server = Server::at(command.arg("lsp").stderr(Stdio::from(File::create(&errors).unwrap())), folder.path());
    server.open(URI, &format!("# {SECRET}\n据报道，{SECRET}去年增长百分之三<sup>[1]</sup>。\n"));
    let at = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    server.change(URI, 2, json!([{ "range": at, "text": SECRET }]));
    assert!(server.request("textDocument/hover", place(URI, 1, 6)).get("result").is_some());
    if mistakes {
        let uri = format!("file:///{SECRET}.md");
        server.change(&uri, 2, json!([{ "text": SECRET }]));
        server.change(URI, 1, json!([{ "text": SECRET }]));
        let reversed = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 0, "character": 0 } });
        server.change(URI, 3, json!([{ "range": reversed, "text": SECRET }]));
        server.notify("textDocument/didOpen", json!({ "textDocument": { "uri": SECRET, "text": SECRET } }));
        server.notify(SECRET, json!([SECRET]));
        server.request(SECRET, json!([SECRET]));
        server.raw(&frame_bytes(format!("{{\"{SECRET}\": ").as_bytes()));
        server.raw(&frame_bytes(format!("[\"{SECRET}\"]").as_bytes()));
        server.raw(format!("{SECRET}\r\n\r\n").as_bytes());
    }
    assert!(server.symbols(URI)["result"].is_array());
    assert_eq!(server.quit(), Some(0));
    fs::read_to_string(errors).unwrap()
}

#[test]
fn an_ordinary_session_logs_nothing() {
    assert_eq!(log_of(&mut chuchu(), false), "");
}

#[test]
fn mistakes_of_the_client_are_logged_without_the_text() {
    for filter in ["warn", "info"] {
        let log = log_of(chuchu().env("CHUCHU_LOG", filter), true);
        assert!(log.contains("WARN"), "{log}");
        assert!(!log.contains(SECRET), "{log}");
    }
    assert!(!log_of(&mut chuchu(), true).contains(SECRET));
}

#[test]
fn the_option_wins_over_the_variable_and_a_file_over_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = chuchu();
    command.env("CHUCHU_LOG", "error");
    let mut server = Server::deaf(command.args(["lsp", "--log", "warn", "--log-file"]).arg(&log).stderr(Stdio::null()));
    server.listen();
    server.raw(b"?\r\n\r\n");
    server.find(|message| message.get("error").is_some());
    server.notify("exit", json!(null));
    assert_eq!(server.ended(crate::client::PATIENCE), Some(1));
    assert!(fs::read_to_string(log).unwrap().contains("WARN"));
}

#[test]
fn a_filter_that_is_not_understood_is_said() {
    let output = chuchu().args(["lsp", "--log", "=!="]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("=!="));
}
