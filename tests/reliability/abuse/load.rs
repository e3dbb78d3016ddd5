//! Too much at once: a thousand requests, a client that stops reading, floods of documents.

use std::{collections::HashMap, io::Write, process::Stdio, sync::mpsc, thread, time::Duration};

use serde_json::json;

use crate::client::{PATIENCE, Server, capabilities, chuchu, frame, place, request};

const URI: &str = "file:///a.md";
const MEGABYTE: usize = 1 << 20;
/// A writer that gets nothing off for so long is stuck.
const STUCK: Duration = Duration::from_secs(2);

#[test]
fn a_thousand_requests_in_flight_are_answered_once_each() {
    let mut server = Server::start();
    server.open(URI, &"一句话<sup>[1]</sup>，又一句。\n".repeat(150));
    let methods = ["hover", "definition", "references", "documentHighlight", "documentSymbol", "codeAction"];
    let mut all = Vec::new();
    for id in 1000..2000_i64 {
        let mut params = place(URI, id as u64 % 100, id as u64 % 13);
        params["range"] = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
        params["context"]["diagnostics"] = json!([]);
        all.extend(frame(&request(id, &format!("textDocument/{}", methods[id as usize % methods.len()]), params)));
        if id % 7 == 0 {
            all.extend(frame(&json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id - 3 } })));
        }
    }
    server.raw(&all);
    let mut answers = HashMap::new();
    while answers.len() < 1000 {
        let message = server.receive(PATIENCE).expect("every request is answered");
        let Some(id) = message["id"].as_i64().filter(|_| message.get("method").is_none()) else { continue };
        assert!(message.get("result").is_some() || message["error"]["code"] == -32800, "{message}");
        *answers.entry(id).or_insert(0) += 1;
    }
    assert!(answers.iter().all(|(id, &count)| (1000..2000).contains(id) && count == 1));
    server.assert_alive();
}

#[test]
fn a_client_that_stops_reading_costs_no_memory_and_gets_every_answer_later() {
    const ASKED: i64 = 1_000;
    let mut server = Server::deaf(chuchu().arg("lsp").stderr(Stdio::null()));
    server.send(&request(900, "initialize", json!({ "capabilities": capabilities() })));
    server.notify("initialized", json!({}));
    server.open(URI, &"# 一个标题\n".repeat(200));
    let params = json!({ "textDocument": { "uri": URI }, "padding": "x".repeat(100_000) });
    let mut input = server.take_input();
    let (progress, written) = mpsc::channel();
    let writer = thread::spawn(move || {
        for id in 1000..1000 + ASKED {
            input.write_all(&frame(&request(id, "textDocument/documentSymbol", params.clone()))).unwrap();
            let _ = progress.send(());
        }
        input
    });
    // 100 MB of questions; 42 MB fit in the backlog and the requests under way: the server must stop reading, and the
    // writer blocks.
    while written.recv_timeout(STUCK).is_ok() {}
    assert!(!writer.is_finished(), "the server goes on reading from a client that does not read");
    let memory = server.memory();
    assert!(memory < 300 * MEGABYTE, "{memory} bytes while nobody reads");
    server.listen();
    for id in 1000..1000 + ASKED {
        assert_eq!(server.reply(id)["result"].as_array().map(Vec::len), Some(200), "request {id}");
    }
    server.put_input(writer.join().unwrap());
    server.assert_alive();
}

#[test]
fn floods_of_documents_are_survived() {
    let mut server = Server::start();
    server.keep_pushed = false;
    let text = "一句话<sup>[1]</sup>，又一句，2024年增长了百分之三。\n".repeat(2_000);
    for _ in 0..200 {
        server.open(URI, &text);
        server.close(URI);
    }
    server.assert_alive();
    assert!(server.memory() < 250 * MEGABYTE, "{} bytes", server.memory());
    for n in 0..1000 {
        server.open(&format!("file:///{n}.md"), "# 字\n一句话<sup>[1]</sup>。\n");
    }
    assert_eq!(server.headings("file:///999.md"), ["字"]);
    for n in 0..1000 {
        server.close(&format!("file:///{n}.md"));
    }
    server.assert_alive();
}

#[test]
fn ten_thousand_changes_are_applied_in_order() {
    let mut server = Server::start();
    server.open(URI, "# \n");
    let at = |column: usize| json!({ "start": { "line": 0, "character": column }, "end": { "line": 0, "character": column } });
    let letter = |n: usize| ["甲", "乙", "丙"][n % 3];
    let batch: Vec<_> = (0..10_000).map(|n| json!({ "range": at(2 + n), "text": letter(n) })).collect();
    server.change(URI, 2, json!(batch));
    let heading = "甲乙丙".repeat(3_333) + "甲";
    assert_eq!(server.headings(URI), [heading.as_str()]);
    for n in 0..10_000 {
        server.change(URI, 3 + n, json!([{ "range": at(2), "text": "" }, { "range": at(2), "text": "" }]));
    }
    assert_eq!(server.headings(URI), [heading]);
}
