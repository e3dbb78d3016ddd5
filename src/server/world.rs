//! The world: one task that owns the open documents and reads one channel in order.
//!
//! Edits are applied at once; analysis runs on a snapshot in the blocking pool, and its result is used only if its
//! version is still the newest. Requests wait until the text they were sent against is analysed.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use tokio::sync::{
    mpsc::{UnboundedReceiver, UnboundedSender},
    oneshot,
};
use tower_lsp::lsp_types::Url;
use tracing::{error, warn};

use super::{convert, publisher::Publisher, session::Session};
use crate::{
    analysis::{Analysis, Settings},
    rules::{self, Finding},
    text::{Change, Document, Edit, Encoding},
};

/// All that a request may look at, of one moment. Cheap to clone.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub uri: Url,
    pub document: Document,
    pub analysis: Arc<Analysis>,
    pub findings: Arc<[Finding]>,
    pub session: Arc<Session>,
}

/// Why a request gets no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The document was never opened, or was closed.
    NotOpen,
    /// Its analysis failed; the next edit starts afresh.
    Failed,
}

pub(super) type Reply = oneshot::Sender<Result<Snapshot, Refusal>>;

pub(super) enum Message {
    Initialize(Session),
    Open { uri: Url, text: String, version: i32 },
    Change { uri: Url, version: i32, changes: Vec<Change> },
    Close { uri: Url },
    Snapshot { uri: Url, reply: Reply },
    Analysed(Analysed),
}

/// What came out of the blocking pool.
pub(super) struct Analysed {
    uri: Url,
    generation: u64,
    version: i32,
    outcome: Option<(Arc<Analysis>, Arc<[Finding]>)>,
}

/// One open document.
struct Open {
    document: Document,
    /// Tells this opening of the URI from earlier ones.
    generation: u64,
    /// The newest analysis and findings, and the version they are of.
    analysed: Option<(i32, Arc<Analysis>, Arc<[Finding]>)>,
    /// Edits since the text that `analysed` or the running analysis is of.
    edits: Vec<Edit>,
    running: bool,
    /// The newest version could not be analysed.
    failed: bool,
    waiting: Vec<Reply>,
}

pub(super) struct World {
    inbox: UnboundedSender<Message>,
    publisher: Publisher,
    session: Arc<Session>,
    settings: Settings,
    documents: HashMap<Url, Open>,
    generations: u64,
}

impl World {
    pub fn new(inbox: UnboundedSender<Message>, publisher: Publisher, settings: Settings) -> Self {
        Self { inbox, publisher, session: Arc::default(), settings, documents: HashMap::new(), generations: 0 }
    }

