//! A vocabulary as a trie over characters, for words of Chinese characters alone: the longest word at a place, at the cost
//! of a look at the character and at the one behind it where none begins, as mostly.

use crate::text::CharSet;

/// The first character that words may have, and how many there are: CJK ideographs of the basic plane.
const FIRST: u16 = 0x4e00;
const COUNT: usize = 0x5200;

/// Where a word may end or go on.
#[derive(Clone, Copy, Debug, Default)]
struct Branch {
    /// The nodes of the characters that may follow.
    next: u16,
    count: u8,
    /// The value of the word that ends here, and 1.
    value: u8,
}

/// Words of the filter of beginnings: some 2,100 pairs set one bit in thirty.
const PAIRS: usize = 1 << 10;

/// The first character of words.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    /// The last six bits of the characters that may follow, one bit each.
    follow: u64,
    branch: Branch,
}

/// Any other character of a word. There are many, so they are small.
#[derive(Clone, Copy, Debug)]
struct Node {
    code: u16,
    branch: Branch,
}

#[derive(Debug)]
pub struct Trie {
    /// A bit for each hash of two characters that a word begins with.
    pairs: Vec<u64>,
    /// Characters that are words by themselves.
    whole: CharSet,
    /// For each character its place among `heads`; most have the first, with which no word begins.
    places: Vec<u16>,
    heads: Vec<Head>,
    nodes: Vec<Node>,
}

/// Words with the codes of their characters, and their values.
type Coded = (Vec<u16>, u8);

impl Default for Trie {
    fn default() -> Self {
        let (pairs, whole) = (vec![0; PAIRS], CharSet::EMPTY);
        Self { pairs, whole, places: vec![0; COUNT], heads: vec![Head::default()], nodes: Vec::new() }
    }
}

impl Trie {
    /// The trie of some words with their values; `None` for words it cannot hold.
    pub fn new(words: impl Iterator<Item = (String, u8)>) -> Option<Self> {
        let coded = words.map(|(word, value)| Some((word.chars().map(code).collect::<Option<Vec<u16>>>()?, value)));
        let mut words = coded.collect::<Option<Vec<Coded>>>()?;
        words.sort_unstable();
        let mut trie = Self::default();
        for group in words.chunk_by(|(one, _), (other, _)| one.first() == other.first()) {
            let code = *group.first()?.0.first()?;
            let branch = trie.branch(group, 1)?;
            let below = trie.below(branch)?;
            let follow = below.iter().fold(0, |bits, node| bits | bit(node.code));
            for node in trie.nodes.get(usize::from(branch.next)..)?.iter().take(branch.count.into()) {
                let (word, bit) = spot(code.into(), node.code.into());
                *trie.pairs.get_mut(word)? |= bit;
            }
            if branch.value > 0 {
                trie.whole.add(char::from_u32(code.into())?);
            }
            *trie.places.get_mut(usize::from(code - FIRST))? = u16::try_from(trie.heads.len()).ok()?;
            trie.heads.push(Head { follow, branch });
        }
        Some(trie)
    }

    /// Where words go on that are the same in their first `depth` characters.
    fn branch(&mut self, words: &[Coded], depth: usize) -> Option<Branch> {
        // The word that ends here stands first.
        let (ended, longer) = words.split_at(words.partition_point(|(word, _)| word.len() == depth));
        let code = |group: &[Coded]| group.first()?.0.get(depth).copied();
        let alike = longer.chunk_by(|(one, _), (other, _)| one.get(depth) == other.get(depth));
        // One for each bit of `Head::follow`, in their order; then others that share a bit with one of those.
        let (mut groups, mut bits) = (alike.collect::<Vec<_>>(), 0);
        groups.sort_by_cached_key(|group| {
            let code = code(group).unwrap_or(0);
            let shared = bits & bit(code) != 0;
            bits |= bit(code);
            (shared, code & 63)
        });
        let next = self.nodes.len();
        for group in &groups {
            self.nodes.push(Node { code: code(group)?, branch: Branch::default() });
        }
        for (at, group) in groups.iter().enumerate() {
            let branch = self.branch(group, depth + 1)?;
            self.nodes.get_mut(next + at)?.branch = branch;
        }
        let value = ended.first().map_or(0, |&(_, value)| value + 1);
        Some(Branch { next: u16::try_from(next).ok()?, count: u8::try_from(groups.len()).ok()?, value })
    }

    fn below(&self, branch: Branch) -> Option<&[Node]> {
        self.nodes.get(usize::from(branch.next)..)?.get(..usize::from(branch.count))
    }

