//! What the rules on claims share: from the judgements on sentences to findings.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use super::{Context, Finding, Severity};
use crate::{
    analysis::{
        Judgement, Placed,
        claims::{Claim, Sourcing},
    },
    text::{Language, Span, script},
};

/// Longest excerpt in a message, in characters.
const EXCERPT: usize = 18;

/// What a message says about a claim, in Simplified Chinese and English; `{}` stands for the claim's words.
pub(super) struct Words {
    pub zh: &'static str,
    pub en: &'static str,
}

/// Adds a finding for every claim of a block that is of a kind and wants a source.
pub(super) fn unsourced(
    context: &Context<'_>,
    placed: &Placed,
    out: &mut Vec<Finding>,
    code: &'static str,
    kind: Claim,
    words: impl Fn(Sourcing) -> Words,
) {
    for judgement in wanting(context, placed) {
        let claim = judgement.claim.filter(|&(claim, _)| claim == kind && judgement.sourcing != Sourcing::Vague);
        if let Some((_, span)) = claim {
            out.push(finding(context, code, placed, span, &words(judgement.sourcing)));
        }
    }
}

/// The judgements on a block that want a source.
pub(super) fn wanting<'a>(context: &Context<'a>, placed: &'a Placed) -> impl Iterator<Item = &'a Judgement> + use<'a> {
    let frame = &context.analysis.frame;
    placed.claims.iter().filter(|judgement| judgement.wants_source(frame))
}

/// A finding at a span of a block.
pub(super) fn finding(
    context: &Context<'_>,
    code: &'static str,
    placed: &Placed,
    span: Span,
    words: &Words,
) -> Finding {
    let claim = span.of(&placed.block.text);
    // No message sets “…” inside “…”.
    let message = match context.language {
        Language::ZhHans => words.zh.replace("{}", &excerpt(claim, [('“', '‘'), ('”', '’')])),
        Language::ZhHant => traditional(words.zh).replace("{}", &excerpt(claim, [('「', '『'), ('」', '』')])),
        Language::En => words.en.replace("{}", &excerpt(claim, [('“', '‘'), ('”', '’')])),
    };
    Finding { code, severity: Severity::Warning, span: placed.span(span), message, related: Vec::new() }
}

/// Words of messages in Traditional characters, with the marks that go with them. Converting takes longer than all else
/// that a finding needs, and there are few of them.
fn traditional(zh: &'static str) -> Arc<str> {
    static KNOWN: RwLock<BTreeMap<&str, Arc<str>>> = RwLock::new(BTreeMap::new());
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(zh) {
        return known.clone();
    }
    let words: Arc<str> = marked(&script::to_traditional(zh), [('“', '「'), ('”', '」')]).collect::<String>().into();
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(zh, words.clone());
    words
}

/// The first words of a claim, on one line, with other marks of quotation and without those around a quotation that is
/// the whole of it.
fn excerpt(claim: &str, marks: [(char, char); 2]) -> String {
    let whole = [('“', '”'), ('「', '」'), ('『', '』'), ('"', '"')]
        .iter()
        .find_map(|&(open, close)| claim.strip_prefix(open)?.strip_suffix(close));
    let words = || marked(whole.unwrap_or(claim), marks).filter(|c| !c.is_control());
    if words().nth(EXCERPT).is_some() {
        return words().take(EXCERPT - 1).chain(['…']).collect();
    }
    words().collect()
}

/// The characters of a text with other marks of quotation.
fn marked(text: &str, marks: [(char, char); 2]) -> impl Iterator<Item = char> {
    text.chars().map(move |c| marks.iter().find(|(outer, _)| *outer == c).map_or(c, |&(_, inner)| inner))
}
