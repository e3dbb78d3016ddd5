//! How each shape is written, and the comments that keep what another shape cannot say.
//!
//! - `[1] <!-- chuchu: [^name] -->…`: the note's name in `[^…]`.
//! - `<!-- chuchu: same line " " -->` behind a note: the next one stood on its line, after these blanks.
//! - `[^1]<!-- , -->[^3]`: the two were one sign, `[1,3]`.

use super::{Shape, endnotes};
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{At, ScopeKind, naming},
    },
    features::notes::actions::{geometry, template::Frame},
    syntax::{Definition, footnotes::Numeral},
    text::Span,
};

const OPEN: &str = "<!-- ";
const CLOSE: &str = " -->";

/// How a shape is written.
pub(super) struct Writing {
    pub marker: Frame,
    /// A marker in the text of another note.
    pub mention: Frame,
    pub definition: Frame,
    /// Numbers begin again on each page.
    pub paged: bool,
    /// A sign can hold several numbers.
    pub lists: bool,
}

impl Writing {
    pub fn of(shape: Shape) -> Self {
        let arabic = |before, after| Frame::new(before, after, Numeral::Arabic);
        let circled = || Frame::new("", "", Numeral::Circled);
        let paged = matches!(shape, Shape::Pages | Shape::Circled);
        let (marker, mention, definition) = match shape {
            Shape::Pages | Shape::Endnotes => (arabic("<sup>[", "]</sup>"), arabic("[", "]"), arabic("[", "]")),
            Shape::Caret => (arabic("[^", "]"), arabic("[^", "]"), arabic("[^", "]:")),
            Shape::Circled => (circled(), circled(), circled()),
        };
        Self { marker, mention, definition, paged, lists: matches!(shape, Shape::Pages | Shape::Endnotes) }
    }
}

/// The shape whose writing all signs of a family have.
pub(super) fn shape(analysis: &Analysis, family: usize) -> Option<Shape> {
    let scopes = || analysis.notes.scopes.iter().filter(|scope| scope.family == family);
    let written = [Shape::Pages, Shape::Caret, Shape::Circled]
        .into_iter()
        .find(|shape| fits(analysis, family, &Writing::of(*shape), *shape == Shape::Caret))?;
    if written == Shape::Caret {
        return Some(written);
    }
    if !endnotes::anchors(analysis).is_empty() {
        return (written == Shape::Pages).then_some(Shape::Endnotes);
    }
    // Numbers that run on from page to page are none of the four.
    let restarts = scopes().any(|scope| scope.kind != ScopeKind::Document);
    (restarts || geometry::groups(analysis, family).len() <= 1).then_some(written)
}

fn fits(analysis: &Analysis, family: usize, writing: &Writing, names: bool) -> bool {
    let in_frame = |text: &str, span: Span, first: Span, last: Span, frame: &Frame| {
        let (before, after) = (Span { end: first.start, ..span }, Span { start: last.end, ..span });
        before.of(text) == frame.before && after.of(text) == frame.after
    };
    let marker = |at: At, frame: &Frame| {
        let (placed, own) = analysis.blocks.get(at.block).zip(Notes::marker(&analysis.blocks, at))?;
        let sign = geometry::around(&placed.block.syntax.markers, at.index, |one, other| one.span == other.span);
        let (first, last) = (sign.first()?, sign.last()?);
        let numeral = names || own.numeral == frame.numeral;
        Some(numeral && in_frame(&placed.block.text, own.span, first.label_span, last.label_span, frame))
    };
    let definition = |at: At| {
        let (placed, own, span) = geometry::definition(analysis, at)?;
        let (text, frame) = (&*placed.block.text, &writing.definition);
        let led = placed.span(own.span) != span;
        let numeral = names || own.numeral == frame.numeral;
        Some(
            !geometry::is_shared(placed, at.index)
                && !led
                && numeral
                && in_frame(text, naming::sign(text, own), own.label_span, own.label_span, frame),
        )
    };
    let notes = analysis.notes.notes.iter();
    let mut own = notes.filter(|note| analysis.notes.scopes.get(note.scope).is_some_and(|s| s.family == family));
    own.all(|note| {
        note.markers.iter().all(|&at| marker(at, &writing.marker) == Some(true))
            && note.mentions.iter().all(|&at| marker(at, &writing.mention) == Some(true))
            && note.definition.is_none_or(|at| definition(at) == Some(true))
    })
}

/// The comment that keeps a name.
pub(super) fn kept_name(name: &str) -> String {
    format!("{OPEN}chuchu: [^{name}]{CLOSE}")
}

/// The comment behind a definition's label, bytes of the block, and the name it keeps.
pub(super) fn name<'a>(text: &'a str, definition: &Definition) -> Option<(Span, &'a str)> {
    let head = Span { start: definition.label_span.end, end: definition.body.start };
    let at = head.of(text).find(OPEN)?;
    let span = Span::new(head.start as usize + at, head.end as usize);
    let name = span.of(text).strip_prefix(OPEN)?.strip_prefix("chuchu: [^")?.strip_suffix(CLOSE)?.strip_suffix(']')?;
    Some((span, name))
}

/// The comment behind a note whose line the next one shared, with the blanks between them.
pub(super) fn same_line(blanks: &str) -> String {
    format!("{OPEN}chuchu: same line \"{blanks}\"{CLOSE}")
}

/// Bytes of that comment at the end of a note's text, and the blanks.
pub(super) fn shared_line(body: &str) -> Option<(usize, &str)> {
    let at = body.rfind(OPEN)?;
    let blanks = body.get(at + OPEN.len()..)?.strip_prefix("chuchu: same line \"")?.strip_suffix(CLOSE)?;
    Some((body.len() - at, blanks.strip_suffix('"')?))
}

/// The comment between two signs that were one.
pub(super) fn joint(between: &str) -> String {
    format!("{OPEN}{between}{CLOSE}")
}
