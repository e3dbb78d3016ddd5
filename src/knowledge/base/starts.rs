//! Where names stand by the two characters that they begin with: a hash table in an index, read where it lies.
//!
//! A slot is eight little-endian `u32`: the two characters; the first of the forms that begin with them and the one behind the
//! last; the same of the names that a text may nearly hold ([`super::nears`]); two of bits for the third characters of the
//! forms. An empty slot is all zeros.

use std::{collections::BTreeMap, ops::Range};

/// What begins with two characters: places of forms, and of names that a text may nearly hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    pub forms: Range<u32>,
    pub nears: Range<u32>,
    /// A bit for each third character of a form; all of them where a form has none.
    thirds: u64,
}

pub type Slot = [u8; 32];

/// Mixes two characters; the upper bits are the good ones.
#[inline]
pub fn hash(a: char, b: char) -> u64 {
    key(a, b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of two characters with a number of what goes with them.
#[inline]
pub fn mix(hash: u64, with: u32) -> u64 {
    (hash ^ u64::from(with)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

fn key(a: char, b: char) -> u64 {
    u64::from(u32::from(a)) | (u64::from(u32::from(b)) << 32)
}

/// Where the search for a pair begins in so many slots.
fn home(a: char, b: char, slots: usize) -> usize {
    (((hash(a, b) >> 32) * slots as u64) >> 32) as usize
}

/// Which of 64 sorts a third character is of.
#[inline]
pub fn third(c: char) -> u32 {
    u32::from(c).wrapping_mul(0x9e37_79b1) >> 26
}

impl Start {
    /// Adds the form behind those it has.
    pub fn add(&mut self, place: u32, form: &str) {
        if self.forms.is_empty() {
            self.forms.start = place;
        }
        self.forms.end = place + 1;
        self.thirds |= form.chars().nth(2).map_or(u64::MAX, |c| 1 << third(c));
    }

    /// False for most texts that none of its forms begins, by their third characters.
    #[inline]
    pub fn may_go_on(&self, c: Option<char>) -> bool {
        self.thirds & c.map_or(u64::MAX, |c| 1 << third(c)) != 0
    }

    /// The sorts of third characters that something goes on with; `None` where it may go on with any, or end.
    pub fn thirds(&self) -> Option<impl Iterator<Item = u32>> {
        let thirds = self.thirds;
        (self.nears.is_empty() && thirds != u64::MAX).then(|| (0..64).filter(move |third| thirds >> third & 1 == 1))
    }

    fn read(&[.., a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x]: &Slot) -> Self {
        let number = u32::from_le_bytes;
        Self {
            forms: number([a, b, c, d])..number([e, f, g, h]),
            nears: number([i, j, k, l])..number([m, n, o, p]),
            thirds: u64::from_le_bytes([q, r, s, t, u, v, w, x]),
        }
    }

    fn write(&self, a: char, b: char) -> Slot {
        let mut slot = [0; 32];
        let numbers = [self.forms.start, self.forms.end, self.nears.start, self.nears.end];
        let bytes = key(a, b).to_le_bytes().into_iter().chain(numbers.into_iter().flat_map(u32::to_le_bytes));
        slot.iter_mut().zip(bytes.chain(self.thirds.to_le_bytes())).for_each(|(to, from)| *to = from);
        slot
    }
}

fn key_of(&[a, b, c, d, e, f, g, h, ..]: &Slot) -> u64 {
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

const EMPTY: Slot = [0; 32];

/// Builds the table: one slot in four stays empty.
pub fn build(starts: &BTreeMap<[char; 2], Start>) -> Vec<u8> {
    let slots = starts.len() + starts.len() / 3 + 1;
    let mut table = vec![EMPTY; slots];
    for (&[a, b], start) in starts {
        let mut at = home(a, b, slots);
        while table[at] != EMPTY {
            at = (at + 1) % slots;
        }
        table[at] = start.write(a, b);
    }
    table.into_flattened()
}

/// What begins with two characters.
pub fn find(table: &[Slot], a: char, b: char) -> Option<Start> {
    let (key, mut at) = (key(a, b), home(a, b, table.len()));
    for _ in 0..table.len() {
        match table.get(at)? {
            slot if key_of(slot) == key => return Some(Start::read(slot)),
            &EMPTY => return None,
            _ => at = if at + 1 < table.len() { at + 1 } else { 0 },
        }
    }
    None
}

/// All pairs that something begins with.
pub fn all(table: &[Slot]) -> impl Iterator<Item = ([char; 2], Start)> + '_ {
    table.iter().filter(|slot| **slot != EMPTY).filter_map(|slot| {
        let key = key_of(slot);
        Some(([char::from_u32(key as u32)?, char::from_u32((key >> 32) as u32)?], Start::read(slot)))
    })
}
