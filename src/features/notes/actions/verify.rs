//! The last look before an action is offered: are the notes of the edited text the same notes?

use std::collections::BTreeMap;

use ropey::Rope;

use super::{Refusal, geometry};
use crate::{
    analysis::{Analysis, Notes, notes::Note},
    text::{Edit, Edits, Span},
};

/// The letters of a note.
fn words(analysis: &Analysis, note: &Note) -> Option<String> {
    let at = note.definition?;
    let placed = analysis.blocks.get(at.block)?;
    let body = Notes::definition(&analysis.blocks, at)?.body.of(&placed.block.text);
    Some(without_comments(body).chars().filter(|c| c.is_alphabetic()).collect())
}

/// What an action must not change: the words of each note and how many markers point to it, in the order of the text.
fn notes(analysis: &Analysis) -> Vec<(String, usize)> {
    let mut notes: Vec<(usize, String, usize)> = analysis
        .notes
        .notes
        .iter()
        .map(|note| {
            let first = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
            (
                first.map_or(usize::MAX, |span| span.start as usize),
                words(analysis, note).unwrap_or_default(),
                note.markers.len(),
            )
        })
        .collect();
    notes.sort();
    notes.into_iter().map(|(_, words, markers)| (words, markers)).collect()
}

/// What each sign cites, in the order of the text.
fn citations(analysis: &Analysis) -> Vec<Vec<String>> {
    let mut cited: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for note in &analysis.notes.notes {
        let words = words(analysis, note).unwrap_or_default();
        for span in note.markers.iter().filter_map(|&at| Notes::marker_span(&analysis.blocks, at)) {
            cited.entry(span.start).or_default().push(words.clone());
        }
    }
    let distinct = |mut words: Vec<String>| {
        words.sort_unstable();
        words.dedup();
        words
    };
    cited.into_values().map(distinct).collect()
}

/// # Errors
/// [`Refusal::Lossy`] where the signs of the edited text cite other words.
pub(super) fn same_citations(analysis: &Analysis, edits: &Edits) -> Result<(), Refusal> {
    if citations(analysis) == citations(&edited(analysis, edits)?) { Ok(()) } else { Err(Refusal::Lossy) }
}

/// A text without its HTML comments.
fn without_comments(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, comment)) = rest.split_once("<!--") {
        plain.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    plain + rest
}

/// The edited text, analysed.
///
/// # Errors
/// [`Refusal::Lossy`] where it has other notes.
pub(super) fn same_notes(analysis: &Analysis, edits: &Edits) -> Result<Analysis, Refusal> {
    let after = edited(analysis, edits)?;
    if notes(analysis) == notes(&after) { Ok(after) } else { Err(Refusal::Lossy) }
}

fn edited(analysis: &Analysis, edits: &Edits) -> Result<Analysis, Refusal> {
    let text = geometry::slice(analysis, Span::new(0, geometry::len(analysis)));
    let edited = edits.apply(&text).map_err(|_| Refusal::Lossy)?;
    let whole = Edit { removed: 0..text.len(), inserted: edited.len(), rewrites: true };
    let mut after = analysis.clone();
    after.update(&Rope::from_str(&edited), &[whole]);
    Ok(after)
}
