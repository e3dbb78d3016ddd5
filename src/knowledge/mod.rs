//! The knowledge base: entries, layers, and the matcher of names.
//!
//! Architecture invariant: entries know nothing of documents; the matcher sees a block's text and returns spans.

pub mod base;
mod beginnings;
pub mod document;
mod entries;
mod layer;
mod letters;
pub mod lexicon;
mod matcher;
pub mod naming;
pub mod offices;
pub mod overlay;
pub mod wikidata;
pub mod wording;
pub mod write;

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Arc, OnceLock},
};

use base::index::Abbreviation;
pub use base::{Date, Entry, Kin, Kind, Message, Name, Region, Relation, Role, Source, Status, Tenure};
use beginnings::Beginnings;
pub use entries::Entries;
pub use layer::{Layer, Level};
use letters::Letter;
pub use matcher::{Memo, Walk, is_sound};

use crate::text::{Span, script};

/// Index of an entry in its [`Knowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A place in a block where a name of the knowledge base stands. Spans count bytes from the start of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    pub entries: Entries,
    /// Of the first of these.
    pub kind: Kind,
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
    /// The spelling of each of `entries` that is chosen with it.
    pub choices: [Option<Choice>; Entries::MOST],
    /// A shorter name that it begins with (特朗普 in 特朗普政府).
    pub head: Option<Head>,
    /// Counts only if the document names one of `entries` elsewhere by an unambiguous name.
    pub pending: bool,
}

/// A name that a longer one begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: EntryId,
    /// Where it ends; bytes of the block.
    pub end: u32,
    pub choice: Option<Choice>,
}

/// Whose spelling is chosen, of an entry that has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Mainland,
    /// Not of the mainland.
    Regional,
}

/// All entries of all layers, ready to match. Cheap to lay another layer over: what lies below is shared.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// The strongest last.
    layers: Vec<Arc<Layer>>,
    /// For each layer, how many entries the layers before it have.
    starts: Vec<u32>,
    /// Entries that one of the same id in a stronger layer stands over; it holds what they say too.
    hidden: HashSet<EntryId>,
    /// What each abbreviation stands for, in the order of their characters, the strongest layer first.
    letters: Vec<Letter>,
    beginnings: Beginnings,
}

/// The built-in base: `seeds/`, compiled by the build.
static BUILTIN: &Lines<[u8]> = &Lines(*include_bytes!(concat!(env!("OUT_DIR"), "/base.bin")));

/// Bytes that begin where a line of the cache does ([`base::index::LINE`]).
#[repr(C, align(64))]
struct Lines<T: ?Sized>(T);

impl Knowledge {
    /// The built-in base, compiled into the binary.
    pub fn builtin() -> Arc<Self> {
        static KNOWLEDGE: OnceLock<Arc<Knowledge>> = OnceLock::new();
        KNOWLEDGE
            .get_or_init(|| {
                let layer = Layer::new(Level::Builtin, None, Cow::Borrowed(&BUILTIN.0));
                Arc::new(layer.map_or_else(Self::default, |layer| Self::default().with(layer)))
            })
            .clone()
    }

    /// These layers with a stronger one over them.
    pub fn with(&self, layer: Layer) -> Self {
        self.with_shared(Arc::new(layer))
    }

    fn with_shared(&self, layer: Arc<Layer>) -> Self {
        let hidden = layer.over().filter_map(|(_, id)| self.find(id)).collect::<Vec<_>>();
        let mut all = self.clone();
        all.hidden.extend(hidden);
        all.starts.push(self.len() as u32);
        all.beginnings.add(&layer);
        all.layers.push(layer);
        all.letters = all.all_letters();
        all
    }

    /// What tells one set of layers from another.
    pub fn key(&self) -> u128 {
        self.layers.last().map_or(0, |layer| layer.key())
    }

    /// The layer that an entry stands in.
    pub fn level(&self, id: EntryId) -> Level {
        self.layer_of(id).map_or(Level::Builtin, |(layer, _)| layer.level)
    }

    /// All that the layers say of an id, the weakest first; each holds what those before it say.
    pub fn versions(&self, id: &str) -> impl Iterator<Item = (Level, &Entry)> {
        self.layers.iter().filter_map(move |layer| Some((layer.level, layer.entry(layer.find(id)?)?)))
    }

    /// The weakest layer that says so of an entry: where a fact comes from.
    pub fn origin(&self, id: &str, says: impl Fn(&Entry) -> bool) -> Option<Level> {
        self.versions(id).find(|(_, entry)| says(entry)).map(|(level, _)| level)
    }

    /// True for an entry that a stronger one stands over.
    #[inline]
    pub fn hides(&self, id: EntryId) -> bool {
        !self.hidden.is_empty() && self.hidden.contains(&id)
    }

    /// Every mention in a block's text, leftmost-longest, in order and without overlap.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut walk = self.walk();
        let plain = script::read(text, |at, c| walk.meet(at, c)).0;
        walk.mentions(&plain)
    }

    /// The same for who goes through the text anyway.
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }

    /// The same of a text folded to Simplified, with what `memo` knows of its sentences from earlier texts.
    pub fn mentions_again(&self, plain: &str, memo: &mut Memo) -> Vec<Mention> {
        matcher::mentions_again(self, plain, memo)
    }

    /// Number of entries of all layers.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        (0..self.len() as u32).map(EntryId).filter(|&id| !self.hides(id))
    }

    /// All ids that begin so, of all layers.
    pub fn ids_from(&self, prefix: &str) -> impl Iterator<Item = &str> {
        self.layers.iter().flat_map(move |layer| layer.ids(prefix))
    }

    /// The layer an entry is of, and its place there; there are few layers.
    #[inline]
    fn layer_of(&self, id: EntryId) -> Option<(&Layer, u32)> {
        let at = self.starts.iter().rposition(|&start| start <= id.0)?;
        Some((self.layers.get(at)?, id.0 - self.starts.get(at)?))
    }

    #[inline]
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        let (layer, place) = self.layer_of(id)?;
        layer.entry(place)
    }

    /// The tags of the country and the body of an entry: see [`base::index::tag`].
    fn homes(&self, id: EntryId) -> [u32; 2] {
        self.layer_of(id).map_or([0; 2], |(layer, place)| layer.index().homes(place))
    }

    /// The entry with an id (`person/marco-rubio`), from the strongest layer that has it.
    pub fn find(&self, id: &str) -> Option<EntryId> {
        let found = |(layer, start): (&Arc<Layer>, &u32)| Some(EntryId(layer.find(id)? + start));
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
    pub fn typed<'a>(&'a self, text: &str) -> impl Iterator<Item = (EntryId, usize, String)> + use<'a> {
        let text = base::keys::letters(text);
        self.layers.iter().zip(&self.starts).flat_map(move |(layer, &start)| {
            let keys = layer.keys(&text).map(move |key| (EntryId(start + key.entry), key.name as usize, key.text));
            keys.filter(|(id, ..)| !self.hides(*id))
        })
    }

    /// Names for the lexicon to know besides its own words.
    fn taught(&self) -> &[u8] {
        self.layers.first().map_or(&[], |layer| layer.index().taught())
    }

    /// One-character abbreviations of all layers, the strongest layer first.
    pub fn abbreviations(&self) -> impl Iterator<Item = &Abbreviation> {
        self.layers.iter().rev().flat_map(|layer| &layer.abbreviations)
    }

    /// The entries that a name stands for, whatever the context: exact after folding; titles last.
    pub fn named(&self, name: &str) -> Vec<EntryId> {
        matcher::named(self, name)
    }
}
