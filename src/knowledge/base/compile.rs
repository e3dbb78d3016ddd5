//! Entries to index.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::{
    Entry, Source,
    forms::{self, Owner},
    index::{Abbreviation, MAGIC},
    keys,
    load::Loaded,
    pack::Pack,
};

/// What the compiler knows of characters.
pub struct Tables<'a> {
    /// Traditional to Simplified.
    pub fold: &'a dyn Fn(char) -> char,
    /// The first reading in pinyin, without tone.
    pub sound: &'a dyn Fn(char) -> Option<&'a str>,
}

/// Compiles what was loaded. Entries that cannot be told apart (an id used twice) are taken once.
///
/// # Errors
/// Text saying which limit of the automaton the names passed.
pub fn compile(loaded: Loaded, tables: &Tables<'_>) -> Result<Vec<u8>, String> {
    let fold = tables.fold;
    let abbreviations = abbreviations(&loaded, fold);
    let mut items = loaded.items;
    items.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    items.dedup_by(|a, b| a.entry.id == b.entry.id);
    let over: Vec<u32> = (0..).zip(&items).filter(|(_, item)| item.over).map(|(place, _)| place).collect();
    let mut entries: Vec<Entry> = items.into_iter().map(|item| item.entry).collect();
    let mut sources: Vec<Source> = loaded.sources.into_iter().map(|(source, _, _)| source).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources.dedup_by(|a, b| a.id == b.id);
    holders(&mut entries);

    let mut forms: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for (form, owner) in forms::forms(entry, place as u32, fold) {
            forms.entry(form).or_default().push(owner);
        }
    }
    for abbreviation in &abbreviations {
        forms.entry(abbreviation.text.clone()).or_default();
    }
    let automaton = automaton(&forms)?;

    let mut out = MAGIC.to_vec();
    section(&mut out, &automaton);
    let mut first = 0;
    let mut offsets = Vec::with_capacity(forms.len() * 4 + 4);
    let mut owners = Vec::new();
    for list in forms.values() {
        offsets.extend_from_slice(&u32::to_le_bytes(first));
        first += list.len() as u32;
        for owner in list {
            owners.extend_from_slice(&owner.entry.to_le_bytes());
            owners.extend_from_slice(&owner.name.to_le_bytes());
            owners.extend_from_slice(&[owner.flags, 0]);
        }
    }
    offsets.extend_from_slice(&first.to_le_bytes());
    section(&mut out, &offsets);
    section(&mut out, &owners);
    packed(&mut out, &entries);
    packed(&mut out, &sources);
    let mut bytes = Vec::new();
    abbreviations.put(&mut bytes);
    section(&mut out, &bytes);
    packed(&mut out, &keys::keys(&entries, tables));
    section(&mut out, &over.iter().flat_map(|place| place.to_le_bytes()).collect::<Vec<_>>());
    Ok(out)
}

fn section(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Two sections: where each item begins, and the items.
fn packed<T: Pack>(out: &mut Vec<u8>, items: &[T]) {
    let (mut offsets, mut bytes) = (Vec::new(), Vec::new());
    for item in items {
        offsets.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        item.put(&mut bytes);
    }
    offsets.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    section(out, &offsets);
    section(out, &bytes);
}

/// The automaton over all forms; its values are the places of the forms.
fn automaton(forms: &BTreeMap<String, Vec<Owner>>) -> Result<Vec<u8>, String> {
    if forms.is_empty() {
        return Ok(Vec::new());
    }
    let patterns = forms.keys().enumerate().map(|(place, form)| (form.as_str(), place as u32));
    CharwiseDoubleArrayAhoCorasick::<u32>::with_values(patterns)
        .map(|automaton| automaton.serialize())
        .map_err(|error| format!("the names do not fit one automaton: {error}"))
}

/// Writes into each office who held it, in order of time.
fn holders(entries: &mut [Entry]) {
    let mut held: Vec<(String, _, String)> = Vec::new();
    for entry in entries.iter() {
        held.extend(entry.tenures.iter().map(|tenure| (tenure.office.clone(), tenure.from, entry.id.clone())));
    }
    held.sort();
    for (office, _, holder) in held {
        if let Ok(at) = entries.binary_search_by(|entry| entry.id.as_str().cmp(&office))
            && !entries[at].holders.contains(&holder)
        {
            entries[at].holders.push(holder);
        }
    }
}

fn abbreviations(loaded: &Loaded, fold: &dyn Fn(char) -> char) -> Vec<Abbreviation> {
    let folded = |words: &[String]| words.iter().map(|word| forms::key(word, fold)).collect::<Vec<_>>();
    let own = |own: &Option<Vec<String>>, all: &[String]| folded(own.as_deref().unwrap_or(all));
    let tables = loaded.abbreviations.iter().map(|(table, _)| Abbreviation {
        text: forms::key(table.text.get_ref(), fold),
        id: table.id.get_ref().clone(),
        with: folded(&table.with),
        left: own(&table.left, &loaded.contexts.left),
        right: own(&table.right, &loaded.contexts.right),
    });
    tables.collect()
}
