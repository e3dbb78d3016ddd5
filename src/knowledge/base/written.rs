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
    /// In order of their texts, see [`Form`].
    pub forms: &'a [[u8; FORM]],
    pub texts: &'a [u8],
    pub owners: &'a [[u8; OWNER]],
    pub nears: &'a [u8],
}

/// Bytes of a form: its key, little-endian `u32` for its numbers, in order, and its first owner. Two fill a line of the cache.
pub const FORM: usize = 32;
/// Bytes of an owner: place of the entry (`u32`) and of the name (`u16`), the lower eight flags, then four bits of kind and the upper
/// four flags.
pub const OWNER: usize = 8;

/// A form in an index.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// See [`key`].
    pub key: u64,
    /// Where its text begins, and its length.
    pub text: u32,
    pub len: u32,
    /// The longest other form that it begins with; itself where there is none.
    pub shorter: u32,
    /// Where its other owners stand, and 1; zero for a form with one. There: how many they are, in as many bytes as one takes.
    pub others: u32,
    /// Whose it is, as [`put_owner`] writes it.
    pub owner: [u8; OWNER],
}

/// An owner in an index.
pub fn put_owner(&Owner { entry, name, flags, kind }: &Owner) -> [u8; OWNER] {
    let ([a, b, c, d], [low, high]) = (entry.to_le_bytes(), name.to_le_bytes());
    let [lower, upper] = flags.to_le_bytes();
    [a, b, c, d, low, high, lower, kind as u8 | upper << 4]
}

fn owner(&[a, b, c, d, low, high, lower, last]: &[u8; OWNER]) -> Option<Owner> {
    let (kind, flags) = (*Kind::ALL.get(usize::from(last & 15))?, u16::from_le_bytes([lower, last >> 4]));
    Some(Owner { entry: u32::from_le_bytes([a, b, c, d]), name: u16::from_le_bytes([low, high]), flags, kind })
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
        let numbers = [self.text, self.len, self.shorter, self.others];
        numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
        out.extend_from_slice(&self.owner);
    }

    fn get(bytes: &[u8; FORM]) -> Self {
        let &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, ref owner @ ..] = bytes;
        let number = u32::from_le_bytes;
        Self {
            key: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            text: number([i, j, k, l]),
            len: number([m, n, o, p]),
            shorter: number([q, r, s, t]),
            others: number([u, v, w, x]),
            owner: *owner,
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
        let form = self.form(at)?;
        self.texts.get(form.text as usize..)?.get(..form.len as usize)
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
            let form = self.form(at)?;
            let len = form.len as usize;
            let behind = len.checked_sub(pair)?;
            let fits = begins(wanted, form.key, behind) && (behind <= 8 || text.starts_with(self.bytes(at)?));
            (fits && len <= text.len()).then_some((at, len))
        })
    }

    /// Those whose form it is.
    pub fn owners(self, form: u32) -> impl Iterator<Item = Owner> + use<'a> {
        let form = self.forms.get(form as usize).map(Form::get).unwrap_or_default();
        let others = || {
            let (&[a, b, c, d, ..], others) = self.owners.get(form.others.checked_sub(1)? as usize..)?.split_first()?;
            others.get(..u32::from_le_bytes([a, b, c, d]) as usize)
        };
        iter::once(form.owner).chain(others().unwrap_or(&[]).iter().copied()).filter_map(|bytes| owner(&bytes))
    }

    /// A name that a text may nearly hold.
    pub fn near(self, at: u32) -> Option<Near> {
        nears::get(self.nears, at)
    }
}