    pub async fn run(mut self, mut messages: UnboundedReceiver<Message>) {
        while let Some(message) = messages.recv().await {
            if catch_unwind(AssertUnwindSafe(|| self.take(message))).is_err() {
                error!("a message could not be handled");
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Initialize(session) => self.session = Arc::new(session),
            Message::Open { uri, text, version } => self.open(uri, &text, version),
            Message::Change { uri, version, changes } => self.change(uri, version, &changes),
            Message::Close { uri } => {
                if self.documents.remove(&uri).is_none() {
                    warn!("didClose for a document that is not open");
                }
                self.publisher.forget(uri);
            }
            Message::Snapshot { uri, reply } => self.snapshot(uri, reply),
            Message::Analysed(analysed) => self.analysed(analysed),
        }
    }

    fn open(&mut self, uri: Url, text: &str, version: i32) {
        if text.len() > Document::MAX_BYTES {
            error!(bytes = text.len(), limit = Document::MAX_BYTES, "document too long, not analysed");
            return;
        }
        self.generations += 1;
        let open = Open {
            document: Document::new(text, version),
            generation: self.generations,
            analysed: None,
            edits: Vec::new(),
            running: false,
            failed: false,
            waiting: Vec::new(),
        };
        self.documents.insert(uri.clone(), open);
        self.start(&uri);
    }

    fn change(&mut self, uri: Url, version: i32, changes: &[Change]) {
        let encoding = self.session.encoding;
        let Some(open) = self.documents.get_mut(&uri) else {
            warn!("didChange for a document that is not open");
            return;
        };
        if version <= open.document.version() {
            warn!(version, newest = open.document.version(), "didChange with a version that is not newer");
        }
        match open.document.apply(changes, version, encoding) {
            Ok(edits) => open.edits.extend(edits),
            Err(refused) => {
                error!(%refused, "didChange refused; the text is as it was");
                return;
            }
        }
        self.start(&uri);
    }

    fn snapshot(&mut self, uri: Url, reply: Reply) {
        let Some(open) = self.documents.get_mut(&uri) else {
            let _ = reply.send(Err(Refusal::NotOpen));
            return;
        };
        match open.current(&uri, &self.session) {
            Some(snapshot) => drop(reply.send(Ok(snapshot))),
            None if open.failed => drop(reply.send(Err(Refusal::Failed))),
            None => open.waiting.push(reply),
        }
    }

    /// Starts analysing the newest text, unless an analysis of this document is running; then its result starts it.
    fn start(&mut self, uri: &Url) {
        let Some(open) = self.documents.get_mut(uri).filter(|open| !open.running) else { return };
        open.running = true;
        open.failed = false;
        let job = Job {
            uri: uri.clone(),
            generation: open.generation,
            document: open.document.clone(),
            before: open.analysed.as_ref().map(|(_, analysis, _)| analysis.clone()),
            edits: std::mem::take(&mut open.edits),
            settings: self.settings.clone(),
            session: self.session.clone(),
        };
        let inbox = self.inbox.clone();
        tokio::task::spawn_blocking(move || drop(inbox.send(Message::Analysed(job.run()))));
    }

    fn analysed(&mut self, analysed: Analysed) {
        let Analysed { uri, generation, version, outcome } = analysed;
        let Some(open) = self.documents.get_mut(&uri).filter(|open| open.generation == generation) else { return };
        open.running = false;
        open.failed = outcome.is_none();
        open.analysed = outcome.map(|(analysis, findings)| (version, analysis, findings));
        if version != open.document.version() || !open.edits.is_empty() {
            self.start(&uri);
            return;
        }
        let snapshot = open.current(&uri, &self.session);
        for reply in std::mem::take(&mut open.waiting) {
            let _ = reply.send(snapshot.clone().ok_or(Refusal::Failed));
        }
        if let Some(snapshot) = snapshot.filter(|snapshot| !snapshot.session.pulls) {
            self.publisher.publish(snapshot);
        }
    }
}

impl Open {
    /// The snapshot of the newest text, where it is analysed.
    fn current(&self, uri: &Url, session: &Arc<Session>) -> Option<Snapshot> {
        let (version, analysis, findings) = self.analysed.as_ref()?;
        (*version == self.document.version() && self.edits.is_empty()).then(|| Snapshot {
            uri: uri.clone(),
            document: self.document.clone(),
            analysis: analysis.clone(),
            findings: findings.clone(),
            session: session.clone(),
        })
    }
}

/// One analysis in the blocking pool.
struct Job {
    uri: Url,
    generation: u64,
    document: Document,
    before: Option<Arc<Analysis>>,
    edits: Vec<Edit>,
    settings: Settings,
    session: Arc<Session>,
}

impl Job {
    fn run(self) -> Analysed {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.analyse()));
        if outcome.is_err() {
            error!(bytes = self.document.len(), "analysis failed; the next edit starts afresh");
        }
        Analysed { uri: self.uri, generation: self.generation, version: self.document.version(), outcome: outcome.ok() }
    }

    fn analyse(&self) -> (Arc<Analysis>, Arc<[Finding]>) {
        #[cfg(test)]
        assert!(self.document.rope() != PANIC_ON_PURPOSE, "on purpose");
        let analysis = match &self.before {
            Some(before) => before.update(self.document.rope(), &self.edits),
            None => Analysis::new(self.document.rope(), &self.settings),
        };
        let language = self.session.language(analysis.frame.script);
        let findings = rules::check(&rules::Context::new(&analysis, language));
        (Arc::new(analysis), findings.into())
    }
}

impl Snapshot {
    pub fn encoding(&self) -> Encoding {
        self.session.encoding
    }

    /// The byte offset of a position of the protocol.
    pub fn offset(&self, at: tower_lsp::lsp_types::Position) -> usize {
        self.document.offset(convert::position(at), self.encoding())
    }
}

/// A text whose analysis panics, so that tests can see what becomes of it.
#[cfg(test)]
pub(super) const PANIC_ON_PURPOSE: &str = "panic on purpose";
