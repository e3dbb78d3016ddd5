//! A vocabulary as a trie over characters, for words of Chinese characters alone: the longest word at a place, at the cost
//! of a look at the character and at the one behind it where none begins, as mostly.

use crate::text::Span;

/// The first character that words may have, and how many there are: CJK ideographs of the basic plane.
const FIRST: u16 = 0x4e00;
const COUNT: usize = 0x5200;

/// A character of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The last six bits of the characters that may follow, one bit each.
    follow: u64,
    code: u16,
    /// The nodes of these characters, in their order.
    next: u16,
    count: u8,
    /// The value of the word that ends here, and 1.
    value: u8,
}

#[derive(Debug)]
pub struct Trie {
    /// For each character the node of the words that begin with it; most have the first node, that of no word.
    heads: Vec<u16>,
    nodes: Vec<Node>,
}

impl Trie {
    /// The trie of some words with their values; `None` for words it cannot hold.
    pub fn new(words: impl Iterator<Item = (String, u8)>) -> Option<Self> {
        let coded = words.map(|(word, value)| Some((word.chars().map(code).collect::<Option<Vec<u16>>>()?, value)));
        let mut words = coded.collect::<Option<Vec<(Vec<u16>, u8)>>>()?;
        words.sort_unstable();
        let mut trie = Self { heads: vec![0; COUNT], nodes: vec![Node::default()] };
        for at in trie.grow(&words, 0)? {
            let code = trie.nodes.get(at)?.code;
            *trie.heads.get_mut(usize::from(code - FIRST))? = u16::try_from(at).ok()?;
        }
        Some(trie)
    }

    /// Adds the characters at `depth` of words that are the same before it, in order, and all that follows.
    fn grow(&mut self, words: &[(Vec<u16>, u8)], depth: usize) -> Option<std::ops::Range<usize>> {
        let alike = || words.chunk_by(|(one, _), (other, _)| one.get(depth) == other.get(depth));
        let from = self.nodes.len();
        for group in alike() {
            let &code = group.first()?.0.get(depth)?;
            self.nodes.push(Node { code, ..Node::default() });
        }
        let grown = from..self.nodes.len();
        for (at, group) in grown.clone().zip(alike()) {
            // The word that ends here stands first.
            let (ended, longer) = group.split_at(group.partition_point(|(word, _)| word.len() == depth + 1));
            let below = self.grow(longer, depth + 1)?;
            let follow = self.nodes.get(below.clone())?.iter().fold(0, |bits, node| bits | bit(node.code));
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
                let [lead @ 0xe4..=0xe9, second, third, tail @ ..] = rest else {
                    rest = match rest {
                        [0xe0..=0xef, _, _, tail @ ..] | [_, tail @ ..] => tail,
                        [] => return None,
                    };
                    continue;
                };
                if let Some((behind, value)) = self.begun(joined(*lead, *second, *third), tail) {
                    let span = Span::new(text.len() - rest.len(), text.len() - behind.len());
                    rest = behind;
                    return Some((span, value));
                }
                rest = tail;
            }
        })
    }

    /// What follows the longest word that begins with a character, with `rest` behind it, and its value.
    #[inline]
    fn begun<'a>(&'a self, code: u16, rest: &'a [u8]) -> Option<(&'a [u8], u8)> {
        let &at = self.heads.get(usize::from(code.wrapping_sub(FIRST)))?;
        let node = self.nodes.get(usize::from(at)).filter(|_| at > 0)?;
        // A word of two characters needs the right last byte of the second one.
        let begins = node.value > 0 || rest.get(2).is_some_and(|&last| node.follow & bit(last.into()) != 0);
        if begins { self.longest(node, rest) } else { None }
    }

    /// What follows the longest word that begins with the characters of `node`, with `rest` behind them, and its value.
    fn longest<'a>(&'a self, mut node: &'a Node, mut rest: &'a [u8]) -> Option<(&'a [u8], u8)> {
        let mut found = None;
        loop {
            if let Some(value) = node.value.checked_sub(1) {
                found = Some((rest, value));
            }
            let [lead @ 0xe0..=0xef, second, third, ref tail @ ..] = *rest else { return found };
            if node.follow & bit(third.into()) == 0 {
                return found;
            }
            let Some(longer) = self.next(node, joined(lead, second, third)) else { return found };
            (node, rest) = (longer, tail);
        }
    }

    /// The node of a character behind those of `node`.
    fn next(&self, node: &Node, code: u16) -> Option<&Node> {
        let from = usize::from(node.next);
        let next = self.nodes.get(from..from + usize::from(node.count))?;
        next.get(next.partition_point(|next| next.code < code)).filter(|next| next.code == code)
    }
}

/// The code of a character that words may have.
fn code(c: char) -> Option<u16> {
    let code = u16::try_from(u32::from(c)).ok()?;
    (usize::from(code.checked_sub(FIRST)?) < COUNT).then_some(code)
}

/// The code of a character of three bytes.
fn joined(lead: u8, second: u8, third: u8) -> u16 {
    u16::from(lead & 15) << 12 | u16::from(second & 63) << 6 | u16::from(third & 63)
}

/// The bit of [`Node::follow`].
fn bit(code: u16) -> u64 {
    1 << (code & 63)
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
