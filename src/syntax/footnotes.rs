//! Note markers and definitions as one block shows them; which marker belongs to which note is `analysis::notes`.

use super::{BlockKind, Inline};
use crate::text::Span;

/// How a marker or a definition's label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `<sup>[1]</sup>`
    SupBracket,
    /// `<sup>1</sup>`
    Sup,
    /// `[1]`
    Bracket,
    /// `［1］`
    FullBracket,
    /// `〔1〕`
    Tortoise,
    /// `【1】`
    Lenticular,
    /// `(1)` or `（1）`
    Parenthesis,
    /// ① … ㊿
    Circled,
    /// ¹²³
    Superscript,
    /// `[^id]`
    Caret,
    /// `\[1\]`
    Escaped,
    /// `1.` `1、` `1 ` at the start of a line
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// All of it, tags and brackets included.
    pub span: Span,
    /// The number or id inside it.
    pub label_span: Span,
    /// The label, digits folded to ASCII: "1", "note-a".
    pub label: String,
    pub style: Style,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Label and text.
    pub span: Span,
    pub label_span: Span,
    pub label: String,
    /// The text after the label.
    pub body: Span,
    pub style: Style,
}

/// Markers and definitions of a block, each in order.
pub fn scan(_kind: BlockKind, _text: &str, _inline: &[Inline]) -> (Vec<Marker>, Vec<Definition>) {
    (Vec::new(), Vec::new())
}

/// True where a line begins with a note's label that cannot be anything else (`[1] …`, `[^1]: …`, `① …`).
/// Labels that need a heading before them (`1. …` below 注释) are found by [`scan`] and judged by `analysis::notes`.
pub fn starts_definition(_line: &str) -> bool {
    false
}
