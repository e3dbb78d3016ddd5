//! One layer of entries, ready to match: a compiled index, and the entries read from it so far.

use std::{borrow::Cow, fmt, sync::OnceLock};

use xxhash_rust::xxh3::xxh3_128;

use super::base::{
    Entry, Source,
    index::{Abbreviation, Frame, Index},
    keys::Key,
};

/// Where a layer comes from, the weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    #[default]
    Builtin,
    /// The writer's own, in the configuration folder.
    User,
    /// Of the workspace.
    Workspace,
    /// Of one document, in its front matter.
    Document,
}

pub struct Layer {
    pub level: Level,
    /// Hash of all that it was compiled from; of its bytes where nobody said.
    key: OnceLock<u128>,
    bytes: Cow<'static, [u8]>,
    frame: Frame,
    entries: Box<[OnceLock<Box<Entry>>]>,
    pub abbreviations: Vec<Abbreviation>,
}

impl Layer {
    /// Reads a compiled index. `None` where the bytes are none.
    pub fn new(level: Level, key: Option<u128>, bytes: Cow<'static, [u8]>) -> Option<Self> {
        let frame = Frame::read(&bytes)?;
        let index = Index::new(&bytes, &frame);
        let entries = (0..index.len()).map(|_| OnceLock::new()).collect();
        let abbreviations = index.abbreviations();
        let key = key.map_or_else(OnceLock::new, OnceLock::from);
        Some(Self { level, key, entries, abbreviations, bytes, frame })
    }

    /// What tells it from other layers; hashed when first asked for.
    pub fn key(&self) -> u128 {
        *self.key.get_or_init(|| xxh3_128(&self.bytes))
    }

    pub fn index(&self) -> Index<'_> {
        Index::new(&self.bytes, &self.frame)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An entry, read when it is first asked for.
    #[inline]
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        let cell = self.entries.get(place as usize)?;
        cell.get().map(Box::as_ref).or_else(|| self.read(cell, place))
    }

    #[cold]
    fn read<'a>(&self, cell: &'a OnceLock<Box<Entry>>, place: u32) -> Option<&'a Entry> {
        let entry = self.index().entry(place)?;
        Some(cell.get_or_init(|| Box::new(entry)))
    }

    pub fn find(&self, id: &str) -> Option<u32> {
        self.index().find(id)
    }

    /// The ids of the entries that stand over one of a layer below, with their places.
    pub fn over(&self) -> impl Iterator<Item = (u32, &str)> {
        let index = self.index();
        index.over().filter_map(move |place| Some((place, index.id(place)?)))
    }

    /// All ids that begin so.
    pub fn ids(&self, prefix: &str) -> impl Iterator<Item = &str> {
        self.index().ids(prefix)
    }

    pub fn source(&self, id: &str) -> Option<Source> {
        self.index().source(id)
    }

    /// The entries and names that may be typed so: place of the entry, of the name, and the key.
    pub fn keys<'a>(&'a self, text: &str) -> impl Iterator<Item = Key> + use<'a> {
        self.index().keys(text)
    }
}

impl fmt::Debug for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layer")
            .field("level", &self.level)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}
