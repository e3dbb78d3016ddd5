//! A client of the real server over an in-memory pipe. Dropping it asserts that no message was left unread.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use chuchu::{
    files::own::Folders,
    server::{Exit, serve},
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};

pub const URI: &str = "file:///draft.md";
/// Longest wait for a message that must come.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Client {
    input: ReadHalf<DuplexStream>,
    output: WriteHalf<DuplexStream>,
    buffer: Vec<u8>,
    unread: VecDeque<Value>,
    next: i64,
    pub exits: Arc<Mutex<Vec<Exit>>>,
}

impl Client {
    /// A server that was not spoken to yet.
    pub fn silent() -> Self {
        Self::silent_with(Folders::default())
    }

    /// The same, for a user with these folders.
    pub fn silent_with(folders: Folders) -> Self {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (their_input, their_output) = tokio::io::split(theirs);
        let exits = Arc::<Mutex<Vec<Exit>>>::default();
        let record = exits.clone();
        tokio::spawn(serve(their_input, their_output, move |exit| record.lock().unwrap().push(exit), folders));
        let (input, output) = tokio::io::split(ours);
        Self { input, output, buffer: Vec::new(), unread: VecDeque::new(), next: 0, exits }
    }

    /// Initialized with these capabilities.
    pub async fn with(capabilities: Value) -> Self {
        let mut client = Self::silent();
        let params = json!({ "capabilities": capabilities, "locale": "zh-cn" });
        let reply = client.request("initialize", params).await;
        assert!(reply["result"]["capabilities"].is_object(), "{reply}");
        client.notify("initialized", json!({})).await;
        client
    }

    /// Initialized in a workspace, for a user with these folders; may edit several files and create some.
    pub async fn within(root: &Path, folders: Folders) -> Self {
        let mut client = Self::silent_with(folders);
        let edits = json!({ "documentChanges": true, "resourceOperations": ["create"] });
        let capabilities = json!({ "workspace": { "workspaceEdit": edits } });
        let params = json!({ "capabilities": capabilities, "locale": "zh-cn", "rootUri": uri(root) });
        client.request("initialize", params).await;
        client.notify("initialized", json!({})).await;
        client
    }

    /// Pushes diagnostics, UTF-16.
    pub async fn start() -> Self {
        Self::with(json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } })).await
    }

    pub async fn raw(&mut self, bytes: &[u8]) {
        self.output.write_all(bytes).await.unwrap();
    }

    pub async fn send(&mut self, message: Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request and does not wait; its id.
    pub async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(message).await;
        self.next
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.reply(id).await
    }

    pub async fn reply(&mut self, id: i64) -> Value {
        self.find(|message| message["id"] == id && message.get("method").is_none()).await
    }

    pub async fn open(&mut self, text: &str) {
        self.open_at(URI, text).await;
    }

    pub async fn open_at(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// One change of `range` (line, column, line, column).
    pub async fn change(&mut self, version: i32, range: [u32; 4], text: &str) {
        let [line, column, end_line, end_column] = range;
        let range = json!({
            "start": { "line": line, "character": column },
            "end": { "line": end_line, "character": end_column },
        });
        self.changes(version, json!([{ "range": range, "text": text }])).await;
    }

    pub async fn changes(&mut self, version: i32, changes: Value) {
        let document = json!({ "uri": URI, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes })).await;
    }

    pub async fn at(&mut self, method: &str, line: u32, column: u32) -> Value {
        let position = json!({ "line": line, "character": column });
        let params =
            json!({ "textDocument": { "uri": URI }, "position": position, "context": { "includeDeclaration": true } });
        self.request(method, params).await["result"].take()
    }

    /// Names of the headings, outermost only.
    pub async fn headings(&mut self) -> Vec<String> {
        let reply = self.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })).await;
        names(&reply)
    }

    pub async fn diagnostics(&mut self) -> Value {
        let mut message = self.find(|message| message["method"] == "textDocument/publishDiagnostics").await;
        message["params"].take()
    }

    /// The first unread message that fits, others stay unread.
    pub async fn find(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let mut seen = 0;
        loop {
            if let Some(index) = self.unread.iter().skip(seen).position(&fits) {
                return self.unread.remove(seen + index).unwrap();
            }
            seen = self.unread.len();
            let message = tokio::time::timeout(PATIENCE, self.read()).await.expect("no such message came");
            self.unread.push_back(message.expect("the server closed its output"));
        }
    }

    /// Everything that came and was not asked for, without waiting for more.
    pub fn take_unread(&mut self) -> Vec<Value> {
        self.unread.drain(..).collect()
    }

    async fn read(&mut self) -> Option<Value> {
        loop {
            if let Some(message) = self.parse() {
                return Some(message);
            }
            let mut chunk = [0; 1 << 14];
            let n = self.input.read(&mut chunk).await.ok().filter(|&n| n > 0)?;
            self.buffer.extend_from_slice(&chunk[..n]);
        }
    }

    fn parse(&mut self) -> Option<Value> {
        let head = self.buffer.windows(4).position(|window| window == b"\r\n\r\n")?;
        let header = std::str::from_utf8(&self.buffer[..head]).unwrap();
        let length: usize =
            header.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse().unwrap();
        let end = head + 4 + length;
        let message = serde_json::from_slice(self.buffer.get(head + 4..end)?).unwrap();
        self.buffer.drain(..end);
        Some(message)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.unread.is_empty(), "left unread: {:#?}", self.unread);
        }
    }
}

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Names of the outermost symbols of a documentSymbol reply.
pub fn names(reply: &Value) -> Vec<String> {
    let symbols = reply["result"].as_array().unwrap();
    symbols.iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
}
