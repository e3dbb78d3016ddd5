//! Findings that follow an edit: what an edit cannot have changed is moved with the text, not found again.

use std::ops::Range;

use super::{Context, Finding, RULES, Reads, Rule, run, suppression};
use crate::{
    analysis::{Patch, Window},
    stage,
    text::Span,
};

/// What the rules find in a document, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub shown: Vec<Finding>,
    /// What comments of the document allow.
    pub allowed: Vec<Finding>,
}

/// Runs all rules.
pub fn found(context: &Context<'_>) -> Found {
    let mut findings = Vec::new();
    for rule in RULES {
        run(context, *rule, &mut findings, |out| rule.check(context, out));
    }
    settle(context, findings)
}

/// What the rules find in a text that a patch made of the one with the findings `before` (in order); and whether only
/// findings in the stretch of the patch may be others, and none elsewhere points into it.
pub fn refresh(context: &Context<'_>, before: Found, patch: &Patch) -> (Found, bool) {
    let mut findings = before.shown;
    if !before.allowed.is_empty() {
        findings.extend(before.allowed);
        sort(&mut findings);
    }
    let touched: Vec<_> = patch.touched.iter().filter_map(|&index| context.analysis.blocks.get(index)).collect();
    let stretch = patch.stretch(context.analysis).unwrap_or_default();
    let near = near(&findings, stretch, patch.window);
    let mut middle = findings.get(near.clone()).unwrap_or(&[]).to_vec();
    let (mut torn, mut reached) = (false, false);
    let (head, rest) = findings.split_at_mut(near.start);
    for finding in head.iter_mut().chain(rest.iter_mut().skip(near.len())) {
        torn |= !follow(finding, patch.window);
        reached |= reaches(finding, stretch);
    }
    let blocks: Vec<Span> = touched.iter().map(|placed| Span::new(placed.start, placed.end().0)).collect();
    middle.retain_mut(|finding| {
        let by_block = of_code(finding.code).is_none_or(Rule::by_block);
        let inside = |span: Span| blocks.iter().any(|block| block.contains(span.start as usize));
        // What is found by blocks is found again in those that the edit touched.
        let stale = by_block && moved(finding.code, finding.span, patch.window).is_none_or(inside);
        let followed = !stale && follow(finding, patch.window);
        torn |= !stale && !followed;
        reached |= followed && !stretch.contains(finding.span.start as usize) && reaches(finding, stretch);
        followed
    });
    if torn {
        return (found(context), false);
    }
    for rule in RULES.iter().filter(|rule| rule.by_block() && !again(rule.reads(), patch)) {
        run(context, *rule, &mut middle, |out| {
            touched.iter().for_each(|placed| rule.check_block(context, placed, out));
        });
    }
    sort(&mut middle);
    // What stands before and behind is in order still.
    drop(findings.splice(near, middle));
    let everywhere = patch.notes || patch.sources || patch.customs || patch.spellings;
    let same = !everywhere || rerun(context, patch, &mut findings);
    let settled = everywhere || context.analysis.comments;
    let found = if settled { settle(context, findings) } else { Found { shown: findings, allowed: Vec::new() } };
    (found, same && !reached)
}

/// The findings (in order, of the text before) that begin in a stretch of the text after an edit, or where the edit was.
fn near(findings: &[Finding], stretch: Span, edit: Window) -> Range<usize> {
    let start = edit.start.min(stretch.start as usize);
    let end = edit.new_end.max(stretch.end as usize) - edit.new_end + edit.old_end;
    let first = findings.partition_point(|finding| (finding.span.start as usize) < start);
    let behind = findings.partition_point(|finding| finding.span.start as usize <= end);
    first..behind
}

/// True where a finding stands in a stretch in part, or points into it.
fn reaches(finding: &Finding, stretch: Span) -> bool {
    finding.span.overlaps(stretch) || finding.related.iter().any(|(span, _)| span.overlaps(stretch))
}

/// True where a patch changed what a rule reads of the whole document.
fn again(reads: Reads, patch: &Patch) -> bool {
    match reads {
        Reads::Block => false,
        Reads::Notes => patch.notes,
        Reads::Sources => patch.notes || patch.sources,
        Reads::Customs => patch.notes || patch.customs,
        Reads::Spellings => patch.spellings,
    }
}

/// Runs the rules again that read of the whole document what the patch changed. True if they find the same outside of its
/// stretch.
fn rerun(context: &Context<'_>, patch: &Patch, findings: &mut Vec<Finding>) -> bool {
    let stretch = patch.stretch(context.analysis).unwrap_or_default();
    let outside = |finding: &&Finding| !stretch.contains(finding.span.start as usize);
    let rules: Vec<_> = RULES.iter().filter(|rule| again(rule.reads(), patch)).collect();
    let stale: Vec<&str> = rules.iter().map(|rule| rule.code()).collect();
    let mut old: Vec<Finding> = findings.extract_if(.., |finding| stale.contains(&finding.code)).collect();
    let mut new = Vec::new();
    for rule in rules {
        run(context, *rule, &mut new, |out| rule.check(context, out));
    }
    sort(&mut old);
    sort(&mut new);
    let same = old.iter().filter(outside).eq(new.iter().filter(outside));
    findings.append(&mut new);
    same
}

/// Moves a finding with its text; false where the edit touched it.
fn follow(finding: &mut Finding, edit: Window) -> bool {
    let code = finding.code;
    let follow = |span: &mut Span| moved(code, *span, edit).map(|now| *span = now).is_some();
    follow(&mut finding.span) && finding.related.iter_mut().all(|(span, _)| follow(span))
}

/// Where a span of a finding stands after an edit; `None` where that touched it.
fn moved(code: &str, span: Span, edit: Window) -> Option<Span> {
    // A note's text is edited inside its findings.
    let of_notes =
        || of_code(code).is_some_and(|rule| matches!(rule.reads(), Reads::Notes | Reads::Sources | Reads::Customs));
    edit.moved(span).or_else(|| edit.stretched(span).filter(|_| of_notes()))
}

fn of_code(code: &str) -> Option<&'static dyn Rule> {
    RULES.iter().find(|rule| rule.code() == code).copied()
}

/// Takes out what comments allow, and brings the rest in order.
fn settle(context: &Context<'_>, mut shown: Vec<Finding>) -> Found {
    stage::begin("suppression");
    let allowed = suppression::apply(context, &mut shown);
    sort(&mut shown);
    Found { shown, allowed }
}

/// Brings findings in document order.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.span, finding.code));
}
