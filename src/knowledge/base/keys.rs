//! What a writer may type for a name: its pinyin, the initials of it, its Latin spelling.

use super::{
    Entry, Kind, Status,
    compile::Tables,
    forms::{self, is_han, plain},
    pack::{Pack, packed},
};

/// One way to type a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Lower-case letters and digits.
    pub text: String,
    /// Place of the entry in its index.
    pub entry: u32,
    /// Place of the name in the entry.
    pub name: u32,
}

packed! {
    struct Key { text, entry, name }
}

/// Longest key, in letters: nobody types more before choosing.
const LONGEST: usize = 32;

/// All keys of all names, sorted.
pub fn keys(entries: &[Entry], tables: &Tables<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    for (entry, one) in entries.iter().enumerate().filter(|(_, one)| one.kind != Kind::Office) {
        for (name, spelt) in one.names.iter().enumerate().filter(|(_, name)| name.status != Status::Misspelling) {
            let mut add = |text: String| {
                let text: String = text.chars().take(LONGEST).collect();
                if text.len() >= 2 {
                    keys.push(Key { text, entry: entry as u32, name: name as u32 });
                }
            };
            if forms::latin(spelt) {
                add(letters(&spelt.text));
                if let Some((_, family)) = spelt.text.rsplit_once(' ').filter(|_| one.kind == Kind::Person) {
                    add(letters(family));
                }
            } else {
                let sounds = |c: char| (tables.sound)((tables.fold)(c));
                add(spelt.text.chars().map(|c| sounds(c).map_or_else(|| latin(c), str::to_owned)).collect());
                add(spelt.text.chars().map(|c| sounds(c).map_or_else(|| latin(c), |s| s[..1].to_owned())).collect());
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A text as keys hold it.
pub fn letters(text: &str) -> String {
    text.chars().map(latin).collect()
}

fn latin(c: char) -> String {
    let c = plain(c);
    if c.is_alphanumeric() && !is_han(c) { c.to_lowercase().collect() } else { String::new() }
}
