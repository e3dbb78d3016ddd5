//! The promises of docs/security.md, as far as they can be watched from outside.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use serde_json::json;

use crate::client::{Server, capabilities, chuchu, place};

const URI: &str = "file:///a.md";
const MEGABYTE: usize = 1 << 20;

/// Uses everything that a session may use.
fn session(server: &mut Server, folder: &Path) {
    let uri = format!("file://{}/draft.md", folder.display());
    server.open(
        &uri,
        "# 标题\n据报道，特朗普表示去年增长百分之三<sup>[1]</sup>。\n\n[1] 某书，https://example.org/a。\n",
    );
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 9 } });
    server.change(&uri, 2, json!([{ "range": range, "text": "字" }]));
    for method in ["hover", "definition", "references", "documentHighlight", "completion", "prepareRename"] {
        server.request(&format!("textDocument/{method}"), place(&uri, 1, 20));
    }
    for method in ["documentSymbol", "documentLink", "foldingRange", "codeLens", "codeAction"] {
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
        server.request(&format!("textDocument/{method}"), params);
    }
    server.request("workspace/symbol", json!({ "query": "特朗普" }));
    let changes = json!([{ "uri": format!("file://{}/chuchu.toml", folder.display()), "type": 2 }]);
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    server.notify("workspace/didChangeConfiguration", json!({ "settings": { "chuchu": { "language": "en" } } }));
    assert!(server.symbols(&uri)["result"].is_array());
}

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.md"), "# 标题\n").unwrap();
    fs::write(folder.path().join("chuchu.toml"), "profile = 'news'\n").unwrap();
    folder
}

/// Names and times of all that lies in a folder.
fn listing(folder: &Path) -> Vec<(String, u64, SystemTime)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut listing: Vec<_> = entries
        .map(|entry| {
            let about = entry.metadata().unwrap();
            (entry.path().display().to_string(), about.len(), about.modified().unwrap())
        })
        .collect();
    listing.sort();
    listing
}

#[test]
fn a_session_writes_nothing_and_holds_nothing_open() {
    let folder = workspace();
    let before = listing(folder.path());
    let inherited = open_files("self");
    let mut server = Server::at(chuchu().arg("lsp").stderr(Stdio::null()).current_dir(folder.path()), folder.path());
    session(&mut server, folder.path());
    // What this test was started with, a lock of its caller for one, is handed down and not the server's.
    for target in open_files(server.id()).into_iter().filter(|target| !inherited.contains(target)) {
        let known = ["pipe:", "/dev/null", "anon_inode:[event"].iter().any(|known| target.starts_with(known));
        // The runtime wakes itself through a pair of unnamed sockets, which no one can connect to.
        assert!(known || target.starts_with("socket:"), "{target} is open");
    }
    assert_eq!(children(server.id()), "");
    assert_eq!(server.quit(), Some(0));
    assert_eq!(listing(folder.path()), before);
}

/// What the descriptors of a process lead to; one may close while they are listed.
fn open_files(process: impl std::fmt::Display) -> Vec<String> {
    let entries = fs::read_dir(format!("/proc/{process}/fd")).unwrap();
    entries.filter_map(|entry| Some(fs::read_link(entry.ok()?.path()).ok()?.display().to_string())).collect()
}

/// Processes that this one started.
fn children(id: u32) -> String {
    fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default()
}

/// Calls of the system that the promises are about.
const CALLS: &str = "trace=socket,connect,bind,listen,accept,accept4,sendto,execve,execveat,fork,vfork,openat,open,creat,\
                     openat2,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,\
                     fchmodat,truncate,mknod,mknodat";

#[test]
fn a_session_calls_the_system_for_nothing_else() {
    let traces = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    assert!(traces.is_ok_and(|status| status.success()), "cannot run: strace is missing, or may not trace here");
    let folder = workspace();
    let log = folder.path().join("calls");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", CALLS, "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_chuchu")).arg("lsp");
    let mut server = Server::at(command.env_remove("CHUCHU_LOG").stderr(Stdio::null()), folder.path());
    session(&mut server, folder.path());
    assert_eq!(server.quit(), Some(0));
    let calls = fs::read_to_string(&log).unwrap();
    let call = |line: &str| line.split_once(' ').map_or("", |(_, call)| call.trim_start()).to_owned();
    let mut programs = 0;
    for line in calls.lines().map(call) {
        let reads = line.starts_with("open")
            && !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| line.contains(flag));
        let signal = line.starts_with("---") || line.starts_with("+++") || line.starts_with("<...");
        // Standard input and output are opened at the start where they are closed; `socketpair` has no name.
        programs += usize::from(line.starts_with("execve("));
        assert!(reads || signal || line.starts_with("execve(") || line.contains("/dev/null"), "{line}");
    }
    assert_eq!(programs, 1, "only the server itself was started");
    assert!(calls.contains("chuchu.toml"), "the session read its settings: {calls}");
}

