//! `--explain`: why each sentence is or is not flagged.

use crate::{
    analysis::{Analysis, Claim, Judgement, Sourcing},
    text::{Document, Encoding},
};

/// Characters of a sentence that are shown.
const CHARS: usize = 40;

/// A line a sentence: place, verdict, mode, claim, sourcing, and the features that decided, in their order.
pub(super) fn explain(path: &str, document: &Document, analysis: &Analysis) -> String {
    let mut text = String::new();
    for placed in &analysis.blocks {
        for judgement in placed.claims.iter() {
            let span = placed.span(judgement.sentence);
            let at = document.position(span.start as usize, Encoding::Utf32);
            let sentence: String = judgement.sentence.of(&placed.block.text).chars().take(CHARS).collect();
            let verdict = if judgement.wants_source(&analysis.frame) { "wants a source" } else { "left alone" };
            text += &format!(
                "{path}:{}:{} {verdict}: {}\n",
                at.line + 1,
                at.column + 1,
                reasons(judgement, &placed.block.text)
            );
            text += &format!("  {}\n", sentence.replace('\n', " "));
        }
    }
    text
}

fn reasons(judgement: &Judgement, block: &str) -> String {
    let mut parts = vec![judgement.mode.name().to_owned()];
    match judgement.claim {
        Some((claim, span)) => parts.push(format!("claims a {} “{}”", claim_name(claim), span.of(block))),
        None => parts.push("claims nothing that can be checked".into()),
    }
    if judgement.claim.is_some() {
        parts.push(format!("source: {}", sourcing_name(judgement.sourcing)));
    }
    if !judgement.reasons.is_empty() {
        parts.push(format!("because: {}", judgement.reasons.join(", ")));
    }
    parts.join("; ")
}

fn claim_name(claim: Claim) -> &'static str {
    match claim {
        Claim::Statistic => "statistic",
        Claim::Quotation => "quotation",
        Claim::Report => "report",
        Claim::Event => "event",
        Claim::Statement => "statement",
        Claim::Superlative => "superlative",
    }
}

fn sourcing_name(sourcing: Sourcing) -> &'static str {
    match sourcing {
        Sourcing::Note => "a note",
        Sourcing::Attributed => "named in the text",
        Sourcing::Weak => "only who said it",
        Sourcing::Vague => "vague",
        Sourcing::None => "none",
    }
}
