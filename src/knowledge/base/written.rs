//! The written forms of an index, where they lie in it: found by how a text goes on.

use std::iter;

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
    /// In order of their texts: where the text begins, the first of the owners, and the longest other form that it begins with
    /// (itself where there is none); little-endian `u32`. One more at the end says where the last one ends.
    pub forms: &'a [[u8; 12]],
    pub texts: &'a [u8],
    pub owners: &'a [[u8; 8]],
    pub nears: &'a [u8],
}

impl<'a> Written<'a> {
    /// The pairs of characters that something begins with.
    pub fn pairs(self) -> impl Iterator<Item = [char; 2]> + use<'a> {
        starts::pairs(self.starts)
    }

    /// What begins with two characters.
    pub fn start(self, a: char, b: char) -> Option<Start> {
        starts::find(self.starts, a, b)
    }

    fn form(self, at: u32) -> Option<[u32; 3]> {
        let &[a, b, c, d, e, f, g, h, i, j, k, l] = self.forms.get(at as usize)?;
        let number = u32::from_le_bytes;
        Some([number([a, b, c, d]), number([e, f, g, h]), number([i, j, k, l])])
    }

    /// The text of a form, in bytes: most are only looked at to be compared.
    fn bytes(self, at: u32) -> Option<&'a [u8]> {
        let ([start, ..], [end, ..]) = (self.form(at)?, self.form(at.saturating_add(1))?);
        self.texts.get(start as usize..end as usize)
    }

    pub fn text(self, at: u32) -> Option<&'a str> {
        std::str::from_utf8(self.bytes(at)?).ok()
    }

    /// Those of the forms of a start that a text begins with, the longest first, and their lengths.
    pub fn forms<'t>(self, start: &Start, text: &'t str) -> impl Iterator<Item = (u32, usize)> + use<'a, 't> {
        // What the text begins with is the last form that is not behind it, or begins that one: the first, if none.
        let (mut last, mut end, text) = (start.forms.start, start.forms.end, text.as_bytes());
        while end.saturating_sub(last) > 1 {
            let middle = last + (end - last) / 2;
            if self.bytes(middle).is_some_and(|form| form <= text) { last = middle } else { end = middle }
        }
        let shorter = move |&form: &u32| self.form(form).map(|[.., shorter]| shorter).filter(|&shorter| shorter < form);
        iter::successors((last < end).then_some(last), shorter).filter_map(move |form| {
            let bytes = self.bytes(form)?;
            text.starts_with(bytes).then_some((form, bytes.len()))
        })
    }

    /// Those whose form it is.
    pub fn owners(self, form: u32) -> impl Iterator<Item = Owner> + use<'a> {
        let range =
            self.form(form).zip(self.form(form.saturating_add(1))).map_or(0..0, |([_, from, _], [_, to, _])| from..to);
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
