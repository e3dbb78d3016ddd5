//! Two notes of one source become one with two markers.

use std::collections::HashMap;

use super::{
    Refusal,
    delete::closing_up,
    geometry,
    relabel::{Label, relabel},
    verify,
};
use crate::{
    analysis::{Analysis, Notes, notes::Note},
    text::{Edits, TextEdit},
};

/// The other notes of the scope with the same text as `note`, in document order.
pub fn twins(analysis: &Analysis, note: usize) -> Vec<usize> {
    let Some(own) = analysis.notes.notes.get(note) else { return Vec::new() };
    let Some(text) = source(analysis, own).filter(|text| !text.is_empty()) else { return Vec::new() };
    let notes = analysis.notes.notes.iter().enumerate();
    notes
        .filter(|(index, other)| {
            *index != note
                && other.scope == own.scope
                && !is_shared(analysis, other)
                && source(analysis, other).as_ref() == Some(&text)
        })
        .map(|(index, _)| index)
        .collect()
}

/// The text of a note without what varies between two writings of it.
fn source(analysis: &Analysis, note: &Note) -> Option<String> {
    let at = note.definition?;
    let definition = Notes::definition(&analysis.blocks, at)?;
    let body = definition.body.of(&analysis.blocks.get(at.block)?.block.text);
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '.' | '。' | '<' | '>' | '*' | '_' | '\\');
    Some(body.chars().filter(|&c| plain(c)).collect())
}

/// True of a note whose text is another's too: `2、3) …`.
fn is_shared(analysis: &Analysis, note: &Note) -> bool {
    let placed = note.definition.and_then(|at| Some((analysis.blocks.get(at.block)?, at.index)));
    placed.is_some_and(|(placed, index)| geometry::is_shared(placed, index))
}

/// Makes two notes of one scope one: the markers of the one that the text cites later point to the other, and it goes.
///
/// # Errors
/// Notes of different pages cannot share one; nor can a text go that other markers share.
pub fn merge(analysis: &Analysis, note: usize, other: usize) -> Result<Edits, Refusal> {
    let get = |index: usize| analysis.notes.notes.get(index).ok_or(Refusal::NotHere);
    let first = |note: &Note| note.markers.first().copied().map_or((true, None), |at| (false, Some(at)));
    // Numbers would fall out of order if the later one stayed.
    let (note, other) = if first(get(other)?) < first(get(note)?) { (other, note) } else { (note, other) };
    let (kept, gone) = (get(note)?, get(other)?);
    if note == other || kept.scope != gone.scope || gone.repeats.is_some() || kept.definition.is_none() {
        return Err(Refusal::NotHere);
    }
    if is_shared(analysis, gone) {
        return Err(Refusal::Shared);
    }
    let mut labels = closing_up(analysis, other);
    let label = match (labels.get(&note), kept.number) {
        (Some(label), _) => label.clone(),
        (None, Some(number)) => Label::Number(number),
        (None, None) => Label::Name(analysis.notes.label(&analysis.blocks, note).to_owned()),
    };
    labels.insert(other, label);
    let own: Vec<_> = gone.definition.into_iter().collect();
    let definition = |edit: &TextEdit| {
        own.iter().any(|&at| Notes::definition_span(&analysis.blocks, at).is_some_and(|span| span.encloses(edit.span)))
    };
    // Markers get the label of the note that stays; the definition goes.
    let mut edits: Vec<TextEdit> = relabel(analysis, &labels).into_iter().filter(|edit| !definition(edit)).collect();
    let removed = relabel(analysis, &HashMap::from([(other, Label::Gone)]));
    let markers = gone.markers.iter().chain(&gone.mentions);
    let spans: Vec<_> = markers.filter_map(|&at| Notes::marker_span(&analysis.blocks, at)).collect();
    edits.extend(removed.into_iter().filter(|edit| !spans.iter().any(|span| span.encloses(edit.span))));
    let edits = Edits::new(edits).map_err(|_| Refusal::Lossy)?;
    verify::same_citations(analysis, &edits)?;
    Ok(edits)
}
