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
    names_of: HashMap<[char; 2], Ends>,
    /// A bit for each pair of these: most pairs of a text are none, and cost one look here.
    pairs: Vec<u64>,
}

/// Places of the names that begin and end with a pair.
#[derive(Debug, Default)]
struct Ends {
    beginning: Vec<u32>,
    ending: Vec<u32>,
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
            self.names_of.entry([a, b]).or_default().beginning.push(place);
            self.names_of.entry([y, z]).or_default().ending.push(place);
            self.names.push((chars, entry, name));
        }
    }

    /// False for most pairs of characters that no name begins or ends with, and for none that one does.
    pub fn may_hold(&self, pair: [char; 2]) -> bool {
        let (word, bit) = spot(pair);
        self.pairs.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// All stretches of a folded text that are one character inside off a name that begins or ends with the pair of
    /// characters at a byte.
    pub fn find<'a>(&'a self, folded: &'a str, at: usize) -> impl Iterator<Item = Near> + use<'a> {
        let mut chars = folded.get(at..).unwrap_or("").chars();
        let names = chars.next().zip(chars.next()).and_then(|(a, b)| self.names_of.get(&[a, b]));
        // With the second character wrong, the last two are right; with a later one, the first two.
        let tails = names.into_iter().flat_map(|names| &names.ending);
        let tails = tails.filter_map(move |&name| Some((self.start(folded, at, name)?, name, true)));
        let heads = names.into_iter().flat_map(|names| &names.beginning).map(move |&name| (at, name, false));
        tails.chain(heads).filter_map(|(start, name, second)| self.near(folded, start, name, second))
    }

    /// Where a name begins whose last but one character stands at a byte.
    fn start(&self, folded: &str, at: usize, name: u32) -> Option<usize> {
        let before = self.chars(name)?.len().checked_sub(3)?;
        Some(folded.get(..at)?.char_indices().nth_back(before)?.0)
    }

    fn chars(&self, name: u32) -> Option<&[char]> {
        self.names.get(name as usize).map(|(chars, ..)| &**chars)
    }

    /// The stretch from a byte on, if one character of it is not the name's: the second, or a later one inside.
    fn near(&self, folded: &str, start: usize, name: u32, second: bool) -> Option<Near> {
        let (chars, entry, name) = self.names.get(name as usize)?;
        let rest = folded.get(start..)?;
        let mut wrong = rest.chars().zip(chars).enumerate().filter(|(_, (a, b))| a != *b);
        let (place, (c, _)) = wrong.next()?;
        let inside = place > 0 && place + 1 < chars.len() && (place == 1) == second;
        let one = inside && is_han(c) && wrong.next().is_none();
        let (last, c) = rest.char_indices().nth(chars.len() - 1).filter(|_| one && chars.len() >= CHARS)?;
        Some(Near { start, end: start + last + c.len_utf8(), entry: *entry, name: *name })
    }
}
