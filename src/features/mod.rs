//! One file an editor request, plain data in and out.
//!
//! Architecture invariant: nothing here knows an LSP type or a URI; spans count bytes of the document.

pub mod actions;
pub mod actor;
pub mod claims;
pub mod explain;
pub mod folding;
pub mod names;
pub mod notes;
pub mod outline;
pub mod project;
pub mod sheets;
pub mod symbols;
pub mod tokens;

use crate::{
    analysis::Analysis,
    knowledge::EntryId,
    text::{Edits, Language, Span},
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

/// The card for whatever stands at a byte offset: a note, else an actor or term, else a claim without a source.
pub fn hover(analysis: &Analysis, offset: usize, language: Language) -> Option<Card> {
    let named = || {
        let (entry, local) = (actor::hover(analysis, offset, language), names::hover(analysis, offset, language));
        // A name that the document introduces hides the shorter one inside it.
        let longer = |card: &Option<Card>| card.as_ref().map_or(0, |card| card.span.len());
        if longer(&local) > longer(&entry) { local } else { entry }
    };
    notes::hover(analysis, offset, language).or_else(named).or_else(|| claims::hover(analysis, offset, language))
}

/// Marker to note, note to its first marker, name to its introduction in this document.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Link> {
    of_note(analysis, offset).or_else(|| names::definition(analysis, offset))
}

/// The name at the offset and its entry, where a file of the user or of the workspace has that: a second definition.
pub fn own_entry(analysis: &Analysis, offset: usize) -> Option<(Span, EntryId)> {
    if of_note(analysis, offset).is_some() { None } else { names::own_entry(analysis, offset) }
}

fn of_note(analysis: &Analysis, offset: usize) -> Option<Link> {
    notes::definition(analysis, offset).or_else(|| notes::back(analysis, offset))
}

/// All places of what stands at the offset, in document order.
pub fn references(analysis: &Analysis, offset: usize, declaration: bool) -> Vec<Span> {
    let spans = notes::references(analysis, offset, declaration);
    if spans.is_empty() { names::references(analysis, offset) } else { spans }
}

/// The same places as an editor marks them while the caret stands there: of a note's text its label only.
pub fn highlights(analysis: &Analysis, offset: usize) -> Vec<Span> {
    let spans = notes::highlights(analysis, offset);
    if spans.is_empty() { names::references(analysis, offset) } else { spans }
}

/// What can be renamed at the offset, and its text.
pub fn prepare_rename(analysis: &Analysis, offset: usize) -> Option<(Span, String)> {
    notes::actions::prepare_rename(analysis, offset).or_else(|| names::prepare_rename(analysis, offset))
}

/// Renames what stands at the offset.
///
/// # Errors
/// Why it cannot be renamed so, for the writer.
pub fn rename(analysis: &Analysis, offset: usize, new: &str, language: Language) -> Result<Edits, String> {
    let note = notes::actions::prepare_rename(analysis, offset).is_some();
    if !note && names::prepare_rename(analysis, offset).is_some() {
        return names::rename(analysis, offset, new, language);
    }
    notes::actions::rename(analysis, offset, new).map_err(|refusal| refusal.message(language))
}
