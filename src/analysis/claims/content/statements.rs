//! Public statements and acts, and superlatives, that can be looked up.

use super::{
    super::{mode::Mode, view::View},
    order,
};
use crate::{
    syntax::{AttributionKind, Class},
    text::Span,
};

/// Superlatives of what can be looked up.
pub fn superlative(view: &View<'_>, mode: Mode) -> Option<Span> {
    if mode != Mode::Assertion || view.actors.is_empty() {
        return None;
    }
    let checkable = |span: &Span| {
        let words = span.of(view.text);
        // 工业史上并不多见: a manner of speaking.
        let in_history =
            words == "史上" && view.after(span.end).starts_with(['最', '首', '第', '从', '前', '仅', '唯']);
        in_history || CHECKABLE.iter().any(|word| words.starts_with(word))
    };
    view.first(Class::Superlative).filter(checkable)
}

/// Superlatives that somebody counted.
const CHECKABLE: &[&str] =
    &["首次", "首度", "第一次", "有史以来", "创纪录", "历史新", "新高", "新低", "首例", "全球最大", "世界最大"];

/// A public statement or act with somebody who made it.
pub fn statement(view: &View<'_>, mode: Mode) -> Option<Span> {
    if mode != Mode::Assertion || view.has(Class::Evaluate) || order(view) {
        return None;
    }
    let said = view.attributions.iter().find(|attribution| {
        let Some(source) = attribution.source.filter(|_| attribution.kind == AttributionKind::Named) else {
            return false;
        };
        let clause = Span { start: source.start, end: attribution.span.end };
        let words = source.of(view.text);
        let short = || words.chars().count() <= 40;
        let caused = || words.contains(['让', '使', '令', '能', '通']) || faces(words);
        let verb = matches!(attribution.verb, Class::Speech | Class::Perform | Class::Belief);
        let actor = view.actors.iter().rev().find(|actor| source.encloses(actor.span));
        let direct = actor.is_some_and(|actor| {
            let between = view.text.get(actor.span.end as usize..source.end as usize).unwrap_or("");
            !between.contains(['的', '之'])
        });
        verb && direct && short() && !caused() && !view.has_in(clause, &[Class::Anaphor, Class::Abstract])
    });
    said.map(|attribution| Span { start: attribution.span.start, end: view.body.end }).or_else(|| act(view))
}

/// 面对对手拒绝让步，…: what somebody faces is no statement of anybody's.
fn faces(clause: &str) -> bool {
    ["面对", "鉴于", "针对", "随着", "围绕"].iter().any(|word| clause.trim_start().starts_with(word))
}

/// A dated or finished public act of somebody.
fn act(view: &View<'_>) -> Option<Span> {
    if !view.any(&[Class::Act, Class::Perform]) {
        return None;
    }
    let act = view.words.iter().find(|word| matches!(word.class, Class::Act | Class::Perform))?;
    let clause = view.clause(act.span.start);
    let actor = view.actor_in(Span { start: view.body.start, end: act.span.start })?;
    let dated = view.dates.iter().any(|date| date.month.is_some() || date.day.is_some());
    let general = view.any(&[Class::Abstract, Class::Become, Class::Anaphor]);
    (dated || view.has(Class::Past) && !general && clause.encloses(actor.span))
        .then_some(Span { start: actor.span.start, end: view.body.end })
}
