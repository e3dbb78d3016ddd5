//! A server and its client in one thread, over a pipe in memory.

use chuchu::{files::own::Folders, server::serve};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream, DuplexStream},
    runtime::{Builder, Runtime},
};

const URI: &str = "file:///draft.md";

/// One open document.
pub struct Session {
    runtime: Runtime,
    stream: BufStream<DuplexStream>,
}

impl Session {
    pub fn open(text: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (input, output) = tokio::io::split(theirs);
        runtime.spawn(serve(input, output, |_| {}, Folders::default()));
        let mut session = Self { runtime, stream: BufStream::new(ours) };
        let capabilities = json!({ "textDocument": { "diagnostic": {} } });
        session.ask("initialize", json!({ "capabilities": capabilities }));
        session.tell("initialized", json!({}));
        let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
        session.tell("textDocument/didOpen", json!({ "textDocument": document }));
        assert!(session.pull() > 10_000, "the article has findings");
        session
    }

    /// All diagnostics, as for a client that has none yet; bytes of the answer.
    pub fn pull(&mut self) -> usize {
        self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }))
    }

    /// The card at a place; bytes of the answer.
    pub fn hover(&mut self, line: u32, character: u32) -> usize {
        let position = json!({ "line": line, "character": character });
        self.ask("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": position }))
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the answer to that; its length in bytes.
    fn ask(&mut self, method: &str, params: Value) -> usize {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }));
        loop {
            let body = self.receive();
            if body.windows(6).any(|part| part == b"\"id\":1") {
                return body.len();
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.runtime.block_on(async {
            self.stream.write_all(frame.as_bytes()).await.unwrap();
            self.stream.flush().await.unwrap();
        });
    }

    fn receive(&mut self) -> Vec<u8> {
        self.runtime.block_on(async {
            let (mut line, mut body) = (String::new(), Vec::new());
            while line != "\r\n" {
                if let Some(length) = line.strip_prefix("Content-Length: ") {
                    body.resize(length.trim().parse().unwrap(), 0);
                }
                line.clear();
                self.stream.read_line(&mut line).await.unwrap();
            }
            self.stream.read_exact(&mut body).await.unwrap();
            body
        })
    }
}
