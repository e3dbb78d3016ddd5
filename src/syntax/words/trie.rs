//! A vocabulary as a trie over characters, for words of Chinese characters alone: the longest word at a place, at the cost
//! of two looks into small tables where none begins, as mostly.

use crate::text::Span;

/// The first character that a word can begin with, and how many rows of 64 there are.
const FIRST: u32 = 0x4e00;
const ROWS: usize = 0x5200 / 64;

/// The beginnings of words among 64 characters, one bit each, and the node of the first of them.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    begins: u64,
    node: u16,
}

/// A character of a word.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The last six bits of the characters that may follow, one bit each.
    follow: u64,
    c: char,
    /// The nodes of these characters, in their order.
    next: u16,
    count: u8,
    /// The value of the word that ends here, and 1.
    value: u8,
}

#[derive(Debug)]
pub struct Trie {
    rows: [Row; ROWS],
    nodes: Vec<Node>,
}

impl Trie {
    /// The trie of some words with their values; `None` for words it cannot hold.
    pub fn new(words: impl Iterator<Item = (String, u8)>) -> Option<Self> {
        let mut words: Vec<(Vec<char>, u8)> = words.map(|(word, value)| (word.chars().collect(), value)).collect();
        words.sort_unstable();
        let mut trie = Self { rows: [Row::default(); ROWS], nodes: Vec::new() };
        let heads = trie.grow(&words, 0)?;
        for at in heads {
            let offset = u32::from(trie.nodes.get(at)?.c).checked_sub(FIRST)?;
            let row = trie.rows.get_mut(offset as usize / 64)?;
            if row.begins == 0 {
                row.node = u16::try_from(at).ok()?;
            }
            row.begins |= 1 << (offset % 64);
        }
        Some(trie)
    }

    /// Adds the characters at `depth` of words that are the same before it, in order, and all that follows.
    fn grow(&mut self, words: &[(Vec<char>, u8)], depth: usize) -> Option<std::ops::Range<usize>> {
        let alike = || words.chunk_by(|(one, _), (other, _)| one.get(depth) == other.get(depth));
        let from = self.nodes.len();
        for group in alike() {
            let &c = group.first()?.0.get(depth)?;
            self.nodes.push(Node { follow: 0, c, next: 0, count: 0, value: 0 });
        }
        let grown = from..self.nodes.len();
        for (at, group) in grown.clone().zip(alike()) {
            // The word that ends here stands first.
            let (ended, longer) = group.split_at(group.partition_point(|(word, _)| word.len() == depth + 1));
            let below = self.grow(longer, depth + 1)?;
            let follow = self.nodes.get(below.clone())?.iter().fold(0, |bits, node| bits | bit(node.c));
            let node = self.nodes.get_mut(at)?;
            (node.next, node.count) = (u16::try_from(below.start).ok()?, u8::try_from(below.len()).ok()?);
            node.value = ended.first().map_or(0, |&(_, value)| value + 1);
            node.follow = follow;
        }
        Some(grown)
    }

    /// The words of a text with their values: the longest of the first that begins, then on behind it.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, u8)> + 'a {
        let mut rest = text.as_bytes();
        std::iter::from_fn(move || {
            loop {
                match *rest {
                    [lead @ 0xe4..=0xe9, second, third, ref tail @ ..] => {
                        let row = u32::from(lead & 15) << 6 | u32::from(second & 63);
                        let at = text.len() - rest.len();
                        rest = tail;
                        let Some(node) = self.head(row, third) else { continue };
                        let Some((end, value)) = self.longest(node, text, at + 3) else { continue };
                        rest = text.as_bytes().get(end..)?;
                        return Some((Span::new(at, end), value));
                    }
                    [0xe0..=0xef, _, _, ref tail @ ..] | [_, ref tail @ ..] => rest = tail,
                    [] => return None,
                }
            }
        })
    }

    /// The node of a character that a word begins with.
    fn head(&self, row: u32, last: u8) -> Option<&Node> {
        let row = self.rows.get(row.checked_sub(FIRST / 64)? as usize)?;
        let bit = 1_u64 << (last & 63);
        if row.begins & bit == 0 {
            return None;
        }
        let before = (row.begins & (bit - 1)).count_ones();
        self.nodes.get(usize::from(row.node) + before as usize)
    }

    /// The end and the value of the longest word that begins with the characters of `node`, the last of them before `end`.
    fn longest<'a>(&'a self, mut node: &'a Node, text: &str, mut end: usize) -> Option<(usize, u8)> {
        let mut found = None;
        loop {
            found = node.value.checked_sub(1).map(|value| (end, value)).or(found);
            let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) else { return found };
            if node.follow & bit(c) == 0 {
                return found;
            }
            let from = usize::from(node.next);
            let mut next = self.nodes.get(from..from + usize::from(node.count)).unwrap_or(&[]).iter();
            let Some(longer) = next.find(|next| next.c == c) else { return found };
            node = longer;
            end += c.len_utf8();
        }
    }
}

/// The bit of [`Node::follow`].
fn bit(c: char) -> u64 {
    1 << (u32::from(c) & 63)
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn the_longest_of_the_first_is_found() {
        let words = ["报告", "报告说", "告说", "说", "认为"].into_iter().zip(0..);
        let trie = Trie::new(words.map(|(word, value)| (word.to_owned(), value))).unwrap_or_else(|| unreachable!());
        let text = "x报告说，报告认。认为告说";
        let found: Vec<&str> = trie.find(text).map(|(span, _)| span.of(text)).collect();
        assert_eq!(found, ["报告说", "报告", "认为", "告说"]);
        assert_eq!(trie.find("说报").map(|(_, value)| value).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn words_of_other_signs_are_refused() {
        assert!(Trie::new([("ab".to_owned(), 0)].into_iter()).is_none());
    }
}
