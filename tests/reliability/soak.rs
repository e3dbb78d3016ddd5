//! A long session: random edits, requests, cancellations, opens, closes, settings and file events at 50 messages a
//! second on ten documents. At the end the server must say of each text what a fresh one says, in as little memory.
//!
//! Two minutes; `CHUCHU_SOAK_MINUTES=20 cargo nextest run soak` for longer, `CHUCHU_SOAK_SEED` to go through the same
//! session again.

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    client::{PATIENCE, Server, chuchu, place},
    random::{Random, draft},
};

const DOCUMENTS: usize = 10;
const A_SECOND: u32 = 50;
/// Text a document may grow to, in characters, before it is cut back.
const LONGEST: usize = 6_000;
/// More memory than a fresh server this may take, in bytes, for what the allocator keeps.
const SLACK: usize = 24 << 20;

/// A document as the client knows it.
struct Mirror {
    text: Vec<char>,
    version: i64,
    open: bool,
}

struct Session<'a> {
    server: Server,
    folder: &'a Path,
    random: Random,
    documents: Vec<Mirror>,
    /// Requests not answered yet.
    asked: BTreeMap<i64, &'static str>,
    answered: usize,
    /// Newest pushed diagnostics of each document.
    pushed: BTreeMap<String, Value>,
    settings: Value,
}

#[test]
fn soak() {
    let minutes: f64 = env::var("CHUCHU_SOAK_MINUTES").ok().and_then(|text| text.parse().ok()).unwrap_or(2.0);
    let seed = env::var("CHUCHU_SOAK_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        now.as_nanos() as u64
    });
    println!("CHUCHU_SOAK_SEED={seed}");
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::new(folder.path(), seed);
    let began = Instant::now();
    let messages = (minutes * 60.0 * f64::from(A_SECOND)) as u32;
    for n in 0..messages {
        session.step();
        let due = began + Duration::from_secs(1) * n / A_SECOND;
        session.listen_until(due);
    }
    println!("{messages} messages, {} answers, in {:?}", session.answered, began.elapsed());
    session.finish();
}

impl<'a> Session<'a> {
    fn new(folder: &'a Path, seed: u64) -> Self {
        let server = Server::at(chuchu().arg("lsp").stderr(Stdio::null()), folder);
        let documents = (0..DOCUMENTS).map(|_| Mirror { text: Vec::new(), version: 0, open: false }).collect();
        let mut session = Self {
            server,
            folder,
            random: Random::new(seed),
            documents,
            asked: BTreeMap::new(),
            answered: 0,
            pushed: BTreeMap::new(),
            settings: json!({}),
        };
        (0..DOCUMENTS).for_each(|index| session.open(index));
        session
    }

