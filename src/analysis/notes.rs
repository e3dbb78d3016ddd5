//! Which marker belongs to which note: page, section or document scope, decided from the whole text.

use super::Placed;
use crate::text::Span;

/// A marker or definition by block and its place in that block's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    pub block: usize,
    pub index: usize,
}

/// One note: its definition (if there is one) and its markers, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub definition: Option<At>,
    pub markers: Vec<At>,
    /// Index of the scope (page, section, document), from 0.
    pub scope: usize,
}

/// All notes of a document, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    pub notes: Vec<Note>,
}

impl Notes {
    pub fn resolve(_blocks: &[Placed]) -> Self {
        Self::default()
    }

    /// The marker's span in the document.
    pub fn marker_span(blocks: &[Placed], at: At) -> Option<Span> {
        let placed = blocks.get(at.block)?;
        Some(placed.span(placed.block.syntax.markers.get(at.index)?.span))
    }

    /// The definition's span in the document.
    pub fn definition_span(blocks: &[Placed], at: At) -> Option<Span> {
        let placed = blocks.get(at.block)?;
        Some(placed.span(placed.block.syntax.definitions.get(at.index)?.span))
    }
}
