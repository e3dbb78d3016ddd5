//! The written forms of an index, where they lie in it: found by how a text goes on.

use std::{cmp::Ordering, iter};

use super::{
    entry::Kind,
    forms::Owner,
    nears::{self, Near},
    starts::{self, Slot, Start},
};

/// The sections that forms are found with.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    pub starts: &'a [Slot],
    /// In order of their texts, see [`Form`]; one more at the end says where the last one ends.
    pub forms: &'a [[u8; FORM]],
    pub texts: &'a [u8],
    pub owners: &'a [[u8; 8]],
    pub nears: &'a [u8],
}

/// Bytes of a form: its key, and little-endian `u32` for its numbers, in order.
pub const FORM: usize = 20;

/// A form in an index.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// See [`key`].
    pub key: u64,
    /// Where its text begins.
    pub text: u32,
    /// The first of its owners.
    pub owner: u32,
    /// The longest other form that it begins with; itself where there is none.
    pub shorter: u32,
}

/// The first bytes of a text behind two characters, zeros behind its end: in the order of texts, and most forms have no more,
/// so that few texts need be looked at.
pub fn key(behind: &[u8]) -> u64 {
    let short = || behind.iter().chain(&[0; 8]).take(8).fold(0, |key, &byte| key << 8 | u64::from(byte));
    behind.first_chunk().map_or_else(short, |bytes| u64::from_be_bytes(*bytes))
}

/// True for the key of a text that begins with the bytes, so many, of which another is the key.
fn begins(text: u64, form: u64, len: usize) -> bool {
    len == 0 || (text ^ form) >> (64 - 8 * len.min(8)) == 0
}

impl Form {
    pub fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.key.to_le_bytes());
        [self.text, self.owner, self.shorter].iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
    }

    fn get(&[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t]: &[u8; FORM]) -> Self {
        let number = u32::from_le_bytes;
        Self {
            key: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            text: number([i, j, k, l]),
            owner: number([m, n, o, p]),
            shorter: number([q, r, s, t]),
        }
    }
}

impl<'a> Written<'a> {
    /// The pairs of characters that something begins with, and what.
    pub fn pairs(self) -> impl Iterator<Item = ([char; 2], Start)> + use<'a> {
        starts::all(self.starts)
    }

    /// What begins with two characters.
    pub fn start(self, a: char, b: char) -> Option<Start> {
        starts::find(self.starts, a, b)
    }

    fn form(self, at: u32) -> Option<Form> {
        self.forms.get(at as usize).map(Form::get)
    }

    /// The text of a form, in bytes.
    pub fn bytes(self, at: u32) -> Option<&'a [u8]> {
        let (form, next) = (self.form(at)?, self.form(at.saturating_add(1))?);
        self.texts.get(form.text as usize..next.text as usize)
    }

    /// Those of the forms of a start that a text begins with, the longest first, and their lengths. `pair` is the length of
    /// the two characters that the text begins with.
    pub fn forms<'t>(
        self,
        start: &Start,
        text: &'t [u8],
        pair: usize,
    ) -> impl Iterator<Item = (u32, usize)> + use<'a, 't> {
        let wanted = key(text.get(pair..).unwrap_or(&[]));
        // What the text begins with is the last form that is not behind it, or begins that one: the first, if none.
        let (mut last, mut end) = (start.forms.start, start.forms.end);
        while end.saturating_sub(last) > 1 {
            let middle = last + (end - last) / 2;
            let before = self.form(middle).is_some_and(|form| match form.key.cmp(&wanted) {
                Ordering::Equal => self.bytes(middle).is_some_and(|form| form.len() <= pair + 8 || form <= text),
                order => order.is_lt(),
            });
            if before { last = middle } else { end = middle }
        }
        let shorter = move |&form: &u32| self.form(form).map(|form| form.shorter).filter(|&shorter| shorter < form);
        iter::successors((last < end).then_some(last), shorter).filter_map(move |at| {
            let (form, next) = (self.form(at)?, self.form(at.saturating_add(1))?);
            let len = next.text.saturating_sub(form.text) as usize;
            let behind = len.checked_sub(pair)?;
            let fits = begins(wanted, form.key, behind) && (behind <= 8 || text.starts_with(self.bytes(at)?));
            (fits && len <= text.len()).then_some((at, len))
        })
    }

    /// Those whose form it is.
    pub fn owners(self, form: u32) -> impl Iterator<Item = Owner> + use<'a> {
        let range =
            self.form(form).zip(self.form(form.saturating_add(1))).map_or(0..0, |(form, next)| form.owner..next.owner);
        let owners = self.owners.get(range.start as usize..range.end as usize).unwrap_or(&[]);
        owners.iter().filter_map(|&[a, b, c, d, name, high, flags, kind]| {
            let kind = *Kind::ALL.get(usize::from(kind))?;
            let (entry, name) = (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([name, high]));
            Some(Owner { entry, name, flags, kind })
        })
    }

    /// A name that a text may nearly hold.
    pub fn near(self, at: u32) -> Option<Near> {
        nears::get(self.nears, at)
    }
}
