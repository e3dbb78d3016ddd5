//! Looking for a few characters without decoding all others.

use std::iter;

/// Lets every character of a set through, and of the others only those whose first two bytes in UTF-8 are the same (a
/// Chinese character shares them with 63 neighbours): whoever asks for places looks at the characters there.
#[derive(Debug)]
pub struct Sieve {
    /// For each first byte of a character the second bytes that pass, one bit for the last six bits of each; all of them
    /// behind ASCII.
    seconds: [u64; 256],
}

impl Sieve {
    /// The sieve for all characters of a text.
    pub const fn of(chars: &str) -> Self {
        Self { seconds: [0; 256] }.and(chars)
    }

    /// The same sieve for further characters.
    pub const fn and(mut self, chars: &str) -> Self {
        let (bytes, mut at) = (chars.as_bytes(), 0);
        while at < bytes.len() {
            self.admit(bytes, at);
            at += width(bytes[at]);
        }
        self
    }

    /// The sieve for the first characters of words.
    pub const fn of_words(words: &[&str]) -> Self {
        let (mut sieve, mut at) = (Self { seconds: [0; 256] }, 0);
        while at < words.len() {
            sieve = sieve.and_word(words[at]);
            at += 1;
        }
        sieve
    }

    /// The same sieve for the first character of a further word.
    pub const fn and_word(mut self, word: &str) -> Self {
        self.admit(word.as_bytes(), 0);
        self
    }

    const fn admit(&mut self, bytes: &[u8], at: usize) {
        let lead = bytes[at];
        self.seconds[lead as usize] |= if lead.is_ascii() { u64::MAX } else { 1 << (bytes[at + 1] & 63) };
    }

    /// True where the first character of a text passes.
    pub fn admits(&self, text: &str) -> bool {
        let second = text.as_bytes().get(1).copied().unwrap_or(0);
        text.as_bytes().first().is_some_and(|&lead| self.passes(lead, second))
    }

    /// True for characters with these first two bytes; of ASCII the second does not count.
    fn passes(&self, lead: u8, second: u8) -> bool {
        self.seconds[usize::from(lead)] >> (second & 63) & 1 == 1
    }

    /// Where the first character at or behind byte `at` begins that passes.
    pub fn find(&self, text: &str, at: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            // Most are of three bytes.
            let (passes, tail) = if let [lead @ 0xe0..=0xef, second, _, tail @ ..] = rest {
                (self.passes(*lead, *second), tail)
            } else {
                let &lead = rest.first()?;
                (self.passes(lead, rest.get(1).copied().unwrap_or(0)), rest.get(width(lead)..).unwrap_or(&[]))
            };
            if passes {
                return Some(text.len() - rest.len());
            }
            rest = tail;
        }
    }

    /// The characters that pass, and where they begin.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let mut from = 0;
        iter::from_fn(move || {
            let at = self.find(text, from)?;
            let c = text.get(at..)?.chars().next()?;
            from = at + c.len_utf8();
            Some((at, c))
        })
    }
}

/// Bytes of the character that begins with a byte.
const fn width(lead: u8) -> usize {
    match lead {
        ..0xc0 => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn all_of_a_set_pass_and_most_others_do_not() {
        static MARKS: Sieve = Sieve::of("。a²🙂");
        let text = "甲。乙ab²³🙂x。";
        let passed: String = MARKS.places(text).map(|(_, c)| c).filter(|c| "。a²🙂".contains(*c)).collect();
        assert_eq!(passed, "。a²🙂。");
        assert_eq!(MARKS.places("甲乙丙丁 bcd").count(), 0);
        assert_eq!(MARKS.find(text, 4), Some("甲。乙".len()), "from within a character");
    }

    #[test]
    fn words_pass_by_their_first_characters() {
        static WORDS: Sieve = Sieve::of_words(&["公里", "km"]);
        assert!(WORDS.admits("公里处") && WORDS.admits("kg") && !WORDS.admits("里") && !WORDS.admits(""));
    }
}
