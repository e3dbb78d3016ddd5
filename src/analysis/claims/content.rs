//! What a sentence claims: figures, somebody's words, the contents of a document, events, statements.

use super::{
    Claim,
    mode::{self, Mode},
    view::View,
};
use crate::{
    syntax::{AttributionKind, Class, Quantity, Quotation, quantities::Measure},
    text::Span,
};

/// A claim and where it stands (bytes of the block).
pub type Found = (Claim, Span);

/// Verbs that put words into somebody's mouth.
pub const TELLING: &[Class] = &[Class::Speech, Class::Perform, Class::Belief, Class::Disclose, Class::Show];

/// What the sentence claims, the weightiest first; `None` for what needs no source by its content.
pub fn of(view: &View<'_>) -> Option<Found> {
    figure(view)
        .map(|span| (Claim::Statistic, span))
        .or_else(|| words(view).map(|span| (Claim::Quotation, span)))
        .or_else(|| report(view).map(|span| (Claim::Report, span)))
        .or_else(|| event(view).map(|span| (Claim::Event, span)))
        .or_else(|| superlative(view).map(|span| (Claim::Superlative, span)))
        .or_else(|| statement(view).map(|span| (Claim::Statement, span)))
}

/// The first figure that the sentence states as a fact.
pub fn figure(view: &View<'_>) -> Option<Span> {
    let spoken = |at: u32| view.quoted.iter().any(|q| q.span.contains(at as usize));
    let fact = |span: Span| {
        let clause = view.clause(span.start);
        match mode::part(view, clause) {
            Mode::Advice | Mode::Condition => false,
            Mode::Forecast => estimated(view, clause),
            _ => true,
        }
    };
    let counted = view
        .quantities
        .iter()
        .find(|quantity| !spoken(quantity.span.start) && !view.inside && hard(view, quantity) && fact(quantity.span));
    let span = counted.map(|quantity| quantity.span);
    let in_words = || view.first(Class::Zero).filter(|&span| fact(span));
    span.or_else(in_words).or_else(|| rank(view))
}

/// 预计, 据估计: a forecast that somebody made.
fn estimated(view: &View<'_>, clause: Span) -> bool {
    let words = ["预计", "預計", "估计", "估計", "预测", "預測", "估算", "预期", "預期"];
    view.words_in(clause).any(|word| words.contains(&word.span.of(view.text)))
}

/// True for a figure that a reader cannot know, unlike 两个 or 第三.
fn hard(view: &View<'_>, quantity: &Quantity) -> bool {
    let large = quantity.value.is_none_or(|value| value >= 10.0 || value.fract() != 0.0);
    let with_figure_words = || view.has_in(view.clause(quantity.span.start), &[Class::Figure]);
    let loose = quantity.value.is_none()
        && !quantity
            .span
            .of(view.text)
            .contains(['万', '萬', '亿', '億', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match quantity.measure {
        Measure::Money => quantity.figure,
        Measure::Percent => quantity.value != Some(100.0),
        Measure::Multiple => true,
        Measure::Duration => false,
        _ if loose => false,
        Measure::People => quantity.figure && (large || with_figure_words()),
        Measure::Count => {
            let after = view.after(quantity.span.end);
            let members = ["成员", "成員", "会员", "會員", "常任"];
            quantity.figure && (large || with_figure_words()) && !members.iter().any(|word| after.starts_with(word))
        }
        Measure::Bare => quantity.value.is_none_or(|value| value >= 100.0),
    }
}

/// 排名第三, 位居世界第一
fn rank(view: &View<'_>) -> Option<Span> {
    let rank = |word: &&crate::syntax::Word| {
        let of = ["排名", "位居", "位列", "名列", "居世界", "高居"];
        let after: String = view.after(word.span.end).chars().take(8).collect();
        word.class == Class::Figure && of.contains(&word.span.of(view.text)) && after.contains('第')
    };
    view.words.iter().find(rank).map(|word| word.span)
}

/// The first quotation that gives somebody's words and not a term.
pub fn words(view: &View<'_>) -> Option<Span> {
    if view.inside {
        return Some(view.body);
    }
    view.quoted
        .iter()
        .find(|quotation| is_speech(view, quotation))
        .map(|quotation| Span { start: quotation.span.start, end: quotation.span.end.min(view.body.end) })
}

/// Longest distance in characters between a verb of saying and the words said.
const NEAR: usize = 30;

fn is_speech(view: &View<'_>, quotation: &Quotation) -> bool {
    let inner = quotation.inner.of(view.text);
    let length = inner.chars().filter(|c| c.is_alphanumeric()).count();
    let clauses = inner.contains(['，', '。', '！', '？', '；', ',', ';', '!', '?']);
    let after = view.after(quotation.span.end);
    // “联欧遏俄”政策, “志愿联盟”的: a name of something.
    let names = after.chars().next().is_some_and(|c| c.is_alphabetic() && !"等和与與及并並或是而但却".contains(c));
    let led = (view.words.iter().rev())
        .filter(|word| word.span.end <= quotation.span.start && TELLING.contains(&word.class))
        .map(|word| view.text.get(word.span.end as usize..quotation.span.start as usize).unwrap_or(""))
        .find(|between| !between.contains('。'))
        .map(|between| between.chars().count());
    match led {
        Some(distance) if distance <= 3 => length >= 5 && !(names && length < 8) || clauses,
        Some(distance) if distance <= NEAR => clauses && length >= 8 || length >= 12 && !names || length >= 20,
        _ => clauses && length >= 14,
    }
}

/// Contents of a document, a leak or a media story.
pub fn report(view: &View<'_>) -> Option<Span> {
    let telling = |attribution: &&crate::syntax::Attribution| {
        let disclosed = matches!(attribution.verb, Class::Disclose | Class::Show | Class::By);
        let documented = attribution.source.is_some_and(|source| view.has_in(source, &[Class::Document, Class::Data]));
        disclosed && (attribution.kind == AttributionKind::Vague || attribution.verb != Class::Show) || documented
    };
    let found = view.attributions.iter().find(telling)?;
    (mode::of(view) != Mode::Question).then_some(found.span)
}

/// What was said or agreed behind closed doors, and what somebody privately wants.
pub fn event(view: &View<'_>) -> Option<Span> {
    if mode::of(view) != Mode::Assertion {
        return None;
    }
    let actor = |span: Span| {
        view.mentions.iter().any(|mention| span.encloses(mention.span))
            || view.has_in(span, &[Class::Office, Class::Pronoun])
    };
    for word in &view.words {
        let clause = view.clause(word.span.start);
        let subject = Span { start: clause.start, end: word.span.start };
        let hit = match word.class {
            Class::Secret | Class::Talk => actor(clause),
            Class::Intent => actor(subject) && word.span.start - clause.start < 60,
            _ => false,
        };
        if hit {
            return Some(Span { start: clause.start, end: view.body.end });
        }
    }
    None
}

pub fn superlative(view: &View<'_>) -> Option<Span> {
    (mode::of(view) == Mode::Assertion).then(|| view.first(Class::Superlative))?
}

/// A public statement or act with somebody who made it.
pub fn statement(view: &View<'_>) -> Option<Span> {
    if mode::of(view) != Mode::Assertion {
        return None;
    }
    let named = view.attributions.iter().find(|attribution| attribution.kind == AttributionKind::Named)?;
    Some(Span { start: named.span.start, end: view.body.end })
}
