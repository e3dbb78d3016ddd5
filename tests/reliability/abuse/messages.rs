//! Messages that no editor sends: of the wrong shape, unknown, out of order, with odd ids.

use serde_json::{Value, json};

use crate::client::{Server, capabilities, frame_bytes, place, request};

const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;
const URI: &str = "file:///a.md";

fn code(reply: &Value) -> i64 {
    reply["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {reply}"))
}

#[test]
fn json_of_the_wrong_shape_is_an_invalid_request() {
    let bodies = [
        "{}",
        "[]",
        "1",
        "\"x\"",
        "null",
        "true",
        r#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#,
        r#"{"jsonrpc":"2.0","id":1}"#,
        r#"{"jsonrpc":"2.0","method":1}"#,
        r#"{"jsonrpc":"1.0","id":1,"method":"x"}"#,
        r#"{"id":1,"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":[1],"method":"x"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":null}"#,
    ];
    let mut server = Server::start();
    for body in bodies {
        server.raw(&frame_bytes(body.as_bytes()));
        let reply = server.find(|message| message.get("error").is_some());
        assert!([INVALID_REQUEST, METHOD_NOT_FOUND].contains(&code(&reply)), "{body}: {reply}");
        server.assert_alive();
    }
}

#[test]
fn ids_may_be_numbers_and_strings_of_any_size() {
    let mut server = Server::start();
    for id in [json!(0), json!(-1), json!(i64::MAX), json!(""), json!("字".repeat(10_000)), json!("1")] {
        server.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "chuchu/none" }));
        assert_eq!(code(&server.find(|message| message["id"] == id)), METHOD_NOT_FOUND);
    }
    // Fractions and what is larger than any integer are no ids, but no reason to stop either.
    for id in ["1.5", "1e400", "18446744073709551616"] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"chuchu/none"}}"#);
        server.raw(&frame_bytes(body.as_bytes()));
        server.find(|message| message.get("error").is_some());
    }
    server.assert_alive();
}

#[test]
fn unknown_requests_are_refused_and_unknown_notifications_ignored() {
    let mut server = Server::start();
    for method in ["chuchu/none", "", "$/none", "textDocument/", &"x".repeat(1 << 20), "textDocument/hover\0"] {
        assert_eq!(code(&server.request(method, json!({}))), METHOD_NOT_FOUND);
        server.notify(method, json!({}));
    }
    // Replies to nothing that was asked.
    server.send(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    server.send(&json!({ "jsonrpc": "2.0", "id": "x", "error": { "code": 1, "message": "no" } }));
    server.notify("$/cancelRequest", json!({ "id": 4711 }));
    server.notify("$/cancelRequest", json!({ "id": "none" }));
    server.notify("$/cancelRequest", json!({}));
    server.notify("$/setTrace", json!({ "value": "verbose" }));
    server.assert_alive();
}

#[test]
fn parameters_of_the_wrong_shape_are_refused() {
    let mut server = Server::start();
    server.open(URI, "# 字\n");
    let wrong = [
        json!({}),
        json!([]),
        json!({ "textDocument": null, "position": null }),
        json!({ "textDocument": { "uri": 1 }, "position": { "line": 0, "character": 0 } }),
        json!({ "textDocument": { "uri": "no uri" }, "position": { "line": 0, "character": 0 } }),
        place(URI, 4_294_967_296, 0),
        json!({ "textDocument": { "uri": URI }, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0.5, "character": 0 } }),
        json!({ "textDocument": { "uri": URI }, "position": { "line": "0", "character": 0 } }),
    ];
    for params in wrong {
        for method in ["textDocument/hover", "textDocument/definition", "textDocument/documentHighlight"] {
            assert_eq!(code(&server.request(method, params.clone())), INVALID_PARAMS, "{params}");
        }
        for method in ["textDocument/didOpen", "textDocument/didChange"] {
            server.notify(method, params.clone());
        }
        server.notify("workspace/didChangeWatchedFiles", params.clone());
    }
    assert_eq!(code(&server.request("textDocument/hover", Value::Null)), INVALID_PARAMS);
    assert_eq!(server.headings(URI), ["字"]);
}

#[test]
fn an_id_that_is_in_use_does_no_harm() {
    let mut server = Server::start();
    server.open(URI, &"# 字\n一段话。\n".repeat(2000));
    let message = request(77, "textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    (0..5).for_each(|_| server.send(&message));
    (0..5).for_each(|_| drop(server.reply(77)));
    server.assert_alive();
}

#[test]
fn before_initialize_requests_are_refused_and_notifications_dropped() {
    let mut server = Server::silent();
    assert_eq!(code(&server.request("textDocument/hover", place(URI, 0, 0))), NOT_INITIALIZED);
    assert_eq!(code(&server.request("shutdown", Value::Null)), NOT_INITIALIZED);
    server.open(URI, "# 太早\n");
    server.notify("initialized", json!({}));
    server.notify("workspace/didChangeConfiguration", json!({ "settings": { "profile": "news" } }));
    let mut server = server.initialize(json!({ "capabilities": capabilities() }));
    assert!(server.symbols(URI)["error"].is_object());
    server.assert_alive();
}

#[test]
fn a_second_initialize_is_refused_and_the_first_holds() {
    let mut server = Server::start();
    let again = json!({ "capabilities": { "general": { "positionEncodings": ["utf-8"] } } });
    assert_eq!(code(&server.request("initialize", again)), INVALID_REQUEST);
    server.notify("initialized", json!({}));
    server.assert_alive();
}

#[test]
fn after_shutdown_requests_are_refused() {
    let mut server = Server::start();
    server.open(URI, "# 字\n");
    server.request("shutdown", Value::Null);
    for method in ["textDocument/hover", "initialize", "chuchu/none"] {
        assert!(server.request(method, place(URI, 0, 0))["error"].is_object());
    }
    server.change(URI, 2, json!([{ "text": "# 词\n" }]));
    server.open("file:///b.md", "# 字\n");
    server.notify("exit", Value::Null);
    assert_eq!(server.ended(crate::client::PATIENCE), Some(0));
}

#[test]
fn initialize_takes_odd_parameters() {
    let odd = [
        json!({ "capabilities": {} }),
        json!({ "capabilities": {}, "processId": null, "rootUri": null, "workspaceFolders": null }),
        json!({ "capabilities": {}, "processId": 4_294_967_295_u64 }),
        json!({ "capabilities": {}, "rootUri": "untitled:x", "locale": "" }),
        json!({ "capabilities": {}, "rootUri": "file:///no/such/folder", "workspaceFolders": [] }),
        json!({ "capabilities": {}, "rootUri": "file:///dev/null" }),
        json!({ "capabilities": {}, "rootUri": "file:///proc/self/mem" }),
        json!({ "capabilities": {}, "initializationOptions": [[[1]]] }),
        json!({ "capabilities": {}, "initializationOptions": "x".repeat(100_000) }),
        json!({ "capabilities": {}, "initializationOptions": { "chuchu": { "rules": [], "profile": {}, "language": 3 } } }),
        json!({ "capabilities": { "general": { "positionEncodings": [] } } }),
        json!({ "capabilities": { "general": { "positionEncodings": ["utf-7", "utf-32"] } } }),
    ];
    for params in odd {
        Server::silent().initialize(params).assert_alive();
    }
    let mut server = Server::silent();
    for params in [json!({}), json!([]), json!({ "capabilities": 1 }), json!({ "capabilities": {}, "processId": "x" })]
    {
        assert!(server.request("initialize", params)["error"].is_object());
    }
    server.initialize(json!({ "capabilities": {} })).assert_alive();
}
