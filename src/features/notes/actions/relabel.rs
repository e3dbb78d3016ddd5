//! Other labels for notes: all of a note's signs together, `[1,3]` and `[1-3]` included.

use std::collections::HashMap;

use super::{geometry, lists};
use crate::{
    analysis::{Analysis, Placed, notes::At},
    features::notes::place::is_blank,
    syntax::{Definition, Marker, footnotes::labels},
    text::{Span, TextEdit},
};

/// What becomes of a note's label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::notes) enum Label {
    Number(u32),
    Name(String),
    /// The note goes, with its markers.
    Gone,
}

/// The edits that give notes (by index) other labels.
pub(in crate::features::notes) fn relabel(analysis: &Analysis, labels: &HashMap<usize, Label>) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    if labels.is_empty() {
        return edits;
    }
    for (block, placed) in analysis.blocks.iter().enumerate() {
        let syntax = &placed.block.syntax;
        let mut index = 0;
        for sign in syntax.markers.chunk_by(|one, other| one.span == other.span) {
            let note = |offset: usize| analysis.notes.of_marker(At { block, index: index + offset });
            let new: Vec<Option<&Label>> =
                (0..sign.len()).map(|i| note(i).and_then(|note| labels.get(&note))).collect();
            index += sign.len();
            if new.iter().any(Option::is_some) {
                edits.extend(marker(placed, sign, &new));
            }
        }
        let mut index = 0;
        for sign in syntax.definitions.chunk_by(|one, other| one.span == other.span) {
            let note = |offset: usize| analysis.notes.of_definition(At { block, index: index + offset });
            let new: Vec<Option<&Label>> =
                (0..sign.len()).map(|i| note(i).and_then(|note| labels.get(&note))).collect();
            if new.iter().any(Option::is_some) {
                let at = At { block, index };
                edits.extend(definition(analysis, placed, at, sign, &new));
            }
            index += sign.len();
        }
    }
    edits
}

fn written(label: &Label, numeral: labels::Numeral) -> String {
    match label {
        Label::Number(number) => labels::write(*number, numeral),
        Label::Name(name) => name.clone(),
        Label::Gone => String::new(),
    }
}

fn marker(placed: &Placed, sign: &[Marker], new: &[Option<&Label>]) -> Vec<TextEdit> {
    let gone = new.iter().filter(|label| **label == Some(&Label::Gone)).count();
    if gone == sign.len() {
        return sign.first().map(|marker| TextEdit::delete(placed.span(marker.span))).into_iter().collect();
    }
    if sign.len() > 1 {
        let rewritten = lists::rewrite(&placed.block.text, sign, new);
        return rewritten.map(|(span, text)| TextEdit::new(placed.span(span), text)).into_iter().collect();
    }
    let replace = |(marker, label): (&Marker, &Option<&Label>)| {
        Some(TextEdit::new(placed.span(marker.label_span), written((*label)?, marker.numeral)))
    };
    sign.iter().zip(new).filter_map(replace).collect()
}

fn definition(
    analysis: &Analysis,
    placed: &Placed,
    at: At,
    sign: &[Definition],
    new: &[Option<&Label>],
) -> Vec<TextEdit> {
    let gone = |label: &Option<&Label>| *label == Some(&Label::Gone);
    if new.iter().all(gone) {
        return removal(analysis, at).map(TextEdit::delete).into_iter().collect();
    }
    let mut edits = Vec::new();
    let mut before: Option<&Definition> = None;
    for (index, (definition, label)) in sign.iter().zip(new).enumerate() {
        match label {
            Some(Label::Gone) => {
                // With the comma after it, or before it where it is the last.
                let next = sign.get(index + 1).map(|next| next.label_span.start);
                let start =
                    if next.is_some() { definition.label_span.start } else { before.map_or(0, |d| d.label_span.end) };
                let span = Span { start, end: next.unwrap_or(definition.label_span.end) };
                edits.push(TextEdit::delete(placed.span(span)));
            }
            Some(label) => {
                edits.push(TextEdit::new(placed.span(definition.label_span), written(label, definition.numeral)));
                before = Some(definition);
            }
            None => before = Some(definition),
        }
    }
    edits
}

/// What goes with a definition: what separates it from the one before, else from the one after, else from the text.
fn removal(analysis: &Analysis, at: At) -> Option<Span> {
    let (placed, definition, mut own) = geometry::definition(analysis, at)?;
    if definition.body.is_empty() {
        // The blanks behind an empty label go with it.
        let behind = placed.block.text.get(definition.span.end as usize..)?;
        own.end += u32::try_from(behind.len() - behind.trim_start_matches(is_blank).len()).ok()?;
    }
    let note = analysis.notes.of_definition(at)?;
    let family = analysis.notes.scopes.get(analysis.notes.notes.get(note)?.scope)?.family;
    let group = geometry::groups(analysis, family).into_iter().find(|group| group.notes.contains(&note))?;
    let span_of = |note: &usize| {
        let definition = analysis.notes.notes.get(*note)?.definition?;
        Some(geometry::definition(analysis, definition)?.2)
    };
    let spans: Vec<Span> = group.notes.iter().filter_map(span_of).collect();
    if let Some(before) = spans.iter().rev().find(|span| span.end <= own.start) {
        return Some(Span { start: before.end, end: own.end });
    }
    if let Some(after) = spans.iter().find(|span| span.start >= own.end) {
        return Some(Span { start: own.start, end: after.start });
    }
    let text = geometry::slice(analysis, Span::new(0, own.start as usize));
    let start = text.trim_end().len();
    if start > 0 {
        return Some(Span::new(start, own.end as usize));
    }
    let rest = geometry::slice(analysis, Span::new(own.end as usize, geometry::len(analysis)));
    Some(Span::new(own.start as usize, own.end as usize + (rest.len() - rest.trim_start().len())))
}
