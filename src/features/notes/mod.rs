//! What an editor can ask about notes, and do to them.

pub mod actions;
mod complete;
mod fixes;
mod links;
mod navigate;
mod outline;
mod place;
mod seeing;

pub use complete::{Completion, Item, ItemKind, complete};
pub use fixes::{Fix, fixes};
pub use links::{DocumentLink, links};
pub use navigate::{back, definition, highlights, references};
pub use outline::{folds, symbols, uses};
pub use place::{NoteAt, Part, note_around, note_at};
pub use seeing::{hover, preview};
