//! Another shape for all notes of a document, and back again without a trace.
//!
//! Definitions stay where they stand, so that pages stay pages; only endnotes move. They leave a comment behind at each
//! page they leave ([`ANCHOR`]), by which they find back.

use std::collections::HashMap;

use super::{
    Refusal,
    geometry::{self, Group},
    template::Frame,
    verify,
};
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{At, Note},
    },
    syntax::{
        BlockKind,
        footnotes::{Numeral, labels},
    },
    text::{Edits, Script, Span, TextEdit},
};

/// The shapes that a document's notes can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `<sup>[1]</sup>` and `[1] …`, from 1 on each page.
    Pages,
    /// `[^1]` and `[^1]: …`, one count for the document.
    Caret,
    /// ① and `① …`, from 1 on each page.
    Circled,
    /// `<sup>[1]</sup>` and `[1] …`, one count, all notes below a heading at the end.
    Endnotes,
}

/// What endnotes leave where a page of notes stood.
pub const ANCHOR: &str = "<!-- chuchu: notes -->";

/// How a shape is written.
struct Writing {
    marker: Frame,
    /// A marker in the text of another note.
    mention: Frame,
    definition: Frame,
    /// Numbers begin again on each page.
    paged: bool,
}

impl Shape {
    pub const ALL: [Self; 4] = [Self::Pages, Self::Caret, Self::Circled, Self::Endnotes];

    /// As the command line and the settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Caret => "caret",
            Self::Circled => "circled",
            Self::Endnotes => "endnotes",
        }
    }

    fn writing(self) -> Writing {
        let arabic = |before, after| Frame::new(before, after, Numeral::Arabic);
        let circled = |after| Frame::new("", after, Numeral::Circled);
        let paged = matches!(self, Self::Pages | Self::Circled);
        match self {
            Self::Pages | Self::Endnotes => Writing {
                marker: arabic("<sup>[", "]</sup>"),
                mention: arabic("[", "]"),
                definition: arabic("[", "] "),
                paged,
            },
            Self::Caret => Writing {
                marker: arabic("[^", "]"),
                mention: arabic("[^", "]"),
                definition: arabic("[^", "]: "),
                paged,
            },
            Self::Circled => Writing { marker: circled(""), mention: circled(""), definition: circled(" "), paged },
        }
    }
}

/// Gives the notes of the document's main family another shape.
///
/// # Errors
/// No notes, too many on a page for ①, notes shared by pages that are to be counted apart, or nothing to do.
pub fn convert(analysis: &Analysis, shape: Shape) -> Result<Edits, Refusal> {
    let family = geometry::main_family(analysis).ok_or(Refusal::NoNotes)?;
    let groups = geometry::groups(analysis, family);
    let writing = shape.writing();
    let pages = pages(analysis, family, &groups);
    let numbers = numbers(analysis, &pages, writing.paged);
    let limit = labels::highest(writing.marker.numeral);
    if numbers.values().any(|&number| number > limit) {
        return Err(Refusal::TooMany(limit));
    }
    let mut edits = rewrite(analysis, &numbers, &writing);
    edits = moved(analysis, shape, &groups, &pages, edits);
    edits.retain(|edit| geometry::slice(analysis, edit.span) != edit.text);
    if edits.is_empty() {
        return Err(Refusal::Nothing);
    }
    let edits = Edits::new(edits).map_err(|_| Refusal::Lossy)?;
    verify::same_notes(analysis, &edits)?;
    Ok(edits)
}

/// The notes of each page, in order. Pages are groups of definitions, or what stood between the anchors of endnotes.
fn pages(analysis: &Analysis, family: usize, groups: &[Group]) -> Vec<Vec<usize>> {
    let anchors = anchors(analysis);
    let ends: Vec<usize> = if anchors.is_empty() {
        groups.iter().map(|group| group.span.end as usize).collect()
    } else {
        anchors.iter().map(|anchor| anchor.start as usize).collect()
    };
    let mut pages = vec![Vec::new(); ends.len() + 1];
    let mut last = 0;
    for (index, note) in analysis.notes.notes.iter().enumerate() {
        if analysis.notes.scopes.get(note.scope).is_none_or(|scope| scope.family != family) {
            continue;
        }
        let group = groups.iter().position(|group| group.notes.contains(&index)).filter(|_| anchors.is_empty());
        let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
        let page = match (group, marker) {
            (Some(group), _) => group,
            (None, Some(marker)) => ends.partition_point(|&end| end < marker.start as usize),
            (None, None) => last,
        };
        last = page;
        if let Some(page) = pages.get_mut(page) {
            page.push(index);
        }
    }
    pages
}

/// The comments that endnotes left, document bytes.
fn anchors(analysis: &Analysis) -> Vec<Span> {
    let comments = analysis.blocks.iter().filter(|placed| placed.block.kind() == BlockKind::Comment);
    let anchors = comments.filter(|placed| placed.block.text.trim() == ANCHOR);
    anchors.map(|placed| placed.span(Span::new(0, ANCHOR.len()))).collect()
}

