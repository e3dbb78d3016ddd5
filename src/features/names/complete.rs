//! Completion of names: by pinyin, initials, Latin letters, or the first characters.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashSet,
};

use super::local;
use crate::{
    analysis::Analysis,
    knowledge::{
        Entry, EntryId, Kind, Name, Region, Role, Status,
        base::forms::{self, is_han},
        wording,
    },
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
/// Fewest letters, and characters, that ask for names.
const LETTERS: usize = 2;
/// Longest stretch before the caret that is looked at, in characters.
const CHARS: usize = 8;
/// Most keys that are looked at.
const KEYS: usize = 400;

/// A name that fits, and the key by which.
type Found = (EntryId, usize, String);

/// The names that what is typed before `offset` can become; `None` where nothing is.
pub fn complete(analysis: &Analysis, offset: usize, language: Language) -> Option<Completion> {
    let (_, placed) = offset.checked_sub(1).and_then(|before| analysis.block_at(before))?;
    let before = placed.block.text.get(..offset - placed.start)?;
    let said = said(analysis);
    let letters = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (len, mut found) = match letters {
        0 => by_characters(analysis, before).unwrap_or_default(),
        LETTERS.. => (letters, analysis.knowledge().typed(&before[before.len() - letters..]).take(KEYS).collect()),
        _ => return None,
    };
    let (local_len, locals) = local::typed(analysis, before, letters).unwrap_or_default();
    // Whom the document names already comes first, then the keys that are nearly typed out, then who held most offices.
    let offices = |id: &EntryId| analysis.knowledge().entry(*id).map_or(0, |entry| entry.tenures.len());
    found.sort_by_cached_key(|(id, name, key)| (!said.contains(id), key.len(), Reverse(offices(id)), *id, *name));
    let known = items(analysis, found, letters > 0, &said, language);
    // The longer of what was typed decides; the document's own names come first.
    let (len, items) = match local_len.cmp(&len) {
        Ordering::Greater => (local_len, locals),
        Ordering::Less => (len, known),
        Ordering::Equal => (len, locals.into_iter().chain(known).collect()),
    };
    (!items.is_empty()).then(|| Completion { span: Span::new(offset - len, offset), items })
}

/// The longest run of characters before the caret that some name begins with.
fn by_characters(analysis: &Analysis, before: &str) -> Option<(usize, Vec<Found>)> {
    let run = before.char_indices().rev().take_while(|(_, c)| is_han(*c) || *c == '·').take(CHARS);
    let starts: Vec<usize> = run.map(|(at, _)| at).collect();
    starts.into_iter().rev().filter(|&at| before[at..].chars().nth(1).is_some()).find_map(|at| {
        let typed = forms::key(&before[at..], script::fold);
        let sounds: String = typed.chars().filter_map(script::sound).collect();
        let begins = |(id, place, _): &Found| {
            let name = analysis.knowledge().entry(*id).and_then(|entry| entry.names.get(*place));
            let form = name.map(|name| forms::key(&name.text, script::fold));
            form.is_some_and(|form| form.starts_with(&typed) && form != typed)
        };
        let found: Vec<Found> = analysis.knowledge().typed(&sounds).filter(begins).take(KEYS).collect();
        (!found.is_empty()).then(|| (before.len() - at, found))
    })
}

/// The entries that the document names.
fn said(analysis: &Analysis) -> HashSet<EntryId> {
    let mentions = analysis.blocks.iter().flat_map(|placed| &placed.block.mentions);
    mentions.filter(|mention| !mention.pending).flat_map(|mention| mention.entries.iter().copied()).collect()
}

fn items(
    analysis: &Analysis,
    found: Vec<Found>,
    by_letters: bool,
    said: &HashSet<EntryId>,
    language: Language,
) -> Vec<Item> {
    let traditional = analysis.frame.script == Script::Hant;
    let mut items: Vec<Item> = Vec::new();
    for (id, place, key) in found {
        let Some(entry) = analysis.knowledge().entry(id) else { continue };
        let Some(label) = entry.names.get(place).and_then(|name| written(entry, name, traditional)) else { continue };
        let detail = detail(entry, &label, language);
        let first = introduction(entry, &label, traditional).filter(|_| !said.contains(&id));
        for insert in first.into_iter().chain([label.clone()]) {
            if !items.iter().any(|item| item.insert == insert) {
                // What was typed begins the short name, not always the full one.
                let filter = if by_letters { key.clone() } else { label.clone() };
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
fn written(entry: &Entry, name: &Name, traditional: bool) -> Option<String> {
    let name = if forms::latin(name) { chinese(entry, traditional)? } else { name };
    Some(in_script(&name.text, traditional))
}

/// The Chinese name that a document would use: in Traditional script one that is at home there, if there is any.
fn chinese(entry: &Entry, traditional: bool) -> Option<&Name> {
    let usual = |name: &&Name| {
        !forms::latin(name) && matches!(name.role, Role::Full | Role::Short) && name.status != Status::Misspelling
    };
    let names = || entry.names.iter().filter(usual);
    let short = |name: &&Name| name.role == Role::Short;
    let abroad = |name: &&Name| traditional && !name.regions.has(Region::Cn);
    names().filter(abroad).find(short).or_else(|| names().find(short)).or_else(|| names().next())
}

fn in_script(text: &str, traditional: bool) -> String {
    if traditional { script::name_to_traditional(text) } else { script::fold_text(text) }
}

/// 全名（Original Name）, for the first mention of a person with a foreign name: the full name that the label ends.
fn introduction(entry: &Entry, label: &str, traditional: bool) -> Option<String> {
    let original = entry.original().filter(|_| entry.kind == Kind::Person)?;
    let family = forms::key(label, script::fold);
    let full = entry.names.iter().find(|name| {
        let form = forms::key(&name.text, script::fold);
        name.role == Role::Full && form.contains('·') && (form.ends_with(&format!("·{family}")) || form == family)
    })?;
    Some(format!("{}（{original}）", in_script(&full.text, traditional)))
}
