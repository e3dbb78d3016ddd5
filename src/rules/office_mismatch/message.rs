//! What a finding says: the fact that proves it, and since when it is known.

use super::{
    Fault,
    kinship::{self, Kinship},
};
use crate::{
    analysis::names::Titled,
    knowledge::{
        Date, Entry, Knowledge, Tenure, offices,
        wording::{self, chinese},
    },
    text::Language,
};

pub fn of(
    knowledge: &Knowledge,
    titled: &Titled<'_>,
    fault: &Fault<'_>,
    day: Option<Date>,
    language: Language,
) -> String {
    let english = language == Language::En;
    let person = wording::name(titled.person, language).into_owned();
    let office = offices::title(knowledge, &titled.office.id, day, language);
    let on = day.map_or(String::new(), |day| wording::date(day, language));
    let time = |tenure: &Tenure| span(tenure, language);
    let text = match (fault, english) {
        (Fault::Form, true) => format!("The title of this office is {}, not this one.", titles(titled.office)),
        (Fault::Form, false) => format!("这一职务称“{}”（{person}）。", titles(titled.office)),
        (Fault::Renamed { from, to }, true) => {
            format!("{office}: this title was in use {}.", range(*from, *to, language))
        }
        (Fault::Renamed { from, to }, false) => {
            format!("这一名称的使用时间：{}；{on}时的名称是“{office}”。", range(*from, *to, language))
        }
        (Fault::Stale { tenure, .. }, true) => format!("{person} was no longer {office} on {on} ({}).", time(tenure)),
        (Fault::Stale { tenure, .. }, false) => format!("{on}时{person}已不是{office}（{}）。", time(tenure)),
        (Fault::NotYet { tenure, .. }, true) => format!("{person} was not yet {office} on {on} ({}).", time(tenure)),
        (Fault::NotYet { tenure, .. }, false) => format!("{on}时{person}还不是{office}（{}）。", time(tenure)),
        (Fault::Other { holder }, true) => {
            format!("On {on} {office} was {}, not {person}.", wording::name(holder, language))
        }
        (Fault::Other { holder }, false) => {
            format!("{on}时的{office}是{}，不是{person}。", wording::name(holder, Language::ZhHans))
        }
        (Fault::Former { tenure }, true) => {
            format!("{person} was {office} on {on} ({}), not a former one.", time(tenure))
        }
        (Fault::Former { tenure }, false) => format!("{on}时{person}在任{office}（{}），不是“前”。", time(tenure)),
    };
    let mut text = if english { text } else { chinese(&text, language).into_owned() };
    if let Fault::Stale { holder: Some(holder), .. } | Fault::NotYet { holder: Some(holder), .. } = fault {
        text += &holds(holder, &office, language);
    }
    if let Fault::Other { .. } = fault
        && let Some(day) = day
    {
        text += &was(knowledge, titled.person, day, language);
    }
    text + &reviewed(titled.person, language)
}

/// A bond that is another one.
pub fn kinship(kinship: &Kinship<'_>, language: Language) -> String {
    let (person, of) = (wording::name(kinship.person, language), wording::name(kinship.of, language));
    let text = match language {
        Language::En => format!("{person} is the {} of {of}.", kinship::english(kinship.relation)),
        Language::ZhHans | Language::ZhHant => {
            let word = chinese(kinship::word(kinship.relation), language);
            format!("{person}是{of}的{word}。")
        }
    };
    text + &reviewed(kinship.person, language)
}

fn titles(office: &Entry) -> String {
    office.names.first().map_or_else(String::new, |name| name.text.clone())
}

/// 2021-01-20 至 2025-01-20
fn span(tenure: &Tenure, language: Language) -> String {
    range(tenure.from, tenure.to, language)
}

fn range(from: Option<Date>, to: Option<Date>, language: Language) -> String {
    let english = language == Language::En;
    match (from, to) {
        (Some(from), Some(to)) if english => format!("{from} to {to}"),
        (Some(from), None) if english => format!("since {from}"),
        (None, Some(to)) if english => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} 至 {to}"),
        (Some(from), None) => format!("{from} 起"),
        (None, Some(to)) => format!("至 {to}"),
        (None, None) => String::new(),
    }
}

fn holds(holder: &Entry, office: &str, language: Language) -> String {
    let name = wording::name(holder, language);
    match language {
        Language::En => format!(" {office} then: {name}."),
        _ => chinese(&format!("当时的{office}是{name}。"), language).into_owned(),
    }
}

/// What the person was instead.
fn was(knowledge: &Knowledge, person: &Entry, day: Date, language: Language) -> String {
    let Some(tenure) = offices::on(person, day).into_iter().next() else { return String::new() };
    let line = offices::line(knowledge, tenure, Some(day), language);
    match language {
        Language::En => format!(" {} then: {line}.", wording::name(person, language)),
        _ => chinese(&format!("{}当时任{line}。", person.canonical()), language).into_owned(),
    }
}

fn reviewed(person: &Entry, language: Language) -> String {
    let Some(day) = person.reviewed else { return String::new() };
    match language {
        Language::En => format!(" (Knowledge base, reviewed {day}.)"),
        _ => chinese(&format!("（知识库核对于 {day}）"), language).into_owned(),
    }
}
