//! The mode of a sentence: does it assert a fact, or ask, advise, forecast, conclude?

use super::view::View;
use crate::{
    syntax::{Class, Word},
    text::Span,
};

/// What a sentence does with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Assertion,
    Question,
    /// The author says that it is the author's view.
    Opinion,
    /// It draws a conclusion from what stands before.
    Inference,
    Forecast,
    Advice,
    Condition,
    /// Part of an interviewer's question or of a plan of the text.
    Frame,
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Assertion => "assertion",
            Self::Question => "question",
            Self::Opinion => "opinion",
            Self::Inference => "inference",
            Self::Forecast => "forecast",
            Self::Advice => "advice",
            Self::Condition => "condition",
            Self::Frame => "frame",
        }
    }
}

/// The mode of the sentence as a whole.
pub fn of(view: &View<'_>) -> Mode {
    if view.asks() {
        return Mode::Question;
    }
    if view.has(Class::Own) {
        return Mode::Opinion;
    }
    part(view, view.body)
}

/// The mode of a stretch of the sentence, as its words show it.
pub fn part(view: &View<'_>, span: Span) -> Mode {
    let has = |class| view.has_in(span, &[class]);
    let any = |class, counts: fn(&View<'_>, &Word) -> bool| {
        view.has(class) && view.words_in(span).any(|word| word.class == class && counts(view, word))
    };
    if has(Class::Condition) {
        Mode::Condition
    } else if any(Class::Should, urges) {
        Mode::Advice
    } else if any(Class::Infer, concludes) || has(Class::Hedge) {
        Mode::Inference
    } else if has(Class::Future) && !will_by_plan(view, span) {
        Mode::Forecast
    } else {
        Mode::Assertion
    }
}

/// 说明 draws a conclusion where something follows; 做了说明 gives an account.
fn concludes(view: &View<'_>, word: &Word) -> bool {
    let after = view.after(word.span.end);
    word.span.of(view.text) != "说明" || after.starts_with(|c: char| c.is_alphanumeric() || c == '“')
}

/// 必须, but not 平均需要16年, 需要一个理由: they measure or lack something.
fn urges(view: &View<'_>, word: &Word) -> bool {
    let needs = ["需", "需要", "须"].contains(&word.span.of(view.text));
    let thing =
        || ["一个", "一种", "一份", "一场", "一笔", "的"].iter().any(|one| view.after(word.span.end).starts_with(one));
    let measured = |start: u32| (word.span.end..=word.span.end + NEAR).contains(&start);
    !(needs && (thing() || view.quantities.iter().any(|quantity| measured(quantity.span.start))))
}

/// Bytes between a verb of need and what it measures (two Han characters).
const NEAR: u32 = 6;

/// 将 alone announces a plan as often as it foretells: 欧盟将提供900亿欧元贷款.
fn will_by_plan(view: &View<'_>, span: Span) -> bool {
    let sure = ["将", "即将", "将要", "未来", "今后", "接下来"];
    view.words_in(span).filter(|word| word.class == Class::Future).all(|word| sure.contains(&word.span.of(view.text)))
}
