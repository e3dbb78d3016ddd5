//! What the rules on claims share: from the judgements on sentences to findings.

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
    let excerpt = excerpt(span.of(&placed.block.text));
    let message = match context.language {
        Language::ZhHans => words.zh.replace("{}", &inner(&excerpt, [('“', '‘'), ('”', '’')])),
        Language::ZhHant => {
            let words = inner(&script::to_traditional(words.zh), [('“', '「'), ('”', '」')]);
            words.replace("{}", &inner(&excerpt, [('「', '『'), ('」', '』')]))
        }
        Language::En => words.en.replace("{}", &inner(&excerpt, [('“', '‘'), ('”', '’')])),
    };
    Finding { code, severity: Severity::Warning, span: placed.span(span), message, related: Vec::new() }
}

/// The first words of a claim, on one line, without the marks around a quotation that is the whole of it.
fn excerpt(claim: &str) -> String {
    let whole = [('“', '”'), ('「', '」'), ('『', '』'), ('"', '"')]
        .iter()
        .find_map(|&(open, close)| claim.strip_prefix(open)?.strip_suffix(close));
    let mut words: Vec<char> = whole.unwrap_or(claim).chars().filter(|c| !c.is_control()).take(EXCERPT + 1).collect();
    if words.len() > EXCERPT {
        words.truncate(EXCERPT - 1);
        words.push('…');
    }
    words.into_iter().collect()
}

/// With other marks of quotation: no message sets “…” inside “…”.
fn inner(text: &str, marks: [(char, char); 2]) -> String {
    text.chars().map(|c| marks.iter().find(|(outer, _)| *outer == c).map_or(c, |&(_, inner)| inner)).collect()
}
