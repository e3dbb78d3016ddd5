//! The compiled index: one run of bytes, read where it lies.
//!
//! Layout: magic; then sections, each a little-endian `u32` length, zeros up to a multiple of [`LINE`], and its bytes: starts
//! ([`super::starts`]), forms ([`Written`]), owners that are not the first of their form (8 bytes each), offsets of entries
//! (`u32`, one more at the end), entries (packed, sorted by id), offsets of sources, sources (packed, sorted by id), abbreviations (packed), offsets of keys, keys (packed, sorted by text), places (`u32`) of the
//! entries that stand over one of a layer below, texts of the forms, names that a text may nearly hold ([`super::nears`]), words to
//! teach the lexicon (in the form of its dictionary), and for each entry the tags ([`tag`]) of its country and its body.

use std::ops::Range;

use super::{
    Entry, Source,
    keys::Key,
    pack::{self, Pack, packed},
    written::Written,
};

/// First bytes of an index; the digit is the version of the layout.
pub const MAGIC: &[u8; 8] = b"chuchu\x008";

/// Bytes of a line of the cache: what is looked up begins with one, and so do the bytes of the binary that hold it.
pub const LINE: usize = 64;

/// A one-character abbreviation and how it is licensed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abbreviation {
    pub text: String,
    pub id: String,
    /// Partners in a compound that call for this reading.
    pub with: Vec<String>,
    /// Words before it that license it, folded, by their last characters.
    pub left: Words,
    /// Words after it that license it, folded, by their first characters.
    pub right: Words,
}

/// Words in one text, and where each ends, in order of the characters at one edge: an abbreviation has more than a hundred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    /// Words to look for behind a place.
    pub fn by_first(words: impl Iterator<Item = String>) -> Self {
        Self::by(words, |word| word.chars().next())
    }

    /// Words to look for before a place.
    pub fn by_last(words: impl Iterator<Item = String>) -> Self {
        Self::by(words, |word| word.chars().next_back())
    }

    fn by(words: impl Iterator<Item = String>, edge: fn(&str) -> Option<char>) -> Self {
        let mut words: Vec<String> = words.collect();
        words.sort_by_key(|word| edge(word));
        let mut all = Self::default();
        for word in words {
            all.text.push_str(&word);
            all.ends.push(all.text.len() as u32);
        }
        all
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|at| self.get(at))
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        self.text.get(*start as usize..*self.ends.get(at)? as usize)
    }

    /// Those that a text begins with, of words by their first characters.
    pub fn heads_of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.at_edge(text.chars().next(), |word| word.chars().next()).filter(|word| text.starts_with(word))
    }

    /// Those that a text ends with, of words by their last characters.
    pub fn tails_of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.at_edge(text.chars().next_back(), |word| word.chars().next_back()).filter(|word| text.ends_with(word))
    }

    fn at_edge(&self, c: Option<char>, edge: fn(&str) -> Option<char>) -> impl Iterator<Item = &str> {
        let edge_of = move |at: usize| self.get(at).and_then(edge);
        let (mut first, mut end) = (0, self.ends.len());
        while first < end {
            let middle = first + (end - first) / 2;
            if edge_of(middle) < c { first = middle + 1 } else { end = middle }
        }
        // An empty word stands at every edge.
        let empty = (0..self.ends.len()).map_while(|at| self.get(at).filter(|word| word.is_empty()));
        let same = (first..self.ends.len()).take_while(move |&at| edge_of(at) == c).filter_map(|at| self.get(at));
        empty.chain(same)
    }
}

packed! {
    struct Words { text, ends }
    struct Abbreviation { text, id, with, left, right }
}

/// The bytes of the sections, in order.
pub const SECTIONS: usize = 15;

/// Where the sections of an index lie in its bytes.
#[derive(Clone, Debug)]
pub struct Frame([Range<usize>; SECTIONS]);

impl Frame {
    /// Reads the frame of an index; `None` where the bytes are none of this version.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut sections = [const { 0..0 }; SECTIONS];
        for section in &mut sections {
            let len = number(pack::take(&mut rest, 4)?, 0)?;
            let end = bytes.len() - rest.len();
            let start = end.next_multiple_of(LINE);
            pack::take(&mut rest, start - end)?;
            *section = start..start + pack::take(&mut rest, len as usize)?.len();
        }
        Some(Self(sections))
    }
}

/// An index where it lies.
#[derive(Clone, Copy, Debug)]
pub struct Index<'a> {
    bytes: &'a [u8],
    frame: &'a Frame,
}

