//! What was typed of a name: its first characters, then Latin letters for the rest (泽连, zelian, 泽lian).

use crate::{
    knowledge::base::forms::{self, is_han},
    text::script,
};

/// Fewest letters, and characters where there are no letters, that ask for names.
const LEAST: usize = 2;
/// Most characters before the letters that are looked at.
const CHARS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stem<'a> {
    /// Chinese characters, and the dots between them.
    pub characters: &'a str,
    /// Latin letters.
    pub letters: &'a str,
}

impl<'a> Stem<'a> {
    /// All that a text may end with, the longest first.
    pub fn all(text: &'a str) -> impl Iterator<Item = Self> {
        let (text, letters) = text.split_at(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
        let run = text.char_indices().rev().take_while(|(_, c)| is_han(*c) || *c == '·').take(CHARS);
        let mut starts = vec![text.len()];
        starts.extend(run.map(|(at, _)| at));
        let stems = starts.into_iter().rev().map(move |at| Self { characters: &text[at..], letters });
        stems.filter(|stem| match stem.letters.len() {
            0 => stem.characters.chars().count() >= LEAST,
            letters => letters >= LEAST,
        })
    }

    /// The letters without the characters before them, where it has both.
    pub fn without_characters(self) -> Option<Self> {
        (!self.characters.is_empty() && !self.letters.is_empty()).then_some(Self { characters: "", ..self })
    }

    /// In bytes.
    pub fn len(self) -> usize {
        self.characters.len() + self.letters.len()
    }

    /// The pinyin of the characters, and the initials of that.
    pub fn sounds(self) -> [String; 2] {
        let sounds = || self.characters.chars().filter_map(|c| script::sound(script::fold(c)));
        [sounds().collect(), sounds().filter_map(|sound| sound.chars().next()).collect()]
    }

    /// True for a name that its characters begin, in either script, and that has more of them.
    pub fn begins(self, name: &str) -> bool {
        let typed = forms::key(self.characters, script::fold);
        forms::key(name, script::fold).strip_prefix(&typed).is_some_and(|rest| !rest.is_empty())
    }
}
