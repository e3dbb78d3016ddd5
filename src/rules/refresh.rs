//! Findings that follow an edit: what an edit cannot have changed is moved with the text, not found again.

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

/// What the rules find in a text that a patch made of the one with the findings `before`; and whether only findings in the
/// stretch of the patch may be others.
pub fn refresh(context: &Context<'_>, before: Found, patch: &Patch) -> (Found, bool) {
    let mut findings = before.shown;
    findings.extend(before.allowed);
    let touched: Vec<_> = patch.touched.iter().filter_map(|&index| context.analysis.blocks.get(index)).collect();
    let spans: Vec<Span> = touched.iter().map(|placed| Span::new(placed.start, placed.end().0)).collect();
    let mut torn = false;
    let by_block = |finding: &Finding| of_code(finding.code).is_none_or(Rule::by_block);
    findings.retain_mut(|finding| {
        if !follow(finding, patch.window) {
            torn |= !by_block(finding);
            return false;
        }
        let inside = spans.iter().any(|span| span.contains(finding.span.start as usize));
        !(inside && by_block(finding))
    });
    if torn {
        return (found(context), false);
    }
    for rule in RULES.iter().filter(|rule| rule.by_block() && !again(rule.reads(), patch)) {
        run(context, *rule, &mut findings, |out| {
            touched.iter().for_each(|placed| rule.check_block(context, placed, out));
        });
    }
    let same = rerun(context, patch, &mut findings);
    (settle(context, findings), same)
}

/// True where a patch changed what a rule reads of the whole document.
fn again(reads: Reads, patch: &Patch) -> bool {
    match reads {
        Reads::Block => false,
        Reads::Notes => patch.notes,
        Reads::Sources => patch.notes || patch.sources,
        Reads::Spellings => patch.spellings,
    }
}

/// Runs the rules again that read more than a block, where the patch changed that. True if they find the same outside of
/// its stretch.
fn rerun(context: &Context<'_>, patch: &Patch, findings: &mut Vec<Finding>) -> bool {
    if !(patch.notes || patch.sources || patch.spellings) {
        return true;
    }
    let stretch = patch.stretch(context.analysis).unwrap_or_default();
    let outside = |finding: &&Finding| !stretch.contains(finding.span.start as usize);
    let stale = |finding: &mut Finding| of_code(finding.code).is_some_and(|rule| again(rule.reads(), patch));
    let mut old: Vec<Finding> = findings.extract_if(.., stale).collect();
    let mut new = Vec::new();
    for rule in RULES.iter().filter(|rule| again(rule.reads(), patch)) {
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
    // A note's text is edited inside its findings.
    let of_notes = || of_code(code).is_some_and(|rule| matches!(rule.reads(), Reads::Notes | Reads::Sources));
    let grown = |span| edit.stretched(span).filter(|_| of_notes());
    let follow = |span| edit.moved(span).or_else(|| grown(span));
    let mut spans = finding.related.iter_mut().map(|(span, _)| span).chain([&mut finding.span]);
    spans.all(|span| follow(*span).map(|moved| *span = moved).is_some())
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
