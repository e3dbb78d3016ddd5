//! Offices of a person on a day.

use super::{Date, Entry, Knowledge, Name, Tenure, base::entry::Confidence, wording};
use crate::text::Language;

/// True where a tenure may cover a day: what is not known of either is read in its favour.
pub fn covers(tenure: &Tenure, day: Date) -> bool {
    tenure.from.is_none_or(|from| from.first() <= day.last()) && tenure.to.is_none_or(|to| day.first() <= to.last())
}

/// The other person who surely held an office of one holder on a day.
pub fn other_holder<'a>(knowledge: &'a Knowledge, office: &Entry, person: &Entry, day: Date) -> Option<&'a Entry> {
    let surely = |holder: &Entry| {
        holder.tenures.iter().any(|tenure| {
            let began = tenure.from.is_some_and(|from| from.last() < day.first());
            // An end that nobody recorded is none only up to the day of review.
            let end = tenure.to.map(Date::first).or(holder.reviewed);
            let known = !tenure.acting && tenure.confidence != Confidence::Unsettled;
            tenure.office == office.id && known && began && end.is_some_and(|end| day.last() < end)
        })
    };
    let holders = office.holders.iter().filter(|id| office.single && **id != person.id);
    holders.filter_map(|id| knowledge.get(id)).find(|holder| holder.is_reviewed() && surely(holder))
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
pub fn title_on(office: &Entry, day: Option<Date>) -> &str {
    let bore = |name: &&Name| {
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
