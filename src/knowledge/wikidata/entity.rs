//! An entity of a dump.

use serde_json::Value;

use super::{Imported, Known, Names, Outcome, SOURCE, class, day, entry_id, is_chinese, item, shortened};
use crate::knowledge::{Date, Entry, Kind, Role, Source, Tenure, base::Text};

/// Most pages that the facts of an entry, tenures apart, name as their sources.
const PAGES: usize = 3;

/// The entry of an entity: labels and aliases, P31, P39 with P580 and P582, the country (P1001, P17, P27), P570, short and
/// official names (P1813, P1448), references.
///
/// # Errors
/// It is no entity.
pub fn entity(entity: &Value, known: &Known, read: Date) -> Result<Outcome, String> {
    let id = entity["id"].as_str().ok_or("no id")?;
    let Some(id) = item(id) else { return Ok(Outcome::Skipped("not an item")) };
    let Some(kind) = kind(entity) else { return Ok(Outcome::Skipped("of no kind that is kept")) };
    let mut cited = Cited { item: id.to_ascii_lowercase(), read, sources: Vec::new() };
    let Some(names) = names(entity, &mut cited) else { return Ok(Outcome::Skipped("without a Chinese name")) };
    let country = country(entity, kind, known, &mut cited);
    let mut sources = vec![SOURCE.to_owned()];
    sources.extend(cited.sources.iter().map(|source| source.id.clone()));
    let entry = Entry {
        id: entry_id(kind, id),
        kind,
        names,
        country,
        single: false,
        tenures: if kind == Kind::Person { tenures(entity, known, &mut cited) } else { Vec::new() },
        died: claims(entity, "P570").find_map(|claim| time(&claim["mainsnak"])),
        about: about(entity),
        wikidata: Some(id.to_owned()),
        sources,
        ..Entry::default()
    };
    Ok(Outcome::Entry(Box::new(Imported { entry, sources: cited.sources })))
}

/// The statements of a property that were not withdrawn, the preferred ones first.
fn claims<'a>(entity: &'a Value, property: &str) -> impl Iterator<Item = &'a Value> {
    let all = entity["claims"][property].as_array();
    let ranked = move |wanted: bool| {
        let rank = move |claim: &&Value| claim["rank"] != "deprecated" && (claim["rank"] == "preferred") == wanted;
        all.into_iter().flatten().filter(rank)
    };
    ranked(true).chain(ranked(false))
}

fn target(snak: &Value) -> Option<&str> {
    item(snak["datavalue"]["value"]["id"].as_str()?)
}

fn time(snak: &Value) -> Option<Date> {
    let value = &snak["datavalue"]["value"];
    day(value["time"].as_str()?, value["precision"].as_u64().unwrap_or(11))
}

/// What an entity is.
pub(super) fn kind(entity: &Value) -> Option<Kind> {
    class::kind_of(claims(entity, "P31").filter_map(|claim| target(&claim["mainsnak"])))
}

