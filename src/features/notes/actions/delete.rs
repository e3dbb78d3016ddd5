//! A note goes, with its definition and its markers; later numbers close up.

use std::collections::HashMap;

use super::{
    Refusal,
    relabel::{Label, relabel},
};
use crate::{
    analysis::{Analysis, notes::Note},
    features::notes::note_around,
    text::Edits,
};

/// Deletes the note whose marker, label or text stands at `offset`.
///
/// # Errors
/// Where there is none.
pub fn delete(analysis: &Analysis, offset: usize) -> Result<Edits, Refusal> {
    delete_note(analysis, note_around(analysis, offset).ok_or(Refusal::NotHere)?.note)
}

/// Deletes a note by its index.
///
/// # Errors
/// Where its signs cannot be told from those of others.
pub fn delete_note(analysis: &Analysis, note: usize) -> Result<Edits, Refusal> {
    let mut labels = closing_up(analysis, note);
    labels.insert(note, Label::Gone);
    Edits::new(relabel(analysis, &labels)).map_err(|_| Refusal::Lossy)
}

/// New numbers for the notes after one that goes. None where others carry its label too, or where labels are names.
pub(super) fn closing_up(analysis: &Analysis, note: usize) -> HashMap<usize, Label> {
    let mut labels = HashMap::new();
    let Some(Note { scope, number: Some(number), repeats: None, .. }) = analysis.notes.notes.get(note) else {
        return labels;
    };
    let members = || analysis.notes.notes.iter().enumerate().filter(|(_, other)| other.scope == *scope);
    let named = members().any(|(_, other)| other.number.is_none());
    let shared = members().any(|(index, other)| index != note && other.number == Some(*number));
    if named || shared {
        return labels;
    }
    labels.extend(members().filter_map(|(index, other)| {
        let later = other.number.filter(|later| later > number)?;
        Some((index, Label::Number(later - 1)))
    }));
    labels
}
