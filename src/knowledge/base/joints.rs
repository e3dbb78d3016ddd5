//! Between which characters a word of the lexicon may go on. Half of all places in a text are no such joint, and words begin
//! and end there: nobody need ask the lexicon, whose 16 MB no cache holds.
//!
//! A table of lines, one for the hash of each pair of characters, so that a place costs one look into memory. For each item two
//! bits are set in the line of its pair: the pair stands in some word; it is a word; the character before or behind it in a longer
//! one. So a place may be taken for a joint that is none, never the other way round.

use super::{
    index::LINE,
    starts::{hash, mix},
};

/// Lines of the table: the bits of all words set one in five.
const LINES: usize = 1 << 14;

/// What a line tells of a pair.
#[derive(Clone, Copy)]
enum Item {
    /// Some word holds it.
    Held,
    /// It is a word.
    Word,
    /// The character before it in a longer word.
    Before(char),
    /// The one behind it.
    Behind(char),
}

#[inline]
fn line_of(pair: [char; 2]) -> usize {
    (hash(pair[0], pair[1]) >> 48) as usize % LINES
}

/// The bits of an item in the line of its pair.
#[inline]
fn bits(pair: [char; 2], item: Item) -> [usize; 2] {
    const BITS: usize = 8 * LINE;
    let item = match item {
        Item::Held => 0,
        Item::Word => 1,
        Item::Before(c) => 1 << 24 | u32::from(c),
        Item::Behind(c) => 1 << 25 | u32::from(c),
    };
    let hash = mix(hash(pair[0], pair[1]), item);
    [(hash >> 55) as usize % BITS, (hash >> 46) as usize % BITS]
}

/// The table for all words of the lexicon.
pub fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut table = vec![[0_u8; LINE]; LINES];
    let mut put = |pair: [char; 2], item| {
        let line = &mut table[line_of(pair)];
        bits(pair, item).into_iter().for_each(|bit| line[bit / 8] |= 1 << (bit % 8));
    };
    for text in words {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).for_each(|pair| put([pair[0], pair[1]], Item::Held));
        for three in chars.windows(3) {
            put([three[0], three[1]], Item::Behind(three[2]));
            put([three[1], three[2]], Item::Before(three[0]));
        }
        if let [a, b] = chars[..] {
            put([a, b], Item::Word);
        }
    }
    table.into_flattened()
}

/// False only where no word goes on from the first of two characters to the second; always true of an empty table. `before` and
/// `behind` tell what stands around them.
#[inline]
pub fn may_join(
    table: &[u8],
    pair: [char; 2],
    before: impl FnOnce() -> Option<char>,
    behind: impl FnOnce() -> Option<char>,
) -> bool {
    let lines: &[[u8; LINE]] = table.as_chunks().0;
    let Some(line) = lines.get(line_of(pair)) else { return true };
    let holds = |item| bits(pair, item).into_iter().all(|bit| line[bit / 8] >> (bit % 8) & 1 == 1);
    holds(Item::Held)
        && (holds(Item::Word)
            || before().is_some_and(|before| holds(Item::Before(before)))
            || behind().is_some_and(|behind| holds(Item::Behind(behind))))
}

#[cfg(test)]
mod tests {
    use super::{build, may_join};

    #[test]
    fn what_a_word_holds_is_joined_and_little_else() {
        let tables = build(["中国", "国务院", "甲乙丙丁"].into_iter());
        let joins =
            |before: char, pair: [char; 2], after: char| may_join(&tables, pair, || Some(before), || Some(after));
        assert!(joins('在', ['中', '国'], '的') && may_join(&tables, ['国', '务'], || None, || Some('院')));
        assert!(joins('甲', ['乙', '丙'], '丁'));
        assert!(!joins('在', ['国', '务'], '员'), "the pair of a longer word, and not that word");
        assert!(!joins('在', ['的', '国'], '务'));
    }

    #[test]
    fn without_tables_all_may_be_joined() {
        assert!(may_join(&[], ['的', '国'], || None, || None));
    }
}
