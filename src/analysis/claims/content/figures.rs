//! Figures that a sentence states as facts.

use super::super::{
    mode::{self, Mode},
    view::View,
};
use crate::{
    syntax::{Class, Quantity, Word, quantities::Measure},
    text::{Span, begins, head},
};

/// The first figure that the sentence states as a fact.
pub fn figure(view: &View<'_>) -> Option<Span> {
    let spoken = |at: u32| view.quoted.iter().any(|q| q.span.contains(at as usize));
    let fact = |span: Span| {
        let clause = view.clause(span.start);
        // 每多0.1度: a rule, no measurement.
        if [clause, view.body].iter().any(|span| span.of(view.text).trim_start().starts_with('每')) {
            return false;
        }
        // 没有上千亿美元，就恢复不了: a condition without a word for it.
        let lacks = ["没有", "若无", "缺了"].iter().any(|word| begins(clause.of(view.text).trim_start(), word));
        if lacks && clause.end < view.body.end && view.quantities.first().is_some_and(|first| first.span == span) {
            let then = view.after(clause.end);
            if ["无法", "不了", "难以", "不可能", "就"].iter().any(|word| then.contains(word)) {
                return false;
            }
        }
        // 145%的关税宣布后: it refers back to the figure, and states it not.
        let words = clause.of(view.text).trim();
        let refers =
            span.start <= clause.start + 3 && ["后", "之后", "以来", "时"].iter().any(|end| words.ends_with(end));
        if refers && view.text.get(span.end as usize..).is_some_and(|rest| rest.starts_with('的')) {
            return false;
        }
        // 对中国商品征收45%关税的想法不太现实: the figure is part of what is weighed.
        if view.words_in(clause).any(|word| word.class == Class::Evaluate && word.span.start > span.end) {
            return false;
        }
        // 如果防线失守，百万人将流离失所: what follows from a condition.
        let before = Span { start: view.body.start, end: clause.start };
        let follows = mode::part(view, before) == Mode::Condition && view.has_in(clause, &[Class::Future]);
        match mode::part(view, clause) {
            Mode::Advice | Mode::Condition => false,
            _ if follows && !estimated(view, clause) => false,
            Mode::Forecast => estimated(view, clause),
            _ => !proposed(view, clause),
        }
    };
    if view.has(Class::Own) && view.attributions.is_empty() {
        return None;
    }
    let counted = view
        .quantities
        .iter()
        .find(|quantity| !spoken(quantity.span.start) && !view.inside && hard(view, quantity) && fact(quantity.span));
    let span = counted.map(|quantity| quantity.span);
    let in_words = || view.first(Class::Zero).or_else(|| record(view)).filter(|&span| fact(span));
    span.or_else(in_words).or_else(|| rank(view)).filter(|_| !anecdote(view))
}

/// 朋友的公司亏了三百万: what the author saw in private life.
fn anecdote(view: &View<'_>) -> bool {
    let opening = head(view.str(), 6);
    ["朋友", "友人", "邻居", "同学", "同事", "亲戚", "家父", "家母"].iter().any(|word| opening.contains(word))
}

/// 应…，力争在2035年前提高到20%; 把比例提高到30%，或许更管用: part of what is urged or weighed.
fn proposed(view: &View<'_>, clause: Span) -> bool {
    let opening = clause.of(view.text).trim_start();
    let aims = ["力争", "争取", "力求", "使", "把", "将", "并使", "以便"].iter().any(|aim| opening.starts_with(aim));
    let before = Span { start: view.body.start, end: clause.start };
    let after = Span { start: clause.end, end: view.body.end };
    let weighed = [Class::Hedge, Class::Future, Class::Evaluate, Class::Should];
    aims && view.actor_in(clause).is_none()
        && (mode::part(view, before) == Mode::Advice || opening.starts_with('把') && view.has_in(after, &weighed))
}

/// 创下历史新高: a figure in words.
fn record(view: &View<'_>) -> Option<Span> {
    let record = |word: &&Word| {
        let words = word.span.of(view.text);
        word.class == Class::Superlative && ["新高", "新低", "创"].iter().any(|part| words.contains(part))
    };
    view.has(Class::Superlative).then(|| view.words.iter().find(record)).flatten().map(|word| word.span)
}

/// 预计, 据估计: a forecast that somebody made.
fn estimated(view: &View<'_>, clause: Span) -> bool {
    let words = ["预计", "估计", "预测", "估算", "预期"];
    view.words_in(clause).any(|word| words.contains(&word.span.of(view.text)))
}

/// True for a figure that a reader cannot know, unlike 两个 or 第三.
fn hard(view: &View<'_>, quantity: &Quantity) -> bool {
    let large = quantity.value.is_none_or(|value| value >= 10.0 || value.fract() != 0.0);
    let with_figure_words = || view.has_in(view.clause(quantity.span.start), &[Class::Figure]);
    let words = quantity.span.of(view.text);
    let loose = quantity.value.is_none() && words.contains(['数', '几', '上']) && !words.contains(['万', '亿']);
    match quantity.measure {
        Measure::Money => quantity.figure,
        // 百分之百可靠 is a manner of speaking, 加征100%的关税 is none.
        Measure::Percent => {
            let counts = || view.has_in(view.clause(quantity.span.start), &[Class::Figure, Class::Perform]);
            quantity.value != Some(100.0) || counts()
        }
        Measure::Multiple => true,
        // 平均需要16年, 延长到十小时: how long is what is measured.
        Measure::Duration => {
            let clause = view.clause(quantity.span.start).of(view.text);
            ["平均", "延长到", "延长至", "缩短到", "缩短至", "缩短为"].iter().any(|word| clause.contains(word))
        }
        _ if loose => false,
        Measure::People => quantity.figure && (large || with_figure_words()) || harmed(view, quantity),
        Measure::Count => {
            let after = view.after(quantity.span.end);
            let members = ["成员", "会员", "常任"];
            // 八十多个国家: about all of them.
            let many = words.contains(['多', '余']) && after.starts_with("国家");
            !many
                && quantity.figure
                && (large || with_figure_words())
                && !members.iter().any(|word| after.starts_with(word))
        }
        Measure::Bare => quantity.value.is_none_or(|value| value >= 100.0 || value.fract() != 0.0),
    }
}

/// 三人死亡, 两名记者遇难: who was killed or hurt counts, however few.
fn harmed(view: &View<'_>, quantity: &Quantity) -> bool {
    let clause = view.clause(quantity.span.start).of(view.text);
    let harm = ["死亡", "丧生", "遇难", "罹难", "受伤", "身亡", "死伤", "伤亡", "失踪", "死了", "被打死", "被炸死"];
    harm.iter().any(|word| clause.contains(word))
}

/// 排名第三, 位居世界第一
fn rank(view: &View<'_>) -> Option<Span> {
    let rank = |word: &&Word| {
        let of = ["排名", "位居", "位列", "名列", "居世界", "高居"];
        let after = || head(view.after(word.span.end), 8);
        word.class == Class::Figure && of.contains(&word.span.of(view.text)) && after().contains('第')
    };
    view.has(Class::Figure).then(|| view.words.iter().find(rank)).flatten().map(|word| word.span)
}
