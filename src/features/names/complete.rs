//! Completion of names: by pinyin, initials, Latin letters, or the first characters.

use std::cmp::Reverse;

use super::{local, stem::Stem};
use crate::{
    analysis::Analysis,
    knowledge::{Entry, EntryId, Kind, Name, Region, Role, Status, base::forms, naming, wording},
    text::{Language, Script, Span, script},
};

/// The names that can be typed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What was typed of the name, in bytes of the document: what an item replaces.
    pub span: Span,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `None` for a name of the document's own.
    pub entry: Option<EntryId>,
    /// What the list shows.
    pub label: String,
    /// Who or what that is.
    pub detail: String,
    pub insert: String,
    /// What the editor compares with what was typed.
    pub filter: String,
}

/// Most items of a list.
const ITEMS: usize = 24;
/// Most keys that are looked at.
const KEYS: usize = 400;

/// A name that fits.
struct Found {
    entry: EntryId,
    /// Place of the name in the entry.
    name: usize,
    /// How it may be typed on behind the characters of the stem: letters.
    rest: String,
}

/// The names that what is typed before `offset` can become; `None` where nothing is.
pub fn complete(analysis: &Analysis, offset: usize, language: Language) -> Option<Completion> {
    let (_, placed) = offset.checked_sub(1).and_then(|before| analysis.block_at(before))?;
    let before = placed.block.text.get(..offset - placed.start)?;
    let locals = local::all(analysis);
    // The document's own names come first.
    let fitting = |stem: Stem<'_>| -> Vec<Item> {
        let known = items(analysis, found(analysis, stem), stem, language);
        local::typed(&locals, stem).chain(known).collect()
    };
    // The longest stem that some name begins with decides.
    let (stem, mut items) = Stem::all(before).map(|stem| (stem, fitting(stem))).find(|(_, items)| !items.is_empty())?;
    // In 访美lu the character may also stand for itself: then it stays.
    for item in stem.without_characters().map(fitting).into_iter().flatten() {
        if items.len() < ITEMS && !items.iter().any(|known| known.insert == item.insert) {
            items.push(item.behind(stem.characters));
        }
    }
    Some(Completion { span: Span::new(offset - stem.len(), offset), items })
}

impl Item {
    /// The item where characters are replaced that it has to keep.
    fn behind(self, kept: &str) -> Self {
        Self { insert: format!("{kept}{}", self.insert), filter: format!("{kept}{}", self.filter), ..self }
    }
}

/// The names that a stem begins, the likeliest first.
fn found(analysis: &Analysis, stem: Stem<'_>) -> Vec<Found> {
    let knowledge = analysis.knowledge();
    let typed = |sound: &str| {
        let skip = sound.len();
        let keys = knowledge.typed(&format!("{sound}{}", stem.letters));
        keys.map(move |(entry, name, key)| Found { entry, name, rest: key.get(skip..).unwrap_or_default().to_owned() })
    };
    let named = |found: &Found| {
        let entry = knowledge.entry(found.entry)?;
        Some((entry, entry.names.get(found.name)?))
    };
    let script = analysis.frame.script;
    let begins = |found: &Found| named(found).is_some_and(|(_, name)| stem.begins(&name.text));
    let latin = |found: &Found| named(found).is_some_and(|(entry, name)| in_latin(entry, name, stem, script));
    let [pinyin, initials] = stem.sounds();
    let mut found: Vec<Found> = match (stem.characters, stem.letters) {
        ("", _) => typed("").take(KEYS).collect(),
        (_, "") => typed(&pinyin).filter(begins).take(KEYS).collect(),
        _ => {
            let sounds = typed(&pinyin).chain(typed(&initials)).filter(begins);
            sounds.take(KEYS).chain(typed("").filter(latin).take(KEYS)).collect()
        }
    };
    // Whom the document names already comes first, then the keys that are nearly typed out, then who held most offices.
    let offices = |id: EntryId| knowledge.entry(id).map_or(0, |entry| entry.tenures.len());
    found.sort_by_cached_key(|Found { entry, name, rest }| {
        (!analysis.names.says(*entry), rest.len(), Reverse(offices(*entry)), *entry, *name)
    });
    found
}

/// True for a person's Latin name whose Chinese one the characters begin: 蔡Ing-wen. Other names may stand beside a
/// character that they begin with: 集中China.
fn in_latin(entry: &Entry, name: &Name, stem: Stem<'_>, script: Script) -> bool {
    let person = entry.kind == Kind::Person && forms::latin(name);
    person && chinese(entry, script).is_some_and(|name| stem.begins(&name.text))
}

fn items(analysis: &Analysis, found: Vec<Found>, stem: Stem<'_>, language: Language) -> Vec<Item> {
    let script = analysis.frame.script;
    let mut items: Vec<Item> = Vec::new();
    for Found { entry: id, name, rest } in found {
        let Some(entry) = analysis.knowledge().entry(id) else { continue };
        let Some(label) = entry.names.get(name).and_then(|name| written(entry, name, script)) else { continue };
        let detail = detail(entry, &label, language);
        let first = introduction(entry, &label, script).filter(|_| !analysis.names.says(id));
        for insert in first.into_iter().chain([label.clone()]) {
            if !items.iter().any(|item| item.insert == insert) {
                // What was typed begins the short name, not always the full one; and it may be in the other script.
                let behind = || label.chars().skip(stem.characters.chars().count()).collect();
                let rest = if stem.letters.is_empty() { behind() } else { rest.clone() };
                let filter = format!("{}{rest}", stem.characters);
                items.push(Item { entry: Some(id), label: insert.clone(), detail: detail.clone(), insert, filter });
            }
        }
        if items.len() >= ITEMS {
            break;
        }
    }
    items
}

fn detail(entry: &Entry, label: &str, language: Language) -> String {
    let about = if language == Language::En { &entry.about.en } else { &entry.about.zh };
    let about = wording::chinese(about, language);
    match entry.original().filter(|original| *original != label) {
        Some(original) => format!("{original} · {about}"),
        None => about.into_owned(),
    }
}

/// A name as the document would write it: in its characters, and in Chinese also where Latin letters were typed.
fn written(entry: &Entry, name: &Name, script: Script) -> Option<String> {
    let name = if forms::latin(name) { chinese(entry, script)? } else { name };
    Some(script::name_in(&name.text, script))
}

/// The Chinese name that a document would use: the one that own entries prefer; else in Traditional script one that is at
/// home there, if there is any.
fn chinese(entry: &Entry, script: Script) -> Option<&Name> {
    let usual = |name: &&Name| {
        !forms::latin(name) && matches!(name.role, Role::Full | Role::Short) && name.status != Status::Misspelling
    };
    let names = || entry.names.iter().filter(usual);
    let short = |name: &&Name| name.role == Role::Short;
    let abroad = |name: &&Name| script == Script::Hant && !name.regions.has(Region::Cn);
    let otherwise = || names().filter(abroad).find(short).or_else(|| names().find(short)).or_else(|| names().next());
    naming::preferred(entry, script).or_else(otherwise)
}

/// 全名（Original Name）, for the first mention of a person with a foreign name: the full name that the label ends.
fn introduction(entry: &Entry, label: &str, script: Script) -> Option<String> {
    let original = entry.original().filter(|_| entry.kind == Kind::Person)?;
    let family = forms::key(label, script::fold);
    let full = entry.names.iter().find(|name| {
        let form = forms::key(&name.text, script::fold);
        name.role == Role::Full && form.contains('·') && (form.ends_with(&format!("·{family}")) || form == family)
    })?;
    Some(format!("{}（{original}）", script::name_in(&full.text, script)))
}
