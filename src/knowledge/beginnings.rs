//! Where in a text something of the base may begin: most places are none, and cost one look here.

use super::{
    base::starts::{hash, mix, third},
    layer::Layer,
};
use crate::text::CharSet;

/// Words of the filter: some 40,000 items set about one bit in seven.
const WORDS: usize = 1 << 13;

/// What the forms and the names that a text may nearly hold begin with, and the abbreviations of one character; of all
/// layers.
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// For each pair of characters a word, by its hash: two bits for each sort of third character, or for any.
    pairs: Box<[u64; WORDS]>,
    letters: Box<CharSet>,
    /// Those above the basic plane.
    rare_letters: Vec<char>,
}

impl Default for Beginnings {
    fn default() -> Self {
        Self { pairs: Box::new([0; WORDS]), letters: Box::new(CharSet::EMPTY), rare_letters: Vec::new() }
    }
}

/// Two characters on the walk over a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair(u64);

impl Pair {
    #[inline]
    pub fn of(a: char, b: char) -> Self {
        Self(hash(a, b))
    }

    fn word(self) -> usize {
        (self.0 >> 51) as usize
    }

    /// The bits that say that any character may follow.
    fn any(self) -> u64 {
        bits(self.0 << 13)
    }

    /// The bits of a sort of third character.
    fn followed(self, third: u32) -> u64 {
        bits(mix(self.0, third))
    }
}

fn bits(hash: u64) -> u64 {
    1 << (hash >> 58) | 1 << (hash >> 52 & 63)
}

impl Beginnings {
    /// Adds those of a layer.
    pub fn add(&mut self, layer: &Layer) {
        for ([a, b], start) in layer.index().written().pairs() {
            let pair = Pair::of(a, b);
            self.pairs[pair.word()] |= match start.thirds() {
                Some(thirds) => thirds.fold(0, |all, third| all | pair.followed(third)),
                None => pair.any(),
            };
        }
        for one in &layer.abbreviations {
            let mut chars = one.text.chars();
            if let (Some(letter), None) = (chars.next(), chars.next())
                && !self.letters.add(letter)
            {
                self.rare_letters.push(letter);
            }
        }
    }

    /// False for most pairs with another character behind them that nothing begins with, and for none that something does.
    #[inline]
    pub fn may_begin(&self, pair: Pair, behind: char) -> bool {
        let word = self.pairs[pair.word()];
        let holds = |bits| word & bits == bits;
        // Both are looked at: which of them holds cannot be foretold.
        holds(pair.any()) | holds(pair.followed(third(behind)))
    }

    /// True for a one-character abbreviation.
    #[inline]
    pub fn is_letter(&self, c: char) -> bool {
        self.letters.holds(c) || c > '\u{ffff}' && self.rare_letters.contains(&c)
    }
}
