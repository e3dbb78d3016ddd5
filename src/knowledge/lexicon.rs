//! The ordinary lexicon that names compete with: where words begin and end.
//!
//! jieba's dictionary takes about a tenth of a second to load, so it is loaded once, best in the background at the start
//! of the process ([`warm`]); whoever comes earlier waits for it.

use std::{cell::Cell, sync::OnceLock, thread};

use jieba_rs::Jieba;

use super::{
    Knowledge,
    base::{everyday, forms::is_han},
};

static JIEBA: OnceLock<Jieba> = OnceLock::new();

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

/// The word boundaries of a text that was folded to Simplified, segmented clause by clause where somebody asks.
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

    /// Marks the clause around a byte; at an edge of it the edge alone.
    fn segment(&self, byte: usize) {
        let Some((before, after)) = self.text.split_at_checked(byte) else { return };
        if before.is_empty() || before.ends_with(parts_words) || after.is_empty() || after.starts_with(parts_words) {
            return self.marks.get(byte).into_iter().for_each(|mark| mark.set(Mark::Boundary));
        }
        let start = byte - before.chars().rev().take_while(|&c| !parts_words(c)).map(char::len_utf8).sum::<usize>();
        let end = after.find(parts_words).map_or(self.text.len(), |len| byte + len);
        let (Some(clause), Some(marks)) = (self.text.get(start..end), self.marks.get(start..=end)) else { return };
        marks.iter().for_each(|mark| mark.set(Mark::Inside));
        let words = lexicon().cut(clause, false);
        for at in words.iter().map(|word| word.byte_start).chain([0, clause.len()]) {
            if let Some(mark) = marks.get(at) {
                mark.set(Mark::Boundary);
            }
        }
    }
}
