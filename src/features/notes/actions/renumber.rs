//! Numbers in the order of the text, and notes in the order of their numbers.

use std::collections::HashMap;

use super::{
    Refusal, geometry,
    relabel::{Label, relabel},
    verify,
};
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{Note, ScopeKind},
    },
    syntax::BlockKind,
    text::{Edits, Span, TextEdit},
};

/// Where numbers begin again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Where they do now.
    AsIs,
    /// On each page, that is below each group of notes.
    Page,
    /// With each section.
    Section,
    /// Nowhere.
    Document,
}

/// Renumbers all notes by the order of their first markers; notes without one come last. Definitions that stand
/// together are put in the order of their numbers.
///
/// # Errors
/// Nothing to do, or notes whose markers stand on several pages, which cannot be numbered by page.
pub fn renumber(analysis: &Analysis, numbering: Numbering) -> Result<Edits, Refusal> {
    let mut labels: HashMap<usize, Label> =
        numbers(analysis, numbering).map(|(note, number)| (note, Label::Number(number))).collect();
    let repeats = analysis.notes.notes.iter().enumerate().filter_map(|(index, note)| Some((index, note.repeats?)));
    for (index, first) in repeats.collect::<Vec<_>>() {
        if let Some(label) = labels.get(&first).cloned() {
            labels.insert(index, label);
        }
    }
    let edits = reorder(analysis, &labels);
    let edits: Vec<TextEdit> =
        edits.into_iter().filter(|edit| geometry::slice(analysis, edit.span) != edit.text).collect();
    if edits.is_empty() {
        return Err(Refusal::Nothing);
    }
    let edits = Edits::new(edits).map_err(|_| Refusal::Lossy)?;
    verify::same_notes(analysis, &edits)?;
    Ok(edits)
}

/// True where renumbering has something to do.
pub fn is_out_of_order(analysis: &Analysis) -> bool {
    let number = |note: usize| analysis.notes.notes.get(note).and_then(|note| note.number);
    numbers(analysis, Numbering::AsIs).any(|(note, wanted)| number(note) != Some(wanted))
}

/// The number of each note by the order of the text.
fn numbers(analysis: &Analysis, numbering: Numbering) -> impl Iterator<Item = (usize, u32)> {
    chapters(analysis, numbering).into_iter().flat_map(|chapter| chapter.notes.into_iter().zip(chapter.start..))
}

/// Notes that are numbered in a row.
struct Chapter {
    start: u32,
    notes: Vec<usize>,
}

fn chapters(analysis: &Analysis, numbering: Numbering) -> Vec<Chapter> {
    let mut chapters: Vec<((usize, usize), Chapter)> = Vec::new();
    let sections = if numbering == Numbering::Section { sections(analysis) } else { Vec::new() };
    // Names stay: only scopes whose labels are all numbers are renumbered.
    let mut named = vec![false; analysis.notes.scopes.len()];
    for note in analysis.notes.notes.iter().filter(|note| note.number.is_none()) {
        named.get_mut(note.scope).into_iter().for_each(|named| *named = true);
    }
    let numbered = |note: &Note| named.get(note.scope) == Some(&false);
    let mut notes: Vec<usize> = (0..analysis.notes.notes.len()).collect();
    notes.retain(|&index| analysis.notes.notes.get(index).is_some_and(|note| note.repeats.is_none() && numbered(note)));
    notes.sort_by_key(|&index| order(analysis, index));
    for index in notes {
        let Some(note) = analysis.notes.notes.get(index) else { continue };
        let Some(scope) = analysis.notes.scopes.get(note.scope) else { continue };
        let part = match numbering {
            Numbering::AsIs => note.scope,
            Numbering::Document => 0,
            Numbering::Page => page(analysis, scope.family, index),
            // The section that the notes stand in: those of one page are never parted.
            Numbering::Section => {
                let groups = geometry::groups(analysis, scope.family);
                let own = groups.iter().find(|group| group.notes.contains(&index));
                let at = own.map_or_else(|| place(analysis, note), |group| group.span.start as usize);
                sections.partition_point(|&start| start <= at)
            }
        };
        let key = (scope.family, part);
        let keeps = scope.kind == ScopeKind::Document && matches!(numbering, Numbering::AsIs | Numbering::Document);
        match chapters.iter_mut().rfind(|(own, _)| *own == key) {
            Some((_, chapter)) => chapter.notes.push(index),
            None => {
                let start = if keeps { lowest(analysis, note.scope) } else { 1 };
                chapters.push((key, Chapter { start, notes: vec![index] }));
            }
        }
    }
    chapters.into_iter().map(|(_, chapter)| chapter).collect()
}

fn lowest(analysis: &Analysis, scope: usize) -> u32 {
    let members = analysis.notes.notes.iter().filter(|note| note.scope == scope);
    members.filter_map(|note| note.number).min().unwrap_or(1)
}

/// By the first marker; notes without one after all others of their scope.
fn order(analysis: &Analysis, index: usize) -> (usize, u32, u32) {
    let Some(note) = analysis.notes.notes.get(index) else { return (usize::MAX, 0, 0) };
    let start = |span: Option<Span>| span.map_or(u32::MAX, |span| span.start);
    let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
    let definition = note.definition.and_then(|at| Notes::definition_span(&analysis.blocks, at));
    // Two labels of one sign (`[3,1]`) keep the order of their numbers.
    (note.scope, start(marker), if marker.is_some() { note.number.unwrap_or(0) } else { start(definition) })
}

