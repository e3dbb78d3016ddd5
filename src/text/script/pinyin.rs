//! The table of how characters sound: its layout, for the build that makes it and the code that reads it.
//!
//! The count of syllables (little-endian `u16`), each with a byte of length before it; then one `u16` for each character
//! from [`FIRST`] to [`LAST`]: the place of its syllable, counted from 1, or 0.

/// The first and the last character of the table: CJK ideographs of the basic plane.
pub const FIRST: u32 = 0x4e00;
pub const LAST: u32 = 0x9fff;

/// Builds the table from the sounds of single characters, without tones.
pub fn build(sound: impl Fn(char) -> Option<&'static str>) -> Vec<u8> {
    let mut syllables: Vec<&str> = Vec::new();
    let mut places = Vec::new();
    for c in (FIRST..=LAST).filter_map(char::from_u32) {
        let place = sound(c).map_or(0, |sound| match syllables.iter().position(|&one| one == sound) {
            Some(at) => at + 1,
            None => {
                syllables.push(sound);
                syllables.len()
            }
        });
        places.extend_from_slice(&(place as u16).to_le_bytes());
    }
    let mut out = (syllables.len() as u16).to_le_bytes().to_vec();
    for syllable in syllables {
        out.push(syllable.len() as u8);
        out.extend_from_slice(syllable.as_bytes());
    }
    out.extend_from_slice(&places);
    out
}

/// A table, read.
#[derive(Debug, Default)]
pub struct Sounds<'a> {
    syllables: Vec<&'a str>,
    places: &'a [u8],
}

impl<'a> Sounds<'a> {
    /// Reads a table; bytes that are none give one that knows no sound.
    pub fn read(table: &'a [u8]) -> Self {
        Self::parse(table).unwrap_or_default()
    }

    fn parse(table: &'a [u8]) -> Option<Self> {
        let (head, mut rest) = table.split_at_checked(2)?;
        let count = u16::from_le_bytes(head.try_into().ok()?);
        let mut syllables = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let (&len, tail) = rest.split_first()?;
            let (syllable, tail) = tail.split_at_checked(usize::from(len))?;
            syllables.push(std::str::from_utf8(syllable).ok()?);
            rest = tail;
        }
        Some(Self { syllables, places: rest })
    }

    /// The first reading of a character, without tone.
    pub fn of(&self, c: char) -> Option<&'a str> {
        let at = u32::from(c).checked_sub(FIRST)? as usize * 2;
        let place = u16::from_le_bytes(self.places.get(at..at + 2)?.try_into().ok()?);
        self.syllables.get(usize::from(place).checked_sub(1)?).copied()
    }
}
