//! Groups of notes go to the end of the text, and back to where they stood.

use super::{
    super::geometry::{self, Group},
    Shape,
};
use crate::{
    analysis::Analysis,
    syntax::BlockKind,
    text::{Edits, Script, Span, TextEdit},
};

/// What endnotes leave where a page of notes stood.
const ANCHOR: &str = "<!-- chuchu: notes -->";

/// The comments that endnotes left, document bytes.
pub(super) fn anchors(analysis: &Analysis) -> Vec<Span> {
    let comments = analysis.blocks.iter().filter(|placed| placed.block.kind() == BlockKind::Comment);
    let anchors = comments.filter(|placed| placed.block.text.trim() == ANCHOR);
    anchors.map(|placed| placed.span(Span::new(0, ANCHOR.len()))).collect()
}

/// Moves groups of notes to the end, or back to where they stood.
pub(super) fn moved(
    analysis: &Analysis,
    shape: Shape,
    groups: &[Group],
    pages: &[Vec<usize>],
    edits: Vec<TextEdit>,
) -> Vec<TextEdit> {
    let anchors = anchors(analysis);
    if shape == Shape::Endnotes && anchors.is_empty() {
        to_end(analysis, groups, edits)
    } else if shape != Shape::Endnotes && !anchors.is_empty() {
        back(analysis, groups, pages, &anchors, edits)
    } else {
        edits
    }
}

/// The edited text of a span, and the edits that are not in it.
fn take(analysis: &Analysis, span: Span, edits: Vec<TextEdit>) -> (String, Vec<TextEdit>) {
    let (inside, outside): (Vec<TextEdit>, Vec<TextEdit>) =
        edits.into_iter().partition(|edit| span.encloses(edit.span));
    let text = geometry::slice(analysis, span);
    let shifted = inside.into_iter().map(|edit| {
        let span = Span { start: edit.span.start - span.start, end: edit.span.end - span.start };
        TextEdit::new(span, edit.text)
    });
    let edited = Edits::new(shifted.collect()).and_then(|edits| edits.apply(&text));
    (edited.unwrap_or(text), outside)
}

fn to_end(analysis: &Analysis, groups: &[Group], mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let all = geometry::slice(analysis, Span::new(0, geometry::len(analysis)));
    let end = all.trim_end().len();
    // Notes that stand at the end already stay there.
    if groups.len() == 1 && groups.iter().all(|group| group.span.end as usize == end) {
        return edits;
    }
    let heading = if analysis.frame.script == Script::Hant { "## 註釋" } else { "## 注释" };
    let mut text = format!("\n\n{heading}");
    for group in groups {
        let (notes, rest) = take(analysis, group.span, edits);
        edits = rest;
        edits.push(TextEdit::new(group.span, ANCHOR));
        text.push_str("\n\n");
        text.push_str(&notes);
    }
    edits.push(TextEdit::insert(end, geometry::with_breaks(analysis, text)));
    edits
}

fn back(
    analysis: &Analysis,
    groups: &[Group],
    pages: &[Vec<usize>],
    anchors: &[Span],
    mut edits: Vec<TextEdit>,
) -> Vec<TextEdit> {
    let span = |note: &usize| {
        let at = analysis.notes.notes.get(*note)?.definition?;
        Some(geometry::definition(analysis, at)?.2)
    };
    for (anchor, page) in anchors.iter().zip(pages) {
        let spans: Vec<Span> = page.iter().filter_map(span).collect();
        let (Some(start), Some(end)) = (spans.iter().map(|s| s.start).min(), spans.iter().map(|s| s.end).max()) else {
            continue;
        };
        let (text, rest) = take(analysis, Span { start, end }, edits);
        edits = rest;
        edits.push(TextEdit::new(*anchor, text));
    }
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return edits };
    let (block, _) = analysis.block_at(first.span.start as usize).unzip();
    let heading = block.and_then(|block| analysis.blocks.get(block.checked_sub(1)?));
    let start = heading
        .filter(|placed| placed.block.syntax.notes_heading.is_some())
        .map_or(first.span.start as usize, |h| h.start);
    let before = geometry::slice(analysis, Span::new(0, start)).trim_end().len();
    let gone = Span::new(before, last.span.end as usize);
    edits.retain(|edit| !gone.encloses(edit.span));
    edits.push(TextEdit::delete(gone));
    edits
}
