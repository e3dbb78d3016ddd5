//! `chuchu lsp --record` and `chuchu replay`.

use std::{fs, process::Stdio};

use serde_json::{Value, json};

use crate::client::{Server, capabilities, chuchu};

const URI: &str = "file:///a.md";

#[test]
fn a_recorded_session_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session");
    let mut server = Server::deaf(chuchu().args(["lsp", "--record"]).arg(&file).stderr(Stdio::null()));
    server.listen();
    let mut server = server.initialize(json!({ "capabilities": capabilities() }));
    server.open(URI, "# 甲\n一句话<sup>[1]</sup>。\n");
    server.raw(b"broken\r\n\r\n");
    let at = json!({ "start": { "line": 0, "character": 2 }, "end": { "line": 0, "character": 3 } });
    server.change(URI, 2, json!([{ "range": at, "text": "乙" }]));
    let symbols = server.symbols(URI);
    assert_eq!(server.quit(), Some(0));

    let recording = fs::read(&file).unwrap();
    let first = String::from_utf8_lossy(recording.split(|&byte| byte == b'\n').next().unwrap()).into_owned();
    assert!(first.contains("text of every document") && first.contains("全部文稿"), "{first}");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o600);

    let output = chuchu().arg("replay").arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let replies: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(replies.contains(&symbols), "{replies:#?}");
    assert!(replies.iter().any(|reply| reply["error"]["code"] == -32700), "the broken frame as well");
    assert!(replies.iter().any(|reply| reply["method"] == "textDocument/publishDiagnostics"));
}

#[test]
fn what_is_no_recording_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.md");
    for text in ["", "# 字\n", "Content-Length: 2\r\n\r\n{}"] {
        fs::write(&file, text).unwrap();
        let output = chuchu().arg("replay").arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("no recording"));
    }
    assert_eq!(chuchu().args(["replay", "/no/such/file"]).output().unwrap().status.code(), Some(2));
    let output = chuchu().args(["lsp", "--record", "/no/such/folder/file"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
