//! Wikidata as entries: entities of its dumps, rows of saved query results.
//!
//! Architecture invariant: one piece of JSON in, one entry out; nothing is kept of it but the ids of states and offices.

mod class;
mod entity;
mod known;
mod row;

use std::{borrow::Cow, collections::HashSet};

pub use entity::entity;
pub use known::Known;
pub use row::{Rows, about};

use super::{
    Date, Entry, Kind, Knowledge, Name, Region, Role, Source,
    base::{Guard, Need, Regions, forms::is_han},
    lexicon::is_word,
};
use crate::text::script;

/// What came of one piece of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Entry(Box<Imported>),
    /// Nothing for a base of names: why.
    Skipped(&'static str),
}

/// An entry and the sources that its facts name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    pub entry: Entry,
    pub sources: Vec<Source>,
}

/// Id of the source of everything that names no other.
pub const SOURCE: &str = "src/wikidata";
/// Longest name taken, in characters; what is longer is a description.
const NAME_CHARS: usize = 40;
/// Longest description, in characters.
const ABOUT_CHARS: usize = 60;
/// Most names of an entry.
const NAMES: usize = 24;

/// The source of all that was read from Wikidata on a day.
pub fn source(read: Date) -> Source {
    Source {
        id: SOURCE.to_owned(),
        title: "Wikidata".to_owned(),
        publisher: "Wikimedia".to_owned(),
        url: Some("https://www.wikidata.org/".to_owned()),
        read,
    }
}

/// Collects the names of an item: Chinese ones in Simplified, a form of Taiwan or Hong Kong where it is another.
#[derive(Default)]
struct Names {
    all: Vec<Name>,
    seen: HashSet<String>,
}

impl Names {
    /// A Chinese name, as the language code has it; true if it is new.
    fn chinese(&mut self, text: &str, language: &str, role: Role) -> bool {
        let folded = script::fold_text(text.trim());
        let regions = match language {
            "zh-tw" => Regions::of(&[Region::Tw]),
            "zh-hk" | "zh-mo" => Regions::of(&[Region::Hk]),
            "zh-sg" | "zh-my" => Regions::of(&[Region::Sg]),
            _ => Regions::default(),
        };
        if !folded.chars().any(is_han) {
            return false;
        }
        // A word of the language is a name only where the document names its bearer otherwise.
        let guard = is_word(&folded).then(|| Guard { needs: vec![Need::Seen], ..Guard::default() });
        self.add(Name { text: folded, role, regions, guard, ..Name::default() })
    }

    fn latin(&mut self, text: &str, role: Role) -> bool {
        let fits = text.chars().any(char::is_alphabetic) && !text.chars().any(is_han);
        fits && self.add(Name { text: text.trim().to_owned(), role, ..Name::default() })
    }

    fn add(&mut self, name: Name) -> bool {
        let fits = (2..=NAME_CHARS).contains(&name.text.chars().count()) && !name.text.contains(char::is_control);
        let new = fits && self.all.len() < NAMES && self.seen.insert(name.text.clone());
        if new {
            self.all.push(name);
        }
        new
    }

    /// The names, if one of them is Chinese; the first Chinese one is the full name, the first Latin one the original.
    fn finish(mut self) -> Option<Vec<Name>> {
        let han = |name: &Name| name.text.chars().any(is_han);
        let place = self.all.iter().position(|name| han(name) && name.regions.everywhere());
        let place = place.or_else(|| self.all.iter().position(han))?;
        let full = self.all.remove(place);
        self.all.insert(0, Name { role: Role::Full, guard: None, ..full });
        if !self.all.iter().any(|name| name.role == Role::Original)
            && let Some(latin) = self.all.iter_mut().find(|name| name.role == Role::Latin)
        {
            latin.role = Role::Original;
        }
        Some(self.all)
    }
}

/// True for the language codes of written Chinese.
fn is_chinese(language: &str) -> bool {
    language == "zh" || language.starts_with("zh-")
}

/// The number of an item, from its id or its address (`http://www.wikidata.org/entity/Q42`).
fn item(text: &str) -> Option<&str> {
    let id = text.rsplit('/').next()?;
    let digits = id.strip_prefix('Q')?;
    (!digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
}

fn entry_id(kind: Kind, item: &str) -> String {
    format!("{}{}", kind.prefix(), item.to_ascii_lowercase())
}

fn shortened(text: &str, folds: bool) -> String {
    let text: Cow<'_, str> = if folds { script::fold_text(text).into() } else { text.into() };
    text.chars().filter(|c| !c.is_control()).take(ABOUT_CHARS).collect()
}

/// A day as Wikidata writes it: `+2009-01-20T00:00:00Z`, with `precision` 9 for a year, 10 for a month, 11 for a day.
fn day(time: &str, precision: u64) -> Option<Date> {
    let days = time.trim_start_matches('+').split('T').next()?;
    let length = match precision {
        9 => "YYYY".len(),
        10 => "YYYY-MM".len(),
        11.. => "YYYY-MM-DD".len(),
        _ => return None,
    };
    Date::parse(days.get(..length)?).or_else(|| Date::parse(days.get(..4)?))
}

impl Imported {
    /// As names of the entry that the base has of the same item, if it has one: of the same number, or of the same kind,
    /// Chinese and original name. Its facts were checked, and stand.
    pub fn onto(mut self, knowledge: &Knowledge) -> Self {
        let own = &self.entry;
        let same = |other: &&Entry| match (&other.wikidata, &own.wikidata) {
            (Some(one), Some(other)) => one == other,
            _ => {
                let spelling = |entry: &Entry| entry.original().map(str::to_lowercase);
                let named = own.names.iter().any(|name| other.names.iter().any(|one| one.text == name.text));
                other.kind == own.kind && named && spelling(other).is_some() && spelling(other) == spelling(own)
            }
        };
        let bearers = own.names.iter().flat_map(|name| knowledge.named(&name.text));
        let found = bearers.filter_map(|id| knowledge.entry(id)).find(same);
        if let Some(other) = found {
            let new = |name: &Name| !other.names.iter().any(|one| one.text == name.text);
            let names = self.entry.names.into_iter().filter(new);
            let names =
                names.map(|name| Name { role: if name.role == Role::Full { Role::Short } else { name.role }, ..name });
            let (id, kind) = (other.id.clone(), other.kind);
            let (wikidata, sources) = (self.entry.wikidata, self.entry.sources);
            self.entry = Entry { id, kind, names: names.collect(), wikidata, sources, ..Entry::default() };
            self.sources.clear();
        }
        self
    }
}
