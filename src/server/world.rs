//! The world: it owns the open documents and takes messages one after the other.
//!
//! Edits are applied at once; analysis runs on a snapshot in the blocking pool, and its result is used only if its
//! version is still the newest. Requests wait until the text they were sent against is analysed.

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::sync::{mpsc::UnboundedSender, oneshot};
use tower_lsp::lsp_types::Url;
use tracing::{error, warn};

use super::{
    around::Difference,
    configuration::Configuration,
    convert,
    highlight::Given,
    job::{Analysed, Before, Job, Outcome},
    open::{Newest, Open, Refusal, Reply, Snapshot},
    own::{Loaded, OwnEntries},
    publisher::{Content, Publisher},
    report::Report,
    session::Session,
    symbols::Opened,
    typing::{PAUSE, Typing},
};
use crate::{
    analysis::Settings,
    config::Config,
    files::own::Folders,
    rules::{self, Found},
    syntax::dates,
    text::{Change, Document},
};

/// Analyses of documents whose last one took no longer run in the world itself, the others in the blocking pool.
const QUICK: Duration = Duration::from_millis(4);

pub(super) enum Message {
    Initialize {
        session: Session,
        root: Option<PathBuf>,
        options: Option<Value>,
    },
    /// The editor's settings changed.
    Configure(Value),
    /// Files that settings or entries come from changed.
    FilesChanged,
    /// The writer is back at the editor: files may have changed since.
    Back,
    Open {
        uri: Url,
        text: String,
        version: i32,
    },
    Change {
        uri: Url,
        version: i32,
        changes: Vec<Change>,
    },
    Close {
        uri: Url,
    },
    Snapshot {
        uri: Url,
        reply: Reply,
    },
    /// Which documents are open, and under what settings others are read.
    Opened {
        reply: oneshot::Sender<Opened>,
    },
    Analysed(Analysed),
    /// Own entries were read.
    Own(Loaded),
    /// They were waited for long enough.
    OwnLate,
    /// Where the caret is; only our own plugins tell.
    Caret {
        uri: Url,
        position: tower_lsp::lsp_types::Position,
    },
    /// The writer paused: nothing was typed since this version.
    Paused {
        uri: Url,
        version: i32,
    },
}

pub(super) struct World {
    pub(super) inbox: UnboundedSender<Message>,
    pub(super) publisher: Publisher,
    pub(super) session: Arc<Session>,
    pub(super) configuration: Configuration,
    config: Arc<Config>,
    pub(super) settings: Settings,
    pub(super) own: OwnEntries,
    pub(super) documents: HashMap<Url, Open>,
    generations: u64,
}

impl World {
    pub fn new(inbox: UnboundedSender<Message>, publisher: Publisher, settings: Settings, folders: Folders) -> Self {
        Self {
            inbox,
            publisher,
            session: Arc::default(),
            configuration: Configuration::default(),
            config: Arc::default(),
            settings,
            own: OwnEntries::new(folders),
            documents: HashMap::new(),
            generations: 0,
        }
    }

    pub fn take(&mut self, message: Message) {
        match message {
            Message::Initialize { session, root, options } => {
                self.session = Arc::new(session);
                self.configuration = Configuration::at(root);
                self.reload();
                options.iter().for_each(|options| self.configure(options));
            }
            Message::Configure(settings) => self.configure(&settings),
            Message::FilesChanged => self.reload(),
            Message::Back => self.look_again(),
            Message::Open { uri, text, version } => self.open(uri, &text, version),
            Message::Change { uri, version, changes } => self.change(uri, version, &changes),
            Message::Close { uri } => {
                if self.documents.remove(&uri).is_none() {
                    warn!("didClose for a document that is not open");
                }
                self.closed(uri);
            }
            Message::Snapshot { uri, reply } => self.snapshot(uri, reply),
            Message::Opened { reply } => {
                let documents = self.documents.keys().cloned().collect();
                let (settings, session) = (self.settings.clone(), self.session.clone());
                drop(reply.send(Opened { documents, settings, session }));
            }
            Message::Analysed(analysed) => self.analysed(analysed),
            Message::Own(loaded) => self.own_loaded(loaded),
            Message::OwnLate => self.own_late(),
            Message::Caret { uri, position } => self.caret(uri, position),
            Message::Paused { uri, version } => self.paused(uri, version),
        }
    }

