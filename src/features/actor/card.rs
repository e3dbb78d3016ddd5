//! The card as Markdown.

use std::borrow::Cow;

use super::{citations::Citations, origin::layers};
use crate::{
    analysis::Analysis,
    knowledge::{
        Date, Entry, EntryId, Kind, Knowledge, Name, Region, Role, Status, Tenure, offices,
        wording::{self, chinese, either},
    },
    text::{Language, script},
};

/// Most holders, and most past offices, that a card lists.
const HOLDERS: usize = 4;

/// What a card answers.
pub struct Asked<'a> {
    /// The name as it is written.
    pub written: &'a str,
    /// The compound or phrase around an abbreviation; else the name.
    pub phrase: &'a str,
    /// The day that offices are asked for.
    pub day: Option<Date>,
    /// `day` is that of the sentence, not of the document.
    pub said: bool,
    pub language: Language,
    /// The document, to count in.
    pub analysis: Option<&'a Analysis>,
}

/// The card of one entry.
pub fn markdown(knowledge: &Knowledge, id: EntryId, entry: &Entry, asked: &Asked<'_>) -> String {
    let mut cited = Citations::of(knowledge, entry);
    let mut lines = vec![headline(knowledge, entry, asked), subtitle(knowledge, entry, asked.language)];
    lines.extend(description(entry, asked.language));
    if entry.kind == Kind::Office {
        lines.extend(holders(knowledge, entry, asked, &mut cited));
    } else {
        lines.extend(tenures(knowledge, entry, asked, &mut cited));
    }
    lines.extend(origin(entry, asked.language));
    lines.extend(neighbours(knowledge, entry, asked.language));
    lines.extend(regional(entry, asked.language).or_else(|| scripts(entry, asked.language)));
    lines.extend(asked.analysis.and_then(|analysis| here(analysis, id, asked.language)));
    lines.push(sources(entry, &cited, asked.language));
    lines.extend(layers(knowledge, entry, asked.language));
    lines.retain(|line| !line.is_empty());
    lines.join("\n\n")
}

/// Several entries that a name may mean, a line each.
pub fn candidates(knowledge: &Knowledge, entries: &[EntryId], asked: &Asked<'_>) -> String {
    let language = asked.language;
    let mut text = format!("**{}** · {}\n", asked.written, either(language, "可能指", "may be"));
    for entry in entries.iter().filter_map(|&id| knowledge.entry(id)) {
        let original = entry.original().filter(|_| language != Language::En);
        let original = original.map_or(String::new(), |original| format!("（{original}）"));
        let about = about(entry, language);
        text +=
            &format!("\n- **{}**{original} {} {about}", wording::name(entry, language), wording::kind(entry, language));
    }
    text
}

/// **川普** → 唐纳德·特朗普（Donald Trump）
fn headline(knowledge: &Knowledge, entry: &Entry, asked: &Asked<'_>) -> String {
    let language = asked.language;
    let mut text = format!("**{}**", asked.written);
    if asked.phrase != asked.written {
        text += &format!("（{}）", asked.phrase);
    }
    let name: Cow<'_, str> = if entry.kind == Kind::Office {
        offices::title(knowledge, &entry.id, asked.day, language).into()
    } else {
        wording::name(entry, language)
    };
    if name != asked.written {
        text += &format!(" → {name}");
    }
    match entry.original() {
        Some(original) if original != name && original != asked.written => text += &format!("（{original}）"),
        _ if language == Language::En && entry.canonical() != asked.written => {
            text += &format!(" ({})", entry.canonical());
        }
        _ => {}
    }
    text
}

/// 人物 · 美国
fn subtitle(knowledge: &Knowledge, entry: &Entry, language: Language) -> String {
    let mut text = wording::kind(entry, language).into_owned();
    for id in [&entry.body, &entry.country].into_iter().flatten() {
        if let Some(place) = knowledge.get(id) {
            text += &format!(" · {}", wording::name(place, language));
        }
    }
    if let Some(died) = entry.died {
        text += &match language {
            Language::En => format!(" · died {died}"),
            _ => chinese(&format!(" · {}去世", wording::date(died, language)), language).into_owned(),
        };
    }
    text
}

fn about(entry: &Entry, language: Language) -> Cow<'_, str> {
    match language {
        Language::En if !entry.about.en.is_empty() => Cow::Borrowed(&entry.about.en),
        _ => chinese(&entry.about.zh, language),
    }
}

fn description(entry: &Entry, language: Language) -> Option<String> {
    let about = about(entry, language);
    (!about.is_empty()).then(|| about.into_owned())
}

