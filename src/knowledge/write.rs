//! Entries as the text of an entry file.

use std::fmt::Write;

use serde::Serialize;

use super::{Entry, Kind, Name, Role, Source, Tenure};

/// The table of an entry, with a line break at its end.
pub fn entry(entry: &Entry) -> String {
    let mut out = String::new();
    match entry.kind {
        Kind::Office => office(&mut out, entry),
        Kind::Term => named(&mut out, "term", entry),
        _ => named(&mut out, "actor", entry),
    }
    let reviewed = entry.reviewed.map(|day| day.to_string());
    field(&mut out, "reviewed", reviewed.as_deref());
    let sources: Vec<String> = entry.sources.iter().map(quoted).collect();
    let _ = writeln!(out, "sources = [{}]", sources.join(", "));
    out
}

/// The table of a source.
pub fn source(source: &Source) -> String {
    let mut out = String::from("[[source]]\n");
    field(&mut out, "id", Some(&source.id));
    field(&mut out, "title", Some(&source.title));
    field(&mut out, "publisher", Some(&source.publisher).filter(|text| !text.is_empty()));
    field(&mut out, "url", source.url.as_ref());
    field(&mut out, "read", Some(source.read.to_string()));
    out
}

fn office(out: &mut String, entry: &Entry) {
    out.push_str("[[office]]\n");
    field(out, "id", Some(&entry.id));
    field(out, "country", entry.country.as_ref());
    let titles = entry.names.iter().filter(|name| name.role != Role::Original);
    let titles: String = titles.map(|title| format!("  {{ text = {} }},\n", quoted(&title.text))).collect();
    let _ = writeln!(out, "single = {}\ntitles = [\n{titles}]", entry.single);
    field(out, "en", entry.original());
}

fn named(out: &mut String, table: &str, entry: &Entry) {
    let _ = writeln!(out, "[[{table}]]");
    field(out, "id", Some(&entry.id));
    if entry.kind == Kind::Term {
        field(out, "category", Some(entry.category));
    } else {
        field(out, "kind", Some(entry.kind));
    }
    field(out, "wikidata", entry.wikidata.as_ref());
    field(out, "country", entry.country.as_ref());
    let _ = writeln!(out, "names = [\n{}]", entry.names.iter().map(name).collect::<String>());
    if !entry.tenures.is_empty() {
        let _ = writeln!(out, "tenures = [\n{}]", entry.tenures.iter().map(tenure).collect::<String>());
    }
    field(out, "died", entry.died.map(|day| day.to_string()));
    let about = if entry.kind == Kind::Term { "definition" } else { "about" };
    let english = Some(&entry.about.en).filter(|text| !text.is_empty());
    let english = english.map_or(String::new(), |text| format!(", en = {}", quoted(text)));
    let _ = writeln!(out, "{about} = {{ zh = {}{english} }}", quoted(&entry.about.zh));
}

fn name(name: &Name) -> String {
    let mut out = format!("  {{ text = {}, role = {}", quoted(&name.text), quoted(name.role));
    if !name.regions.everywhere() {
        let regions = super::Region::ALL.into_iter().filter(|&region| name.regions.has(region)).map(quoted);
        let _ = write!(out, ", regions = [{}]", regions.collect::<Vec<_>>().join(", "));
    }
    if let Some(guard) = &name.guard {
        let needs = guard.needs.iter().map(quoted);
        let _ = write!(out, ", guard = {{ needs = [{}] }}", needs.collect::<Vec<_>>().join(", "));
    }
    out + " },\n"
}

fn tenure(tenure: &Tenure) -> String {
    let mut out = format!("  {{ office = {}", quoted(&tenure.office));
    for (key, day) in [("from", tenure.from), ("to", tenure.to)] {
        if let Some(day) = day {
            let _ = write!(out, ", {key} = \"{day}\"");
        }
    }
    if let Some(source) = &tenure.source {
        let _ = write!(out, ", source = {}", quoted(source));
    }
    out + " },\n"
}

fn field(out: &mut String, key: &str, value: Option<impl Serialize>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
}

/// A word or text as a TOML string.
fn quoted(value: impl Serialize) -> String {
    toml::Value::try_from(value).map_or_else(|_| "\"\"".to_owned(), |value| value.to_string())
}
