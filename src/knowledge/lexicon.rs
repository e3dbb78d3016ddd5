//! The ordinary lexicon that names compete with: where words begin and end.
//!
//! jieba's dictionary takes about a tenth of a second to load, so it is loaded once, best in the background at the start
//! of the process ([`warm`]); whoever comes earlier waits for it.

use std::{cell::Cell, sync::OnceLock, thread};

use jieba_rs::Jieba;

use super::{
    Knowledge,
    base::{everyday, forms::is_han, joints},
};

static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// See [`joints`]: of the dictionary, and of what it is taught. Empty where the build did not find the dictionary's words.
static JOINTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/joints.bin"));

/// Loads in the background what the matcher needs: the lexicon and the built-in base.
pub fn warm() {
    if JIEBA.get().is_none() {
        let load = || {
            let names = thread::spawn(Knowledge::builtin);
            lexicon();
            drop(names.join());
        };
        // A thread that cannot be started only means that the first user loads it.
        let _ = thread::Builder::new().name("lexicon".to_owned()).spawn(load);
    }
}

fn lexicon() -> &'static Jieba {
    JIEBA.get_or_init(|| {
        let mut jieba = Jieba::new();
        // The build made it: what does not hold in it is left out at worst.
        let _ = jieba.load_dict(&mut Knowledge::builtin().taught());
        jieba
    })
}

/// True for a word of the lexicon.
pub fn is_word(text: &str) -> bool {
    lexicon().has_word(text)
}

/// True for an ordinary word.
pub fn is_everyday(text: &str) -> bool {
    everyday::is_everyday(lexicon(), text)
}

/// True where a word ends between two characters whatever stands around them.
fn parts(a: char, b: char) -> bool {
    parts_words(a) || parts_words(b) || (is_han(a) || is_han(b)) && !joints::may_join(JOINTS, a, b)
}

/// The word boundaries of a text that was folded to Simplified, segmented between certain ones where somebody asks.
#[derive(Debug)]
pub struct Boundaries<'a> {
    text: &'a str,
    /// One for each byte, and one for the end.
    marks: Box<[Cell<Mark>]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// In a clause that is not segmented yet.
    Unknown,
    Inside,
    Boundary,
}

/// True for characters that no word of the lexicon holds: jieba segments what lies between them by itself.
fn parts_words(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => false,
        // What jieba takes into words, and the ends of lines, of which it takes some two together.
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '+' | '#' | '&' | '.' | '_' | '%' | '-' | '\r' | '\n' => false,
        '\0'..='\x7f' => true,
        _ => !is_han(c),
    }
}

impl<'a> Boundaries<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, marks: vec![Cell::new(Mark::Unknown); text.len() + 1].into() }
    }

    /// True where a word begins or ends at this byte.
    pub fn at(&self, byte: usize) -> bool {
        let mark = || self.marks.get(byte).map(Cell::get);
        if mark() == Some(Mark::Unknown) {
            self.segment(byte);
        }
        mark() == Some(Mark::Boundary)
    }

    /// The word around a byte range, as the bytes it takes: widened at either end to the next boundary.
    pub fn around(&self, start: usize, end: usize) -> (usize, usize) {
        let before = (0..=start).rev().find(|&at| self.at(at)).unwrap_or(0);
        (before, (end..self.marks.len()).find(|&at| self.at(at)).unwrap_or(end))
    }

    /// Marks the stretch around a byte, from one certain boundary to the next; where one is, it alone.
    fn segment(&self, byte: usize) {
        let Some((before, after)) = self.text.split_at_checked(byte) else { return };
        let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
            return self.mark(byte);
        };
        if parts(last, first) {
            return self.mark(byte);
        }
        let start = byte - reach(first, before.chars().rev(), |next, c| parts(c, next));
        let end = byte + reach(last, after.chars(), parts);
        let (Some(stretch), Some(marks)) = (self.text.get(start..end), self.marks.get(start..=end)) else { return };
        marks.iter().for_each(|mark| mark.set(Mark::Inside));
        let words = lexicon().cut(stretch, false);
        for at in words.iter().map(|word| word.byte_start).chain([0, stretch.len()]) {
            if let Some(mark) = marks.get(at) {
                mark.set(Mark::Boundary);
            }
        }
    }

    fn mark(&self, byte: usize) {
        if let Some(mark) = self.marks.get(byte) {
            mark.set(Mark::Boundary);
        }
    }
}

/// Bytes of the characters that follow one, up to a place that parts two of them.
fn reach(first: char, chars: impl Iterator<Item = char>, parts: impl Fn(char, char) -> bool) -> usize {
    let mut last = first;
    chars.take_while(|&c| !parts(std::mem::replace(&mut last, c), c)).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::{Boundaries, JOINTS, is_han, lexicon, parts};
    use crate::{knowledge::base::joints, text::script};

    const TEXTS: [&str; 2] = [include_str!("../../examples/academic.md"), include_str!("../../examples/op-ed.md")];

    #[test]
    fn words_end_where_jieba_ends_them_in_the_whole_text() {
        for text in TEXTS {
            let text = script::fold_text(text).to_lowercase();
            let words: Vec<usize> = lexicon().cut(&text, false).iter().map(|word| word.byte_start).collect();
            let boundaries = Boundaries::of(&text);
            for (at, _) in text.char_indices() {
                assert_eq!(boundaries.at(at), words.binary_search(&at).is_ok(), "{:?}", &text[at..].chars().take(8));
            }
        }
    }

    #[test]
    fn much_is_known_without_jieba() {
        let text = script::fold_text(&TEXTS.concat());
        let pairs = text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| is_han(a) && is_han(b));
        let (all, certain) = pairs.fold((0, 0), |(all, certain), (a, b)| (all + 1, certain + usize::from(parts(a, b))));
        assert!(certain * 4 > all, "{certain} of {all}: was the dictionary not found by the build?");
        assert!("中华人民共和国".chars().zip("华人民共和国".chars()).all(|(a, b)| joints::may_join(JOINTS, a, b)));
    }
}