/// The first marker of a note, else its definition.
fn place(analysis: &Analysis, note: &Note) -> usize {
    let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
    let span = marker.or_else(|| note.definition.and_then(|at| Notes::definition_span(&analysis.blocks, at)));
    span.map_or(0, |span| span.start as usize)
}

/// The group a note stands in; one without a definition belongs to the group after its marker.
fn page(analysis: &Analysis, family: usize, index: usize) -> usize {
    let groups = geometry::groups(analysis, family);
    let own = groups.iter().position(|group| group.notes.contains(&index));
    own.unwrap_or_else(|| {
        let at = analysis.notes.notes.get(index).map_or(0, |note| place(analysis, note));
        groups.partition_point(|group| (group.span.end as usize) < at)
    })
}

/// Where sections begin: the headings of the highest level that there are at least two of.
fn sections(analysis: &Analysis) -> Vec<usize> {
    let headings = |wanted: u8| -> Vec<usize> {
        let of_level = |kind| matches!(kind, BlockKind::Heading { level } if level == wanted);
        let announces =
            |index: usize| analysis.blocks.get(index).is_some_and(|placed| placed.block.syntax.notes_heading.is_some());
        let blocks = analysis.blocks.iter().enumerate();
        blocks
            .filter(|(index, placed)| of_level(placed.block.kind()) && !announces(*index))
            .map(|(_, placed)| placed.start)
            .collect()
    };
    let mut marked = (1..=6).map(headings).filter(|starts| !starts.is_empty()).peekable();
    // A short line is a heading only where nothing else is.
    if marked.peek().is_none() {
        return headings(0);
    }
    marked.find(|starts| starts.len() > 1).unwrap_or_default()
}

/// Relabels, and gives each place of a group the text of the note whose number it gets.
fn reorder(analysis: &Analysis, labels: &HashMap<usize, Label>) -> Vec<TextEdit> {
    let mut edits = relabel(analysis, labels);
    let families = analysis.notes.scopes.iter().map(|scope| scope.family + 1).max().unwrap_or(0);
    for group in (0..families).flat_map(|family| geometry::groups(analysis, family)) {
        let number = |note: &usize| match labels.get(note) {
            Some(Label::Number(number)) => Some(*number),
            _ => None,
        };
        let mut wanted = group.notes.clone();
        wanted.sort_by_key(|note| number(note));
        if wanted == group.notes || !alone(analysis, &group.notes) {
            continue;
        }
        let slots: Vec<(Span, Span)> = group.notes.iter().filter_map(|&note| slot(analysis, note)).collect();
        let bodies: Vec<String> =
            wanted.iter().filter_map(|&note| Some(edited(analysis, slot(analysis, note)?.1, &edits))).collect();
        let sorted: Vec<Option<u32>> = wanted.iter().map(number).collect();
        edits.retain(|edit| !slots.iter().any(|(label, body)| label.encloses(edit.span) || body.encloses(edit.span)));
        for ((label, body), (text, number)) in slots.into_iter().zip(bodies.into_iter().zip(sorted)) {
            edits.push(TextEdit::new(body, text));
            edits.extend(number.map(|number| TextEdit::new(label, rewritten(analysis, label, number))));
        }
    }
    edits
}

/// True where no two definitions share a text.
fn alone(analysis: &Analysis, notes: &[usize]) -> bool {
    let spans: Vec<Option<(Span, Span)>> = notes.iter().map(|&note| slot(analysis, note)).collect();
    spans.iter().all(Option::is_some)
        && spans.windows(2).all(|pair| {
            pair.first().copied().flatten().map(|slot| slot.1) != pair.last().copied().flatten().map(|slot| slot.1)
        })
}

/// The label and the text of a definition, document bytes.
fn slot(analysis: &Analysis, note: usize) -> Option<(Span, Span)> {
    let at = analysis.notes.notes.get(note)?.definition?;
    let definition = Notes::definition(&analysis.blocks, at)?;
    let placed = analysis.blocks.get(at.block)?;
    Some((placed.span(definition.label_span), placed.span(definition.body)))
}

/// The text of a span with the edits inside it made.
fn edited(analysis: &Analysis, span: Span, edits: &[TextEdit]) -> String {
    let text = geometry::slice(analysis, span);
    let back = |edit: &TextEdit| {
        let inside = Span { start: edit.span.start - span.start, end: edit.span.end - span.start };
        TextEdit::new(inside, edit.text.clone())
    };
    let inside = edits.iter().filter(|edit| span.encloses(edit.span)).map(back).collect();
    Edits::new(inside).and_then(|edits| edits.apply(&text)).unwrap_or(text)
}

/// A number in the writing of the label it replaces.
fn rewritten(analysis: &Analysis, label: Span, number: u32) -> String {
    use crate::syntax::footnotes::labels;
    let old = geometry::slice(analysis, label);
    let stars = old.starts_with(['*', '＊', '\\']);
    let read = labels::number(&old, true).map_or(labels::Numeral::Arabic, |(_, numeral, _)| numeral);
    let numeral = if stars { labels::Numeral::Star } else { read };
    labels::write(number, numeral)
}
