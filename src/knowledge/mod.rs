//! The knowledge base: entries, layers, and the matcher of names.
//!
//! Architecture invariant: entries know nothing of documents; the matcher sees a block's text and returns spans.

use std::sync::{Arc, OnceLock};

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
}

/// All entries of all layers, ready to match.
#[derive(Debug, Default)]
pub struct Knowledge {}

impl Knowledge {
    /// The built-in base, compiled into the binary.
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: OnceLock<Arc<Knowledge>> = OnceLock::new();
        BUILTIN.get_or_init(Arc::default).clone()
    }

    /// Every mention in a block's text, leftmost-longest, in order and without overlap.
    pub fn mentions(&self, _text: &str) -> Vec<Mention> {
        Vec::new()
    }
}
