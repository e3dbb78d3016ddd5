//! Where in a text something of the base may begin: most places are none, and cost one look here.

use super::{
    base::starts::{hash, hash_row, third},
    layer::Layer,
};

/// Words of the pairs' filter: some 15,000 pairs of the built-in base set one bit in nine.
const PAIRS: usize = 1 << 11;
/// Words of the filter of what follows them: some 40,000 items set one bit in twelve.
const ROWS: usize = 1 << 13;

/// Words of a bit for each character of the basic plane.
const PLANE: usize = 1 << 10;

/// The pairs of characters that a form, or a name that a text may nearly hold, begins with, and the abbreviations of one
/// character; of all layers.
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// A bit for each hash of a pair.
    pairs: Box<[u64; PAIRS]>,
    /// A bit for each hash of a pair and the sort of a third character; of a pair alone where any may follow.
    rows: Box<[u64; ROWS]>,
    /// A bit for each letter of the basic plane.
    letters: Box<[u64; PLANE]>,
    /// The others.
    rare_letters: Vec<char>,
}

impl Default for Beginnings {
    fn default() -> Self {
        let (pairs, rows, letters) = (Box::new([0; PAIRS]), Box::new([0; ROWS]), Box::new([0; PLANE]));
        Self { pairs, rows, letters, rare_letters: Vec::new() }
    }
}

/// The word and the bit of a pair.
#[inline]
fn spot(a: char, b: char) -> (usize, u64) {
    let hash = hash(a, b);
    ((hash >> 53) as usize, 1 << ((hash >> 47) & 63))
}

/// What follows a pair where any character may.
const ANY: u32 = 64;

/// The word and the bit of a pair and the sort of a third character.
#[inline]
fn row_spot(a: char, b: char, third: u32) -> (usize, u64) {
    let hash = hash_row(a, b, third);
    ((hash >> 51) as usize, 1 << ((hash >> 45) & 63))
}

impl Beginnings {
    /// Adds those of a layer.
    pub fn add(&mut self, layer: &Layer) {
        for ([a, b], start) in layer.index().written().pairs() {
            let (word, bit) = spot(a, b);
            self.pairs[word] |= bit;
            let mut follows = |third| {
                let (word, bit) = row_spot(a, b, third);
                self.rows[word] |= bit;
            };
            match start.thirds() {
                Some(thirds) => thirds.for_each(&mut follows),
                None => follows(ANY),
            }
        }
        for one in &layer.abbreviations {
            let mut chars = one.text.chars();
            if let (Some(letter), None) = (chars.next(), chars.next()) {
                match self.letters.get_mut(letter as usize / 64) {
                    Some(word) => *word |= 1 << (letter as u32 % 64),
                    None => self.rare_letters.push(letter),
                }
            }
        }
    }

    /// False for most pairs that nothing begins with, and for none that something does.
    #[inline]
    pub fn may_begin(&self, a: char, b: char) -> bool {
        let (word, bit) = spot(a, b);
        self.pairs[word] & bit != 0
    }

    /// False for most characters that nothing goes on with behind a pair, and for none that something does.
    #[inline]
    pub fn may_go_on(&self, a: char, b: char, c: char) -> bool {
        let holds = |third| {
            let (word, bit) = row_spot(a, b, third);
            self.rows[word] & bit != 0
        };
        holds(third(c)) || holds(ANY)
    }

    /// True for a one-character abbreviation.
    #[inline]
    pub fn is_letter(&self, c: char) -> bool {
        match self.letters.get(c as usize / 64) {
            Some(word) => word >> (c as u32 % 64) & 1 == 1,
            None => self.rare_letters.contains(&c),
        }
    }
}
