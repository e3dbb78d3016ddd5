//! An entity of a dump.

use std::collections::HashSet;

use serde_json::Value;

use super::{Imported, Names, Outcome, SOURCE, day, entry_id, is_chinese, item, kind_of, shortened};
use crate::knowledge::{Date, Entry, Kind, Role, Source, Tenure};

/// The positions that the input has: only these are offices that a tenure can name.
#[derive(Clone, Debug, Default)]
pub struct Positions(HashSet<String>);

impl Positions {
    /// Remembers the position that an entity is, if it is one.
    pub fn note(&mut self, entity: &Value) {
        if let Some(id) = entity["id"].as_str().and_then(item).filter(|_| kind(entity) == Some(Kind::Office)) {
            self.0.insert(id.to_owned());
        }
    }

    /// True for text that may be a position, told before it is parsed.
    pub fn may_be(text: &[u8]) -> bool {
        let has = |word: &[u8]| text.windows(word.len()).any(|window| window == word);
        has(b"\"Q4164871\"") || has(b"\"Q294414\"") || has(b"\"Q214339\"")
    }
}

/// The entry of an entity: labels and aliases, P31, P39 with P580 and P582, P570, P1813, references.
///
/// # Errors
/// It is no entity.
pub fn entity(entity: &Value, positions: &Positions, read: Date) -> Result<Outcome, String> {
    let id = entity["id"].as_str().ok_or("no id")?;
    let Some(id) = item(id) else { return Ok(Outcome::Skipped("not an item")) };
    let Some(kind) = kind(entity) else { return Ok(Outcome::Skipped("of no kind that is kept")) };
    let Some(names) = names(entity) else { return Ok(Outcome::Skipped("without a Chinese name")) };
    let (tenures, sources) = tenures(entity, id, positions, read);
    let mut about = super::super::base::Text::default();
    let described = |language: &str| entity["descriptions"][language]["value"].as_str();
    let chinese = ["zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "zh-hk"].into_iter().find_map(described);
    about.zh = chinese.map_or_else(String::new, |text| shortened(text, true));
    about.en = described("en").map_or_else(String::new, |text| shortened(text, false));
    let entry = Entry {
        id: entry_id(kind, id),
        kind,
        names,
        single: false,
        tenures: if kind == Kind::Person { tenures } else { Vec::new() },
        died: claims(entity, "P570").find_map(|claim| time(&claim["mainsnak"])),
        about,
        wikidata: Some(id.to_owned()),
        sources: vec![SOURCE.to_owned()],
        ..Entry::default()
    };
    Ok(Outcome::Entry(Box::new(Imported { entry, sources: if kind == Kind::Person { sources } else { Vec::new() } })))
}

/// The statements of a property that were not withdrawn.
fn claims<'a>(entity: &'a Value, property: &str) -> impl Iterator<Item = &'a Value> {
    let all = entity["claims"][property].as_array().into_iter().flatten();
    all.filter(|claim| claim["rank"] != "deprecated")
}

fn target(snak: &Value) -> Option<&str> {
    item(snak["datavalue"]["value"]["id"].as_str()?)
}

fn time(snak: &Value) -> Option<Date> {
    let value = &snak["datavalue"]["value"];
    day(value["time"].as_str()?, value["precision"].as_u64().unwrap_or(11))
}

fn kind(entity: &Value) -> Option<Kind> {
    kind_of(claims(entity, "P31").filter_map(|claim| target(&claim["mainsnak"])))
}

fn names(entity: &Value) -> Option<Vec<super::Name>> {
    let mut names = Names::default();
    let labels = || entity["labels"].as_object().into_iter().flatten();
    // The usual form first: what is the same elsewhere is no form of a region.
    for plain in [true, false] {
        for (language, label) in labels().filter(|(language, _)| is_chinese(language)) {
            if matches!(&**language, "zh" | "zh-hans" | "zh-cn") == plain {
                names.chinese(label["value"].as_str().unwrap_or_default(), language, Role::Full);
            }
        }
    }
    for claim in claims(entity, "P1813") {
        let value = &claim["mainsnak"]["datavalue"]["value"];
        let language = value["language"].as_str().unwrap_or_default();
        if is_chinese(language) {
            names.chinese(value["text"].as_str().unwrap_or_default(), language, Role::Short);
        }
    }
    let aliases = || entity["aliases"].as_object().into_iter().flatten();
    for (language, list) in aliases().filter(|(language, _)| is_chinese(language)) {
        for alias in list.as_array().into_iter().flatten() {
            names.chinese(alias["value"].as_str().unwrap_or_default(), language, Role::Short);
        }
    }
    names.latin(entity["labels"]["en"]["value"].as_str().unwrap_or_default(), Role::Original);
    for alias in entity["aliases"]["en"].as_array().into_iter().flatten() {
        names.latin(alias["value"].as_str().unwrap_or_default(), Role::Latin);
    }
    names.finish()
}

/// The times in positions that the input has, and the pages that they are read from.
fn tenures(entity: &Value, id: &str, positions: &Positions, read: Date) -> (Vec<Tenure>, Vec<Source>) {
    let (mut tenures, mut sources) = (Vec::new(), Vec::new());
    for claim in claims(entity, "P39") {
        let Some(position) = target(&claim["mainsnak"]).filter(|position| positions.0.contains(*position)) else {
            continue;
        };
        let qualifier = |property: &str| claim["qualifiers"][property].as_array()?.iter().find_map(time);
        let mut references = claim["references"].as_array().into_iter().flatten();
        let url = references.find_map(|reference| reference["snaks"]["P854"][0]["datavalue"]["value"].as_str());
        let source = url.map(|url| Source {
            id: format!("{SOURCE}-{}-{}", id.to_ascii_lowercase(), sources.len() + 1),
            title: url.split('/').nth(2).unwrap_or("Wikidata").to_owned(),
            publisher: String::new(),
            url: Some(url.to_owned()),
            read,
        });
        tenures.push(Tenure {
            office: entry_id(Kind::Office, position),
            from: qualifier("P580"),
            to: qualifier("P582"),
            source: Some(source.as_ref().map_or_else(|| SOURCE.to_owned(), |source| source.id.clone())),
            ..Tenure::default()
        });
        sources.extend(source);
    }
    tenures.dedup_by(|a, b| a.office == b.office && a.from == b.from);
    (tenures, sources)
}