/// New numbers. Old ones keep their distances: a gap stays a gap, or there would be no way back.
fn numbers(analysis: &Analysis, pages: &[Vec<usize>], paged: bool) -> HashMap<usize, u32> {
    let note = |index: &usize| analysis.notes.notes.get(*index);
    let number = |index: &usize| note(index).and_then(|note| note.number);
    let mut numbers = HashMap::new();
    let shared = pages.iter().flatten().filter_map(note).map(|note| note.scope).collect::<Vec<_>>();
    let one_scope = shared.windows(2).all(|pair| pair.first() == pair.last());
    // One count over all pages, in order, can be cut into counts by page; else numbers come from the order of the text.
    let highest = |page: &Vec<usize>| page.iter().filter_map(number).max();
    let lowest = |page: &Vec<usize>| page.iter().filter_map(number).min();
    let filled: Vec<&Vec<usize>> = pages.iter().filter(|page| !page.is_empty()).collect();
    let ascending = filled.windows(2).all(|pair| match pair {
        [one, next] => highest(one) < lowest(next),
        _ => true,
    });
    let named = pages.iter().flatten().any(|index| number(index).is_none());
    if named || one_scope && !ascending {
        return by_order(analysis, pages, paged);
    }
    let mut base = 0;
    for page in filled {
        let before = if one_scope && paged { base } else { 0 };
        let after = if !one_scope && !paged { base } else { 0 };
        for index in page {
            numbers.extend(number(index).map(|number| (*index, number - before + after)));
        }
        base = if one_scope { highest(page).unwrap_or(base) } else { base + highest(page).unwrap_or(0) };
    }
    numbers
}

/// Numbers by the order of first markers, then of definitions.
fn by_order(analysis: &Analysis, pages: &[Vec<usize>], paged: bool) -> HashMap<usize, u32> {
    let place = |note: &Note| {
        let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
        marker.map_or(u32::MAX, |span| span.start)
    };
    let (mut numbers, mut next) = (HashMap::new(), 1);
    for page in pages {
        if paged {
            next = 1;
        }
        let mut page = page.clone();
        page.sort_by_key(|&index| analysis.notes.notes.get(index).map_or(u32::MAX, place));
        for index in page {
            let first = analysis.notes.notes.get(index).and_then(|note| note.repeats);
            match first.and_then(|first| numbers.get(&first).copied()) {
                Some(number) => drop(numbers.insert(index, number)),
                None => {
                    numbers.insert(index, next);
                    next += 1;
                }
            }
        }
    }
    numbers
}

/// All signs in their new writing.
fn rewrite(analysis: &Analysis, numbers: &HashMap<usize, u32>, writing: &Writing) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for (block, placed) in analysis.blocks.iter().enumerate() {
        let syntax = &placed.block.syntax;
        let mut index = 0;
        for sign in syntax.markers.chunk_by(|one, other| one.span == other.span) {
            let mut text = String::new();
            let mut span = None;
            for marker in sign {
                let at = At { block, index };
                index += 1;
                let Some(note) = analysis.notes.of_marker(at) else { continue };
                let Some(&number) = numbers.get(&note) else { continue };
                let mentioned = analysis.notes.notes.get(note).is_some_and(|note| note.mentions.contains(&at));
                let frame = if mentioned { &writing.mention } else { &writing.marker };
                text.push_str(&frame.number(number));
                span = Some(marker.span);
            }
            edits.extend(span.map(|span| TextEdit::new(placed.span(span), text)));
        }
        let mut index = 0;
        for shared in syntax.definitions.chunk_by(|one, other| one.span == other.span) {
            edits.extend(definition(analysis, At { block, index }, shared.len(), numbers, writing));
            index += shared.len();
        }
    }
    edits
}

/// The label of a definition in its new writing; of one with two labels (`2、3)`) two definitions are made.
fn definition(
    analysis: &Analysis,
    first: At,
    count: usize,
    numbers: &HashMap<usize, u32>,
    writing: &Writing,
) -> Option<TextEdit> {
    let (placed, definition, span) = geometry::definition(analysis, first)?;
    let of_label = |offset: usize| {
        let note = analysis.notes.of_definition(At { index: first.index + offset, ..first })?;
        numbers.get(&note).copied()
    };
    let body = definition.body.of(&placed.block.text);
    let copies: Vec<String> = (0..count).filter_map(of_label).map(|number| writing.definition.number(number)).collect();
    let (last, others) = copies.split_last()?;
    let mut text = String::new();
    for copy in others {
        text.push_str(&format!("{copy}{body}\n\n"));
    }
    text.push_str(last);
    if body.is_empty() {
        text.truncate(text.trim_end().len());
    }
    let sign = Span { start: span.start, end: placed.span(definition.body).start };
    // One that begins in the middle of a line needs a line of its own.
    let line = placed.block.text.get(..span.start as usize - placed.start)?;
    if !line.is_empty() && !line.ends_with('\n') {
        let blank = line.len() - line.trim_end().len();
        let start = sign.start - u32::try_from(blank).ok()?;
        let text = geometry::with_breaks(analysis, format!("\n\n{text}"));
        return Some(TextEdit::new(Span { start, end: sign.end }, text));
    }
    Some(TextEdit::new(sign, geometry::with_breaks(analysis, text)))
}

/// Moves groups of notes to the end, or back to where they stood.
fn moved(
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
