//! What note stands at an offset.

use crate::{
    analysis::{
        Analysis,
        notes::{At, naming::sign},
    },
    text::Span,
};

/// Which part of a note an offset is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Marker(At),
    /// The label of the definition.
    Label(At),
    /// The text of the definition.
    Body(At),
}

/// A note under the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteAt {
    /// Index into `Notes::notes`.
    pub note: usize,
    pub part: Part,
    /// The sign under the caret (a marker, or the label of a definition); all of the note for its text. Document bytes.
    pub span: Span,
    /// The number or id inside the sign, document bytes.
    pub label: Span,
}

/// The note whose marker or label stands at an offset, also directly after it, where a caret stands.
pub fn note_at(analysis: &Analysis, offset: usize) -> Option<NoteAt> {
    at_sign(analysis, offset, |span, offset| span.contains(offset))
        .or_else(|| at_sign(analysis, offset, |span, offset| span.end as usize == offset))
}

/// Like [`note_at`], and the note in whose text the offset is, or in the blanks behind it: there the caret waits in an
/// empty note.
pub fn note_around(analysis: &Analysis, offset: usize) -> Option<NoteAt> {
    note_at(analysis, offset).or_else(|| {
        let (block, placed) = analysis.block_at(offset)?;
        let local = offset - placed.start;
        let text = &*placed.block.text;
        let behind = |span: Span| text.get(span.end as usize..local).is_some_and(|blank| blank.chars().all(is_blank));
        placed.block.syntax.definitions.iter().enumerate().find_map(|(index, definition)| {
            let at = At { block, index };
            let note = analysis
                .notes
                .of_definition(at)
                .filter(|_| definition.span.touches(local) || behind(definition.span))?;
            let (span, label) = (placed.span(definition.span), placed.span(definition.label_span));
            Some(NoteAt { note, part: Part::Body(at), span, label })
        })
    })
}

/// Blanks within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

fn at_sign(analysis: &Analysis, offset: usize, hits: impl Fn(Span, usize) -> bool) -> Option<NoteAt> {
    let around = [offset, offset.saturating_sub(1)].map(|offset| analysis.block_at(offset));
    around.into_iter().flatten().find_map(|(block, placed)| {
        let local = offset.checked_sub(placed.start)?;
        let syntax = &placed.block.syntax;
        let markers = syntax.markers.iter().enumerate().filter(|(_, marker)| hits(marker.span, local)).filter_map(
            |(index, marker)| {
                let at = At { block, index };
                Some((analysis.notes.of_marker(at)?, Part::Marker(at), marker.span, marker.label_span))
            },
        );
        let labels = syntax.definitions.iter().enumerate().filter_map(|(index, definition)| {
            let at = At { block, index };
            let sign = sign(&placed.block.text, definition);
            let note = analysis.notes.of_definition(at).filter(|_| hits(sign, local))?;
            Some((note, Part::Label(at), sign, definition.label_span))
        });
        // A sign with several labels (`[1,3]`): the one under the caret, else the first.
        let mut found: Vec<_> = markers.chain(labels).collect();
        found.sort_by_key(|&(.., label)| !label.touches(local));
        let &(note, part, span, label) = found.first()?;
        Some(NoteAt { note, part, span: placed.span(span), label: placed.span(label) })
    })
}
