//! The ordinary lexicon that names compete with: where words begin and end.
//!
//! jieba's dictionary takes about a tenth of a second to load, so it is loaded once, best in the background at the start
//! of the process ([`warm`]); whoever comes earlier waits for it.

use std::{cell::Cell, mem, sync::OnceLock, thread};

use jieba_rs::Jieba;
use xxhash_rust::xxh3::xxh3_128;

use super::{
    Knowledge, Lines,
    base::{everyday, forms::is_han, joints},
};
use crate::room::Room;

static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// See [`joints`]: of the dictionary, and of what it is taught. Empty where the build did not find the dictionary's words.
static JOINTS: &Lines<[u8]> = &Lines(*include_bytes!(concat!(env!("OUT_DIR"), "/joints.bin")));

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

/// The word boundaries of a text that was folded to Simplified, segmented between certain ones where somebody asks.
#[derive(Debug)]
pub struct Boundaries<'a> {
    text: &'a str,
    /// One for each byte, and one for the end.
    marks: Vec<Cell<Mark>>,
}

thread_local! {
    static ROOM: Room<Cell<Mark>> = const { Room::new() };
}

impl Drop for Boundaries<'_> {
    fn drop(&mut self) {
        ROOM.with(|room| room.leave(mem::take(&mut self.marks)));
    }
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
        let mut marks = ROOM.with(|room| room.take(text.len() + 1));
        marks.resize(text.len() + 1, Cell::new(Mark::Unknown));
        Self { text, marks }
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

    /// True where words begin and end whatever stands around: told without the lexicon.
    fn is_certain(&self, byte: usize) -> bool {
        let Some((before, after)) = self.text.split_at_checked(byte) else { return false };
        let (mut before, mut after) = (before.chars().rev(), after.chars());
        let (Some(a), Some(b)) = (before.next(), after.next()) else { return true };
        let mut may_join = || joints::may_join(&JOINTS.0, [a, b], || before.next(), || after.next());
        parts_words(a) || parts_words(b) || (is_han(a) || is_han(b)) && !may_join()
    }

    /// Marks the stretch around a byte, from one certain boundary to the next; where one is, it alone.
    fn segment(&self, byte: usize) {
        if self.is_certain(byte) {
            return self.marks.get(byte).into_iter().for_each(|mark| mark.set(Mark::Boundary));
        }
        let Some((before, after)) = self.text.split_at_checked(byte) else { return };
        let start = before.char_indices().rev().map(|(at, _)| at).find(|&at| self.is_certain(at)).unwrap_or(0);
        let end = after.char_indices().map(|(at, _)| byte + at).skip(1).find(|&at| self.is_certain(at));
        let end = end.unwrap_or(self.text.len());
        let (Some(stretch), Some(marks)) = (self.text.get(start..end), self.marks.get(start..=end)) else { return };
        marks.iter().for_each(|mark| mark.set(Mark::Inside));
        let bound = |at: usize| marks.get(at).into_iter().for_each(|mark| mark.set(Mark::Boundary));
        bound(stretch.len());
        // A longer stretch is rare.
        if stretch.chars().nth(MOST).is_some() {
            return lexicon().cut(stretch, false).iter().for_each(|word| bound(word.byte_start));
        }
        let words = words(stretch);
        let places = stretch.char_indices().enumerate().filter(|(place, _)| words >> place & 1 == 1);
        places.for_each(|(_, (at, _))| bound(at));
    }
}

/// Characters of the longest stretch whose words are remembered: one bit each.
const MOST: usize = 32;
/// Stretches that are remembered: a text has some 300 of them, and a sentence that is written the same with each key.
const KEPT: usize = 512;

thread_local! {
    /// Stretches by the hash of their text, and where their words begin.
    static KNOWN: [Cell<(u128, u32)>; KEPT] = const { [const { Cell::new((0, 0)) }; KEPT] };
}

/// Where the words of a stretch of at most [`MOST`] characters begin, one bit for each of these.
fn words(stretch: &str) -> u32 {
    let key = xxh3_128(stretch.as_bytes());
    KNOWN.with(|known| {
        let known = &known[key as usize % KEPT];
        let (kept, words) = known.get();
        if kept == key {
            return words;
        }
        let words = lexicon().cut(stretch, false).iter().fold(0, |all, word| all | 1 << word.start);
        known.set((key, words));
        words
    })
}

#[cfg(test)]
mod tests {
    use super::{Boundaries, is_han, lexicon};
    use crate::text::script;

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
        let boundaries = Boundaries::of(&text);
        let within = |at: usize| {
            let (before, after) = text.split_at(at);
            before.ends_with(is_han) && after.starts_with(is_han)
        };
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|&at| within(at)).collect();
        let certain = places.iter().filter(|&&at| boundaries.is_certain(at)).count();
        assert!(certain * 3 > places.len(), "{certain} of {}: did the build find no dictionary?", places.len());
    }
}
