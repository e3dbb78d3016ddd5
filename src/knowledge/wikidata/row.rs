//! Rows of a query's results: `{"item": {"type": "uri", "value": …}, "itemLabel": {"xml:lang": "zh", …}}`, or with plain
//! strings for values.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Imported, Known, Names, Outcome, SOURCE, class, entry_id, is_chinese, item, shortened};
use crate::knowledge::{Date, Entry, Kind, Role, base::Text};

/// Words in the names of variables that hold what an item is, where it belongs, and what it held.
const CLASSES: &[&str] = &["kind", "type", "class", "instance"];
const COUNTRIES: &[&str] = &["country", "state", "nation", "citizen"];
const OFFICES: &[&str] = &["position", "office", "party", "capital", "place"];

/// What the rows about one item say, each thing once.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The number of the item, and the variable it stands in.
    item: String,
    variable: String,
    cells: Vec<Cell>,
    seen: HashSet<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Cell {
    /// In lower case.
    variable: String,
    value: String,
    language: Option<String>,
}

impl Rows {
    /// Takes one more row about the item; the bytes of text that it adds.
    pub fn add(&mut self, row: &Map<String, Value>) -> usize {
        if let Some((variable, number)) = subject(row) {
            (self.item, self.variable) = (number.to_owned(), variable.to_ascii_lowercase());
        }
        let mut bytes = 0;
        for (variable, cell) in row {
            let Some((value, language)) = read(cell) else { continue };
            let variable = variable.to_ascii_lowercase();
            let cell = Cell { variable, value: value.to_owned(), language: language.map(str::to_owned) };
            if self.seen.insert(cell.clone()) {
                bytes += 2 * (cell.variable.len() + cell.value.len() + size_of::<Cell>());
                self.cells.push(cell);
            }
        }
        bytes
    }

    /// The entry of the rows, what came first counting most. Where no variable says
    /// what the item is, `kind` does; one with `desc` in its name describes it; names are what is left, but for the
    /// labels of other items.
    pub fn outcome(&self, kind: Kind, known: &Known<'_>) -> Outcome {
        let has = |cell: &Cell, words: &[&str]| words.iter().any(|word| cell.variable.contains(word));
        let others = || self.cells.iter().filter_map(|cell| Some((cell, cell.item()?)));
        let others = || others().filter(|(_, number)| *number != self.item);
        let classes = others().filter(|(cell, _)| has(cell, CLASSES));
        let kind = class::kind_of(classes.map(|(_, number)| number)).unwrap_or(kind);
        let mut places = others().filter(|(cell, _)| has(cell, COUNTRIES));
        let country = places.find_map(|(_, number)| known.id(number)).filter(|_| kind != Kind::State);
        let (mut names, mut about) = (Names::default(), Text::default());
        // Labels first: the first name is the full one.
        for labels in [true, false] {
            for cell in self.cells.iter().filter(|cell| cell.is_label() == labels && cell.item().is_none()) {
                if has(cell, &["desc"]) {
                    let english = cell.language.as_deref() == Some("en");
                    let about = if english { &mut about.en } else { &mut about.zh };
                    if about.is_empty() {
                        *about = shortened(&cell.value, !english);
                    }
                } else if self.names(cell) {
                    cell.named(&mut names);
                }
            }
        }
        let Some(names) = names.finish() else { return Outcome::Skipped("without a Chinese name") };
        let entry = Entry {
            id: entry_id(kind, &self.item),
            kind,
            names,
            country: country.map(str::to_owned),
            about,
            wikidata: Some(self.item.clone()),
            sources: vec![SOURCE.to_owned()],
            ..Entry::default()
        };
        Outcome::Entry(Box::new(Imported { entry, sources: Vec::new() }))
    }

    /// True for a cell that may name the item: of `countryLabel` only a row about a country says so.
    fn names(&self, cell: &Cell) -> bool {
        let stem = cell.variable.strip_suffix("altlabel").or_else(|| cell.variable.strip_suffix("label"));
        stem.is_none_or(|stem| stem.is_empty() || stem == self.variable)
    }
}

impl Cell {
    fn is_label(&self) -> bool {
        self.variable.ends_with("label") && !self.variable.ends_with("altlabel")
    }

    /// The number of the item that it points to.
    fn item(&self) -> Option<&str> {
        item(&self.value).filter(|_| self.value.contains("/entity/"))
    }

    fn named(&self, names: &mut Names) {
        let latin = if self.is_label() { Role::Original } else { Role::Latin };
        // A list in one cell, as GROUP_CONCAT writes it.
        for name in self.value.split(['|', ';', '、']).map(str::trim).filter(|name| is_name(name)) {
            match self.language.as_deref() {
                Some(language) if !is_chinese(language) => names.latin(name, latin),
                _ if name.is_ascii() => names.latin(name, latin),
                language => names.chinese(name, language.unwrap_or("zh"), Role::Short),
            };
        }
    }
}

/// False for what a plain string holds that is no name: a day, an address, a place on the map, a number of an item.
fn is_name(text: &str) -> bool {
    let day = text.get(..10).is_some_and(|day| Date::parse(day).is_some());
    !day && !text.contains("://") && !text.starts_with("Point(") && item(text).is_none()
}

/// The item that a row is about: the variable `item`, else the first by name that is one and says by its name neither
/// class nor country nor office.
pub fn about(row: &Map<String, Value>) -> Option<&str> {
    subject(row).map(|(_, number)| number)
}

fn subject(row: &Map<String, Value>) -> Option<(&str, &str)> {
    let named = row.get_key_value("item").and_then(numbered);
    let about = |variable: &str| {
        let variable = variable.to_ascii_lowercase();
        ![CLASSES, COUNTRIES, OFFICES].concat().iter().any(|word| variable.contains(word))
    };
    let own = || row.iter().filter(|(variable, _)| about(variable)).find_map(numbered);
    named.or_else(own).or_else(|| row.iter().find_map(numbered))
}

fn numbered<'a>((variable, cell): (&'a String, &'a Value)) -> Option<(&'a str, &'a str)> {
    Some((variable, item(read(cell)?.0)?))
}

/// The text of a cell and its language; `None` for a number, a day or a place on the map.
fn read(cell: &Value) -> Option<(&str, Option<&str>)> {
    if let Value::String(text) = cell {
        return Some((text, None));
    }
    let typed = cell["datatype"].as_str().is_some_and(|kind| !kind.ends_with("#string"));
    if typed { None } else { Some((cell["value"].as_str()?, cell["xml:lang"].as_str())) }
}
