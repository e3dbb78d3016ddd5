//! Findings that follow an edit: what an edit cannot have changed is moved with the text, not found again.

use super::{Context, Finding, RULES, Reads, run, suppression};
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

/// What the rules find in a text that a patch made of the one with the findings `before`; and whether those that read the
/// whole document found what they had found.
pub fn refresh(context: &Context<'_>, before: Found, patch: &Patch) -> (Found, bool) {
    let mut findings = before.shown;
    findings.extend(before.allowed);
    let mut torn = false;
    findings.retain_mut(|finding| {
        let whole = follow(finding, patch.window);
        torn |= !whole && reads(finding.code) != Reads::Block;
        whole
    });
    if torn {
        return (found(context), false);
    }
    let touched: Vec<_> = patch.touched.iter().filter_map(|&index| context.analysis.blocks.get(index)).collect();
    let spans: Vec<Span> = touched.iter().map(|placed| Span::new(placed.start, placed.end().0)).collect();
    findings.retain(|finding| {
        let inside = spans.iter().any(|span| span.contains(finding.span.start as usize));
        !(inside && reads(finding.code) == Reads::Block)
    });
    for rule in RULES.iter().filter(|rule| rule.reads() == Reads::Block) {
        run(context, *rule, &mut findings, |out| {
            touched.iter().for_each(|placed| rule.check_block(context, placed, out));
        });
    }
    let same = again(context, patch, &mut findings);
    (settle(context, findings), same)
}

/// Runs the rules again that read more than a block, where the patch changed what they read. True if they find the same.
fn again(context: &Context<'_>, patch: &Patch, findings: &mut Vec<Finding>) -> bool {
    let again = |reads: Reads| match reads {
        Reads::Block => false,
        Reads::Notes => patch.notes,
        Reads::Sources => patch.notes || patch.sources,
        Reads::Spellings => patch.spellings,
    };
    if !(patch.notes || patch.sources || patch.spellings) {
        return true;
    }
    let mut old: Vec<Finding> = findings.extract_if(.., |finding| again(reads(finding.code))).collect();
    let mut new = Vec::new();
    for rule in RULES.iter().filter(|rule| again(rule.reads())) {
        run(context, *rule, &mut new, |out| rule.check(context, out));
    }
    sort(&mut old);
    sort(&mut new);
    let same = old == new;
    findings.append(&mut new);
    same
}

/// Moves a finding with its text; false where the edit touched it.
fn follow(finding: &mut Finding, edit: Window) -> bool {
    let code = finding.code;
    // A note's text is edited inside its findings.
    let grown = |span| edit.stretched(span).filter(|_| matches!(reads(code), Reads::Notes | Reads::Sources));
    let follow = |span| edit.moved(span).or_else(|| grown(span));
    let mut spans = finding.related.iter_mut().map(|(span, _)| span).chain([&mut finding.span]);
    spans.all(|span| follow(*span).map(|moved| *span = moved).is_some())
}

fn reads(code: &str) -> Reads {
    RULES.iter().find(|rule| rule.code() == code).map_or(Reads::Block, |rule| rule.reads())
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
