//! The pairs of characters that stand side by side in some word of the lexicon. Half of all places in a text lie between
//! others, and words begin and end there: nobody need ask the lexicon, whose 16 MB no cache holds.
//!
//! The table has a bit for each hash of a pair, so it may take a pair for a joint that is none, never the other way round.

use super::starts::hash;

/// Some 300,000 pairs set one bit in fourteen.
const BYTES: usize = 1 << 19;

#[inline]
fn spot(a: char, b: char) -> (usize, u8) {
    let hash = hash(a, b);
    ((hash >> 45) as usize, 1 << ((hash >> 42) & 7))
}

/// The table for all words of the lexicon.
pub fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut table = vec![0; BYTES];
    for word in words {
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            let (byte, bit) = spot(a, b);
            table[byte] |= bit;
        }
    }
    table
}

/// False only where no word holds the two side by side; always true of an empty table.
#[inline]
pub fn may_join(table: &[u8], a: char, b: char) -> bool {
    let (byte, bit) = spot(a, b);
    table.get(byte).is_none_or(|bits| bits & bit != 0)
}
