//! The pairs of characters that stand side by side in some word of the lexicon. Half of all places in a text lie between
//! others, and words begin and end there: nobody need ask the lexicon, whose 16 MB no cache holds.
//!
//! The table has two bits in one word for each pair, by its hash, so it may take a pair for a joint that is none (one in
//! fifty), never the other way round.

use super::starts::hash;

/// Words of eight bytes: some 300,000 pairs set one bit in eight.
const WORDS: usize = 1 << 16;

#[inline]
fn spot(a: char, b: char) -> (usize, u64) {
    let hash = hash(a, b);
    ((hash >> 48) as usize, 1 << ((hash >> 42) & 63) | 1 << ((hash >> 36) & 63))
}

/// The table for all words of the lexicon, of little-endian `u64`.
pub fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut table = vec![0; WORDS];
    for word in words {
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            let (at, bits) = spot(a, b);
            table[at] |= bits;
        }
    }
    table.into_iter().flat_map(u64::to_le_bytes).collect()
}

/// False only where no word holds the two side by side; always true of an empty table.
#[inline]
pub fn may_join(table: &[u8], a: char, b: char) -> bool {
    let (at, bits) = spot(a, b);
    table.as_chunks().0.get(at).is_none_or(|&word| u64::from_le_bytes(word) & bits == bits)
}
