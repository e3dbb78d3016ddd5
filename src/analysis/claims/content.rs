//! What a sentence claims: figures, somebody's words, the contents of a document, events, statements.

use super::{
    Claim,
    mode::{self, Mode},
    view::{Sort, View},
};
use crate::{
    syntax::{Attribution, AttributionKind, Class, Quantity, Quotation, Word, quantities::Measure},
    text::Span,
};

/// A claim and where it stands (bytes of the block).
pub type Found = (Claim, Span);

/// Verbs that put words into somebody's mouth.
pub const TELLING: &[Class] =
    &[Class::Speech, Class::Perform, Class::Belief, Class::Regard, Class::Disclose, Class::Show];

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
        // 每多0.1度: a rule, no measurement.
        if [clause, view.body].iter().any(|span| span.of(view.text).trim_start().starts_with('每')) {
            return false;
        }
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
    let words = quantity.span.of(view.text);
    let loose = quantity.value.is_none()
        && words.contains(['数', '數', '几', '幾', '上'])
        && !words.contains(['万', '萬', '亿', '億']);
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
        Measure::Bare => quantity.value.is_none_or(|value| value >= 100.0 || value.fract() != 0.0),
    }
}

/// 排名第三, 位居世界第一
fn rank(view: &View<'_>) -> Option<Span> {
    let rank = |word: &&Word| {
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

/// Contents of a document, a leak or a media story, or what nobody in particular is said to say.
pub fn report(view: &View<'_>) -> Option<Span> {
    if matches!(mode::of(view), Mode::Question | Mode::Opinion) {
        return None;
    }
    let told = |attribution: &&Attribution| match attribution.kind {
        AttributionKind::Vague => attribution.head != Class::Crowd || rumour(view, attribution),
        AttributionKind::Named => {
            let documented =
                attribution.source.is_some_and(|source| view.has_in(source, &[Class::Document, Class::Data]));
            matches!(attribution.verb, Class::Disclose | Class::By) || documented && attribution.verb != Class::Perform
        }
    };
    view.attributions.iter().find(told).map(|attribution| attribution.span)
}

/// 外界, 有人 …: everybody's opinion is a figure of speech, what everybody is said to know is none.
pub fn rumour(view: &View<'_>, attribution: &Attribution) -> bool {
    let words = attribution.span.of(view.text);
    let widely = ["普遍", "一般", "盛", "传", "傳"].iter().any(|word| words.contains(word));
    let telling = matches!(attribution.verb, Class::Disclose | Class::Hearsay);
    telling || widely && attribution.verb == Class::Belief
}

/// What was said or agreed behind closed doors, and what somebody privately wants.
pub fn event(view: &View<'_>) -> Option<Span> {
    if !matches!(mode::of(view), Mode::Assertion | Mode::Forecast) || order(view) {
        return None;
    }
    let word = view.words.iter().find(|word| match word.class {
        Class::Secret => secret(view, word),
        Class::Talk => talk(view, word),
        Class::Quarrel => quarrel(view, word),
        Class::Intent => intent(view, word),
        _ => false,
    })?;
    let clause = view.clause(word.span.start);
    Some(Span { start: clause.start, end: view.body.end })
}

/// 私下告知, 秘密渠道, 闭门磋商
fn secret(view: &View<'_>, word: &Word) -> bool {
    let clause = view.clause(word.span.start);
    let happens = [Class::Past, Class::Perform, Class::Speech, Class::Talk, Class::Intent, Class::Act, Class::Disclose];
    let who = view.actor_in(clause).is_some()
        || view.actors.len() > 1
        || view.has_in(clause, &[Class::Pronoun, Class::Intent]);
    view.any(&happens) && who
}

/// 双方探讨了…, 会谈中…试图
fn talk(view: &View<'_>, word: &Word) -> bool {
    let after = view.after(word.span.end);
    let clause = view.clause(word.span.start);
    let subject = Span { start: clause.start, end: word.span.start };
    let done = after.starts_with(['了', '过', '過']) && view.actor_in(subject).is_some();
    let public = ["讨论", "討論", "探讨", "探討"].contains(&word.span.of(view.text));
    let within = word.span.of(view.text).ends_with(['中', '间', '間']) || after.starts_with('中') && !public;
    done || within && view.any(&[Class::Purpose, Class::Perform, Class::Intent, Class::Secret])
}

/// 白宫内部争执不下, 两国在会议上争论不休
fn quarrel(view: &View<'_>, word: &Word) -> bool {
    let before = view.text.get(view.body.start as usize..word.span.start as usize).unwrap_or("");
    let verb = !before.ends_with(['的', '之']) && !view.after(word.span.end).starts_with(['的', '是', '、']);
    let inside =
        before.contains("内部") || before.contains("內部") || view.any(&[Class::Secret, Class::Occasion, Class::Past]);
    let lasts = view.quantities.iter().any(|quantity| quantity.measure == Measure::Duration);
    verb && !view.actors.is_empty() && (inside || lasts || !view.dates.is_empty())
}

/// 普京希望…: a person's wish, told as a fact.
fn intent(view: &View<'_>, word: &Word) -> bool {
    let clause = view.clause(word.span.start);
    let own = Span { start: clause.start, end: word.span.start };
    let before = own.of(view.text);
    if mode::part(view, own) != Mode::Assertion
        || before.chars().count() > 24
        || before.ends_with(['的', '让', '讓', '使', '令'])
    {
        return false;
    }
    // Where the clause has no subject of its own (，力图…；，而是害怕…), it is that of the clause before.
    let subject = match view.actors.iter().rev().find(|actor| own.encloses(actor.span)) {
        Some(actor) => Some(*actor),
        None if before.chars().count() <= 4 => {
            view.actors.iter().rev().find(|actor| actor.span.end <= own.start).copied()
        }
        None => None,
    };
    let pronoun =
        view.words_in(own).any(|word| word.class == Class::Pronoun && !word.span.of(view.text).ends_with('其'));
    pronoun || subject.is_some_and(|actor| actor.sort == Sort::Person || inmost(word.span.of(view.text)))
}

/// 真实意图, 心里清楚: said of a state, too, it claims to know its mind.
fn inmost(word: &str) -> bool {
    let first = word.chars().next();
    matches!(first, Some('真' | '心' | '暗' | '报' | '報' | '私' | '处' | '處'))
}

/// 首先, 一是: a sentence that orders the argument.
fn order(view: &View<'_>) -> bool {
    let text = view.str().trim_start_matches('*');
    ["首先", "其次", "再次", "最后", "最後", "一是", "二是", "三是", "四是", "第一，", "第二，", "第三，"]
        .iter()
        .any(|word| text.starts_with(word))
        && view.str().chars().count() < 36
}

/// Superlatives of what can be looked up.
pub fn superlative(view: &View<'_>) -> Option<Span> {
    let checkable = [
        "首次",
        "首度",
        "第一次",
        "有史以来",
        "有史以來",
        "史上",
        "创纪录",
        "創紀錄",
        "历史新",
        "歷史新",
        "新高",
        "新低",
        "首例",
        "全球最大",
        "世界最大",
    ];
    let found = view
        .first(Class::Superlative)
        .filter(|span| checkable.iter().any(|word| span.of(view.text).starts_with(word)))?;
    (mode::of(view) == Mode::Assertion && !view.actors.is_empty()).then_some(found)
}

/// A public statement or act with somebody who made it.
pub fn statement(view: &View<'_>) -> Option<Span> {
    if mode::of(view) != Mode::Assertion || order(view) || view.any(&[Class::Evaluate]) {
        return None;
    }
    let said = view.attributions.iter().find(|attribution| {
        let Some(source) = attribution.source.filter(|_| attribution.kind == AttributionKind::Named) else {
            return false;
        };
        let clause = Span { start: source.start, end: attribution.span.end };
        let short = source.of(view.text).chars().count() <= 40;
        let caused = source.of(view.text).contains(['让', '讓', '使', '令', '能', '通']);
        let verb = matches!(attribution.verb, Class::Speech | Class::Perform | Class::Belief);
        verb && short
            && !caused
            && view.actor_in(source).is_some()
            && !view.has_in(clause, &[Class::Anaphor, Class::Abstract])
    });
    said.map(|attribution| Span { start: attribution.span.start, end: view.body.end }).or_else(|| act(view))
}

/// A dated or finished public act of somebody.
fn act(view: &View<'_>) -> Option<Span> {
    let act = view.words.iter().find(|word| matches!(word.class, Class::Act | Class::Perform))?;
    let clause = view.clause(act.span.start);
    let actor = view.actor_in(Span { start: view.body.start, end: act.span.start })?;
    let dated = view.dates.iter().any(|date| date.month.is_some() || date.day.is_some());
    let past = view.words.iter().any(|word| word.class == Class::Past);
    let general =
        view.words.iter().filter(|word| matches!(word.class, Class::Abstract | Class::Become | Class::Anaphor)).count();
    (dated || past && general == 0 && clause.encloses(actor.span))
        .then_some(Span { start: actor.span.start, end: view.body.end })
}
