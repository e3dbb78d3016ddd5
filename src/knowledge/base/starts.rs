//! Where names stand by the two characters that they begin with: a hash table in an index, read where it lies.
//!
//! A slot is six little-endian `u32`: the two characters; the first of the forms that begin with them and the one behind the
//! last; the same of the names that nearly stand in a text ([`super::nears`]). An empty slot has no forms and no names.

use std::{collections::BTreeMap, ops::Range};

use super::index::number;

/// What begins with two characters: places of forms, and of names that a text may nearly hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    pub forms: Range<u32>,
    pub nears: Range<u32>,
}

/// Numbers of a slot.
const SLOT: usize = 6;

/// Mixes two characters; the upper bits are the good ones.
#[inline]
pub fn hash(a: char, b: char) -> u64 {
    (u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where the search for a pair begins in so many slots.
fn home(a: char, b: char, slots: usize) -> usize {
    ((hash(a, b) >> 32) * slots as u64 >> 32) as usize
}

/// Builds the table: one slot in four stays empty.
pub fn build(starts: &BTreeMap<[char; 2], Start>) -> Vec<u8> {
    let slots = starts.len() + starts.len() / 3 + 1;
    let mut table = vec![[0_u32; SLOT]; slots];
    for ([a, b], Start { forms, nears }) in starts {
        let mut at = home(*a, *b, slots);
        while !is_empty(&table[at]) {
            at = (at + 1) % slots;
        }
        table[at] = [u32::from(*a), u32::from(*b), forms.start, forms.end, nears.start, nears.end];
    }
    table.into_iter().flatten().flat_map(u32::to_le_bytes).collect()
}

fn is_empty([.., forms, forms_end, nears, nears_end]: &[u32; SLOT]) -> bool {
    forms == forms_end && nears == nears_end
}

fn slot(table: &[u8], at: usize) -> Option<[u32; SLOT]> {
    let bytes = table.get(at * SLOT * 4..(at + 1) * SLOT * 4)?;
    let mut slot = [0; SLOT];
    for (place, value) in slot.iter_mut().enumerate() {
        *value = number(bytes, place)?;
    }
    Some(slot)
}

/// What begins with two characters.
pub fn find(table: &[u8], a: char, b: char) -> Option<Start> {
    let slots = table.len() / (SLOT * 4);
    let mut at = home(a, b, slots);
    for _ in 0..slots {
        let found = slot(table, at)?;
        if is_empty(&found) {
            return None;
        }
        let [one, other, forms, forms_end, nears, nears_end] = found;
        if (one, other) == (a.into(), b.into()) {
            return Some(Start { forms: forms..forms_end, nears: nears..nears_end });
        }
        at = if at + 1 == slots { 0 } else { at + 1 };
    }
    None
}

/// All pairs that something begins with.
pub fn pairs(table: &[u8]) -> impl Iterator<Item = [char; 2]> + '_ {
    let slots = (0..table.len() / (SLOT * 4)).filter_map(|at| slot(table, at));
    slots.filter(|slot| !is_empty(slot)).filter_map(|slot| Some([char::from_u32(slot[0])?, char::from_u32(slot[1])?]))
}