impl<'a> Index<'a> {
    pub fn new(bytes: &'a [u8], frame: &'a Frame) -> Self {
        Self { bytes, frame }
    }

    fn section(self, at: usize) -> &'a [u8] {
        self.frame.0.get(at).and_then(|range| self.bytes.get(range.clone())).unwrap_or(&[])
    }

    /// The written forms.
    pub fn written(self) -> Written<'a> {
        Written {
            starts: self.section(0).as_chunks().0,
            forms: self.section(1).as_chunks().0,
            texts: self.section(11),
            owners: self.section(2).as_chunks().0,
            nears: self.section(12),
        }
    }

    /// The forms that the lexicon does not have, as a dictionary for it.
    pub fn taught(self) -> &'a [u8] {
        self.section(13)
    }

    /// The tags of the country and the body of an entry; zero where it has none.
    pub fn homes(self, at: u32) -> [u32; 2] {
        let homes: &[[u8; 8]] = self.section(14).as_chunks().0;
        homes.get(at as usize).map_or([0; 2], |&[a, b, c, d, e, f, g, h]| {
            [u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h])]
        })
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        (self.section(3).len() / 4).saturating_sub(1)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn range(&self, section: usize, at: u32) -> Option<Range<usize>> {
        let (start, end) =
            (number(self.section(section), at as usize)?, number(self.section(section), at as usize + 1)?);
        Some(start as usize..end as usize)
    }

    fn entry_bytes(&self, at: u32) -> Option<&'a [u8]> {
        self.section(4).get(self.range(3, at)?)
    }

    pub fn entry(&self, at: u32) -> Option<Entry> {
        Entry::get(&mut self.entry_bytes(at)?)
    }

    /// The id of an entry, without reading the rest of it.
    pub fn id(&self, at: u32) -> Option<&'a str> {
        pack::take_str(&mut self.entry_bytes(at)?)
    }

    /// The place of an entry by its id.
    pub fn find(&self, id: &str) -> Option<u32> {
        find(self.len(), id, |at| self.id(at))
    }

    /// All ids that begin so, in order.
    pub fn ids(&self, prefix: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let this = *self;
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if this.id(middle).is_some_and(|id| id < prefix) { low = middle + 1 } else { high = middle }
        }
        let prefix = prefix.to_owned();
        (low..this.len() as u32).map_while(move |at| this.id(at)).take_while(move |id| id.starts_with(&prefix))
    }

    pub fn source(&self, id: &str) -> Option<Source> {
        let bytes = |at| self.section(6).get(self.range(5, at)?);
        let len = (self.section(5).len() / 4).saturating_sub(1);
        let at = find(len, id, |at| pack::take_str(&mut bytes(at)?))?;
        Source::get(&mut bytes(at)?)
    }

    /// All keys that begin with a text, in order.
    pub fn keys(&self, text: &str) -> impl Iterator<Item = Key> + use<'a> {
        let this = *self;
        let bytes = move |at: u32| this.section(9).get(this.range(8, at)?);
        let len = (this.section(8).len() / 4).saturating_sub(1) as u32;
        let (mut low, mut high) = (0, len);
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes(middle).and_then(|mut bytes| pack::take_str(&mut bytes)).is_some_and(|key| key < text);
            if before { low = middle + 1 } else { high = middle }
        }
        let text = text.to_owned();
        (low..len).map_while(move |at| Key::get(&mut bytes(at)?)).take_while(move |key| key.text.starts_with(&text))
    }

    /// The places of the entries that stand over one of a layer below.
    pub fn over(&self) -> impl Iterator<Item = u32> + use<'a> {
        let section = self.section(10);
        (0..section.len() / 4).filter_map(move |at| number(section, at))
    }

    pub fn abbreviations(&self) -> Vec<Abbreviation> {
        Vec::get(&mut self.section(7)).unwrap_or_default()
    }
}

/// A hash of an id, never zero: most that differ are told apart without a look at their entries.
pub fn tag(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5_u32, |tag, byte| (tag ^ u32::from(byte)).wrapping_mul(0x0100_0193)).max(1)
}

/// The `at`th little-endian number.
pub fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

fn find<'a>(len: usize, id: &str, key: impl Fn(u32) -> Option<&'a str>) -> Option<u32> {
    let (mut low, mut high) = (0, u32::try_from(len).ok()?);
    while low < high {
        let middle = low + (high - low) / 2;
        match key(middle)?.cmp(id) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