/// What the person was on the document's day, and is as far as known.
fn tenures<'a>(
    knowledge: &'a Knowledge,
    entry: &'a Entry,
    asked: &Asked<'_>,
    cited: &mut Citations<'a>,
) -> Option<String> {
    if entry.tenures.is_empty() {
        return None;
    }
    let language = asked.language;
    let mut list = |tenures: &[&'a Tenure], day| {
        let line =
            |tenure: &&'a Tenure| offices::line(knowledge, tenure, day, language) + &cited.cite(tenure.source.as_ref());
        let lines: Vec<String> = tenures.iter().map(line).collect();
        lines.join(if language == Language::En { "; " } else { "；" })
    };
    let mut lines = Vec::new();
    if let Some(day) = asked.day {
        let held = offices::on(entry, day);
        let label = on(day, asked);
        let what = if held.is_empty() {
            either(language, "知识库中没有当时的职务", "no office then in the knowledge base").into_owned()
        } else {
            list(&held, Some(day))
        };
        lines.push(format!("- {label}{}{what}", colon(language)));
    }
    let now = offices::latest(entry);
    let reviewed = entry.reviewed.filter(|_| entry.died.is_none());
    if let Some(reviewed) = reviewed {
        let label = match language {
            Language::En => format!("As of {reviewed}"),
            _ => chinese(&format!("截至{}核对", wording::date(reviewed, language)), language).into_owned(),
        };
        let what = if now.is_empty() {
            either(language, "没有未卸任的职务", "no office not known to have ended").into_owned()
        } else {
            list(&now, None)
        };
        lines.push(format!("- {label}{}{what}", colon(language)));
    }
    let mut past: Vec<_> = entry.tenures.iter().filter(|tenure| tenure.to.is_some()).collect();
    past.sort_by_key(|tenure| std::cmp::Reverse(tenure.from));
    if !past.is_empty() {
        past.truncate(HOLDERS);
        lines.push(format!("- {}{}{}", either(language, "曾任", "Before"), colon(language), list(&past, None)));
    }
    Some(lines.join("\n"))
}

/// Whose day it is that offices are given for.
fn on(day: Date, asked: &Asked<'_>) -> String {
    let language = asked.language;
    match (language, asked.said) {
        (Language::En, false) => format!("On {day} (date of this document)"),
        (Language::En, true) => format!("On {day} (date in this sentence)"),
        (_, false) => chinese(&format!("本文日期（{}）", wording::date(day, language)), language).into_owned(),
        (_, true) => chinese(&format!("句中日期（{}）", wording::date(day, language)), language).into_owned(),
    }
}

fn colon(language: Language) -> &'static str {
    if language == Language::En { ": " } else { "：" }
}

