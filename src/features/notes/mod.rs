//! What an editor can ask about notes, and do to them.

pub mod actions;
mod navigate;
mod place;
mod seeing;

pub use navigate::{back, definition, highlights, references};
pub use place::{NoteAt, Part, note_around, note_at};
pub use seeing::{hover, preview};
