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

/// What the rules find in a text that a patch made of the one with the findings `before`.
pub fn refresh(context: &Context<'_>, before: Found, patch: &Patch) -> Found {
    let mut findings = before.shown;
    findings.extend(before.allowed);
    let mut torn = false;
    findings.retain_mut(|finding| {
        let whole = follow(finding, patch.window);
        torn |= !whole && reads(finding.code) != Reads::Block;
        whole
    });
    if torn {
        return found(context);
    }
    let touched: Vec<_> = patch.touched.iter().filter_map(|&index| context.analysis.blocks.get(index)).collect();
    let spans: Vec<Span> = touched.iter().map(|placed| Span::new(placed.start, placed.end().0)).collect();
    let again = |reads: Reads| match reads {
        Reads::Block => false,
        Reads::Notes => patch.notes,
        Reads::Spellings => patch.spellings,
    };
    let anew = patch.notes || patch.spellings;
    findings.retain(|finding| {
        let inside = spans.iter().any(|span| span.contains(finding.span.start as usize));
        !(inside && reads(finding.code) == Reads::Block || anew && again(reads(finding.code)))
    });
    for rule in RULES {
        if rule.reads() == Reads::Block {
            run(context, *rule, &mut findings, |out| {
                touched.iter().for_each(|placed| rule.check_block(context, placed, out));
            });
        } else if again(rule.reads()) {
            run(context, *rule, &mut findings, |out| rule.check(context, out));
        }
    }
    settle(context, findings)
}

/// Moves a finding with its text; false where the edit touched it.
fn follow(finding: &mut Finding, edit: Window) -> bool {
    let code = finding.code;
    // A note's text is edited inside its findings.
    let grown = |span| edit.stretched(span).filter(|_| reads(code) == Reads::Notes);
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
