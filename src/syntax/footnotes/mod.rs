//! Note markers and definitions as one block shows them; which marker belongs to which note is `analysis::notes`.

mod definitions;
mod headings;
pub mod labels;
mod markers;
mod signs;
mod stars;

pub use definitions::{ends_at, goes_on, is_stub, may_start_definition, starts_definition};
pub use headings::{NotesHeading, notes_heading};
pub use labels::Numeral;
pub use markers::joint;
pub(super) use {markers::STOPS, signs::BEGIN};

use super::{BlockKind, Inline, Reference, landmarks::Landmarks};
use crate::text::Span;

/// How a marker or a definition's label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// `<sup>[1]</sup>`
    SupBracket,
    /// `<sup>1</sup>`, `^1^`
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
    /// `[註1]`, `（註一）`, `註1：`
    Noted,
    /// `[[1]](#_ftn1)`, what word processors leave
    Word,
    /// `1.` `1、` `1 ` at the start of a line
    Plain,
    /// `*` behind a title, `* …` below
    Star,
}

/// How surely a sign is a note's, as far as its block tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It may as well be a list sign, an exponent or an index.
    Possible,
    /// It stands where a marker can stand, but its shape has other uses: （1）, ①.
    Likely,
    /// The same, next to the punctuation that markers go with.
    Placed,
    /// It can hardly be anything else.
    Certain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// All of it, tags and brackets included. Markers of one sign (`[1,3]`) share it.
    pub span: Span,
    /// The number or id inside it.
    pub label_span: Span,
    /// The label, digits folded to ASCII: "1", "note-a".
    pub label: String,
    pub number: Option<u32>,
    pub numeral: Numeral,
    pub style: Style,
    pub certainty: Certainty,
    /// A comment says that it was one sign with the marker before it: `[^1]<!-- , -->[^3]`.
    pub joined: bool,
    /// The definition of this block (its index) whose label this sign is, if that is a definition at all.
    pub heads: Option<usize>,
    /// The definition of this block (its index) in whose text this sign stands.
    pub inside: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Label and text.
    pub span: Span,
    pub label_span: Span,
    pub label: String,
    pub number: Option<u32>,
    pub numeral: Numeral,
    /// The text after the label. Definitions of one line with two labels (`2、3)`) share it.
    pub body: Span,
    pub style: Style,
    /// False where it may as well be an item of a list; `analysis::notes` decides.
    pub certain: bool,
    /// It has the look of a reference: a title, an address, a year, a page.
    pub citation: bool,
    /// What its text carries.
    pub reference: Reference,
}

/// Markers and definitions of a block, each in order.
pub fn scan(kind: BlockKind, text: &str, marks: &Landmarks, inline: &[Inline]) -> (Vec<Marker>, Vec<Definition>) {
    let definitions = match kind {
        // A short note (`② 同上`) looks like a heading without `#`.
        BlockKind::Heading { level: 1.. } | BlockKind::Table => Vec::new(),
        _ => definitions::definitions(text),
    };
    let markers = markers::markers(text, marks, inline, &definitions);
    (markers, definitions)
}
