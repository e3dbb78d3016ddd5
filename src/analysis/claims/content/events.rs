//! What happened behind closed doors, and what somebody privately wants.

use super::{
    super::{
        mode::{self, Mode},
        view::{Actor, Sort, View},
    },
    order,
};
use crate::{
    syntax::{Class, Word, quantities::Measure},
    text::{Span, head},
};

/// What was said or agreed behind closed doors, and what somebody privately wants.
pub fn event(view: &View<'_>, mode: Mode) -> Option<Span> {
    let tells = view.any(&[Class::Secret, Class::Talk, Class::Quarrel, Class::Intent, Class::Inmost]);
    if !tells || !matches!(mode, Mode::Assertion | Mode::Forecast | Mode::Advice) || order(view) {
        return None;
    }
    // Advice in one clause says nothing of another's.
    let told = |word: &&Word| mode != Mode::Advice || mode::part(view, view.clause(word.span.start)) != Mode::Advice;
    let word = view.words.iter().filter(told).find(|word| match word.class {
        Class::Secret => secret(view, word),
        Class::Talk => talk(view, word),
        Class::Quarrel => quarrel(view, word),
        Class::Intent | Class::Inmost => intent(view, word),
        _ => false,
    })?;
    let clause = view.clause(word.span.start);
    Some(Span { start: clause.start, end: view.body.end })
}

/// 私下告知, 秘密渠道, 闭门磋商
fn secret(view: &View<'_>, word: &Word) -> bool {
    let clause = view.clause(word.span.start);
    let happens = [
        Class::Past,
        Class::Perform,
        Class::Speech,
        Class::Talk,
        Class::Intent,
        Class::Inmost,
        Class::Act,
        Class::Disclose,
    ];
    let who = view.actor_in(clause).is_some()
        || view.actors.len() > 1
        || view.has_in(clause, &[Class::Pronoun, Class::Intent, Class::Inmost]);
    let loosely = word.span.of(view.text).starts_with(['悄', '偷']);
    // 悄悄把文本改了, 偷偷与对手接触
    let does = view.after(word.span.end).starts_with(['把', '将', '向', '与', '同', '给', '派']);
    let told = does || view.has_in(clause, &[Class::Talk, Class::Perform, Class::Speech, Class::Act]);
    view.any(&happens) && who && (!loosely || told && !view.has_in(clause, &[Class::Ask]))
}

/// 双方探讨了…, 会谈中…试图
fn talk(view: &View<'_>, word: &Word) -> bool {
    let after = view.after(word.span.end);
    let clause = view.clause(word.span.start);
    let subject = Span { start: clause.start, end: word.span.start };
    let done = after.starts_with(['了', '过']) && view.actor_in(subject).is_some();
    let public = ["讨论", "探讨"].contains(&word.span.of(view.text));
    let within = word.span.of(view.text).ends_with(['中', '间']) || after.starts_with('中') && !public;
    done || within && view.any(&[Class::Purpose, Class::Perform, Class::Intent, Class::Inmost, Class::Secret])
}

/// 白宫内部争执不下, 两国在会议上争论不休
fn quarrel(view: &View<'_>, word: &Word) -> bool {
    let before = view.text.get(view.body.start as usize..word.span.start as usize).unwrap_or("");
    let verb = !before.ends_with(['的', '之']) && !view.after(word.span.end).starts_with(['的', '是', '、']);
    let inside = before.contains("内部") || view.any(&[Class::Secret, Class::Occasion, Class::Past]);
    let after = head(view.after(word.span.end), 3);
    let lasts = view.quantities.iter().any(|quantity| quantity.measure == Measure::Duration)
        || ["数月", "数周", "数日", "多时", "良久", "多年", "不休", "不下"].iter().any(|long| after.contains(long));
    verb && !view.actors.is_empty() && (inside || lasts)
}

/// 普京希望…: a person's wish, told as a fact.
fn intent(view: &View<'_>, word: &Word) -> bool {
    let clause = view.clause(word.span.start);
    let own = Span { start: clause.start, end: word.span.start };
    let before = own.of(view.text);
    if mode::part(view, own) != Mode::Assertion
        || before.chars().count() > 24
        || before.ends_with(['的', '让', '使', '令'])
    {
        return false;
    }
    if view.has_in(own, &[Class::Crowd, Class::Vague, Class::Opponent]) {
        return false;
    }
    // 想要的是…: what the author makes of it; 真正想要的 claims to know.
    let wants = word.span.of(view.text).contains(['想', '望']);
    if word.class == Class::Intent && wants && view.after(word.span.end).starts_with('的') {
        return false;
    }
    // 落后于邻国以及它希望赶上的对手: part of a list.
    if before.contains(['、']) || before.contains("以及") {
        return false;
    }
    let led = Span { start: view.body.start, end: word.span.start };
    // Where the clause has no subject of its own (，力图…；，而是害怕…), it is that of the clause before.
    let subject = match view.actors.iter().rev().find(|actor| own.encloses(actor.span)) {
        Some(actor) => Some(*actor),
        None if before.chars().count() <= 4 && mode::part(view, led) == Mode::Assertion => {
            view.actors.iter().rev().find(|actor| actor.span.end <= own.start).copied()
        }
        None => None,
    };
    let pronoun =
        view.words_in(own).any(|word| word.class == Class::Pronoun && !word.span.of(view.text).ends_with('其'));
    pronoun
        || word.class == Class::Inmost && subject.is_none()
        || subject.is_some_and(|actor| match actor.sort {
            Sort::Person => true,
            Sort::Body => word.class == Class::Inmost || feels(word.span.of(view.text)),
            Sort::State => word.class == Class::Inmost || own.encloses(actor.span) && direct(view, actor, word),
            Sort::Outlet => word.class == Class::Inmost,
        })
}

/// 两国希望, not 一个不再害怕邻国的明天: the state is the one that feels.
fn direct(view: &View<'_>, actor: Actor, word: &Word) -> bool {
    let between = view.text.get(actor.span.end as usize..word.span.start as usize).unwrap_or("");
    feels(word.span.of(view.text)) && !between.contains(['的', '是'])
}

/// 政府意识到, 两国希望: what a body or state is said to feel, beyond what it says.
fn feels(word: &str) -> bool {
    ["意识到", "担心", "害怕", "忌惮", "生怕", "唯恐", "不愿", "希望"].iter().any(|feels| word.starts_with(feels))
}
