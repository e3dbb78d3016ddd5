use std::ops::Deref;

use super::EntryId;

/// What a mention stands for: one entry, or up to three candidates where the context does not settle it; held in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entries {
    len: u8,
    ids: [EntryId; Self::MOST],
}

impl Entries {
    /// The most candidates.
    pub const MOST: usize = 3;

    pub fn one(id: EntryId) -> Self {
        Self { len: 1, ids: [id, EntryId(0), EntryId(0)] }
    }

    /// Each once; `None` of nobody, and of more than are candidates.
    pub fn of(all: impl Iterator<Item = EntryId>) -> Option<Self> {
        let mut entries = Self { len: 0, ids: [EntryId(0); Self::MOST] };
        for id in all {
            if !entries.contains(&id) {
                *entries.ids.get_mut(usize::from(entries.len))? = id;
                entries.len += 1;
            }
        }
        (entries.len > 0).then_some(entries)
    }

    /// What is true of each, in order.
    pub fn all<T: Default>(&self, of: impl Fn(EntryId) -> T) -> [T; Self::MOST] {
        std::array::from_fn(|at| self.get(at).map(|&id| of(id)).unwrap_or_default())
    }
}

impl Deref for Entries {
    type Target = [EntryId];

    fn deref(&self) -> &[EntryId] {
        self.ids.get(..usize::from(self.len)).unwrap_or(&[])
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a EntryId;
    type IntoIter = std::slice::Iter<'a, EntryId>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
