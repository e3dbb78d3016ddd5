//! One open document: its text, its newest analysis, and what is shown of it.

use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::lsp_types::Url;

use super::{
    convert, highlight::Given, job::Before, own::Loaded, report::Report, session::Session, sheet::Sheet, typing::Typing,
};
use crate::{
    analysis::{Analysis, Day, Places},
    config::Config,
    rules::{Finding, Found},
    text::{Document, Edit, Encoding},
};

/// All that a request may look at, of one moment. Cheap to clone.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub uri: Url,
    pub document: Document,
    /// Of a sheet, the analysis of no text.
    pub analysis: Arc<Analysis>,
    pub findings: Arc<Vec<Finding>>,
    pub report: Report,
    pub tokens: Given,
    pub session: Arc<Session>,
    pub config: Arc<Config>,
    pub own: Arc<Loaded>,
    pub sheet: Option<Sheet>,
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

/// The newest analysis of a document.
pub(super) struct Newest {
    /// Of the text that it is of; the text itself would be copied at each edit if it were held here.
    pub version: i32,
    pub sheet: Option<Sheet>,
    pub analysis: Arc<Analysis>,
    /// What is shown.
    pub findings: Arc<Vec<Finding>>,
    /// What comments allow.
    pub allowed: Vec<Finding>,
    /// What is held back while a sentence is being typed.
    pub held: Vec<Finding>,
    pub report: Report,
}

/// One open document.
pub(super) struct Open {
    pub document: Document,
    /// That its name tells.
    pub day: Option<Day>,
    /// Tells this opening of the URI from earlier ones.
    pub generation: u64,
    pub newest: Option<Newest>,
    /// Of the last analysis, whatever became of it.
    pub report: Report,
    pub tokens: Given,
    pub typing: Typing,
    /// Gone with the document: tells analyses that wait for their turn that nobody wants them any more.
    pub wanted: Arc<()>,
    /// Edits since the text that `newest` or the running analysis is of.
    pub edits: Vec<Edit>,
    pub running: bool,
    /// The running analysis began under settings that have changed since.
    pub stale: bool,
    /// The last analysis took no longer than [`QUICK`].
    pub quick: bool,
    /// The newest version could not be analysed.
    pub failed: bool,
    pub waiting: Vec<Reply>,
}

impl From<Newest> for Before {
    fn from(newest: Newest) -> Self {
        let Newest { analysis, findings, allowed, held, .. } = newest;
        Self { analysis, found: Found { shown: Arc::unwrap_or_clone(findings), allowed }, held }
    }
}

impl Open {
    /// True where the newest analysis is that of the newest text.
    pub fn is_current(&self) -> bool {
        let of_now = |newest: &Newest| newest.version == self.document.version();
        self.edits.is_empty() && self.newest.as_ref().is_some_and(of_now)
    }

    /// The snapshot of the newest text, where it is analysed.
    pub fn current(
        &self,
        uri: &Url,
        session: &Arc<Session>,
        config: &Arc<Config>,
        own: &Arc<Loaded>,
    ) -> Option<Snapshot> {
        let newest = self.newest.as_ref()?;
        self.is_current().then(|| Snapshot {
            uri: uri.clone(),
            document: self.document.clone(),
            analysis: newest.analysis.clone(),
            findings: newest.findings.clone(),
            report: newest.report.clone(),
            tokens: self.tokens.clone(),
            session: session.clone(),
            config: config.clone(),
            own: own.clone(),
            sheet: newest.sheet,
        })
    }
}

impl Snapshot {
    pub fn encoding(&self) -> Encoding {
        self.session.encoding
    }

    /// For many positions of the document.
    pub fn places(&self) -> Places<'_> {
        Places::new(&self.analysis, &self.document, self.encoding())
    }

    /// The byte offset of a position of the protocol.
    pub fn offset(&self, at: tower_lsp::lsp_types::Position) -> usize {
        self.document.offset(convert::position(at), self.encoding())
    }
}
