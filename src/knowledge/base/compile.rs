//! Entries to index.

use std::collections::BTreeMap;

use super::{
    Entry, Source,
    forms::{self, Owner, flag, is_han},
    index::{Abbreviation, LINE, MAGIC, Words, tag},
    keys,
    load::Loaded,
    nears,
    pack::Pack,
    starts::{self, Start},
    written::{self, Form},
};

/// What the compiler knows of characters.
pub struct Tables<'a> {
    /// Traditional to Simplified.
    pub fold: &'a dyn Fn(char) -> char,
    /// The first reading in pinyin, without tone.
    pub sound: &'a dyn Fn(char) -> Option<&'a str>,
    /// Words of the lexicon; for the built-in base, whose names it is taught and whose slips are looked for.
    pub word: Option<&'a dyn Fn(&str) -> bool>,
}

/// Compiles what was loaded. Entries that cannot be told apart (an id used twice) are taken once.
pub fn compile(loaded: Loaded, tables: &Tables<'_>) -> Vec<u8> {
    let abbreviations = abbreviations(&loaded, tables.fold);
    let mut items = loaded.items;
    items.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    items.dedup_by(|a, b| a.entry.id == b.entry.id);
    let over: Vec<u32> = (0..).zip(&items).filter(|(_, item)| item.over).map(|(place, _)| place).collect();
    let mut entries: Vec<Entry> = items.into_iter().map(|item| item.entry).collect();
    let mut sources: Vec<Source> = loaded.sources.into_iter().map(|(source, _, _)| source).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources.dedup_by(|a, b| a.id == b.id);
    holders(&mut entries);
    fold_guards(&mut entries, tables.fold);
    let written = Forms::of(&entries, tables);

    let mut out = MAGIC.to_vec();
    section(&mut out, &written.starts);
    section(&mut out, &written.forms);
    section(&mut out, &written.owners);
    packed(&mut out, &entries);
    packed(&mut out, &sources);
    let mut bytes = Vec::new();
    abbreviations.put(&mut bytes);
    section(&mut out, &bytes);
    packed(&mut out, &keys::keys(&entries, tables));
    section(&mut out, &over.iter().flat_map(|place| place.to_le_bytes()).collect::<Vec<_>>());
    section(&mut out, &written.texts);
    section(&mut out, &written.nears);
    section(&mut out, taught(&written.all, &abbreviations, tables).as_bytes());
    let homes = entries.iter().flat_map(|entry| [&entry.country, &entry.body]);
    let tags = homes.map(|home| home.as_deref().map_or(0, tag));
    section(&mut out, &tags.flat_map(u32::to_le_bytes).collect::<Vec<_>>());
    out
}

/// The written forms with their owners, and the sections that they make.
#[derive(Default)]
struct Forms {
    all: BTreeMap<String, Vec<Owner>>,
    starts: Vec<u8>,
    forms: Vec<u8>,
    owners: Vec<u8>,
    texts: Vec<u8>,
    nears: Vec<u8>,
}

impl Forms {
    fn of(entries: &[Entry], tables: &Tables<'_>) -> Self {
        let mut this = Self::default();
        for (place, entry) in (0..).zip(entries) {
            for (form, owner) in forms::forms(entry, place, tables.fold) {
                this.all.entry(form).or_default().push(owner);
            }
        }
        // As the matcher wants them: names before titles.
        this.all.values_mut().for_each(|owners| owners.sort_by_key(|owner| owner.flags & flag::TITLE));
        let mut starts: BTreeMap<[char; 2], Start> = BTreeMap::new();
        // The forms that the next one may begin with, each one the beginning of the one behind it.
        let mut above: Vec<(u32, &str)> = Vec::new();
        for (place, (form, owners)) in (0_u32..).zip(&this.all) {
            above.retain(|(_, shorter)| form.starts_with(shorter));
            let shorter = above.last().map_or(place, |&(shorter, _)| shorter);
            let mut chars = form.chars();
            let pair = chars.next().zip(chars.next());
            let (key, text) = (written::key(chars.as_str().as_bytes()), this.texts.len() as u32);
            let mut written = Form { key, text, len: form.len() as u32, shorter, ..Form::default() };
            if let Some((first, others)) = owners.split_first() {
                written.owner = written::put_owner(first);
                if !others.is_empty() {
                    written.others = (this.owners.len() / written::OWNER) as u32 + 1;
                    this.owners.extend_from_slice(&(others.len() as u64).to_le_bytes());
                    this.owners.extend(others.iter().flat_map(written::put_owner));
                }
            }
            written.put(&mut this.forms);
            above.push((place, form));
            this.texts.extend_from_slice(form.as_bytes());
            if let Some((a, b)) = pair {
                starts.entry([a, b]).or_default().add(place, form);
            }
        }
        if tables.word.is_some() {
            this.nears(entries, tables, &mut starts);
        }
        this.starts = starts::build(&starts);
        this
    }

    fn nears(&mut self, entries: &[Entry], tables: &Tables<'_>, starts: &mut BTreeMap<[char; 2], Start>) {
        let places: BTreeMap<&str, u32> = self.all.keys().map(String::as_str).zip(0..).collect();
        let mut first = 0;
        for (pair, nears) in nears::nears(entries, tables.fold, |form| places.get(form).copied()) {
            nears.iter().for_each(|near| nears::put(near, &mut self.nears));
            let end = first + nears.len() as u32;
            starts.entry(pair).or_default().nears = first..end;
            first = end;
        }
    }
}

/// The names in Han characters that are no words of the lexicon, as a dictionary for it: each stands its ground against words
/// of ordinary frequency and loses to frequent ones.
fn taught(forms: &BTreeMap<String, Vec<Owner>>, abbreviations: &[Abbreviation], tables: &Tables<'_>) -> String {
    let Some(is_word) = tables.word else { return String::new() };
    let stub = |owner: &Owner| owner.flags & flag::STUB != 0;
    let mut words = String::new();
    for form in forms.iter().filter(|(_, owners)| !owners.iter().all(stub)).map(|(form, _)| form) {
        let frequency = match form.chars().count() {
            // 韩正 begins with an abbreviation: taught, it would swallow 韩 in 日韩正就此.
            2 if abbreviations.iter().any(|one| form.starts_with(&one.text)) => continue,
            2 => 20,
            3 => 60,
            4..=8 => 300,
            _ => continue,
        };
        if form.chars().all(is_han) && !is_word(form) {
            words.push_str(&format!("{form} {frequency}\n"));
        }
    }
    words
}

/// The words of guards as texts are searched for them.
fn fold_guards(entries: &mut [Entry], fold: &dyn Fn(char) -> char) {
    let guards = entries.iter_mut().flat_map(|entry| &mut entry.names).filter_map(|name| name.guard.as_mut());
    for word in guards.flat_map(|guard| guard.near.iter_mut().chain(&mut guard.not)) {
        *word = forms::key(word, fold);
    }
}

fn section(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.resize(out.len().next_multiple_of(LINE), 0);
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
    let folded = |word: &String| forms::key(word, fold);
    let contexts = &loaded.contexts;
    let tables = loaded.abbreviations.iter().map(|(table, _)| Abbreviation {
        text: forms::key(table.text.get_ref(), fold),
        id: table.id.get_ref().clone(),
        with: table.with.iter().map(folded).collect(),
        left: Words::by_last(table.left.as_ref().unwrap_or(&contexts.left).iter().map(folded)),
        right: Words::by_first(table.right.as_ref().unwrap_or(&contexts.right).iter().map(folded)),
    });
    tables.collect()
}
