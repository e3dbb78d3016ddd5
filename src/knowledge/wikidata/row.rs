//! A row of a query's results: `{"item": {"type": "uri", "value": …}, "itemLabel": {"xml:lang": "zh", …}}`, or with plain
//! strings for values.

use serde_json::{Map, Value};

use super::{Imported, Names, Outcome, SOURCE, entry_id, is_chinese, item, kind_of, shortened};
use crate::knowledge::{Entry, Kind, Role};

/// The entry of some rows about one item, the first value of each variable counting most. The item is the variable
/// `item`, else the first that is one; a variable with `kind`, `type`, `class` or `instance` in its name says what it is,
/// otherwise `kind` does; one with `desc` in its name describes it; all other texts are names.
///
/// # Errors
/// The rows name no item.
pub fn row(rows: &[Map<String, Value>], kind: Kind) -> Result<Outcome, String> {
    let id = rows.first().and_then(about).ok_or("no item")?;
    let (mut names, mut classes) = (Names::default(), Vec::new());
    let mut text = super::super::base::Text::default();
    // Labels first: the first name is the full one.
    let cells = || rows.iter().flatten().map(|(variable, cell)| (variable.to_ascii_lowercase(), cell));
    let labels = cells().filter(|(variable, _)| variable.ends_with("label"));
    for (variable, cell) in labels.chain(cells().filter(|(variable, _)| !variable.ends_with("label"))) {
        let (value, language) = read(cell);
        if let Some(other) = item(value).filter(|_| value.contains("/entity/")) {
            if other != id && ["kind", "type", "class", "instance"].iter().any(|word| variable.contains(word)) {
                classes.push(other);
            }
        } else if variable.contains("desc") {
            let about = if language == Some("en") { &mut text.en } else { &mut text.zh };
            if about.is_empty() {
                *about = shortened(value, language != Some("en"));
            }
        } else if value != id && !value.contains("://") {
            let main = variable.ends_with("label");
            // A list in one cell, as GROUP_CONCAT writes it.
            for value in value.split(['|', ';', '、']).map(str::trim) {
                match language {
                    Some(language) if !is_chinese(language) => names.latin(value, latin(main)),
                    _ if value.is_ascii() => names.latin(value, latin(main)),
                    _ => names.chinese(value, language.unwrap_or("zh"), Role::Short),
                }
            }
        }
    }
    let kind = kind_of(classes.into_iter()).unwrap_or(kind);
    let Some(names) = names.finish() else { return Ok(Outcome::Skipped("without a Chinese name")) };
    let entry = Entry {
        id: entry_id(kind, id),
        kind,
        names,
        about: text,
        wikidata: Some(id.to_owned()),
        sources: vec![SOURCE.to_owned()],
        ..Entry::default()
    };
    Ok(Outcome::Entry(Box::new(Imported { entry, sources: Vec::new() })))
}

/// The item that a row is about.
pub fn about(row: &Map<String, Value>) -> Option<&str> {
    let named = row.get("item").and_then(|cell| item(read(cell).0));
    named.or_else(|| row.values().find_map(|cell| item(read(cell).0)))
}

fn latin(main: bool) -> Role {
    if main { Role::Original } else { Role::Latin }
}

/// The text of a cell and its language.
fn read(cell: &Value) -> (&str, Option<&str>) {
    match cell {
        Value::String(text) => (text, None),
        _ => (cell["value"].as_str().unwrap_or_default(), cell["xml:lang"].as_str()),
    }
}
