//! Frames: split, merged, with wrong lengths and odd headers.

use serde_json::{Value, json};

use crate::client::{Server, frame, frame_bytes, request};

/// A request that every server must refuse, whose reply shows that it came through.
fn unknown(id: i64) -> Value {
    request(id, "chuchu/none", json!({}))
}

const METHOD_NOT_FOUND: i64 = -32601;
const PARSE_ERROR: i64 = -32700;

fn parse_error(message: &Value) -> bool {
    message["id"].is_null() && message["error"]["code"] == PARSE_ERROR
}

#[test]
fn a_message_may_come_byte_by_byte() {
    let mut server = Server::start();
    for byte in frame(&unknown(7)) {
        server.raw(&[byte]);
    }
    assert_eq!(server.reply(7)["error"]["code"], METHOD_NOT_FOUND);
}

#[test]
fn many_messages_may_come_at_once() {
    let mut server = Server::start();
    let all: Vec<u8> = (1000..1100).flat_map(|id| frame(&unknown(id))).collect();
    server.raw(&all);
    for id in 1000..1100 {
        assert_eq!(server.reply(id)["error"]["code"], METHOD_NOT_FOUND);
    }
}

#[test]
fn messages_may_be_split_anywhere() {
    let mut server = Server::start();
    let all: Vec<u8> = (1000..1020).flat_map(|id| frame(&unknown(id))).collect();
    for piece in all.chunks(37) {
        server.raw(piece);
    }
    for id in 1000..1020 {
        assert_eq!(server.reply(id)["error"]["code"], METHOD_NOT_FOUND);
    }
}

#[test]
fn a_wrong_length_costs_its_message_and_the_next_at_most() {
    for wrong in [-3_i64, -1, 1, 5, 20] {
        let mut server = Server::start();
        let body = unknown(101).to_string();
        server.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len() as i64 + wrong).as_bytes());
        server.send(&unknown(102));
        server.send(&unknown(103));
        server.find(parse_error);
        assert_eq!(server.reply(103)["error"]["code"], METHOD_NOT_FOUND, "length off by {wrong}");
        server.assert_alive();
    }
}

#[test]
fn lengths_that_are_no_lengths_cost_one_message() {
    for length in ["", "x", "-1", "1e3", "0x10", "１２", "99999999999999999999999999", "18446744073709551616"] {
        let mut server = Server::start();
        server.raw(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        server.find(parse_error);
        server.assert_alive();
    }
}

#[test]
fn empty_bodies_are_parse_errors() {
    let mut server = Server::start();
    server.raw(b"Content-Length: 0\r\n\r\nContent-Length: 0\r\n\r\n");
    server.find(parse_error);
    server.find(parse_error);
    server.assert_alive();
}

#[test]
fn a_header_of_a_megabyte_and_a_hundred_thousand_headers_are_skipped() {
    let mut server = Server::start();
    server.raw(&vec![b'x'; 1 << 20]);
    server.raw(b"\r\n\r\n");
    server.find(parse_error);
    let many: Vec<u8> = (0..100_000).flat_map(|n| format!("X-{n}: y\r\n").into_bytes()).collect();
    server.raw(&many);
    server.send(&unknown(9));
    assert_eq!(server.reply(9)["error"]["code"], METHOD_NOT_FOUND);
    server.assert_alive();
}

#[test]
fn headers_that_are_not_ascii_are_skipped() {
    let mut server = Server::start();
    server.raw("出处：无\r\n\r\n".as_bytes());
    server.find(parse_error);
    server.raw(b"\xff\xfe\x00\r\n\r\n");
    server.find(parse_error);
    // Lower-casing these letters changes their length in bytes.
    server.raw("İİİİİİ Content-Length: ".as_bytes());
    server.raw(b"2\r\n\r\n{}");
    server.assert_alive();
}

#[test]
fn bodies_that_are_not_utf_8_or_json_are_parse_errors() {
    let deep = "[".repeat(200_000);
    let nested = format!("{}{}", r#"{"a":"#.repeat(50_000), "}".repeat(50_000));
    let bodies: [&[u8]; 11] = [
        b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{}",
        b"{",
        b"}",
        b"{'a': 1}",
        b"\0\0\0\0",
        b"nul",
        b"{\"a\":1}{\"b\":2}",
        b"{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"x\"}",
        deep.as_bytes(),
        nested.as_bytes(),
    ];
    let mut server = Server::start();
    for body in bodies {
        server.raw(&frame_bytes(body));
        server.find(parse_error);
    }
    server.assert_alive();
}

#[test]
fn a_message_of_32_megabytes_is_read() {
    let mut server = Server::start();
    server.send(&json!({ "jsonrpc": "2.0", "id": 5, "method": "chuchu/none", "params": ["字".repeat(11 << 20)] }));
    assert_eq!(server.reply(5)["error"]["code"], METHOD_NOT_FOUND);
    server.assert_alive();
}

#[test]
fn half_of_a_surrogate_pair_does_not_cost_an_edit() {
    let uri = "file:///a.md";
    let mut server = Server::start();
    server.open(uri, "# 甲\n");
    // Editors write one half of an emoji as `\ud83d`, which is no UTF-8: it counts one unit, as U+FFFD does.
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":2}},"contentChanges":[{{"range":{{"start":{{"line":0,"character":3}},"end":{{"line":0,"character":3}}}},"text":"\ud83d乙\udc4d\\ud83d\ud83d\udc4d"}}]}}}}"#
    );
    server.raw(&frame_bytes(body.as_bytes()));
    assert_eq!(server.headings(uri), ["甲\u{fffd}乙\u{fffd}\\ud83d👍"]);
}