/// The message about `chuchu.toml`, once there is one.
fn complaint(server: &mut Server) -> String {
    let message = server.find(|message| {
        let uri = message["params"]["uri"].as_str().unwrap_or("");
        uri.ends_with("chuchu.toml") && message["params"]["diagnostics"][0].is_object()
    });
    message["params"]["diagnostics"][0]["message"].as_str().unwrap().to_owned()
}

fn start(folder: &Path) -> Server {
    Server::at(chuchu().arg("lsp").stderr(Stdio::null()), folder)
}

#[cfg(unix)]
#[test]
fn settings_that_lie_outside_of_the_workspace_are_not_read() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(other.path().join("secret"), "密 = '不可宣'\n").unwrap();
    std::os::unix::fs::symlink(other.path().join("secret"), folder.path().join("chuchu.toml")).unwrap();
    let mut server = start(folder.path());
    let message = complaint(&mut server);
    assert!(message.contains("out of the folder") && !message.contains("不可宣"), "{message}");
    server.assert_alive();
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file_hold_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("chuchu.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut server = start(folder.path());
    assert!(complaint(&mut server).contains("not a plain file"));
    fs::remove_file(&pipe).unwrap();
    fs::create_dir(&pipe).unwrap();
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    server.assert_alive();
}

#[test]
fn settings_cannot_make_it_slow_or_big() {
    // The longest that is read, and one that is not.
    const LENGTH: usize = 256 << 10;
    let long = "x".repeat(2 * LENGTH);
    let texts = [
        long.clone(),
        "[".repeat(LENGTH - 1),
        "a.".repeat(LENGTH / 2 - 10) + "a = 1",
        format!("a = {}", "[".repeat(LENGTH - 10)),
        format!("a = {}", "{ a = ".repeat(LENGTH / 8)),
        "[a]\n".repeat(LENGTH / 5),
        "[[a]]\n".repeat(LENGTH / 7),
        (0..LENGTH / 12).map(|n| format!("k{n} = 1\n")).collect(),
        format!("unknown = 1\nexclude = [{}]", "'**/*',".repeat(LENGTH / 10)),
        format!("[rules]\n{} = 'off'\n", "x".repeat(LENGTH / 2)),
        "\0".repeat(LENGTH / 2),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut server = start(folder.path());
    server.open(URI, "# 字\n");
    for text in texts {
        let began = std::time::Instant::now();
        fs::write(folder.path().join("chuchu.toml"), &text).unwrap();
        server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
        assert!(!complaint(&mut server).is_empty());
        assert_eq!(server.headings(URI), ["字"]);
        assert!(began.elapsed() < Duration::from_secs(20), "{:.40}… took {:?}", text, began.elapsed());
    }
    assert!(server.memory() < 400 * MEGABYTE, "{} bytes", server.memory());
    fs::write(folder.path().join("chuchu.toml"), "").unwrap();
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    server.assert_alive();
}

#[test]
fn entries_cannot_make_it_slow_or_big() {
    const LENGTH: usize = 2 << 20;
    let texts = [
        "= \n".repeat(LENGTH / 3),
        "\0".repeat(LENGTH),
        "[".repeat(LENGTH),
        "a.".repeat(LENGTH / 2 - 10) + "a = 1",
        format!("a = [{}]", "1,".repeat(LENGTH / 2)),
        "[[actor]]\n".repeat(LENGTH / 10),
        // More than is read of a workspace.
        "# \n".repeat(6 * MEGABYTE),
    ];
    for text in texts {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("chuchu")).unwrap();
        fs::write(folder.path().join("chuchu/a.toml"), &text).unwrap();
        let began = std::time::Instant::now();
        let mut server = start(folder.path());
        server.open(URI, "# 字\n");
        assert_eq!(server.headings(URI), ["字"]);
        assert!(began.elapsed() < Duration::from_secs(25), "{:.20}… took {:?}", text, began.elapsed());
        assert!(server.peak() < 400 * MEGABYTE, "{:.20}… took {} bytes", text, server.peak());
    }
}

/// Needs two gigabytes of memory.
#[test]
fn a_text_longer_than_the_limit_is_refused() {
    // Escapes make a message longer than its text: 257 MB of text in a message of as much is still read, then refused.
    let mut server = Server::silent().initialize(json!({ "capabilities": capabilities() }));
    server.open(URI, &"a".repeat(257 * MEGABYTE));
    assert!(server.symbols(URI)["error"].is_object());
    server.assert_alive();
}
