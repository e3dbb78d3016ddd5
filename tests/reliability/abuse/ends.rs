//! How a session ends, and what becomes of the server when the client is gone.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

use crate::client::{PATIENCE, Server, chuchu, frame, request};

/// "Within a second or two", and as much again for a busy machine.
const SOON: Duration = Duration::from_secs(4);
const URI: &str = "file:///a.md";

/// Text that takes a while to analyse.
fn long_text() -> String {
    "一句话<sup>[1]</sup>，又一句，2024年增长了百分之三。\n".repeat(20_000)
}

#[test]
fn exit_codes_are_those_of_the_specification() {
    let mut server = Server::start();
    assert_eq!(server.quit(), Some(0), "exit after shutdown");
    let mut server = Server::start();
    server.notify("exit", Value::Null);
    assert_eq!(server.ended(PATIENCE), Some(1), "exit without shutdown");
    let mut server = Server::silent();
    server.notify("exit", Value::Null);
    assert_eq!(server.ended(PATIENCE), Some(1), "exit before initialize");
    let mut server = Server::start();
    server.hang_up();
    assert_eq!(server.ended(SOON), Some(1), "end of input without exit");
    let mut server = Server::start();
    server.send(&json!({ "jsonrpc": "2.0", "id": 9, "method": "exit" }));
    assert_eq!(server.ended(PATIENCE), Some(1), "exit with an id");
}

#[test]
fn the_end_of_input_right_after_exit_changes_no_code() {
    for _ in 0..20 {
        let mut server = Server::start();
        let mut last = frame(&request(5, "shutdown", Value::Null));
        last.extend(frame(&json!({ "jsonrpc": "2.0", "method": "exit" })));
        server.raw(&last);
        server.hang_up();
        assert_eq!(server.ended(PATIENCE), Some(0));
        assert_eq!(server.find(|message| message["id"] == 5)["result"], Value::Null, "the reply is not lost");
    }
}

#[test]
fn a_client_that_dies_while_a_long_text_is_analysed_ends_the_server() {
    for deaf in [false, true] {
        let mut server = Server::start();
        server.open(URI, &long_text());
        let symbols = json!({ "textDocument": { "uri": URI } });
        for _ in 0..20 {
            server.ask("textDocument/documentSymbol", symbols.clone());
        }
        if deaf {
            server.abandon()
        } else {
            server.hang_up()
        }
        assert!(server.ended(SOON).is_some());
    }
}

#[test]
fn a_client_that_dies_without_having_read_ends_the_server() {
    let mut server = Server::deaf(chuchu().arg("lsp").stderr(Stdio::null()));
    let initialize = request(900, "initialize", json!({ "capabilities": {} }));
    server.send(&initialize);
    // More replies than any pipe holds.
    for id in 2..2000 {
        server.send(&request(id, &"x".repeat(20), json!({})));
        if id > 200 && id % 100 == 0 {
            break;
        }
    }
    server.abandon();
    assert!(server.ended(SOON).is_some());
}

#[test]
fn the_end_of_input_of_a_client_that_does_not_read_ends_the_server() {
    let mut server = Server::deaf(chuchu().arg("lsp").stderr(Stdio::null()));
    server.send(&request(900, "initialize", json!({ "capabilities": {} })));
    server.notify("initialized", json!({}));
    server.open(URI, &"# 字\n".repeat(5_000));
    for _ in 0..4 {
        server.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    }
    server.hang_up();
    assert!(server.ended(SOON).is_some());
}

#[test]
fn the_death_of_the_process_that_initialize_named_ends_the_server() {
    let mut client = Command::new("sleep").arg("100").spawn().unwrap();
    let mut server = Server::silent().initialize(json!({ "processId": client.id(), "capabilities": {} }));
    server.assert_alive();
    client.kill().unwrap();
    // Not waited for: a dead process that nobody has buried yet counts as dead.
    assert!(server.ended(SOON).is_some());
    client.wait().unwrap();
}
