//! Text as the editor holds it: rope documents, positions in every encoding, scripts, edits.
//!
//! Architecture invariant: nothing here knows what a footnote, a name or a message is.

mod affix;
mod char_set;
mod document;
mod edits;
mod position;
pub mod script;
mod sieve;
mod span;

pub use affix::{begins, ends};
pub use char_set::CharSet;
pub(crate) use char_set::code_at;
pub use document::{Change, ChangeError, Document, Edit};
pub use edits::{EditError, Edits, TextEdit};
pub use position::{Encoding, Position};
pub use script::{Language, Script};
pub use sieve::Sieve;
pub use span::Span;

/// The first `count` characters of a text.
pub fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// True for what words and numbers are written with. Most are Chinese characters: no need to ask the tables of Unicode.
pub fn is_of_word(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The character boundary at or before a byte of a text.
pub fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
