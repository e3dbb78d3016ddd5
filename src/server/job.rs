//! One analysis, wherever it runs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use tower_lsp::lsp_types::Url;
use tracing::error;

use super::session::Session;
use crate::{
    analysis::{Analysis, Settings},
    config::Config,
    rules::{self, Context, Finding},
    text::{Document, Edit},
};

/// A text to analyse, and all that it takes.
pub(super) struct Job {
    pub uri: Url,
    pub generation: u64,
    pub document: Document,
    pub before: Option<Arc<Analysis>>,
    pub edits: Vec<Edit>,
    pub settings: Settings,
    pub session: Arc<Session>,
    pub config: Arc<Config>,
}

impl Job {
    pub fn run(self) -> Analysed {
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.analyse()));
        if outcome.is_err() {
            error!(bytes = self.document.len(), "analysis failed; the next edit starts afresh");
        }
        Analysed {
            uri: self.uri,
            generation: self.generation,
            version: self.document.version(),
            took: began.elapsed(),
            outcome: outcome.ok(),
        }
    }

    fn analyse(&self) -> (Arc<Analysis>, Vec<Finding>) {
        #[cfg(test)]
        assert!(self.document.rope() != PANIC_ON_PURPOSE, "on purpose");
        let analysis = match &self.before {
            Some(before) => before.update(self.document.rope(), &self.edits),
            None => Analysis::new(self.document.rope(), &self.settings),
        };
        let language = self.session.language(analysis.frame.script);
        let findings = rules::check(&Context { levels: &self.config.levels, ..Context::new(&analysis, language) });
        (Arc::new(analysis), findings)
    }
}

/// What came of it.
pub(super) struct Analysed {
    pub uri: Url,
    pub generation: u64,
    pub version: i32,
    pub took: Duration,
    pub outcome: Option<(Arc<Analysis>, Vec<Finding>)>,
}

/// A text whose analysis panics, so that tests can see what becomes of it.
#[cfg(test)]
pub(super) const PANIC_ON_PURPOSE: &str = "panic on purpose";
