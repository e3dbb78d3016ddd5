//! Documents out of order, and positions that do not exist.

use serde_json::{Value, json};

use crate::client::{Server, place};

const URI: &str = "file:///a.md";

fn range(start: (u64, u64), end: (u64, u64)) -> Value {
    let at = |(line, column): (u64, u64)| json!({ "line": line, "character": column });
    json!({ "start": at(start), "end": at(end) })
}

#[test]
fn what_was_not_opened_is_refused_and_harms_nothing() {
    let mut server = Server::start();
    server.change(URI, 2, json!([{ "text": "# 字\n" }]));
    server.close(URI);
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(server.symbols(URI)["error"].is_object());
    server.open(URI, "# 甲\n");
    server.close(URI);
    server.close(URI);
    server.change(URI, 3, json!([{ "text": "# 乙\n" }]));
    assert!(server.symbols(URI)["error"].is_object());
    server.assert_alive();
}

#[test]
fn a_second_open_starts_afresh() {
    let mut server = Server::start();
    server.open(URI, "# 甲\n");
    server.open(URI, "# 乙\n");
    assert_eq!(server.headings(URI), ["乙"]);
    server.change(URI, 2, json!([{ "range": range((0, 2), (0, 3)), "text": "丙" }]));
    assert_eq!(server.headings(URI), ["丙"]);
}

#[test]
fn versions_may_stand_still_and_go_back() {
    let mut server = Server::start();
    server.open(URI, "# 甲\n");
    for (version, text) in [(1, "乙"), (0, "丙"), (-7, "丁"), (i64::from(i32::MAX), "戊"), (i64::from(i32::MIN), "己")]
    {
        server.change(URI, version, json!([{ "range": range((0, 2), (0, 3)), "text": text }]));
        assert_eq!(server.headings(URI), [text]);
    }
    server.change(URI, 2, json!([]));
    assert_eq!(server.headings(URI), ["己"]);
}

#[test]
fn positions_that_do_not_exist_are_moved_to_the_nearest() {
    let mut server = Server::start();
    server.open(URI, "# 甲\n# 乙");
    let far = u64::from(u32::MAX);
    server.change(URI, 2, json!([{ "range": range((far, far), (far, far)), "text": "丙" }]));
    assert_eq!(server.headings(URI), ["甲", "乙丙"]);
    server.change(URI, 3, json!([{ "range": range((0, far), (0, far)), "text": "𠮷" }]));
    // Inside a surrogate pair: before it.
    server.change(URI, 4, json!([{ "range": range((0, 4), (0, 4)), "text": "丁" }]));
    assert_eq!(server.headings(URI), ["甲丁𠮷", "乙丙"]);
    // A range that ends before it starts is refused, and the text stays.
    server.change(URI, 5, json!([{ "range": range((1, 0), (0, 0)), "text": "坏" }]));
    assert_eq!(server.headings(URI), ["甲丁𠮷", "乙丙"]);
    for method in ["hover", "definition", "references", "documentHighlight"] {
        let reply = server.request(&format!("textDocument/{method}"), place(URI, far, far));
        assert!(reply.get("result").is_some(), "{reply}");
    }
    server.change(URI, 6, json!([{ "range": range((0, 0), (far, far)), "text": "" }]));
    assert_eq!(server.headings(URI), [""; 0]);
}

#[test]
fn names_of_documents_may_be_odd() {
    let mut server = Server::start();
    let long = format!("file:///{}.md", "长".repeat(50_000));
    for uri in ["untitled:Untitled-1", "git:/a.md?%7B%7D", "data:,x", "file:///%FF%FE.md", "file:///", "x:", &long] {
        server.open(uri, "# 字\n一句话<sup>[1]</sup>。\n");
        assert_eq!(server.headings(uri), ["字"]);
        server.change(uri, 2, json!([{ "text": "# 词\n" }]));
        assert_eq!(server.headings(uri), ["词"]);
        server.close(uri);
    }
}

#[test]
fn settings_may_be_anything() {
    let mut server = Server::start();
    let odd = [
        Value::Null,
        json!([]),
        json!(1),
        json!("x".repeat(1 << 20)),
        json!({ "chuchu": null }),
        json!({ "chuchu": { "rules": { "x".repeat(1 << 20): "off" } } }),
        json!({ "chuchu": { "exclude": vec!["**"; 10_000], "profile": "academic" } }),
        json!({ "chuchu": { "language": ["en"], "\u{0}": { "a": [1, "b", null, { "c": 1e300 }] } } }),
        json!({ "chuchu": { "profile": "op-ed", "unknown": vec![vec![vec![0; 10]; 10]; 10] } }),
    ];
    for settings in odd {
        server.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        server.assert_alive();
    }
}
