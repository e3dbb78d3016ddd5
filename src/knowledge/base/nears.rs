//! Transliterated names that a text may nearly hold: one wrong character inside. Slips at the ends are the stubs'.
//!
//! Each name stands in the index twice: by the two characters it begins with, and by the two it ends with. A record is
//! three little-endian `u32`: its form; its entry; its place in the entry, doubled, and one more where it stands by its end.

use std::collections::BTreeMap;

use super::{
    Entry, Kind, Role,
    forms::{self, is_han},
    index::number,
};

/// A name, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    pub form: u32,
    pub entry: u32,
    pub name: u16,
    /// By the two characters that it ends with.
    pub ending: bool,
}

/// Bytes of a record.
const RECORD: usize = 12;

/// The unguarded names in Han characters of all people with transliterated names, by the pairs that they begin and end with:
/// of each pair those that end with it, then those that begin with it.
pub fn nears(
    entries: &[Entry],
    fold: impl Fn(char) -> char,
    place: impl Fn(&str) -> Option<u32>,
) -> BTreeMap<[char; 2], Vec<Near>> {
    let mut all: BTreeMap<[char; 2], Vec<Near>> = BTreeMap::new();
    for (entry, one) in (0..).zip(entries) {
        if one.kind != Kind::Person || !one.names.iter().any(|name| name.text.contains('·')) {
            continue;
        }
        for (name, text) in (0_u16..).zip(&one.names) {
            let plain = text.guard.is_none() && matches!(text.role, Role::Full | Role::Short);
            let text = forms::key(&text.text, &fold);
            let chars: Vec<char> = text.chars().collect();
            if let [a, b, .., y, z] = chars[..]
                && plain
                && chars.iter().all(|&c| is_han(c))
                && let Some(form) = place(&text)
            {
                let near = |ending| Near { form, entry, name, ending };
                all.entry([a, b]).or_default().push(near(false));
                all.entry([y, z]).or_default().push(near(true));
            }
        }
    }
    all.values_mut().for_each(|nears| nears.sort_by_key(|near| !near.ending));
    all
}

pub fn put(near: &Near, out: &mut Vec<u8>) {
    let name = (u32::from(near.name) << 1) | u32::from(near.ending);
    [near.form, near.entry, name].iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

pub fn get(section: &[u8], at: u32) -> Option<Near> {
    let bytes = section.get(at as usize * RECORD..(at as usize + 1) * RECORD)?;
    let name = number(bytes, 2)?;
    let (form, entry) = (number(bytes, 0)?, number(bytes, 1)?);
    Some(Near { form, entry, name: (name >> 1) as u16, ending: name & 1 == 1 })
}
