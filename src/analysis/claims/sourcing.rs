//! What sources a sentence where it stands: a note, a traceable source in it, only a name, nobody.

use super::{
    Claim, Reason, Sourcing, content,
    view::{Sort, View},
};
use crate::{
    syntax::{Attribution, AttributionKind, Class, Date, Quantity, quantities::Measure},
    text::Span,
};

/// What a sentence offers as its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub sourcing: Sourcing,
    /// What decided.
    pub why: Reason,
    /// The words that name nobody, where the source is vague.
    pub vague: Option<Span>,
}

impl Offer {
    const NONE: Self = Self::new(Sourcing::None, Reason::NoSource);

    const fn new(sourcing: Sourcing, why: Reason) -> Self {
        Self { sourcing, why, vague: None }
    }

    const fn vague(why: Reason, words: Span) -> Self {
        Self { sourcing: Sourcing::Vague, why, vague: Some(words) }
    }
}

/// What the sentence itself offers for a claim of its kind.
pub fn of(view: &View<'_>, claim: Claim) -> Offer {
    if view.noted { Offer::new(Sourcing::Note, Reason::Note) } else { said(view, claim) }
}

/// What the words of the sentence offer, notes aside.
pub fn said(view: &View<'_>, claim: Claim) -> Offer {
    let mut best = Offer::NONE;
    if claim == Claim::Quotation && proclaimed(view) {
        best = Offer::new(Sourcing::Attributed, Reason::SpeakerAndOccasion);
    }
    for attribution in view.attributions.iter().filter(|attribution| governs(view, attribution, claim)) {
        let found = strength(view, attribution, claim);
        if rank(found.sourcing) > rank(best.sourcing) {
            best = found;
        }
    }
    if rank(best.sourcing) < rank(Sourcing::Attributed) && (titled(view) || topic(view)) {
        best = Offer::new(Sourcing::Attributed, Reason::NamedDocument);
    }
    best
}

/// 某某在社交媒体的宣言：“……”: words announced by their speaker and occasion, without a verb.
fn proclaimed(view: &View<'_>) -> bool {
    let Some(quotation) = view.quoted.first() else { return false };
    let before = view.text.get(view.body.start as usize..quotation.span.start as usize).unwrap_or("");
    let led = Span { start: view.body.start, end: quotation.span.start };
    before.ends_with(['：', ':'])
        && view.actor_in(led).is_some()
        && view.has_in(led, &[Class::Occasion, Class::Document])
}

/// 宣称打击有效，却回避了3000个家庭: what stands behind the turn is the author's.
fn governs(view: &View<'_>, attribution: &Attribution, claim: Claim) -> bool {
    let Some(figure) = view.quantities.first().filter(|_| claim == Claim::Statistic) else { return true };
    // 63%的受访者表示: who says so is what is counted.
    // 私底下抱怨只剩三成: nobody tells who heard it.
    let told = attribution.span;
    let named = attribution.kind == AttributionKind::Named;
    if named && (attribution.source.is_some_and(|source| counts(view, source)) || view.has_in(told, &[Class::Secret])) {
        return false;
    }
    let between = view.text.get(attribution.span.end as usize..figure.span.start as usize).unwrap_or("");
    !["，却", ",却", "，但", ",但", "；而", ";而", "，然而", ",然而"].iter().any(|turn| between.contains(turn))
}

/// True where a share or a number of people stands in the words for who says so, 据 and documents aside.
fn counts(view: &View<'_>, source: Span) -> bool {
    let share = |quantity: &&Quantity| source.encloses(quantity.span) && quantity.measure == Measure::Percent;
    view.quantities.iter().find(share).is_some()
        && !view.has_in(source, &[Class::By, Class::Document, Class::Data, Class::Institution])
}

/// Order of strength. A vague source beside a bare name is what the reader is left with.
pub fn rank(sourcing: Sourcing) -> u8 {
    match sourcing {
        Sourcing::None => 0,
        Sourcing::Weak => 1,
        Sourcing::Vague => 2,
        Sourcing::Attributed => 3,
        Sourcing::Note => 4,
    }
}

fn strength(view: &View<'_>, attribution: &Attribution, claim: Claim) -> Offer {
    if attribution.kind == AttributionKind::Vague && !outlet_between(view, attribution) {
        let told = attribution.head != Class::Crowd || content::rumour(view, attribution);
        return if told {
            Offer::vague(Reason::VagueSource, attribution.span)
        } else {
            Offer::new(Sourcing::None, Reason::Crowd)
        };
    }
    let source = attribution.source.unwrap_or(attribution.span);
    let secret = view.has(Class::Secret) || view.has(Class::Talk);
    // 宣布加征25%, 私下承认: the words are part of what is told, nobody tells it.
    let acts = matches!(attribution.verb, Class::Perform | Class::Belief | Class::Regard);
    if claim == Claim::Event && (acts || secret) {
        return Offer::new(Sourcing::None, Reason::Act);
    }
    if specific_document(view, source, attribution) {
        return Offer::new(Sourcing::Attributed, Reason::NamedDocument);
    }
    let document = attribution.verb == Class::Show && view.has_in(source, &[Class::Document]);
    if attribution.head == Class::Data || document && claim == Claim::Statistic {
        return Offer::vague(Reason::DataOfNobody, attribution.span);
    }
    if occasion(view, attribution) || claim == Claim::Statistic && official(view, source) {
        return Offer::new(Sourcing::Attributed, Reason::SpeakerAndOccasion);
    }
    if claim == Claim::Statistic && acts || attribution.verb == Class::Show {
        return Offer::new(Sourcing::None, Reason::Act);
    }
    Offer::new(Sourcing::Weak, Reason::SpeakerOnly)
}

