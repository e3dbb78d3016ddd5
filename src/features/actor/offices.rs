//! Offices of a person on a day.

use crate::knowledge::{Date, Entry, Knowledge, Tenure, base::entry::Confidence};

use super::wording;
use crate::text::Language;

/// True where a tenure surely covers a day (or part of the month or year, where that is all that is known).
pub fn covers(tenure: &Tenure, day: Date) -> bool {
    tenure.from.is_some_and(|from| from.first() <= day.last()) && tenure.to.is_none_or(|to| day.first() <= to.last())
}

/// The tenures on a day, the latest begun first.
pub fn on(entry: &Entry, day: Date) -> Vec<&Tenure> {
    let mut tenures: Vec<&Tenure> = entry.tenures.iter().filter(|tenure| covers(tenure, day)).collect();
    tenures.sort_by_key(|tenure| (tenure.acting, std::cmp::Reverse(tenure.from)));
    tenures
}

/// The tenures not known to have ended.
pub fn latest(entry: &Entry) -> Vec<&Tenure> {
    let mut tenures: Vec<&Tenure> = entry.tenures.iter().filter(|tenure| tenure.to.is_none()).collect();
    tenures.sort_by_key(|tenure| (tenure.acting, std::cmp::Reverse(tenure.from)));
    tenures
}

/// An office with its country: 美国国务卿.
pub fn title(knowledge: &Knowledge, office: &str, day: Option<Date>, language: Language) -> String {
    let Some(entry) = knowledge.get(office) else { return office.to_owned() };
    if language == Language::En
        && let Some(english) = entry.original()
    {
        let country = entry.country.as_deref().and_then(|id| knowledge.get(id)).and_then(Entry::original);
        return country.map_or(english.to_owned(), |country| format!("{english} ({country})"));
    }
    let title = title_on(entry, day);
    let place = entry.country.as_deref().or(entry.body.as_deref()).and_then(|id| knowledge.get(id));
    let place = place.map_or("", Entry::canonical);
    let text = if title.starts_with(place) { title.to_owned() } else { format!("{place}{title}") };
    wording::chinese(&text, language).into_owned()
}

/// The title an office bore on a day; offices get renamed.
fn title_on(office: &Entry, day: Option<Date>) -> &str {
    let bore = |name: &&crate::knowledge::Name| {
        day.is_none_or(|day| {
            name.from.is_none_or(|from| from.first() <= day.last()) && name.to.is_none_or(|to| day.first() <= to.last())
        })
    };
    office.names.iter().find(bore).or(office.names.first()).map_or(office.id.as_str(), |name| name.text.as_str())
}

/// 美国国务卿（2025年1月21日起）
pub fn line(knowledge: &Knowledge, tenure: &Tenure, day: Option<Date>, language: Language) -> String {
    let mut text = title(knowledge, &tenure.office, day, language);
    let mut notes = Vec::new();
    if tenure.acting {
        notes.push(wording::either(language, "代理", "acting").into_owned());
    }
    let date = |date| wording::date(date, language);
    match (tenure.from, tenure.to, language) {
        (Some(from), Some(to), _) => notes.push(format!("{}–{}", date(from), date(to))),
        (Some(from), None, Language::En) => notes.push(format!("since {from}")),
        (Some(from), None, _) => notes.push(wording::chinese(&format!("{}起", date(from)), language).into_owned()),
        (None, Some(to), Language::En) => notes.push(format!("until {to}")),
        (None, Some(to), _) => notes.push(format!("至{}", date(to))),
        (None, None, _) => {}
    }
    if tenure.confidence == Confidence::Unsettled {
        notes.push(wording::either(language, "待核", "unsettled").into_owned());
    }
    if !notes.is_empty() {
        let notes = notes.join(if language == Language::En { ", " } else { "，" });
        text += &if language == Language::En { format!(" ({notes})") } else { format!("（{notes}）") };
    }
    text
}
