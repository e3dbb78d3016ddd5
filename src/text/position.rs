//! Positions as the protocol counts them, and byte offsets.

use ropey::Rope;

/// The unit of columns that client and server agreed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// Length of `c` in code units of this encoding.
    pub fn units(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// Length of `text` in code units of this encoding.
    pub fn len(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

/// A place in a document: line from 0, column in code units of the negotiated [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// The byte offset of a position. Total, as the protocol asks: a line past the end is the end of the text, a column past
/// the end of the line is the end of the line (before its line break), a column inside a character is the start of it.
pub fn to_offset(rope: &Rope, at: Position, encoding: Encoding) -> usize {
    let line = at.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_byte(line);
    let (mut offset, mut left) = (start, at.column as usize);
    for chunk in rope.line(line).chunks() {
        for c in chunk.chars() {
            let units = encoding.units(c);
            if left < units || matches!(c, '\n' | '\r') {
                return offset;
            }
            left -= units;
            offset += c.len_utf8();
        }
    }
    offset
}

/// The position of a byte offset. Total: an offset past the end is the end, one inside a character is its start.
pub fn to_position(rope: &Rope, offset: usize, encoding: Encoding) -> Position {
    let offset = offset.min(rope.len_bytes());
    let line = rope.byte_to_line(offset);
    let start = rope.line_to_byte(line);
    let (mut at, mut column) = (start, 0);
    'line: for chunk in rope.line(line).chunks() {
        for c in chunk.chars() {
            if at + c.len_utf8() > offset {
                break 'line;
            }
            at += c.len_utf8();
            column += encoding.units(c);
        }
    }
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: narrow(line), column: narrow(column) }
}