fn about(entity: &Value) -> Text {
    let described = |language: &str| entity["descriptions"][language]["value"].as_str();
    let chinese = ["zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "zh-hk"].into_iter().find_map(described);
    Text {
        zh: chinese.map_or_else(String::new, |text| shortened(text, true)),
        en: described("en").map_or_else(String::new, |text| shortened(text, false)),
    }
}

fn names(entity: &Value, cited: &mut Cited) -> Option<Vec<super::Name>> {
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
    // What stands in every language stands under `mul`.
    let english = ["en", "mul"].into_iter().find_map(|language| entity["labels"][language]["value"].as_str());
    names.latin(english.unwrap_or_default(), Role::Original);
    for (property, chinese, latin) in [("P1813", Role::Short, Role::Abbreviation), ("P1448", Role::Full, Role::Latin)] {
        for claim in claims(entity, property) {
            let value = &claim["mainsnak"]["datavalue"]["value"];
            let text = value["text"].as_str().unwrap_or_default();
            let taken = match value["language"].as_str().unwrap_or_default() {
                language if is_chinese(language) => names.chinese(text, language, chinese),
                "en" | "mul" => names.latin(text, latin),
                _ => false,
            };
            if taken {
                cited.page(claim);
            }
        }
    }
    let aliases = || entity["aliases"].as_object().into_iter().flatten();
    for (language, list) in aliases().filter(|(language, _)| is_chinese(language)) {
        for alias in list.as_array().into_iter().flatten() {
            names.chinese(alias["value"].as_str().unwrap_or_default(), language, Role::Short);
        }
    }
    for alias in ["en", "mul"].iter().filter_map(|language| entity["aliases"][language].as_array()).flatten() {
        names.latin(alias["value"].as_str().unwrap_or_default(), Role::Latin);
    }
    names.finish()
}

/// The state that an entity belongs to: what it has power over, where it is, whose citizen it is; the one that holds
/// still, where several were.
fn country(entity: &Value, kind: Kind, known: &Known, cited: &mut Cited) -> Option<String> {
    let properties: &[&str] = match kind {
        Kind::State => return None,
        Kind::Person => &["P27"],
        Kind::Office => &["P1001", "P17"],
        _ => &["P17", "P1001"],
    };
    let all = || properties.iter().flat_map(|property| claims(entity, property));
    let known = |claim: &Value| target(&claim["mainsnak"]).and_then(|number| known.id(number)).map(str::to_owned);
    let claim = all().find(|claim| claim["qualifiers"]["P582"].is_null() && known(claim).is_some())?;
    cited.page(claim);
    known(claim)
}

/// The times in positions that are offices known here, and the pages that they are read from.
fn tenures(entity: &Value, known: &Known, cited: &mut Cited) -> Vec<Tenure> {
    let mut tenures: Vec<Tenure> = Vec::new();
    for claim in claims(entity, "P39") {
        let office = target(&claim["mainsnak"]).and_then(|position| known.id(position));
        let Some(office) = office.filter(|id| id.starts_with(Kind::Office.prefix())) else { continue };
        let qualifier = |property: &str| claim["qualifiers"][property].as_array()?.iter().find_map(time);
        let (from, to) = (qualifier("P580"), qualifier("P582"));
        // It has ended, nobody knows when: an absent `to` would say that it has not.
        let ended = to.is_none() && claim["qualifiers"]["P582"].is_array();
        if ended || tenures.iter().any(|tenure| tenure.office == office && tenure.from == from) {
            continue;
        }
        let source = Some(cited.source(claim).unwrap_or_else(|| SOURCE.to_owned()));
        tenures.push(Tenure { office: office.to_owned(), from, to, source, ..Tenure::default() });
    }
    tenures
}

/// The pages that the facts of an entity are read from.
struct Cited {
    /// The number of the entity, in lower case.
    item: String,
    read: Date,
    sources: Vec<Source>,
}

impl Cited {
    /// Notes the page of a statement among those of the entry.
    fn page(&mut self, claim: &Value) {
        if self.sources.len() < PAGES {
            self.source(claim);
        }
    }

    /// The id of the page (P854) that a statement refers to, with its title (P1476).
    fn source(&mut self, claim: &Value) -> Option<String> {
        let snak = |reference: &Value, property: &str| reference["snaks"][property][0]["datavalue"]["value"].clone();
        let mut references = claim["references"].as_array()?.iter();
        let (reference, url) = references.find_map(|one| Some((one, snak(one, "P854").as_str()?.to_owned())))?;
        if let Some(source) = self.sources.iter().find(|source| source.url.as_deref() == Some(&*url)) {
            return Some(source.id.clone());
        }
        let host = url.split('/').nth(2).unwrap_or("Wikidata").to_owned();
        let title = snak(reference, "P1476")["text"].as_str().map(str::to_owned);
        let (title, publisher) = title.map_or_else(|| (host.clone(), String::new()), |title| (title, host.clone()));
        let id = format!("{SOURCE}-{}-{}", self.item, self.sources.len() + 1);
        self.sources.push(Source { id: id.clone(), title, publisher, url: Some(url), read: self.read });
        Some(id)
    }
}
