//! Transliterated names that a text nearly holds: one wrong character inside. Slips at the ends are the automaton's.

use std::collections::HashMap;

use super::{
    Kind, Role,
    base::{
        forms::{self, is_han},
        index::Index,
    },
};
use crate::text::script;

/// Shortest name, in characters, whose slips are looked for.
const CHARS: usize = 4;

/// Whose name a text nearly holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// Place of the entry in its index, and of the name in the entry.
    pub entry: u32,
    pub name: u16,
}

/// The names of an index by the two characters that they begin and end with: one pair is right where one character inside
/// is wrong.
#[derive(Debug, Default)]
pub struct Nearly {
    names: Vec<(Box<[char]>, u32, u16)>,
    heads: HashMap<[char; 2], Vec<u32>>,
    tails: HashMap<[char; 2], Vec<u32>>,
    /// A bit for each pair of either: most pairs of a text are none, and cost one look here.
    pairs: Vec<u64>,
}

/// Bits for pairs, a power of two: some 3,000 pairs set one in twenty.
const PAIRS: u32 = 1 << 16;

/// The word and the bit of a pair.
fn spot([a, b]: [char; 2]) -> (usize, u64) {
    let hash = (u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b)) >> 16;
    ((hash % PAIRS / 64) as usize, 1 << (hash % 64))
}

impl Nearly {
    /// The unguarded names in Han characters of all people with transliterated names.
    pub fn of(index: Index<'_>) -> Self {
        let mut all = Self::default();
        let people = (0..index.len() as u32).filter(|&place| index.kind(place) == Some(Kind::Person));
        for (place, entry) in people.filter_map(|place| Some((place, index.entry(place)?))) {
            if !entry.names.iter().any(|name| name.text.contains('·')) {
                continue;
            }
            for (at, name) in (0_u16..).zip(&entry.names) {
                if name.guard.is_none() && matches!(name.role, Role::Full | Role::Short) {
                    all.add(forms::key(&name.text, script::fold).chars().collect(), place, at);
                }
            }
        }
        all
    }

    fn add(&mut self, chars: Box<[char]>, entry: u32, name: u16) {
        if let [a, b, .., y, z] = *chars
            && chars.iter().all(|&c| is_han(c))
        {
            let place = self.names.len() as u32;
            self.pairs.resize(PAIRS as usize / 64, 0);
            for (word, bit) in [spot([a, b]), spot([y, z])] {
                self.pairs[word] |= bit;
            }
            self.heads.entry([a, b]).or_default().push(place);
            self.tails.entry([y, z]).or_default().push(place);
            self.names.push((chars, entry, name));
        }
    }

    /// All stretches of a folded text that are one character inside off a name.
    pub fn find(&self, folded: &str) -> Vec<Near> {
        let text: Vec<(usize, char)> = folded.char_indices().collect();
        let mut found = Vec::new();
        for (at, pair) in text.windows(2).enumerate() {
            let [(_, a), (_, b)] = *pair else { continue };
            let (word, bit) = spot([a, b]);
            if self.pairs.get(word).is_none_or(|bits| bits & bit == 0) {
                continue;
            }
            // With the second character wrong, the last two are right; with a later one, the first two.
            let tails = self.tails.get(&[a, b]).into_iter().flatten();
            let tails = tails.filter_map(|&name| Some(((at + 2).checked_sub(self.chars(name)?.len())?, name, true)));
            let heads = self.heads.get(&[a, b]).into_iter().flatten().map(|&name| (at, name, false));
            for (from, name, second) in tails.chain(heads) {
                found.extend(self.near(&text, from, name, second));
            }
        }
        found
    }

    fn chars(&self, name: u32) -> Option<&[char]> {
        self.names.get(name as usize).map(|(chars, ..)| &**chars)
    }

    /// The stretch from a character on, if one character of it is not the name's: the second, or a later one inside.
    fn near(&self, text: &[(usize, char)], from: usize, name: u32, second: bool) -> Option<Near> {
        let (chars, entry, name) = self.names.get(name as usize)?;
        let written = text.get(from..from + chars.len())?;
        let mut wrong = written.iter().zip(chars).enumerate().filter(|(_, ((_, a), b))| a != *b);
        let (place, ((_, c), _)) = wrong.next()?;
        let inside = place > 0 && place + 1 < chars.len() && (place == 1) == second;
        let one = inside && is_han(*c) && wrong.next().is_none();
        let (&(start, _), &(last, c)) = (written.first()?, written.last()?);
        (one && chars.len() >= CHARS).then_some(Near { start, end: last + c.len_utf8(), entry: *entry, name: *name })
    }
}
