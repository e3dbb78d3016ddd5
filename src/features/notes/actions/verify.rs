//! The last look before an action is offered: are the notes of the edited text the same notes?

use ropey::Rope;

use super::{Refusal, geometry};
use crate::{
    analysis::{Analysis, Notes},
    text::{Edit, Edits, Span},
};

/// What an action must not change: the words of each note and how many markers point to it, in the order of the text.
fn notes(analysis: &Analysis) -> Vec<(String, usize)> {
    let words = |note: &crate::analysis::notes::Note| {
        let at = note.definition?;
        let placed = analysis.blocks.get(at.block)?;
        let body = Notes::definition(&analysis.blocks, at)?.body.of(&placed.block.text);
        Some(body.chars().filter(|c| c.is_alphabetic()).collect::<String>())
    };
    let mut notes: Vec<(usize, String, usize)> = analysis
        .notes
        .notes
        .iter()
        .map(|note| {
            let first = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
            (first.map_or(usize::MAX, |span| span.start as usize), words(note).unwrap_or_default(), note.markers.len())
        })
        .collect();
    notes.sort();
    notes.into_iter().map(|(_, words, markers)| (words, markers)).collect()
}

/// # Errors
/// [`Refusal::Lossy`] where the edited text has other notes.
pub(super) fn same_notes(analysis: &Analysis, edits: &Edits) -> Result<(), Refusal> {
    let text = geometry::slice(analysis, Span::new(0, geometry::len(analysis)));
    let edited = edits.apply(&text).map_err(|_| Refusal::Lossy)?;
    let whole = Edit { removed: 0..text.len(), inserted: edited.len() };
    let mut after = analysis.clone();
    after.update(&Rope::from_str(&edited), &[whole]);
    if notes(analysis) == notes(&after) { Ok(()) } else { Err(Refusal::Lossy) }
}