    fn step(&mut self) {
        let index = self.random.below(DOCUMENTS);
        if !self.documents[index].open {
            return self.open(index);
        }
        match self.random.below(100) {
            0..60 => self.edit(index),
            60..88 => self.ask(index),
            88..92 => {
                if let Some(&id) = self.asked.keys().nth(self.random.below(self.asked.len().max(1))) {
                    self.server.notify("$/cancelRequest", json!({ "id": id }));
                }
            }
            92..94 => {
                self.documents[index].open = false;
                self.server.close(&uri(index));
            }
            94..96 => self.configure(),
            96..98 => self.write_settings(),
            _ => self.server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(index) } })),
        }
    }

    fn open(&mut self, index: usize) {
        let text = draft(&mut self.random, 60);
        let document = &mut self.documents[index];
        *document = Mirror { text: text.chars().collect(), version: 1, open: true };
        self.server.open(&uri(index), &text);
    }

    /// One to three changes: a key, a paste, a cut, now and then the whole text.
    fn edit(&mut self, index: usize) {
        let mut changes = Vec::new();
        for _ in 0..=self.random.below(3) {
            let mirror = &mut self.documents[index];
            if mirror.text.len() > LONGEST {
                let text = draft(&mut self.random, 40);
                mirror.text = text.chars().collect();
                changes.push(json!({ "text": text }));
                continue;
            }
            let start = self.random.below(mirror.text.len() + 1);
            let removed = [0, 0, 0, 1, 5, 60][self.random.below(6)].min(mirror.text.len() - start);
            let pieces = [1, 1, 1, 2, 10][self.random.below(5)];
            let inserted = if removed > 1 { String::new() } else { draft(&mut self.random, pieces) };
            let range =
                json!({ "start": position(&mirror.text, start), "end": position(&mirror.text, start + removed) });
            // The end of a position inside CR LF is another place than asked for: as the protocol counts, so do we.
            let (from, to) = (settled(&mirror.text, start), settled(&mirror.text, start + removed));
            mirror.text.splice(from..to, inserted.chars());
            changes.push(json!({ "range": range, "text": inserted }));
        }
        let mirror = &mut self.documents[index];
        mirror.version += 1;
        let version = mirror.version;
        self.server.change(&uri(index), version, json!(changes));
    }

    fn ask(&mut self, index: usize) {
        const METHODS: [&str; 8] = [
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/documentHighlight",
            "textDocument/documentSymbol",
            "textDocument/codeAction",
            "textDocument/completion",
            "textDocument/prepareRename",
        ];
        let mirror = &self.documents[index];
        let at = position(&mirror.text, self.random.below(mirror.text.len() + 1));
        let mut params = place(&uri(index), 0, 0);
        params["position"] = at.clone();
        params["range"] = json!({ "start": at, "end": at });
        params["context"]["diagnostics"] = json!([]);
        let method = METHODS[self.random.below(METHODS.len())];
        let id = self.server.ask(method, params);
        self.asked.insert(id, method);
    }

    fn configure(&mut self) {
        let profile = ["op-ed", "academic", "news", "op-edd"][self.random.below(4)];
        let language = ["zh-Hans", "zh-Hant", "en"][self.random.below(3)];
        self.settings = json!({ "chuchu": { "profile": profile, "language": language } });
        self.server.notify("workspace/didChangeConfiguration", json!({ "settings": self.settings }));
    }

    fn write_settings(&mut self) {
        let path = self.folder.join("chuchu.toml");
        match self.random.below(4) {
            0 => drop(fs::remove_file(&path)),
            1 => fs::write(&path, "profile = \n").unwrap(),
            2 => fs::write(&path, "[rules]\nunused-footnote = 'off'\n").unwrap(),
            _ => fs::write(&path, "language = 'zh-Hant'\n[rules]\nundefined-footnote = 'hint'\n").unwrap(),
        }
        let uri = format!("file://{}", path.display());
        self.server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    }

    fn listen_until(&mut self, due: Instant) {
        loop {
            let left = due.saturating_duration_since(Instant::now());
            let Some(message) = self.server.receive(left) else { break };
            self.take(message);
        }
        thread::park_timeout(due.saturating_duration_since(Instant::now()));
    }

    fn take(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.pushed.insert(uri, message["params"]["diagnostics"].clone());
        } else if message.get("method").is_none() {
            let id = message["id"].as_i64().unwrap_or_else(|| panic!("{message}"));
            let method = self.asked.remove(&id).unwrap_or_else(|| panic!("answered twice: {message}"));
            let fine = message.get("result").is_some() || [-32800, -32601, -32602].contains(&code(&message));
            // A document may be closed before its answer is due.
            assert!(fine, "{method}: {message}");
            self.answered += 1;
        }
    }

    fn finish(mut self) {
        (0..DOCUMENTS).filter(|&index| !self.documents[index].open).collect::<Vec<_>>().into_iter().for_each(|index| {
            self.open(index);
        });
        self.go_on_elsewhere();
        while !self.asked.is_empty() {
            let message = self.server.receive(PATIENCE).expect("every request is answered");
            self.take(message);
        }
        let mut fresh = Server::at(chuchu().arg("lsp").stderr(Stdio::null()), self.folder);
        fresh.notify("workspace/didChangeConfiguration", json!({ "settings": self.settings }));
        for (index, mirror) in self.documents.iter().enumerate() {
            fresh.open(&uri(index), &mirror.text.iter().collect::<String>());
        }
        for (index, mirror) in self.documents.iter().enumerate() {
            let uri = uri(index);
            let text: String = mirror.text.iter().collect();
            assert_eq!(self.server.symbols(&uri)["result"], fresh.symbols(&uri)["result"], "outline of {text:?}");
            for method in ["hover", "definition", "references"] {
                let at = self.random.below(mirror.text.len() + 1);
                let mut params = place(&uri, 0, 0);
                params["position"] = position(&mirror.text, at);
                let method = format!("textDocument/{method}");
                let (old, new) = (self.server.request(&method, params.clone()), fresh.request(&method, params));
                assert_eq!(old["result"], new["result"], "{method} at {at} of {text:?}");
            }
        }
        self.compare_diagnostics(&mut fresh);
        self.compare_memory(&fresh);
        assert_eq!((self.server.quit(), fresh.quit()), (Some(0), Some(0)));
    }

    /// A pause, then text at the end: what a note lacks is held back until the writer types elsewhere.
    fn go_on_elsewhere(&mut self) {
        self.listen_until(Instant::now() + Duration::from_secs(3));
        for (index, mirror) in self.documents.iter_mut().enumerate() {
            let (end, text) = (position(&mirror.text, mirror.text.len()), "\n\n写完了。\n");
            mirror.text.extend(text.chars());
            mirror.version += 1;
            let change = json!([{ "range": { "start": end, "end": end }, "text": text }]);
            self.server.change(&uri(index), mirror.version, change);
        }
    }

    /// What is held back while a sentence is being typed comes after a pause: waits until both agree.
    fn compare_diagnostics(&mut self, fresh: &mut Server) {
        let mut expected = BTreeMap::new();
        let until = Instant::now() + PATIENCE;
        let empty = json!([]);
        loop {
            for message in self.server.take_unread() {
                self.take(message);
            }
            for message in fresh.take_unread() {
                if let Some(uri) = message["params"]["uri"].as_str() {
                    expected.insert(uri.to_owned(), message["params"]["diagnostics"].clone());
                }
            }
            let differs = (0..DOCUMENTS)
                .map(uri)
                .find(|uri| self.pushed.get(uri).unwrap_or(&empty) != expected.get(uri).unwrap_or(&empty));
            let Some(uri) = differs else { break };
            assert!(
                Instant::now() < until,
                "diagnostics of {uri} differ:\n{:#}\n{:#}",
                self.pushed.get(&uri).unwrap_or(&empty),
                expected.get(&uri).unwrap_or(&empty),
            );
            thread::park_timeout(Duration::from_millis(20));
        }
        assert!(expected.values().any(|diagnostics| diagnostics != &empty), "nothing to compare");
    }

    fn compare_memory(&self, fresh: &Server) {
        let (soaked, fresh) = (self.server.memory(), fresh.memory());
        println!("resident: {} kB after the soak, {} kB fresh", soaked >> 10, fresh >> 10);
        assert!(soaked < fresh + SLACK, "{soaked} bytes, fresh {fresh}");
    }
}

fn uri(index: usize) -> String {
    format!("file:///soak/{index}.md")
}

fn code(message: &Value) -> i64 {
    message["error"]["code"].as_i64().unwrap_or(0)
}

/// The position of a character: lines end at LF, CR LF or CR, columns count UTF-16.
fn position(text: &[char], at: usize) -> Value {
    let (mut line, mut column) = (0, 0);
    for (index, c) in text[..at].iter().enumerate() {
        if *c == '\n' || *c == '\r' && text.get(index + 1) != Some(&'\n') {
            (line, column) = (line + 1, 0);
        } else {
            column += c.len_utf16();
        }
    }
    json!({ "line": line, "character": column })
}

/// Where the server takes a place to be: before CR LF instead of inside it.
fn settled(text: &[char], at: usize) -> usize {
    let inside = at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n');
    at - usize::from(inside)
}
