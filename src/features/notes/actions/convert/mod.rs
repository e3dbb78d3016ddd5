//! Another shape for all notes of a document, and back again without a trace.
//!
//! Definitions stay where they stand, so that pages stay pages; only endnotes move. What the other shape cannot say is
//! left in comments ([`writing`], [`endnotes`]), by which it finds back. A document in one of the four shapes is converted
//! only where the way back gives the same bytes; any other writing of notes is left behind for good.

mod endnotes;
mod numbers;
mod signs;
mod writing;

use super::{Refusal, geometry, verify};
use crate::{
    analysis::Analysis,
    syntax::footnotes::labels,
    text::{Edits, Span},
};
use writing::Writing;

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

    /// The shape that all notes of the document's main family have, to the last sign.
    pub fn of(analysis: &Analysis) -> Option<Self> {
        writing::shape(analysis, geometry::main_family(analysis)?)
    }
}

/// Gives the notes of the document's main family another shape.
///
/// # Errors
/// No notes, too many on a page for ①, notes shared by pages that are to be counted apart, nothing to do, or no way back.
pub fn convert(analysis: &Analysis, shape: Shape) -> Result<Edits, Refusal> {
    let from = Shape::of(analysis);
    let edits = converted(analysis, from, shape)?;
    let after = verify::same_notes(analysis, &edits)?;
    if let Some(from) = from {
        let text = |analysis: &Analysis| geometry::slice(analysis, Span::new(0, geometry::len(analysis)));
        let back = converted(&after, Some(shape), from).ok().and_then(|edits| edits.apply(&text(&after)).ok());
        let (before, back) = (text(analysis), back.ok_or(Refusal::OneWay(1))?);
        if before != back {
            let same = before.split('\n').zip(back.split('\n')).take_while(|(one, other)| one == other).count();
            return Err(Refusal::OneWay(same + 1));
        }
    }
    Ok(edits)
}

fn converted(analysis: &Analysis, from: Option<Shape>, shape: Shape) -> Result<Edits, Refusal> {
    let family = geometry::main_family(analysis).ok_or(Refusal::NoNotes)?;
    let groups = geometry::groups(analysis, family);
    let writing = Writing::of(shape);
    let pages = numbers::pages(analysis, family, &groups);
    let numbers = numbers::numbers(analysis, &pages, writing.paged, geometry::is_caret(analysis, family));
    let limit = labels::highest(writing.marker.numeral);
    if numbers.values().any(|&number| number > limit) {
        return Err(Refusal::TooMany(limit));
    }
    let running = numbers::by_order(analysis, &pages, false);
    let signs = signs::Signs { analysis, writing: &writing, from, shape, numbers: &numbers, running: &running };
    let mut edits = endnotes::moved(analysis, shape, &groups, &pages, signs.rewrite());
    edits.retain(|edit| geometry::slice(analysis, edit.span) != edit.text);
    if edits.is_empty() {
        return Err(Refusal::Nothing);
    }
    Edits::new(edits).map_err(|_| Refusal::Lossy)
}
