//! A client of the real binary, with threads and the standard library only, so that it can misbehave.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// Longest wait for what must come.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The command under test, without its arguments, and without settings of whoever runs the tests.
pub fn chuchu() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chuchu"));
    command.env_remove("CHUCHU_LOG").env_remove("RUST_BACKTRACE");
    command
}

/// A running `chuchu lsp`. Killed when dropped.
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    /// Its output, as long as nobody listens.
    output: Option<ChildStdout>,
    messages: Receiver<Value>,
    sender: Option<Sender<Value>>,
    unread: VecDeque<Value>,
    next: i64,
    /// Pushed diagnostics: newest of each document.
    pub keep_pushed: bool,
}

impl Server {
    /// Nobody reads its output yet, nothing was said.
    pub fn deaf(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (sender, messages) = channel();
        Self {
            input: child.stdin.take(),
            output: child.stdout.take(),
            child,
            messages,
            sender: Some(sender),
            unread: VecDeque::new(),
            next: 0,
            keep_pushed: true,
        }
    }

    /// Heard, but not initialized.
    pub fn silent() -> Self {
        let mut server = Self::deaf(chuchu().arg("lsp").stderr(Stdio::null()));
        server.listen();
        server
    }

    /// Initialized; pushes diagnostics, counts UTF-16.
    pub fn start() -> Self {
        Self::silent().initialize(json!({ "capabilities": capabilities() }))
    }

    /// Initialized with a workspace folder.
    pub fn at(command: &mut Command, folder: &Path) -> Self {
        let mut server = Self::deaf(command);
        server.listen();
        let uri = format!("file://{}", folder.display());
        server.initialize(json!({ "rootUri": uri, "capabilities": capabilities() }))
    }

    pub fn initialize(mut self, params: Value) -> Self {
        let reply = self.request("initialize", params);
        assert!(reply["result"]["capabilities"].is_object(), "{reply}");
        self.notify("initialized", json!({}));
        self
    }

    /// Starts a thread that reads its output.
    pub fn listen(&mut self) {
        let (Some(output), Some(sender)) = (self.output.take(), self.sender.take()) else { return };
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Bytes as they are; an error where the server is gone.
    pub fn try_raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let input = self.input.as_mut().expect("the input was closed");
        input.write_all(bytes)?;
        input.flush()
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.try_raw(bytes).unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        self.raw(&frame(message));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let message = request(self.next, method, params);
        self.send(&message);
        self.next
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.reply(id)
    }

    pub fn reply(&mut self, id: i64) -> Value {
        self.find(|message| message["id"] == id && message.get("method").is_none())
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    pub fn symbols(&mut self, uri: &str) -> Value {
        self.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))
    }

    /// Names of the outermost symbols.
    pub fn headings(&mut self, uri: &str) -> Vec<String> {
        let reply = self.symbols(uri);
        let symbols = reply["result"].as_array().unwrap_or_else(|| panic!("{reply}"));
        symbols.iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
    }

    /// The first unread message that fits; others stay unread.
    pub fn find(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        self.find_within(PATIENCE, fits).expect("no such message came")
    }

    pub fn find_within(&mut self, patience: Duration, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(index) = self.unread.iter().position(&fits) {
            return self.unread.remove(index);
        }
        let until = Instant::now() + patience;
        loop {
            let message = self.receive(until.saturating_duration_since(Instant::now()))?;
            if fits(&message) {
                return Some(message);
            }
            if self.keep_pushed || message["method"] != "textDocument/publishDiagnostics" {
                self.unread.push_back(message);
            }
        }
    }

    /// The next message of all that were not looked at yet; `None` if none comes.
    pub fn receive(&mut self, patience: Duration) -> Option<Value> {
        match self.messages.recv_timeout(patience) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Everything that came so far.
    pub fn take_unread(&mut self) -> Vec<Value> {
        self.unread.extend(self.messages.try_iter());
        self.unread.drain(..).collect()
    }

    /// Opens a document of its own and asks for its headings: the server lives and answers.
    pub fn assert_alive(&mut self) {
        self.open("file:///alive.md", "# 还在\n");
        assert_eq!(self.headings("file:///alive.md"), ["还在"]);
        self.close("file:///alive.md");
    }

    /// Its input, to be written from another thread.
    pub fn take_input(&mut self) -> ChildStdin {
        self.input.take().expect("the input was closed")
    }

    pub fn put_input(&mut self, input: ChildStdin) {
        self.input = Some(input);
    }

    /// Closes its input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Closes both ends, as the death of a client does.
    pub fn abandon(&mut self) {
        self.input = None;
        self.output = None;
    }

    /// Shuts down as an editor does; the exit code.
    pub fn quit(&mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.ended(PATIENCE)
    }

    /// The exit code, if the process ends in time.
    pub fn ended(&mut self, patience: Duration) -> Option<i32> {
        let until = Instant::now() + patience;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.code().unwrap_or(-1));
            }
            if Instant::now() > until {
                return None;
            }
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// Resident memory, in bytes.
    pub fn memory(&self) -> usize {
        self.status("VmRSS:")
    }

    /// The most memory that was resident at once, in bytes.
    pub fn peak(&self) -> usize {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn capabilities() -> Value {
    json!({ "textDocument": {
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "definition": { "linkSupport": true },
        "publishDiagnostics": { "versionSupport": true },
    } })
}

pub fn request(id: i64, method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

pub fn frame(message: &Value) -> Vec<u8> {
    frame_bytes(message.to_string().as_bytes())
}

pub fn frame_bytes(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

/// Parameters of a request about a place.
pub fn place(uri: &str, line: u64, column: u64) -> Value {
    let position = json!({ "line": line, "character": column });
    json!({ "textDocument": { "uri": uri }, "position": position, "context": { "includeDeclaration": true } })
}

/// One message; `None` at the end of the output.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|&read| read > 0)?;
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length.expect("a length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server writes JSON"))
}
