//! What sources a sentence where it stands: a note, a traceable source in it, only a name, nobody.

use super::{Claim, Sourcing, view::View};
use crate::{
    syntax::{Attribution, AttributionKind, Class},
    text::Span,
};

/// What the sentence itself offers for a claim of its kind.
pub fn of(view: &View<'_>, claim: Claim) -> (Sourcing, &'static str) {
    if view.noted {
        return (Sourcing::Note, "note");
    }
    let mut best = (Sourcing::None, "no-source");
    for attribution in view.attributions {
        let found = strength(view, attribution, claim);
        if rank(found.0) > rank(best.0) {
            best = found;
        }
    }
    if rank(best.0) < rank(Sourcing::Attributed) && titled(view) {
        best = (Sourcing::Attributed, "named-document");
    }
    best
}

/// Order of strength.
pub fn rank(sourcing: Sourcing) -> u8 {
    match sourcing {
        Sourcing::None => 0,
        Sourcing::Vague => 1,
        Sourcing::Weak => 2,
        Sourcing::Attributed => 3,
        Sourcing::Note => 4,
    }
}

fn strength(view: &View<'_>, attribution: &Attribution, claim: Claim) -> (Sourcing, &'static str) {
    if attribution.kind == AttributionKind::Vague {
        return (Sourcing::Vague, "vague-source");
    }
    let source = attribution.source.unwrap_or(attribution.span);
    if specific_document(view, source, attribution) {
        return (Sourcing::Attributed, "named-document");
    }
    if occasion(view) {
        return (Sourcing::Attributed, "speaker-and-occasion");
    }
    // 宣布加征25%: the figure is part of the act, nobody reports it.
    let acts = matches!(attribution.verb, Class::Perform | Class::Belief);
    if claim == Claim::Statistic && acts || attribution.verb == Class::Show {
        return (Sourcing::None, "act");
    }
    (Sourcing::Weak, "speaker-only")
}

/// A named outlet, institute or document in the words of attribution.
fn specific_document(view: &View<'_>, source: Span, attribution: &Attribution) -> bool {
    let around = Span { start: source.start, end: attribution.span.end };
    let titled = view.titles.iter().any(|title| around.encloses(title.span));
    let latin = source.of(view.text).chars().filter(char::is_ascii_alphabetic).count() >= 3;
    let institution = view.has_in(around, &[Class::Institution]);
    let document = view.has_in(around, &[Class::Document, Class::Data, Class::Occasion]);
    let dated = view.dates.iter().any(|date| around.encloses(date.span) && !date.relative);
    let telling = matches!(attribution.verb, Class::Disclose | Class::By);
    titled || (telling || document) && (institution || latin || named(view, source)) || document && dated
}

fn named(view: &View<'_>, span: Span) -> bool {
    view.mentions.iter().any(|mention| span.encloses(mention.span) && !mention.abbreviation)
}

/// 《…》 with words that tell from it, outside a list of attributions: 《纽约时报》刊文, 《国家安全战略报告》强调.
fn titled(view: &View<'_>) -> bool {
    view.titles.iter().any(|title| {
        let clause = view.clause(title.span.start);
        let rest = Span { start: title.span.end, end: clause.end.max(title.span.end) };
        view.has_in(rest, &[Class::Speech, Class::Belief, Class::Show, Class::Disclose, Class::Document])
    })
}

/// A place or time at which it was said: a date, a speech, an interview.
pub fn occasion(view: &View<'_>) -> bool {
    let dated = view.dates.iter().any(|date| date.month.is_some() || date.day.is_some());
    dated || view.has(Class::Occasion)
}