/// Who held an office on the document's day, and who last.
fn holders<'a>(
    knowledge: &'a Knowledge,
    office: &'a Entry,
    asked: &Asked<'_>,
    cited: &mut Citations<'a>,
) -> Option<String> {
    let language = asked.language;
    let mut held: Vec<(&Entry, &'a Tenure)> = Vec::new();
    for person in office.holders.iter().filter_map(|id| knowledge.get(id)) {
        held.extend(person.tenures.iter().filter(|tenure| tenure.office == office.id).map(|tenure| (person, tenure)));
    }
    held.sort_by_key(|(_, tenure)| std::cmp::Reverse(tenure.from));
    let mut line = |(person, tenure): &(&Entry, &'a Tenure)| {
        let date = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        let acting = if tenure.acting { either(language, "代理，", "acting, ") } else { Cow::Borrowed("") };
        let (from, to) = (date(tenure.from), date(tenure.to));
        let source = cited.cite(tenure.source.as_ref());
        format!("{}（{acting}{from}–{to}）{source}", wording::name(person, language))
    };
    let join = |held: Vec<String>| held.join(if language == Language::En { "; " } else { "；" });
    let mut lines = Vec::new();
    if let Some(day) = asked.day {
        let then: Vec<String> = held.iter().filter(|(_, tenure)| offices::covers(tenure, day)).map(&mut line).collect();
        if !then.is_empty() {
            lines.push(format!("- {}{}{}", on(day, asked), colon(language), join(then)));
        }
    }
    if !held.is_empty() {
        let all: Vec<String> = held.iter().take(HOLDERS).map(&mut line).collect();
        lines.push(format!(
            "- {}{}{}",
            either(language, "历任（最近）", "Holders (latest)"),
            colon(language),
            join(all)
        ));
    }
    if !office.wrong.is_empty() {
        let wrong = chinese(&office.wrong.join("、"), language).into_owned();
        lines.push(format!("- {}{}{wrong}", either(language, "不作", "Not"), colon(language)));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn origin(entry: &Entry, language: Language) -> Option<String> {
    let origin = entry.origin.as_deref()?;
    Some(format!("{}{}{}", either(language, "出处", "Origin"), colon(language), chinese(origin, language)))
}

/// Entries to tell it from, and related ones.
fn neighbours(knowledge: &Knowledge, entry: &Entry, language: Language) -> Option<String> {
    let names = |ids: &[String]| {
        let names: Vec<_> =
            ids.iter().filter_map(|id| knowledge.get(id)).map(|other| wording::name(other, language)).collect();
        names.join(if language == Language::En { ", " } else { "、" })
    };
    let mut lines = Vec::new();
    for (ids, label) in
        [(&entry.contrast, either(language, "区别于", "Not")), (&entry.related, either(language, "相关", "See also"))]
    {
        let names = names(ids);
        if !names.is_empty() {
            lines.push(format!("{label}{}{names}", colon(language)));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n\n"))
}

/// 大陆 泽连斯基 ｜ 台 澤倫斯基
fn regional(entry: &Entry, language: Language) -> Option<String> {
    if entry.kind == Kind::Office || !entry.names.iter().any(|name| !name.regions.everywhere()) {
        return None;
    }
    let shown = |name: &&Name| {
        matches!(name.role, Role::Full | Role::Short | Role::Abbreviation)
            && !matches!(name.status, Status::Misspelling | Status::Deprecated)
    };
    let mut parts = Vec::new();
    for region in Region::ALL {
        let own = |name: &&Name| name.regions.has(region) && (region == Region::Cn || !name.regions.everywhere());
        let mut names: Vec<String> = Vec::new();
        for name in entry.names.iter().filter(shown).filter(own) {
            let text = if region == Region::Cn { name.text.clone() } else { script::name_to_traditional(&name.text) };
            if !names.contains(&text) {
                names.push(text);
            }
        }
        if !names.is_empty() {
            parts.push(format!("{} {}", wording::region(region, language), names.join("、")));
        }
    }
    (parts.len() > 1).then(|| parts.join(" ｜ "))
}

/// 简 泽连斯基 ｜ 繁 澤連斯基: the usual name in either script, where no region has one of its own.
fn scripts(entry: &Entry, language: Language) -> Option<String> {
    let name = entry.short().unwrap_or(entry.canonical());
    let (simplified, traditional) = (script::fold_text(name), script::name_to_traditional(name));
    let (hans, hant) = match language {
        Language::En => ("Simplified", "Traditional"),
        Language::ZhHans => ("简", "繁"),
        Language::ZhHant => ("簡", "繁"),
    };
    (simplified != traditional).then(|| format!("{hans} {simplified} ｜ {hant} {traditional}"))
}

/// How often and under which names the document speaks of it.
fn here(analysis: &Analysis, id: EntryId, language: Language) -> Option<String> {
    let (mut count, mut first, mut forms) = (0_usize, None, Vec::<&str>::new());
    for (placed, mention) in analysis.names.places(&analysis.blocks, id) {
        let form = mention.span.of(&placed.block.text);
        count += 1;
        first.get_or_insert_with(|| {
            let before = placed.block.text.get(..mention.span.start as usize).unwrap_or("");
            placed.line + before.matches('\n').count() + 1
        });
        if !forms.contains(&form) && !mention.abbreviation {
            forms.push(form);
        }
    }
    let first = first?;
    Some(match language {
        Language::En => {
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times, first") };
            let also = if forms.len() > 1 { format!("; as {}", forms.join(", ")) } else { String::new() };
            format!("In this document: {times} in line {first}{also}")
        }
        _ => {
            let also = if forms.len() > 1 { format!("，写作{}", forms.join("、")) } else { String::new() };
            chinese(&format!("本文 {count} 次，首见第 {first} 行"), language).into_owned() + &chinese(&also, language)
        }
    })
}

/// 来源：… · 核对于 2026-11-20
fn sources(entry: &Entry, cited: &Citations<'_>, language: Language) -> String {
    let mut text = cited.list(language).unwrap_or_default();
    if let Some(reviewed) = entry.reviewed {
        let label = either(language, "核对于", "reviewed");
        text += &format!("{}{label} {reviewed}", if text.is_empty() { "" } else { " · " });
    }
    text
}