    pub(super) fn reload(&mut self) {
        if let Some((uri, problems)) = self.configuration.reload(&self.session) {
            self.publish_file(uri, problems);
        }
        self.reconfigured();
        self.load_own();
    }

    fn configure(&mut self, settings: &Value) {
        for problem in self.configuration.edit(settings, self.session.language_of("")) {
            warn!(problem, "a setting is not understood");
            self.publisher.tell(problem);
        }
        self.reconfigured();
    }

    /// Holds all documents to the settings of now, where these are new.
    fn reconfigured(&mut self) {
        let config = Arc::new(self.configuration.merged());
        if config == self.config {
            return;
        }
        self.settings.profile = config.profile;
        self.session = Arc::new(Session { language: config.language, ..(*self.session).clone() });
        self.config = config;
        self.analyse_again(self.documents.keys().cloned().collect());
        self.load_own();
    }

    /// Analyses documents from scratch.
    pub(super) fn analyse_again(&mut self, uris: Vec<Url>) {
        let mut outdated = false;
        for uri in uris {
            if let Some(open) = self.documents.get_mut(&uri) {
                open.stale = open.running;
                outdated |= open.newest.take().is_some() || open.stale;
            }
            self.start(&uri);
        }
        if outdated && self.session.pulls {
            self.publisher.refresh();
        }
    }

    fn open(&mut self, uri: Url, text: &str, version: i32) {
        if text.len() > Document::MAX_BYTES {
            error!(bytes = text.len(), limit = Document::MAX_BYTES, "document too long, not analysed");
            return;
        }
        self.generations += 1;
        let path = uri.to_file_path().ok();
        let open = Open {
            day: path.and_then(|path| dates::of_name(&path.to_string_lossy())),
            document: Document::new(text, version),
            generation: self.generations,
            newest: None,
            report: Report::default(),
            tokens: Given::default(),
            typing: Typing::default(),
            wanted: Arc::default(),
            edits: Vec::new(),
            running: false,
            stale: false,
            quick: false,
            failed: false,
            waiting: Vec::new(),
        };
        self.documents.insert(uri.clone(), open);
        self.start(&uri);
        self.own_edited(&uri);
        self.look_again();
    }

    fn change(&mut self, uri: Url, version: i32, changes: &[Change]) {
        let encoding = self.session.encoding;
        let Some(open) = self.documents.get_mut(&uri) else {
            warn!("didChange for a document that is not open");
            return;
        };
        // Neovim counts two changes of one moment as one version.
        if version < open.document.version() {
            warn!(version, newest = open.document.version(), "didChange with a version that is older");
        }
        let analysed = open.newest.as_ref().filter(|_| open.is_current());
        let shown = analysed.map(|newest| newest.findings.clone());
        match open.document.apply(changes, version, encoding) {
            Ok(edits) => {
                open.typing.edited(&edits, shown.as_ref().map(|shown| &shown[..]));
                open.edits.extend(edits);
            }
            Err(refused) => {
                error!(%refused, "didChange refused; the text is as it was");
                return;
            }
        }
        // The analysis changes the findings in place if nobody else holds them.
        drop(shown);
        self.start(&uri);
        self.own_edited(&uri);
    }

    /// The snapshot of a document's newest text, where that is analysed.
    pub fn current(&self, uri: &Url) -> Option<Snapshot> {
        self.documents.get(uri)?.current(uri, &self.session, &self.config, &self.own.loaded)
    }

    fn snapshot(&mut self, uri: Url, reply: Reply) {
        if let Some(snapshot) = self.current(&uri) {
            return drop(reply.send(Ok(snapshot)));
        }
        match self.documents.get_mut(&uri) {
            None => drop(reply.send(Err(Refusal::NotOpen))),
            Some(open) if open.failed => drop(reply.send(Err(Refusal::Failed))),
            Some(open) => open.waiting.push(reply),
        }
    }

