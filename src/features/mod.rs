//! One file an editor request, plain data in and out.
//!
//! Architecture invariant: nothing here knows an LSP type or a URI; spans count bytes of the document.

pub mod symbols;

use crate::{
    analysis::Analysis,
    text::{Language, Span},
};

/// What a hover shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it explains, in bytes of the document.
    pub span: Span,
    pub markdown: String,
}

/// From a place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What was asked about.
    pub origin: Span,
    /// All of the target.
    pub target: Span,
    /// Where the caret goes, inside the target.
    pub focus: Span,
}

/// The card for whatever stands at a byte offset: a note, else an actor or term.
pub fn hover(_analysis: &Analysis, _offset: usize, _language: Language) -> Option<Card> {
    None
}

/// Marker to note, note to its first marker, name to its introduction in this document.
pub fn definition(_analysis: &Analysis, _offset: usize) -> Option<Link> {
    None
}

/// All places of what stands at the offset, in document order.
pub fn references(_analysis: &Analysis, _offset: usize, _declaration: bool) -> Vec<Span> {
    Vec::new()
}
