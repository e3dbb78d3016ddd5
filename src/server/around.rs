//! What an editor would show otherwise after an edit than before it, without writing what it shows.

use super::{report::Replaced, shown::Cut};
use crate::{
    analysis::{Analysis, Patch},
    rules::{Finding, Severity},
    text::{Document, Encoding, Position, Span},
};

/// How the list that an editor is shown differs from the one before.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    Nothing,
    /// In these items alone.
    Items(Replaced),
    Anything,
}

/// A stretch of the document that alone was judged again, and what was shown before an edit.
pub(super) struct Around {
    /// Bytes of the document after the edit.
    span: Span,
    before: Shown,
}

/// What is shown of some findings.
struct Shown {
    /// In the stretch.
    looks: Vec<Look>,
    /// How many before it.
    first: usize,
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
    pub fn nothing(findings: (&[Finding], &[Finding]), document: &Document, encoding: Encoding) -> Self {
        let span = Span::default();
        Self { span, before: Shown::of(findings, span, document, encoding) }
    }

    /// The blocks of a patch; the findings, shown and held back, are those of the text before.
    pub fn of(
        analysis: &Analysis,
        patch: &Patch,
        findings: (&[Finding], &[Finding]),
        before: &Document,
        encoding: Encoding,
    ) -> Option<Self> {
        let span = patch.stretch(analysis)?;
        let old_end = (span.end as usize + patch.window.old_end).checked_sub(patch.window.new_end)?;
        let old = Span::new(span.start as usize, old_end);
        let reaches = |finding: &Finding| {
            let mut spans = finding.related.iter().map(|(span, _)| span).chain([&finding.span]);
            !inside(finding, old) && spans.any(|span| span.overlaps(old))
        };
        let anywhere = patch.lines || analysis.comments || findings.0.iter().any(reaches);
        (!anywhere).then(|| Self { span, before: Shown::of(findings, old, before, encoding) })
    }

    /// What the editor would show otherwise of these findings, shown and held back, than of those before.
    pub fn differs(&self, findings: (&[Finding], &[Finding]), document: &Document, encoding: Encoding) -> Difference {
        let (before, now) = (&self.before, Shown::of(findings, self.span, document, encoding));
        if now.elsewhere != before.elsewhere || now.first != before.first {
            Difference::Anything
        } else if now.looks == before.looks {
            Difference::Nothing
        } else {
            Difference::Items(Replaced { first: now.first, old: before.looks.len(), new: now.looks.len() })
        }
    }
}

impl Shown {
    /// What an editor shows of the findings (in order), apart from those held back.
    fn of((shown, held): (&[Finding], &[Finding]), span: Span, document: &Document, encoding: Encoding) -> Self {
        let cut = Cut::of(shown);
        let shows = |finding: &&Finding| cut.is_none_or(|cut| cut.shows(finding));
        let (before, rest) = shown.split_at(shown.partition_point(|finding| finding.span.start < span.start));
        let (within, behind) = rest.split_at(rest.partition_point(|finding| inside(finding, span)));
        let count = |findings: &[Finding]| cut.map_or(findings.len(), |_| findings.iter().filter(shows).count());
        let first = count(before);
        let elsewhere = Elsewhere {
            held: held.iter().filter(|finding| !inside(finding, span)).count(),
            cut: cut.map(|cut| (cut.least, first + count(behind), shown.len())),
        };
        let looks = within.iter().filter(shows).map(|finding| look(finding, document, encoding)).collect();
        Self { looks, first, elsewhere }
    }
}

fn inside(finding: &Finding, span: Span) -> bool {
    span.contains(finding.span.start as usize)
}

/// What an editor shows of a finding.
fn look(finding: &Finding, document: &Document, encoding: Encoding) -> Look {
    let at = |offset: u32| document.position(offset as usize, encoding);
    let mut look = finding.clone();
    let spans = look.related.iter_mut().map(|(span, _)| span).chain([&mut look.span]);
    let places = spans.map(std::mem::take).map(|span| (at(span.start), at(span.end))).collect();
    (look, places)
}
