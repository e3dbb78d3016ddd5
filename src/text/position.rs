//! Positions as the protocol counts them, and byte offsets.

use ropey::{
    Rope,
    str_utils::{byte_to_line_idx, line_to_byte_idx},
};

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
            // Only what takes four bytes takes two units.
            Self::Utf16 => text.chars().count() + text.bytes().filter(|&byte| byte >= 0xF0).count(),
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

impl Position {
    /// The position behind `text`, which begins here and does not end between \r and \n.
    pub fn behind(self, text: &str, encoding: Encoding) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let lines = byte_to_line_idx(text, text.len());
        let last = text.get(line_to_byte_idx(text, lines)..).unwrap_or_default();
        let column = if lines == 0 { self.column } else { 0 };
        Self { line: self.line + narrow(lines), column: column + narrow(encoding.len(last)) }
    }
}

/// The byte offset of a position. Total, as the protocol asks: a line past the end is the end of the text, a column past
/// the end of the line is the end of the line (before its line break), a column inside a character is the start of it.
///
/// Like [`to_position`] it asks the rope's own counts and walks over no text: a paragraph is one line, and a line may be
/// the whole document.
pub fn to_offset(rope: &Rope, at: Position, encoding: Encoding) -> usize {
    let (line, column) = (at.line as usize, at.column as usize);
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_char(line);
    let char = match encoding {
        Encoding::Utf8 => {
            let wanted = rope.char_to_byte(start) + column;
            rope.byte_to_char(wanted.min(rope.len_bytes()))
        }
        Encoding::Utf16 => {
            let wanted = rope.char_to_utf16_cu(start) + column;
            rope.utf16_cu_to_char(wanted.min(rope.len_utf16_cu()))
        }
        Encoding::Utf32 => (start + column).min(rope.len_chars()),
    };
    let next = if line + 1 < rope.len_lines() { rope.line_to_char(line + 1) } else { rope.len_chars() };
    // Mostly far from the end of the line.
    let char = if char + LONGEST_BREAK <= next { char } else { char.min(line_end(rope, start, next)) };
    rope.char_to_byte(char)
}

/// Most characters of a line break: \r\n.
const LONGEST_BREAK: usize = 2;

/// The character behind the text of a line, before its break.
fn line_end(rope: &Rope, start: usize, next: usize) -> usize {
    let before = |end: usize| (end > start).then(|| rope.char(end - 1));
    match before(next) {
        Some('\n') if before(next - 1) == Some('\r') => next - 2,
        Some('\n' | '\r') => next - 1,
        _ => next,
    }
}

/// The position of a byte offset. Total: an offset past the end is the end, one inside a character is its start.
pub fn to_position(rope: &Rope, offset: usize, encoding: Encoding) -> Position {
    let char = rope.byte_to_char(offset.min(rope.len_bytes()));
    let line = rope.char_to_line(char);
    let start = rope.line_to_char(line);
    let column = match encoding {
        Encoding::Utf8 => rope.char_to_byte(char) - rope.char_to_byte(start),
        Encoding::Utf16 => rope.char_to_utf16_cu(char) - rope.char_to_utf16_cu(start),
        Encoding::Utf32 => char - start,
    };
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: narrow(line), column: narrow(column) }
}
