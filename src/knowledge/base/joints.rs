//! Between which characters a word of the lexicon may go on. Half of all places in a text are no such joint, and words begin
//! and end there: nobody need ask the lexicon, whose 16 MB no cache holds.
//!
//! Two tables of little-endian `u64`, with two bits in one word for each item, by its hash: of the pairs of characters that
//! stand side by side in some word; and of the words of two characters and all rows of three within longer ones. So a place
//! may be taken for a joint that is none, never the other way round.

use super::starts::{hash, hash_row};

/// Words of the first table: some 300,000 pairs set one bit in four, and the second table tells more.
const PAIRS: usize = 1 << 15;
/// Words of the second table: some 450,000 items set one bit in five.
const ROWS: usize = 1 << 16;

/// The word and the bits of a hash in a table of so many words.
#[inline]
fn spot(hash: u64, words: usize) -> (usize, u64) {
    ((hash >> 48) as usize % words, 1 << ((hash >> 42) & 63) | 1 << ((hash >> 36) & 63))
}

#[inline]
fn row(a: char, b: char, c: char) -> u64 {
    hash_row(a, b, u32::from(c))
}

/// A word of two characters.
#[inline]
fn word(a: char, b: char) -> u64 {
    row(a, b, '\0')
}

/// The tables for all words of the lexicon.
pub fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let (mut pairs, mut rows) = (vec![0; PAIRS], vec![0; ROWS]);
    let put = |table: &mut Vec<u64>, hash| {
        let (at, bits) = spot(hash, table.len());
        table[at] |= bits;
    };
    for text in words {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).for_each(|pair| put(&mut pairs, hash(pair[0], pair[1])));
        chars.windows(3).for_each(|three| put(&mut rows, row(three[0], three[1], three[2])));
        if let [a, b] = chars[..] {
            put(&mut rows, word(a, b));
        }
    }
    pairs.into_iter().chain(rows).flat_map(u64::to_le_bytes).collect()
}

/// False only where no word goes on from the first of two characters to the second; always true of empty tables.
#[inline]
pub fn may_join(tables: &[u8], before: Option<char>, [a, b]: [char; 2], after: Option<char>) -> bool {
    let words: &[[u8; 8]] = tables.as_chunks().0;
    let holds = |first: usize, len: usize, hash: u64| {
        let (at, bits) = spot(hash, len);
        words.get(first + at).is_none_or(|&word| u64::from_le_bytes(word) & bits == bits)
    };
    let held = |hash| holds(PAIRS, ROWS, hash);
    holds(0, PAIRS, hash(a, b))
        && (held(word(a, b))
            || before.is_some_and(|before| held(row(before, a, b)))
            || after.is_some_and(|after| held(row(a, b, after))))
}

#[cfg(test)]
mod tests {
    use super::{build, may_join};

    #[test]
    fn what_a_word_holds_is_joined_and_little_else() {
        let tables = build(["中国", "国务院", "甲乙丙丁"].into_iter());
        let joins = |before: char, pair: [char; 2], after: char| may_join(&tables, Some(before), pair, Some(after));
        assert!(joins('在', ['中', '国'], '的') && may_join(&tables, None, ['国', '务'], Some('院')));
        assert!(joins('甲', ['乙', '丙'], '丁'));
        assert!(!joins('在', ['国', '务'], '员'), "the pair of a longer word, and not that word");
        assert!(!joins('在', ['的', '国'], '务'));
    }

    #[test]
    fn without_tables_all_may_be_joined() {
        assert!(may_join(&[], None, ['的', '国'], None));
    }
}