    /// False for most characters with another one behind them that no word begins with, and for none that one does.
    #[inline]
    pub fn may_begin(&self, c: char, behind: char) -> bool {
        let (word, bit) = spot(c.into(), behind.into());
        let pair = self.pairs.get(word).is_some_and(|word| word & bit != 0);
        // Both are looked at: which of them holds cannot be foretold.
        pair | self.whole.holds(c)
    }

    /// The end of the longest word that begins with the character at a byte of a text, and its value.
    pub fn longest(&self, text: &str, at: usize) -> Option<(usize, u8)> {
        let (code, mut rest) = first(text.as_bytes().get(at..)?)?;
        let place = self.places.get(usize::from(code.wrapping_sub(FIRST)))?;
        let &Head { follow, mut branch } = self.heads.get(usize::from(*place))?;
        let mut found = branch.word(text, rest);
        let Some((code, tail)) = first(rest) else { return found };
        // Its bit mostly tells which node the second character has; behind it there are few.
        let below = self.below(branch)?;
        let likely = below.get((follow & (bit(code) - 1)).count_ones() as usize);
        let twins = || below.get(follow.count_ones() as usize..)?.iter().find(|node| node.code == code);
        let mut next = likely.filter(|node| node.code == code).or_else(twins).map(|node| (node, tail));
        while let Some((node, behind)) = next {
            (branch, rest) = (node.branch, behind);
            found = branch.word(text, rest).or(found);
            if branch.count == 0 {
                break;
            }
            next = first(rest).and_then(|(code, tail)| {
                let mut below = self.below(branch)?.iter();
                Some((below.find(|node| node.code == code)?, tail))
            });
        }
        found
    }
}

impl Branch {
    /// The word of a text that ends here, with `rest` behind it.
    fn word(self, text: &str, rest: &[u8]) -> Option<(usize, u8)> {
        self.value.checked_sub(1).map(|value| (text.len() - rest.len(), value))
    }
}

/// The character of three bytes that a text begins with, and what follows it.
fn first(rest: &[u8]) -> Option<(u16, &[u8])> {
    let [lead @ 0xe0..=0xef, second, third, ref tail @ ..] = *rest else { return None };
    Some((u16::from(lead & 15) << 12 | u16::from(second & 63) << 6 | u16::from(third & 63), tail))
}

/// The code of a character that words may have.
fn code(c: char) -> Option<u16> {
    let code = u16::try_from(u32::from(c)).ok()?;
    (usize::from(code.checked_sub(FIRST)?) < COUNT).then_some(code)
}

/// The word and the bit of two characters.
#[inline]
fn spot(a: u32, b: u32) -> (usize, u64) {
    let hash = (u64::from(a) << 21 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash >> 54) as usize % PAIRS, 1 << (hash >> 48 & 63))
}

/// The bit of [`Head::follow`].
fn bit(code: u16) -> u64 {
    1 << (code & 63)
}

#[cfg(test)]
mod tests {
    use super::Trie;

    fn trie(words: &[&str]) -> Trie {
        let words = words.iter().zip(0..).map(|(word, value)| ((*word).to_owned(), value));
        Trie::new(words).unwrap_or_else(|| unreachable!())
    }

    /// The words of a text: the longest of the first that begins, then on behind it.
    fn found<'a>(trie: &Trie, text: &'a str) -> Vec<&'a str> {
        let mut behind = 0;
        let word = |(at, c): (usize, char)| {
            let (end, _) = trie.longest(text, at).filter(|_| at >= behind)?;
            let next = text[at + c.len_utf8()..].chars().next();
            assert!(next.is_none_or(|next| trie.may_begin(c, next)));
            behind = end;
            text.get(at..end)
        };
        text.char_indices().filter_map(word).collect()
    }

    #[test]
    fn the_longest_of_the_first_is_found() {
        let trie = trie(&["报告", "报告说", "告说", "说", "认为"]);
        assert_eq!(found(&trie, "x报告说，报告认。🙂认为告说"), ["报告说", "报告", "认为", "告说"]);
        assert_eq!(found(&trie, "é说报"), ["说"]);
    }

    #[test]
    fn characters_that_share_a_bit_are_told_apart() {
        let words = ["报\u{4e01}", "报\u{4e41}", "报\u{4e81}", "报\u{4e02}", "报\u{4e42}甲", "报\u{4e00}"];
        let trie = trie(&words);
        assert_eq!(found(&trie, &words.concat()), words);
        assert!(found(&trie, "报\u{4ec1}报\u{4e42}乙").is_empty());
    }

    #[test]
    fn words_of_other_signs_are_refused() {
        assert!(Trie::new([("ab".to_owned(), 0)].into_iter()).is_none());
    }
}
