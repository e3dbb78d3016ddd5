//! From marker to note and back, and all places of a note.

use super::place::{NoteAt, Part, note_around, note_at};
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{At, Note, naming::sign},
    },
    features::Link,
    text::Span,
};

/// Marker to definition; definition to first marker. Only on the sign itself: the text of a note holds names and links
/// of its own ([`back`] is for what they leave over).
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Link> {
    link(analysis, note_at(analysis, offset)?)
}

/// From anywhere in the text of a note to its first marker, except from a sign in it that belongs to no note:
/// `[2012] HKCFA 87`, ①…；②…
pub fn back(analysis: &Analysis, offset: usize) -> Option<Link> {
    let (_, placed) = analysis.block_at(offset)?;
    let local = offset - placed.start;
    let sign = placed.block.syntax.markers.iter().any(|marker| marker.span.touches(local));
    if sign || in_bracketed_number(&placed.block.text, local) {
        return None;
    }
    link(analysis, note_around(analysis, offset)?)
}

/// True inside `[2012]`.
fn in_bracketed_number(text: &str, offset: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(offset) else { return false };
    let digits = |c: char| c.is_ascii_digit();
    before.trim_end_matches(digits).ends_with(['[', '［', '〔', '(', '（'])
        && after.trim_start_matches(digits).starts_with([']', '］', '〕', ')', '）'])
}

fn link(analysis: &Analysis, at: NoteAt) -> Option<Link> {
    let note = original(analysis, at.note)?;
    let blocks = &analysis.blocks;
    match at.part {
        Part::Marker(_) => {
            let definition = note.definition?;
            let target = Notes::definition_span(blocks, definition)?;
            let body = blocks.get(definition.block)?.span(Notes::definition(blocks, definition)?.body);
            let focus = Span { start: target.start, end: body.start.max(target.start) };
            Some(Link { origin: at.span, target, focus })
        }
        Part::Label(_) | Part::Body(_) => {
            let marker = *note.markers.first().or(note.mentions.first())?;
            let target = Notes::marker_span(blocks, marker)?;
            Some(Link { origin: at.span, target, focus: target })
        }
    }
}

/// The note that holds the markers: for a definition that repeats a label, the first one with it.
fn original(analysis: &Analysis, note: usize) -> Option<&Note> {
    let note = analysis.notes.notes.get(note)?;
    note.repeats.and_then(|first| analysis.notes.notes.get(first)).or(Some(note))
}

/// All markers of the note at an offset, in document order; with its definition where `declaration` asks for it.
pub fn references(analysis: &Analysis, offset: usize, declaration: bool) -> Vec<Span> {
    let mut spans = places(analysis, offset, |analysis, at| Notes::definition_span(&analysis.blocks, at));
    if !declaration {
        spans.retain(|&(_, is_definition)| !is_definition);
    }
    spans.into_iter().map(|(span, _)| span).collect()
}

/// All markers of the note at an offset and the label of its definition.
pub fn highlights(analysis: &Analysis, offset: usize) -> Vec<Span> {
    let label = |analysis: &Analysis, at: At| {
        let placed = analysis.blocks.get(at.block)?;
        let definition = Notes::definition(&analysis.blocks, at)?;
        Some(placed.span(sign(&placed.block.text, definition)))
    };
    places(analysis, offset, label).into_iter().map(|(span, _)| span).collect()
}

fn places(analysis: &Analysis, offset: usize, definition: impl Fn(&Analysis, At) -> Option<Span>) -> Vec<(Span, bool)> {
    let Some(note) = note_at(analysis, offset).and_then(|at| original(analysis, at.note)) else { return Vec::new() };
    let markers = note.markers.iter().chain(&note.mentions);
    let mut spans: Vec<(Span, bool)> =
        markers.filter_map(|&at| Some((Notes::marker_span(&analysis.blocks, at)?, false))).collect();
    spans.extend(note.definition.and_then(|at| definition(analysis, at)).map(|span| (span, true)));
    spans.sort_unstable();
    spans.dedup();
    spans
}