/// 据塔斯社援引一名官员的话报道: the outlet answers for its nameless source.
fn outlet_between(view: &View<'_>, attribution: &Attribution) -> bool {
    let Some(source) = attribution.source else { return false };
    let titled = view.titles.iter().any(|title| source.encloses(title.span));
    let outlet = view.actors.iter().any(|actor| source.encloses(actor.span) && actor.sort == Sort::Outlet);
    titled || outlet || latin(source.of(view.text))
}

/// A named outlet, institute or document in the words of attribution.
fn specific_document(view: &View<'_>, source: Span, attribution: &Attribution) -> bool {
    let around = Span { start: source.start, end: attribution.span.end };
    let titled = view.titles.iter().any(|title| around.encloses(title.span));
    let document = view.has_in(around, &[Class::Document, Class::Occasion]) || attribution.head == Class::Data;
    let tells = document || matches!(attribution.verb, Class::Disclose | Class::By);
    let institution = || view.has_in(around, &[Class::Institution]) || authority(view, source);
    let body = || {
        view.actors.iter().any(|actor| source.encloses(actor.span) && matches!(actor.sort, Sort::Body | Sort::Outlet))
    };
    let issuer = || latin(source.of(view.text)) || body();
    if titled || (tells || attribution.verb == Class::Show) && institution() || tells && issuer() {
        return true;
    }
    let dated = || view.dates.iter().any(|date| around.encloses(date.span) && (!date.relative || date.month.is_some()));
    let issued = || ["公布", "发布", "发表", "出版"].iter().any(|word| around.of(view.text).contains(word));
    document && (dated() || issued())
}

/// Three Latin letters at least.
fn latin(words: &str) -> bool {
    words.bytes().filter(u8::is_ascii_alphabetic).nth(2).is_some()
}

/// An institution that speaks of its own figures, with at least a year.
fn official(view: &View<'_>, source: Span) -> bool {
    let body =
        view.actors.iter().any(|actor| source.encloses(actor.span) && matches!(actor.sort, Sort::Body | Sort::Outlet));
    let institution = body || view.has_in(source, &[Class::Institution]) || authority(view, source);
    let dated = |date: &&Date| source.encloses(date.span) && (date.year.is_some() || recent(view, date));
    institution && view.dates.iter().any(|date| dated(&date))
}

/// 金管局, 海事署: a body by the last character of its name, where its date or verb follows.
fn authority(view: &View<'_>, source: Span) -> bool {
    let dates = view.dates.iter().filter(|date| source.encloses(date.span)).map(|date| date.span.start);
    let end = dates.filter(|&start| start > source.start).min().unwrap_or(source.end);
    let name = Span { start: source.start, end }.of(view.text).trim_end_matches(['在', '于', '，']);
    name.chars().count() >= 3
        && name.ends_with(['局', '署', '厅', '院', '部', '社', '报', '网', '处', '委', '司', '所'])
}

/// 上月, 昨日: as good as a date where the text has one.
fn recent(view: &View<'_>, date: &Date) -> bool {
    let near = ["上个月", "上月", "本月", "上周", "本周", "昨日", "昨天", "昨晚", "今天", "今日", "前天"];
    date.relative && near.contains(&date.span.of(view.text))
}

/// 《…》 with words that tell from it, outside a list of attributions: 《纽约时报》刊文, 《国家安全战略报告》强调.
fn titled(view: &View<'_>) -> bool {
    view.titles.iter().any(|title| {
        let clause = view.clause(title.span.start);
        let rest = Span { start: title.span.end, end: clause.end.max(title.span.end) };
        view.has_in(rest, &[Class::Speech, Class::Belief, Class::Show, Class::Disclose, Class::Document])
    })
}

/// 某某研究所去年底做的民调，…: the document stands before the comma as what the sentence is about.
fn topic(view: &View<'_>) -> bool {
    if view.dates.is_empty() || !view.any(&[Class::Document, Class::Data]) {
        return false;
    }
    let clause = view.clause(view.body.start);
    let last = view.words_in(clause).last().filter(|word| matches!(word.class, Class::Document | Class::Data));
    let ends = last.is_some_and(|word| word.span.end == clause.end) && clause.end < view.body.end;
    let dated = view.dates.iter().any(|date| clause.encloses(date.span));
    let owner =
        view.actors.iter().any(|actor| clause.encloses(actor.span) && matches!(actor.sort, Sort::Body | Sort::Outlet));
    ends && dated && (owner || view.has_in(clause, &[Class::Institution]) || authority(view, clause))
}

/// A place or time at which it was said: a date, a speech, an interview. What stands behind the verb belongs to what was
/// said (宣布自11月1日起加征…).
fn occasion(view: &View<'_>, attribution: &Attribution) -> bool {
    let led = Span { start: view.body.start, end: attribution.span.end };
    // An act is dated in its own clause.
    let near = if attribution.verb == Class::Perform { attribution.span } else { led };
    let dated = view.dates.iter().any(|date| {
        let since = view.after(date.span.end).starts_with(['起', '以']);
        near.encloses(date.span) && !since && (date.month.is_some() || date.day.is_some() || recent(view, date))
    });
    dated || view.has_in(led, &[Class::Occasion])
}
