//! Whether an editor shows the same after an edit as before it, without writing what it shows.

use super::shown::Cut;
use crate::{
    analysis::{Analysis, Patch},
    rules::{Finding, Severity},
    text::{Document, Encoding, Position, Span},
};

/// A stretch of the document that alone was judged again, and what was shown there before an edit.
pub(super) struct Around {
    /// Bytes of the document after the edit.
    span: Span,
    looks: Vec<Look>,
    elsewhere: Elsewhere,
}

/// A finding as the editor shows it: itself at no place, and its places.
type Look = (Finding, Vec<(Position, Position)>);

/// Of the findings outside of the stretch, which are only moved.
#[derive(Debug, PartialEq, Eq)]
struct Elsewhere {
    /// How many are held back: they are let go there, but none is taken back.
    held: usize,
    /// Of a list that is cut, its least severity, how many of it are shown, and how many findings there are in all.
    cut: Option<(Severity, usize, usize)>,
}

impl Around {
    /// Of no edit; the findings are those shown and those held back.
    pub fn nothing((shown, held): (&[Finding], &[Finding])) -> Self {
        let span = Span::default();
        Self { span, looks: Vec::new(), elsewhere: Elsewhere::of(shown, held, span) }
    }

    /// The blocks of a patch; the findings, shown and held back, are those of the text before.
    pub fn of(
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
        let reaches = |finding: &Finding| {
            let mut spans = finding.related.iter().map(|(span, _)| span).chain([&finding.span]);
            !inside(finding, old) && spans.any(|span| span.overlaps(old))
        };
        let anywhere = patch.lines || analysis.comments || shown.iter().any(reaches);
        (!anywhere).then(|| Self {
            span,
            looks: looks(shown, old, before, encoding),
            elsewhere: Elsewhere::of(shown, held, old),
        })
    }

    /// True where the editor would show the same of these findings as before.
    pub fn same(&self, shown: &[Finding], held: &[Finding], document: &Document, encoding: Encoding) -> bool {
        Elsewhere::of(shown, held, self.span) == self.elsewhere
            && looks(shown, self.span, document, encoding) == self.looks
    }
}

impl Elsewhere {
    fn of(shown: &[Finding], held: &[Finding], span: Span) -> Self {
        let far = |finding: &&Finding| !inside(finding, span);
        let count = |cut: &Cut| shown.iter().filter(|finding| cut.shows(finding)).filter(far).count();
        Self {
            held: held.iter().filter(far).count(),
            cut: Cut::of(shown).map(|cut| (cut.least, count(&cut), shown.len())),
        }
    }
}

fn inside(finding: &Finding, span: Span) -> bool {
    span.contains(finding.span.start as usize)
}

/// What an editor shows of the findings (in order) that begin in a stretch.
fn looks(findings: &[Finding], span: Span, document: &Document, encoding: Encoding) -> Vec<Look> {
    let at = |offset: u32| document.position(offset as usize, encoding);
    let cut = Cut::of(findings);
    let first = findings.partition_point(|finding| finding.span.start < span.start);
    let inside = findings.iter().skip(first).take_while(|finding| inside(finding, span));
    let look = |finding: &Finding| {
        let mut look = finding.clone();
        let spans = look.related.iter_mut().map(|(span, _)| span).chain([&mut look.span]);
        let places = spans.map(std::mem::take).map(|span| (at(span.start), at(span.end))).collect();
        (look, places)
    };
    inside.filter(|finding| cut.is_none_or(|cut| cut.shows(finding))).map(look).collect()
}
