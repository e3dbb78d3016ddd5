//! The ordinary lexicon that names compete with: where words begin and end.
//!
//! jieba's dictionary takes about a tenth of a second to load, so it is loaded once, best in the background at the start
//! of the process ([`warm`]); whoever comes earlier waits for it.

use std::{sync::OnceLock, thread};

use jieba_rs::Jieba;

use super::{
    Knowledge,
    base::{everyday, forms::is_han},
};

static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// Loads in the background what the matcher needs: the lexicon, and what it makes of the built-in base at its first use.
pub fn warm() {
    if JIEBA.get().is_none() {
        let load = || {
            let names = thread::spawn(|| Knowledge::builtin().mentions("国"));
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
        let builtin = Knowledge::builtin();
        // 韩正 begins with an abbreviation: taught, it would swallow 韩 in 日韩正就此.
        let abbreviation = |form: &str| builtin.abbreviations().any(|one| form.starts_with(&one.text));
        builtin.each_form(|form| {
            if form.chars().count() > 2 || !abbreviation(form) {
                teach(&mut jieba, form);
            }
        });
        jieba
    })
}

/// Adds a name, so that it stands its ground against words of ordinary frequency and loses to frequent ones.
fn teach(jieba: &mut Jieba, form: &str) {
    let chars = form.chars().count();
    if !form.chars().all(is_han) || !(2..=8).contains(&chars) || chars == 2 && jieba.has_word(form) {
        return;
    }
    let frequency = match chars {
        2 => 20,
        3 => 60,
        _ => 300,
    };
    if !jieba.has_word(form) {
        jieba.add_word(form, Some(frequency), None);
    }
}

/// True for a word of the lexicon.
pub fn is_word(text: &str) -> bool {
    lexicon().has_word(text)
}

/// True for an ordinary word.
pub fn is_everyday(text: &str) -> bool {
    everyday::is_everyday(lexicon(), text)
}

/// The word boundaries of a text.
#[derive(Debug, Default)]
pub struct Boundaries {
    bits: Vec<u64>,
}

impl Boundaries {
    /// Segments a text that was folded to Simplified.
    pub fn of(text: &str) -> Self {
        let mut bits = vec![0; text.len() / 64 + 1];
        let mut set = |at: usize| bits[at / 64] |= 1_u64 << (at % 64);
        set(text.len());
        for token in lexicon().cut(text, false) {
            set(token.byte_start);
        }
        Self { bits }
    }

    /// True where a word begins or ends at this byte.
    pub fn at(&self, byte: usize) -> bool {
        self.bits.get(byte / 64).is_some_and(|bits| bits >> (byte % 64) & 1 == 1)
    }

    /// The word around a byte range, as the bytes it takes: widened at either end to the next boundary.
    pub fn around(&self, start: usize, end: usize) -> (usize, usize) {
        let start = (0..=start).rev().find(|&at| self.at(at)).unwrap_or(0);
        let last = self.bits.len() * 64;
        (start, (end..last).find(|&at| self.at(at)).unwrap_or(end))
    }
}
