//! What an editor would show otherwise after an edit than before it, without writing what it shows.

use super::{report::Replaced, shown::Cut};
use crate::{
    analysis::{Analysis, Patch},
    rules::{Finding, Severity},
    text::Span,
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
    /// Where the edit begins: what stands before it has not moved.
    edit: usize,
    before: Shown,
}

/// What is shown of some findings.
struct Shown {
    /// In the stretch.
    within: Vec<Finding>,
    /// How many before it.
    first: usize,
    elsewhere: Elsewhere,
}

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
    pub fn nothing(findings: (&[Finding], &[Finding])) -> Self {
        let span = Span::default();
        Self { span, edit: usize::MAX, before: Shown::of(findings, span) }
    }

    /// The blocks of a patch; the findings, shown and held back, are those of the text before.
    pub fn of(analysis: &Analysis, patch: &Patch, findings: (&[Finding], &[Finding])) -> Option<Self> {
        let span = patch.stretch(analysis)?;
        let old_end = (span.end as usize + patch.window.old_end).checked_sub(patch.window.new_end)?;
        let old = Span::new(span.start as usize, old_end);
        let reaches = |finding: &Finding| !inside(finding, old) && spans(finding).any(|span| span.overlaps(old));
        let anywhere = patch.lines || analysis.comments || findings.0.iter().any(reaches);
        (!anywhere).then(|| Self { span, edit: patch.window.start, before: Shown::of(findings, old) })
    }

    /// What the editor would show otherwise of these findings, shown and held back, than of those before. Items may be
    /// named that look the same: those behind the edit, but on other lines.
    pub fn differs(&self, findings: (&[Finding], &[Finding])) -> Difference {
        let (before, now) = (&self.before, Shown::of(findings, self.span));
        if now.elsewhere != before.elsewhere || now.first != before.first {
            return Difference::Anything;
        }
        let moved = |finding: &Finding| spans(finding).any(|span| span.end as usize > self.edit);
        if now.within == before.within && !now.within.iter().any(moved) {
            return Difference::Nothing;
        }
        Difference::Items(Replaced { first: now.first, old: before.within.len(), new: now.within.len() })
    }
}

impl Shown {
    /// What an editor shows of the findings (in order), apart from those held back.
    fn of((shown, held): (&[Finding], &[Finding]), span: Span) -> Self {
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
        Self { within: within.iter().filter(shows).cloned().collect(), first, elsewhere }
    }
}

fn inside(finding: &Finding, span: Span) -> bool {
    span.contains(finding.span.start as usize)
}

/// Where a finding stands, and what it points to.
fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    finding.related.iter().map(|(span, _)| *span).chain([finding.span])
}
