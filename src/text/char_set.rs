//! A set of characters that is asked for each character of a text.

/// Words of a bit for each character of the basic plane.
const WORDS: usize = 1 << 10;

/// The code of the character at a byte of a text and the bytes it takes, while the program is compiled. Above the basic plane it
/// is only told from those below.
pub(crate) const fn code_at(text: &[u8], at: usize) -> (usize, usize) {
    let lead = text[at] as usize;
    match lead {
        ..0x80 => (lead, 1),
        0x80..0xe0 => ((lead & 31) << 6 | text[at + 1] as usize & 63, 2),
        0xe0..0xf0 => ((lead & 15) << 12 | (text[at + 1] as usize & 63) << 6 | text[at + 2] as usize & 63, 3),
        _ => (WORDS * 64, 4),
    }
}

/// Characters of the basic plane, one bit each.
#[derive(Clone, Debug)]
pub struct CharSet([u64; WORDS]);

impl CharSet {
    pub const EMPTY: Self = Self([0; WORDS]);

    /// The characters of a text, less those above the basic plane.
    pub const fn of(chars: &str) -> Self {
        Self::EMPTY.and(chars)
    }

    /// The same set with those of another text.
    pub const fn and(mut self, chars: &str) -> Self {
        let (bytes, mut at) = (chars.as_bytes(), 0);
        while at < bytes.len() {
            let (code, width) = code_at(bytes, at);
            if code < WORDS * 64 {
                self.0[code / 64] |= 1 << (code % 64);
            }
            at += width;
        }
        self
    }

    /// Adds a character; false for one above the basic plane, which it cannot hold.
    pub fn add(&mut self, c: char) -> bool {
        let word = self.0.get_mut(c as usize / 64);
        word.map(|word| *word |= 1 << (c as u32 % 64)).is_some()
    }

    #[inline]
    pub fn holds(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn a_set_holds_its_characters_and_no_others() {
        let mut set = CharSet::of("aé。斯🙂").and("尔");
        assert!("aé。斯尔".chars().all(|c| set.holds(c)));
        assert!(!"bè，克🙂\u{10ffff}".chars().any(|c| set.holds(c)));
        assert!(set.add('克') && set.holds('克') && !set.add('🙂'));
    }
}
