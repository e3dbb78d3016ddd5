//! One analysis, wherever it runs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use ropey::Rope;
use tower_lsp::lsp_types::Url;
use tracing::error;

use super::{around::Around, own::Loaded, session::Session, sheet::Sheet};
use crate::{
    analysis::{Analysis, Settings, Update},
    config::Config,
    rules::{self, Context, Finding, Found},
    stage,
    text::{Document, Edit},
};

/// A text to analyse, and all that it takes.
pub(super) struct Job {
    pub uri: Url,
    pub generation: u64,
    pub document: Document,
    pub before: Option<Before>,
    pub edits: Vec<Edit>,
    pub settings: Settings,
    pub session: Arc<Session>,
    pub config: Arc<Config>,
    pub own: Arc<Loaded>,
    pub sheet: Option<Sheet>,
}

/// The last analysis.
pub(super) struct Before {
    pub analysis: Arc<Analysis>,
    /// Everything found, shown or not.
    pub found: Found,
    /// What of it was shown, where that is less.
    pub held: Vec<Finding>,
}

impl Job {
    pub fn run(mut self) -> Analysed {
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.analyse()));
        if outcome.is_err() {
            let (bytes, stage) = (self.document.len(), stage::current());
            error!(bytes, stage, "analysis failed; the next edit starts afresh");
        }
        Analysed {
            uri: self.uri,
            generation: self.generation,
            version: self.document.version(),
            sheet: self.sheet,
            took: began.elapsed(),
            outcome: outcome.ok(),
        }
    }

    fn analyse(&mut self) -> Outcome {
        if let Some(sheet) = self.sheet {
            stage::begin("sheet");
            let text = self.document.rope().to_string();
            let language = self.session.language_of(&text);
            let shown = sheet.findings((&self.uri, &text), language, &self.settings.knowledge, &self.own);
            let analysis = Arc::new(Analysis::new(&Rope::new(), &self.settings));
            return Outcome { analysis, found: Found { shown, allowed: Vec::new() }, around: None };
        }
        let Some(Before { mut analysis, found, held }) = self.before.take() else {
            let analysis = Analysis::new(self.document.rope(), &self.settings);
            let found = rules::found(&self.context(&analysis));
            analysis.read_ahead();
            return Outcome { analysis: Arc::new(analysis), found, around: None };
        };
        // In place, unless a request still looks at it.
        match Arc::make_mut(&mut analysis).update(self.document.rope(), &self.edits) {
            Update::Nothing => {
                let around = Some(Around::nothing((&found.shown, &held)));
                Outcome { analysis, found: with(found, held), around }
            }
            Update::All => {
                let found = rules::found(&self.context(&analysis));
                Outcome { analysis, found, around: None }
            }
            Update::Patch(patch) => {
                let around = Around::of(&analysis, &patch, (&found.shown, &held));
                let (found, same) = rules::refresh(&self.context(&analysis), with(found, held), &patch);
                Outcome { analysis, found, around: around.filter(|_| same) }
            }
        }
    }

    fn context<'a>(&'a self, analysis: &'a Analysis) -> Context<'a> {
        let language = self.session.language(analysis.frame.script);
        Context { levels: &self.config.levels, ..Context::new(analysis, language) }
    }
}

/// Shown or not, it was found.
fn with(mut found: Found, held: Vec<Finding>) -> Found {
    if !held.is_empty() {
        found.shown.extend(held);
        rules::sort(&mut found.shown);
    }
    found
}

/// What came of it.
pub(super) struct Analysed {
    pub uri: Url,
    pub generation: u64,
    pub version: i32,
    pub sheet: Option<Sheet>,
    pub took: Duration,
    pub outcome: Option<Outcome>,
}

pub(super) struct Outcome {
    pub analysis: Arc<Analysis>,
    pub found: Found,
    /// Where alone diagnostics may differ from those before; `None` for anywhere.
    pub around: Option<Around>,
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Mutex, PoisonError},
    };

    use super::*;
    use crate::rules::on_purpose::PANIC_ON_PURPOSE;

    /// What is logged, for all to read.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn job(text: &str) -> Job {
        Job {
            uri: Url::parse("file:///draft.md").unwrap(),
            generation: 0,
            document: Document::new(text, 1),
            before: None,
            edits: Vec::new(),
            settings: Settings::default(),
            session: Arc::default(),
            config: Arc::default(),
            own: Arc::default(),
            sheet: None,
        }
    }

    #[test]
    fn a_panic_is_logged_with_size_and_rule_but_not_the_text() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        let analysed = tracing::subscriber::with_default(subscriber, || job(PANIC_ON_PURPOSE).run());
        assert!(analysed.outcome.is_none());
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(said.contains("bytes=16 stage=\"on-purpose\""), "{said}");
        assert!(!said.contains(PANIC_ON_PURPOSE), "{said}");
        assert!(job("字").run().outcome.is_some());
    }
}
