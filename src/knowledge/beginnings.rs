//! Where in a text something of the base may begin: most places are none, and cost one look here.

use super::{base::starts::hash, layer::Layer};

/// Words of the pairs' filter: some 15,000 pairs of the built-in base set one bit in nine.
const PAIRS: usize = 1 << 11;

/// The pairs of characters that a form, or a name that a text may nearly hold, begins with, and the abbreviations of one
/// character; of all layers.
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// A bit for each hash of a pair.
    pairs: Box<[u64; PAIRS]>,
    /// A bit for the lowest bits of each letter.
    some_letters: [u64; 16],
    /// In order.
    letters: Vec<char>,
}

impl Default for Beginnings {
    fn default() -> Self {
        Self { pairs: Box::new([0; PAIRS]), some_letters: [0; 16], letters: Vec::new() }
    }
}

/// The word and the bit of a pair.
#[inline]
fn spot(a: char, b: char) -> (usize, u64) {
    let hash = hash(a, b);
    ((hash >> 53) as usize, 1 << ((hash >> 47) & 63))
}

#[inline]
fn letter_spot(c: char) -> (usize, u64) {
    (((u32::from(c) >> 6) & 15) as usize, 1 << (u32::from(c) & 63))
}

impl Beginnings {
    /// Adds those of a layer.
    pub fn add(&mut self, layer: &Layer) {
        for [a, b] in layer.index().written().pairs() {
            let (word, bit) = spot(a, b);
            self.pairs[word] |= bit;
        }
        for one in &layer.abbreviations {
            let mut chars = one.text.chars();
            if let (Some(letter), None) = (chars.next(), chars.next()) {
                let (word, bit) = letter_spot(letter);
                self.some_letters[word] |= bit;
                self.letters.push(letter);
            }
        }
        self.letters.sort_unstable();
        self.letters.dedup();
    }

    /// False for most pairs that nothing begins with, and for none that something does.
    #[inline]
    pub fn may_begin(&self, a: char, b: char) -> bool {
        let (word, bit) = spot(a, b);
        self.pairs[word] & bit != 0
    }

    /// True for a one-character abbreviation.
    #[inline]
    pub fn is_letter(&self, c: char) -> bool {
        let (word, bit) = letter_spot(c);
        self.some_letters[word] & bit != 0 && self.has_letter(c)
    }

    #[inline(never)]
    fn has_letter(&self, c: char) -> bool {
        self.letters.binary_search(&c).is_ok()
    }
}
