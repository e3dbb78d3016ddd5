//! The knowledge base: entries, layers, and the matcher of names.
//!
//! Architecture invariant: entries know nothing of documents; the matcher sees a block's text and returns spans.

pub mod base;
mod layer;
pub mod lexicon;
mod matcher;
pub mod offices;
pub mod wording;

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

pub use base::{Date, Entry, Kin, Kind, Name, Region, Relation, Role, Source, Status, Tenure};
pub use layer::Layer;
pub use matcher::is_sound;

use crate::text::Span;

/// Index of an entry in its [`Knowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A place in a block where a name of the knowledge base stands. Spans count bytes from the start of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    /// One entry, or up to three candidates where the context does not settle it.
    pub entries: Vec<EntryId>,
    /// A single-character abbreviation (美 in 中美).
    pub abbreviation: bool,
    /// The compound or phrase it stands in (中美, 俄国防部, 对俄, 中东大国); mostly the span itself.
    pub within: Span,
    /// One of several abbreviations side by side; `within` is all of them.
    pub compound: bool,
    /// A title in a form that is wrong for the office (英国总理).
    pub wrong: bool,
    /// One character off a name (泽连斯集): counts as a slip for it, only if the document names it rightly elsewhere.
    pub slip: bool,
    /// A shorter name that it begins with (特朗普 in 特朗普政府), and where that ends.
    pub head: Option<(EntryId, u32)>,
    /// Counts only if the document names one of `entries` elsewhere by an unambiguous name.
    pub pending: bool,
}

/// All entries of all layers, ready to match.
#[derive(Debug, Default)]
pub struct Knowledge {
    layers: Vec<Layer>,
    /// For each layer, how many entries the layers before it have.
    starts: Vec<u32>,
}

/// The built-in base: `seeds/`, compiled by the build.
static BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/base.bin"));

impl Knowledge {
    /// The built-in base, compiled into the binary.
    pub fn builtin() -> Arc<Self> {
        static KNOWLEDGE: OnceLock<Arc<Knowledge>> = OnceLock::new();
        KNOWLEDGE
            .get_or_init(|| Arc::new(Self::of(Layer::new("builtin", Cow::Borrowed(BUILTIN)).into_iter().collect())))
            .clone()
    }

    /// A base of some layers, the strongest last.
    pub fn of(layers: Vec<Layer>) -> Self {
        let mut before = 0;
        let mut starts = Vec::with_capacity(layers.len());
        for layer in &layers {
            starts.push(before);
            before += layer.len() as u32;
        }
        Self { layers, starts }
    }

    /// Every mention in a block's text, leftmost-longest, in order and without overlap.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        matcher::mentions(self, text)
    }

    /// Number of entries of all layers.
    pub fn len(&self) -> usize {
        self.layers.iter().map(Layer::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.len() as u32).map(EntryId)
    }

    /// The layer an entry is of, and its place there.
    fn layer_of(&self, id: EntryId) -> Option<(&Layer, u32)> {
        let at = self.starts.partition_point(|&start| start <= id.0).checked_sub(1)?;
        Some((self.layers.get(at)?, id.0 - self.starts[at]))
    }

    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        let (layer, place) = self.layer_of(id)?;
        layer.entry(place)
    }

    /// The entry with an id (`person/marco-rubio`), from the strongest layer that has it.
    pub fn find(&self, id: &str) -> Option<EntryId> {
        let found = |(layer, start): (&Layer, &u32)| Some(EntryId(layer.find(id)? + start));
        self.layers.iter().zip(&self.starts).rev().find_map(found)
    }

    /// The entry with an id, read.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entry(self.find(id)?)
    }

    pub fn source(&self, id: &str) -> Option<Source> {
        self.layers.iter().rev().find_map(|layer| layer.source(id))
    }

    /// The names that are typed with a text (pinyin, initials or Latin letters): entry, place of the name, and its key.
    pub fn typed(&self, text: &str) -> impl Iterator<Item = (EntryId, usize, String)> {
        let text = base::keys::letters(text);
        self.layers.iter().zip(&self.starts).flat_map(move |(layer, &start)| {
            layer.keys(&text).map(move |key| (EntryId(start + key.entry), key.name as usize, key.text))
        })
    }

    /// Every form of the layers, folded.
    pub fn each_form(&self, mut each: impl FnMut(&str)) {
        self.layers.iter().for_each(|layer| layer.each_form(&mut each));
    }

    /// One-character abbreviations of all layers, the strongest layer first.
    pub fn abbreviations(&self) -> impl Iterator<Item = &base::index::Abbreviation> {
        self.layers.iter().rev().flat_map(|layer| &layer.abbreviations)
    }

    /// The entries that a name stands for, whatever the context: exact after folding; titles last.
    pub fn named(&self, name: &str) -> Vec<EntryId> {
        matcher::named(self, name)
    }
}