    /// Starts analysing the newest text, unless an analysis of this document is running; then its result starts it.
    fn start(&mut self, uri: &Url) {
        let (sheet, ready) = (self.sheet(uri), self.own.ready());
        let Some(open) = self.documents.get_mut(uri).filter(|open| ready && !open.running) else { return };
        let settings = Settings { day: open.day.or(self.config.date), ..self.settings.clone() };
        open.running = true;
        open.failed = false;
        let job = Job {
            uri: uri.clone(),
            generation: open.generation,
            document: open.document.clone(),
            before: open.newest.take().map(Before::from),
            edits: std::mem::take(&mut open.edits),
            settings,
            session: self.session.clone(),
            config: self.config.clone(),
            own: self.own.loaded.clone(),
            sheet,
        };
        if open.quick && job.before.is_some() {
            // Two hops between threads cost more than this analysis does.
            let analysed = job.run();
            self.analysed(analysed);
        } else {
            let inbox = self.inbox.clone();
            let wanted = Arc::downgrade(&open.wanted);
            tokio::task::spawn_blocking(move || {
                if wanted.strong_count() > 0 {
                    drop(inbox.send(Message::Analysed(job.run())));
                }
            });
        }
    }

    fn analysed(&mut self, analysed: Analysed) {
        let Analysed { uri, generation, version, sheet, took, outcome } = analysed;
        let Some(open) = self.documents.get_mut(&uri).filter(|open| open.generation == generation) else { return };
        open.running = false;
        open.failed = outcome.is_none();
        open.quick = took <= QUICK;
        let stale = std::mem::take(&mut open.stale);
        let newest = version == open.document.version() && open.edits.is_empty();
        let mut same = false;
        open.newest = outcome.filter(|_| !stale).map(|outcome| {
            let Outcome { analysis, found: Found { mut shown, allowed }, around } = outcome;
            // What is shown only matters for the newest text; `typing` follows it.
            let held = if newest { open.typing.hold(&analysis, &mut shown) } else { Vec::new() };
            let report = match around.map(|around| around.differs((&shown, &held))) {
                Some(Difference::Nothing) => {
                    same = true;
                    open.report.clone()
                }
                Some(Difference::Items(replaced)) => open.report.after(replaced),
                Some(Difference::Anything) | None => Report::default(),
            };
            Newest { version, sheet, analysis, findings: Arc::new(shown), allowed, held, report }
        });
        open.report = open.newest.as_ref().map(|newest| newest.report.clone()).unwrap_or_default();
        if stale || !newest {
            self.start(&uri);
            return;
        }
        if open.newest.as_ref().is_some_and(|newest| !newest.held.is_empty()) {
            let (inbox, uri) = (self.inbox.clone(), uri.clone());
            tokio::spawn(async move {
                tokio::time::sleep(PAUSE).await;
                let _ = inbox.send(Message::Paused { uri, version });
            });
        }
        let snapshot = open.current(&uri, &self.session, &self.config, &self.own.loaded);
        for reply in std::mem::take(&mut open.waiting) {
            let _ = reply.send(snapshot.clone().ok_or(Refusal::Failed));
        }
        if let Some(snapshot) = snapshot.filter(|snapshot| !same && !snapshot.session.pulls) {
            self.publisher.publish(uri, Content::Findings(snapshot));
        }
    }

    /// Shows what was held back once the caret is outside the sentence.
    fn caret(&mut self, uri: Url, position: tower_lsp::lsp_types::Position) {
        let encoding = self.session.encoding;
        let Some(open) = self.documents.get(&uri) else { return };
        let version = open.document.version();
        let Some(newest) = open.newest.as_ref().filter(|_| open.is_current()) else { return };
        let caret = open.document.offset(convert::position(position), encoding);
        if !newest.held.is_empty() && open.typing.leaves(&newest.analysis, caret) {
            self.paused(uri, version);
        }
    }

    /// Shows what was held back, unless something was typed since.
    fn paused(&mut self, uri: Url, version: i32) {
        let Some(open) = self.documents.get_mut(&uri).filter(|open| open.document.version() == version) else { return };
        let Some(newest) = open.newest.as_mut().filter(|newest| !newest.held.is_empty()) else { return };
        open.typing.paused();
        let mut released = std::mem::take(&mut newest.held);
        newest.held = open.typing.hold(&newest.analysis, &mut released);
        if released.is_empty() {
            return;
        }
        let findings = Arc::make_mut(&mut newest.findings);
        findings.append(&mut released);
        rules::sort(findings);
        newest.report = Report::default();
        open.report = newest.report.clone();
        if self.session.pulls {
            // Asked of every pulling client: lsp-types misreads the capability, and one that cannot says so, no more.
            self.publisher.refresh();
        } else if let Some(snapshot) = open.current(&uri, &self.session, &self.config, &self.own.loaded) {
            self.publisher.publish(uri, Content::Findings(snapshot));
        }
    }
}
