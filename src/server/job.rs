//! One analysis, wherever it runs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use ropey::Rope;
use tower_lsp::lsp_types::Url;
use tracing::error;

use super::{own::Loaded, session::Session, sheet::Sheet};
use crate::{
    analysis::{Analysis, Patch, Settings, Update},
    config::Config,
    rules::{self, Context, Finding, Found},
    stage,
    text::{Document, Edit, Encoding, Position, Span},
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

/// The last analysis, and the text it is of.
pub(super) struct Before {
    pub document: Document,
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
            document: self.document,
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
        let Some(Before { document, mut analysis, found, held }) = self.before.take() else {
            let analysis = Analysis::new(self.document.rope(), &self.settings);
            let found = rules::found(&self.context(&analysis));
            return Outcome { analysis: Arc::new(analysis), found, around: None };
        };
        // In place, unless a request still looks at it.
        match Arc::make_mut(&mut analysis).update(self.document.rope(), &self.edits) {
            Update::Nothing => {
                let around = Some(Around::nothing(&held));
                Outcome { analysis, found: with(found, held), around }
            }
            Update::All => {
                let found = rules::found(&self.context(&analysis));
                Outcome { analysis, found, around: None }
            }
            Update::Patch(patch) => {
                let around = Around::of(&analysis, &patch, (&found.shown, &held), &document, self.session.encoding);
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
    found.shown.extend(held);
    found
}

/// What came of it.
pub(super) struct Analysed {
    pub uri: Url,
    pub generation: u64,
    pub document: Document,
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

/// A stretch of the document, and what was shown there before an edit.
pub(super) struct Around {
    /// Bytes of the document after the edit.
    span: Span,
    shown: Vec<Look>,
    /// How many findings were held back elsewhere. They are let go there, but none is taken back.
    held: usize,
}

/// A finding as the editor shows it: itself at no place, and its places.
type Look = (Finding, Vec<(Position, Position)>);

impl Around {
    fn nothing(held: &[Finding]) -> Self {
        Self { span: Span::default(), shown: Vec::new(), held: held.len() }
    }

    /// The blocks of a patch; the findings, shown and held back, are those of the text before.
    fn of(
        analysis: &Analysis,
        patch: &Patch,
        (shown, held): (&[Finding], &[Finding]),
        before: &Document,
        encoding: Encoding,
    ) -> Option<Self> {
        let first = analysis.blocks.get(*patch.touched.first()?)?;
        let last = analysis.blocks.get(*patch.touched.last()?)?;
        let span = Span::new(first.start, last.end().0);
        let old_end = (span.end as usize + patch.window.old_end).checked_sub(patch.window.new_end)?;
        let old = Span::new(first.start, old_end);
        let far = |finding: &Finding| !finding.span.overlaps(old);
        let reaches = |finding: &Finding| far(finding) && finding.related.iter().any(|(span, _)| span.overlaps(old));
        let elsewhere = patch.lines || analysis.comments || shown.iter().any(reaches);
        let held = held.iter().filter(|finding| far(finding)).count();
        (!elsewhere).then(|| Self { span, shown: looks(shown, old, before, encoding), held })
    }

    /// True where the editor would show the same of these findings as before, if as many are held back elsewhere.
    pub fn same(&self, shown: &[Finding], held: &[Finding], document: &Document, encoding: Encoding) -> bool {
        let far = |finding: &&Finding| !finding.span.overlaps(self.span);
        held.iter().filter(far).count() == self.held && looks(shown, self.span, document, encoding) == self.shown
    }
}

/// What is shown of the findings (in order) in a stretch.
fn looks(findings: &[Finding], span: Span, document: &Document, encoding: Encoding) -> Vec<Look> {
    let at = |offset: u32| document.position(offset as usize, encoding);
    let first = findings.partition_point(|finding| finding.span.start < span.start);
    let inside = findings.iter().skip(first).take_while(|finding| finding.span.start < span.end);
    let look = |finding: &Finding| {
        let mut look = finding.clone();
        let spans = look.related.iter_mut().map(|(span, _)| span).chain([&mut look.span]);
        let places = spans.map(std::mem::take).map(|span| (at(span.start), at(span.end))).collect();
        (look, places)
    };
    inside.map(look).collect()
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
