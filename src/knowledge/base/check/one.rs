//! What an entry shows by itself.

use std::ops::RangeInclusive;

use super::{
    super::{
        Entry, Kind, Message, forms,
        load::{Item, Problem, Weight},
    },
    Language,
};

/// Longest description, in characters.
const ABOUT_CHARS: usize = 60;
/// Longest definition of a term, in characters: two lines.
const DEFINITION_CHARS: usize = 120;
/// Length of the names, in characters, that are looked up among ordinary words.
const WORD_CHARS: RangeInclusive<usize> = 2..=3;
/// Days after which somebody who serves is to be reviewed again.
const REVIEW_DAYS: i32 = 365;
/// Words that make a description untrue by tomorrow.
const UNDATED: &[&str] = &["现任", "现为", "目前", "現任", "現為"];
/// Words that take sides.
const LOADED: &[&str] =
    &["臭名昭著", "声名狼藉", "伟大的", "英明", "卖国", "走狗", "傀儡", "狂人", "屠夫", "暴君", "无耻", "反动", "邪恶"];
/// States whose people write their names in Han characters, or bear Chinese ones.
const HAN_NAMES: &[&str] = &["state/cn", "state/jp", "state/kr", "state/kp", "state/sg"];

/// What one entry shows by itself.
pub(super) fn check(item: &Item, language: Language<'_>, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    if !well_formed(entry) {
        let form = format!("{}lower-case-words", entry.kind.prefix());
        let message = Message::new("编号应写作 {}", "an id of this kind is written {}");
        problems.push(item.fault(message.with(form)));
    }
    if entry.sources.is_empty() {
        problems.push(item.gap(Message::new("没有出处", "has no source")));
    }
    if entry.names.is_empty() {
        problems.push(item.fault(Message::new("没有名称", "has no name")));
    }
    for (at, name) in entry.names.iter().enumerate() {
        if name.text.chars().count() < 2 {
            let zh = "名称“{}”只有一个字；请写在 abbreviations.toml 里";
            let message = Message::new(zh, "one-character name “{}”; write it in abbreviations.toml");
            problems.push(item.name_problem(at, Weight::Fault, message.with(&name.text)));
        }
        if name.text.trim() != name.text {
            let message = Message::new("“{}”首尾有空格", "“{}” begins or ends with a space");
            problems.push(item.name_problem(at, Weight::Fault, message.with(&name.text)));
        }
    }
    everyday(item, language, problems);
    if entry.kind != Kind::Office {
        described(item, problems);
    }
    times(item, problems);
}

/// A name that is an ordinary word needs a guard. Weapons and terms are called by what they are (航母, 无人机), and a
/// title counts by its context.
fn everyday(item: &Item, language: Language<'_>, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    if matches!(entry.kind, Kind::Office | Kind::Term | Kind::Weapon) {
        return;
    }
    for (at, name) in entry.names.iter().enumerate().filter(|(_, name)| name.guard.is_none()) {
        let form: String = name.text.chars().map(language.fold).collect();
        let short = WORD_CHARS.contains(&form.chars().count()) && form.chars().all(forms::is_han);
        // Names of the entry below have no place of their own.
        let written = item.names_at.get(at).is_some_and(|place| *place != item.at);
        if short && written && (language.everyday)(&form) {
            let weight = if entry.is_reviewed() { Weight::Fault } else { Weight::Gap };
            let message = Message::new("“{}”也是普通词语，要加 guard", "“{}” is an ordinary word too; guard it");
            problems.push(item.name_problem(at, weight, message.with(&name.text)));
        }
    }
}

/// What has an end does not end before it begins.
fn times(item: &Item, problems: &mut Vec<Problem>) {
    let tenures = item.entry.tenures.iter().zip(&item.tenures_at);
    let tenures = tenures.map(|(tenure, at)| (&tenure.office, tenure.from, tenure.to, at));
    let titles = item.entry.names.iter().zip(&item.names_at);
    let titles = titles.map(|(name, at)| (&name.text, name.from, name.to, at));
    for (what, from, to, at) in tenures.chain(titles) {
        if let (Some(from), Some(to)) = (from, to)
            && from.first() > to.last()
        {
            let message = Message::new("{} 未始先终", "{} ends before it begins").with(what);
            problems.push(Problem { span: at.clone(), ..item.fault(message) });
        }
    }
}

fn described(item: &Item, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    let limit = if entry.kind == Kind::Term { DEFINITION_CHARS } else { ABOUT_CHARS };
    if entry.about.zh.is_empty() {
        problems.push(item.gap(Message::new("没有中文说明", "has no description in Chinese")));
    }
    if entry.about.zh.chars().count() > limit {
        let message = Message::new("说明超过 {} 字", "the description is longer than {} characters");
        problems.push(item.gap(message.with(limit)));
    }
    if let Some(word) = UNDATED.iter().find(|word| entry.about.zh.contains(*word)) {
        let message = Message::new(
            "说明里的“{}”明天就可能不实；请写带日期的任职",
            "{} in a description is untrue tomorrow; give a tenure with dates",
        );
        problems.push(item.gap(message.with(word)));
    }
    if entry.reviewed.is_none() {
        problems.push(item.gap(Message::new("没有核对日期", "has no day of review")));
    }
    if let Some(word) = LOADED.iter().find(|word| entry.kind != Kind::Term && entry.about.zh.contains(*word)) {
        let message = Message::new("说明里的“{}”不是中性的说法", "{} in a description is not neutral");
        problems.push(item.gap(message.with(word)));
    }
    let abroad = entry.country.as_deref().is_some_and(|country| !HAN_NAMES.contains(&country));
    let foreign = abroad || entry.names.iter().any(|name| name.text.contains('·'));
    if entry.kind == Kind::Person && foreign && entry.original().is_none() {
        problems.push(item.gap(Message::new("译名应附原名", "a transliterated name needs the original one")));
    }
}

/// Who serves was reviewed within a year of the newest review of these entries: a stated day, so that an old copy of
/// the base goes on to be what it was.
pub(super) fn outdated<'a>(items: impl Iterator<Item = &'a Item> + Clone, problems: &mut Vec<Problem>) {
    let Some(newest) = items.clone().filter_map(|item| item.entry.reviewed).max() else { return };
    for item in items.filter(|item| item.entry.tenures.iter().any(|tenure| tenure.to.is_none())) {
        if let Some(reviewed) = item.entry.reviewed.filter(|day| newest.days() - day.days() > REVIEW_DAYS) {
            let message = Message::new(
                "在任者应每年核对：{} 距最近一次核对（{}）已逾一年",
                "who serves is reviewed every year: {} is more than a year before the newest review, {}",
            );
            problems.push(item.gap(message.with(reviewed).with(newest)));
        }
    }
}

fn well_formed(entry: &Entry) -> bool {
    let slug = entry.id.strip_prefix(entry.kind.prefix());
    slug.is_some_and(|slug| {
        !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}
