//! One look at each character of a text in Simplified: its lower case, where sentences end, where names may begin.

use std::borrow::Cow;

use super::{
    super::{Knowledge, base::forms::normal},
    scan::latin,
};

/// A sentence: where it ends in the text, in the pairs and in the letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentence {
    pub end: usize,
    pub pairs: usize,
    pub letters: usize,
}

/// Two characters that a name may begin with.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The byte of their sentence where they begin.
    pub at: usize,
    pub chars: [char; 2],
}

impl Pair {
    /// Bytes of the two.
    pub fn width(&self) -> usize {
        self.chars[0].len_utf8() + self.chars[1].len_utf8()
    }
}

/// What one look at each character of a text gives.
#[derive(Default)]
pub struct Places {
    pub sentences: Vec<Sentence>,
    pub pairs: Vec<Pair>,
    /// Where characters stand that may be abbreviations; bytes of their sentence.
    pub letters: Vec<usize>,
}

impl Places {
    /// True for a text without names.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.letters.is_empty()
    }

    /// Finds the places of a text in Simplified, and gives it in lower case, of the same length: mostly as it is.
    pub fn fold<'a>(
        &mut self,
        knowledge: &Knowledge,
        text: &'a str,
        ends_sentence: impl Fn(char) -> bool,
    ) -> Cow<'a, str> {
        let beginnings = &knowledge.beginnings;
        let mut changed = Changed::default();
        let Self { sentences, pairs, letters } = self;
        sentences.clear();
        pairs.clear();
        letters.clear();
        // The start of the sentence, and the last two characters.
        let (mut start, mut earlier, mut before) = (0, '\0', '\0');
        // Where the last two begin, if a name may begin so; and where the last one does.
        let (mut open, mut place) = (None, 0);
        for (at, c) in text.char_indices() {
            // Most characters are of this range, where nothing ends a sentence.
            let is_han = matches!(c, '\u{3400}'..='\u{9fff}');
            let to = if is_han { c } else { normal(c) };
            if to != c {
                changed.push(text, at, to);
            }
            if beginnings.is_letter(to) {
                letters.push(at - start);
            }
            if let Some(at) = open.filter(|_| beginnings.may_go_on(earlier, before, to)) {
                pairs.push(Pair { at, chars: [earlier, before] });
            }
            // Within a Latin word no name begins.
            let begins = beginnings.may_begin(before, to) && at > start && !(latin(before) && latin(earlier));
            open = begins.then(|| place - start);
            (earlier, before, place) = (before, to, at);
            if !is_han && ends_sentence(c) {
                pairs.extend(open.take().map(|at| Pair { at, chars: [earlier, before] }));
                start = at + c.len_utf8();
                sentences.push(Sentence { end: start, pairs: pairs.len(), letters: letters.len() });
            }
        }
        pairs.extend(open.map(|at| Pair { at, chars: [earlier, before] }));
        if start < text.len() {
            sentences.push(Sentence { end: text.len(), pairs: pairs.len(), letters: letters.len() });
        }
        changed.finish(text)
    }
}

/// A text with characters changed: what stays is copied in runs.
#[derive(Default)]
struct Changed {
    text: String,
    /// Bytes of the old text that are done.
    taken: usize,
}

impl Changed {
    /// Writes another character of the same length for that at a byte.
    // Out of line, for the sake of the many characters that stay.
    #[inline(never)]
    fn push(&mut self, old: &str, at: usize, to: char) {
        if self.text.is_empty() {
            self.text.reserve(old.len());
        }
        self.text.push_str(old.get(self.taken..at).unwrap_or(""));
        self.text.push(to);
        self.taken = at + to.len_utf8();
    }

    fn finish(mut self, old: &str) -> Cow<'_, str> {
        if self.text.is_empty() {
            return Cow::Borrowed(old);
        }
        self.text.push_str(old.get(self.taken..).unwrap_or(""));
        Cow::Owned(self.text)
    }
}
