//! What an editor would show otherwise after an edit than before it, without writing what it shows.

use super::{
    report::Replaced,
    shown::{Counts, Cut, counts},
};
use crate::{
    analysis::{Analysis, Patch},
    rules::Finding,
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
    /// How many findings there are before the stretch, and how many behind it.
    elsewhere: [Counts; 2],
}

/// What is shown of the findings in the stretch.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// How many are shown before it.
    first: usize,
    /// Of a list that is cut, how many are shown behind it, and how many findings there are in all.
    cut: Option<(usize, usize)>,
    /// How many are held back elsewhere: they are let go there, but none is taken back.
    held: usize,
}

/// What is shown of the findings in the stretch, and its place in the list.
struct Shown {
    within: Vec<Finding>,
    place: Place,
}

impl Around {
    /// Of no edit; the findings are those shown and those held back.
    pub fn nothing(findings: (&[Finding], &[Finding])) -> Self {
        Self::before(Span::default(), Span::default(), usize::MAX, findings)
    }

    /// The blocks of a patch; the findings, shown and held back, are those of the text before.
    pub fn of(analysis: &Analysis, patch: &Patch, findings: (&[Finding], &[Finding])) -> Option<Self> {
        let span = patch.stretch(analysis)?;
        let old_end = (span.end as usize + patch.window.old_end).checked_sub(patch.window.new_end)?;
        let old = Span::new(span.start as usize, old_end);
        let anywhere = patch.lines || analysis.comments;
        (!anywhere).then(|| Self::before(span, old, patch.window.start, findings))
    }

    /// `old` is what the stretch was before the edit.
    fn before(span: Span, old: Span, edit: usize, (shown, held): (&[Finding], &[Finding])) -> Self {
        let [before, within, behind] = parts(shown, old);
        let elsewhere = [before, behind].map(counts);
        Self { span, edit, before: Shown::of(within, elsewhere, outside(held, old)), elsewhere }
    }

    /// What the editor would show otherwise of these findings, shown and held back, than of those before, where those
    /// elsewhere are only moved. Items may be named that look the same: those behind the edit, but on other lines.
    pub fn differs(&self, (shown, held): (&[Finding], &[Finding])) -> Difference {
        let [_, within, _] = parts(shown, self.span);
        let (before, now) = (&self.before, Shown::of(within, self.elsewhere, outside(held, self.span)));
        if now.place != before.place {
            return Difference::Anything;
        }
        let moved = |finding: &Finding| spans(finding).any(|span| span.end as usize > self.edit);
        if now.within == before.within && !now.within.iter().any(moved) {
            return Difference::Nothing;
        }
        Difference::Items(Replaced { first: now.place.first, old: before.within.len(), new: now.within.len() })
    }
}

impl Shown {
    fn of(within: &[Finding], elsewhere: [Counts; 2], held: usize) -> Self {
        let [before, behind] = elsewhere;
        let to_end = sum(before, counts(within));
        let all = sum(to_end, behind);
        let cut = Cut::of(all);
        let count = |first: Counts| cut.map_or(first.iter().sum(), |cut| cut.count(first));
        let cut_at = cut.map(|_| (count(all) - count(to_end), all.iter().sum()));
        let place = Place { first: count(before), cut: cut_at, held };
        Self { within: Cut::shown(cut, before, within).cloned().collect(), place }
    }
}

fn sum(one: Counts, other: Counts) -> Counts {
    std::array::from_fn(|severity| one[severity] + other[severity])
}

/// The findings before a stretch, in it and behind it.
fn parts(findings: &[Finding], stretch: Span) -> [&[Finding]; 3] {
    let (before, rest) = findings.split_at(findings.partition_point(|finding| finding.span.start < stretch.start));
    let (within, behind) = rest.split_at(rest.partition_point(|finding| inside(finding, stretch)));
    [before, within, behind]
}

/// How many of some findings are not in a stretch.
fn outside(findings: &[Finding], stretch: Span) -> usize {
    findings.iter().filter(|finding| !inside(finding, stretch)).count()
}

fn inside(finding: &Finding, span: Span) -> bool {
    span.contains(finding.span.start as usize)
}

/// Where a finding stands, and what it points to.
fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    finding.related.iter().map(|(span, _)| *span).chain([finding.span])
}
