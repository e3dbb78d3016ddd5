//! What an editor can ask about notes, and do to them.

pub mod actions;
mod complete;
mod fixes;
mod gaps;
mod links;
mod navigate;
mod outline;
mod place;
mod seeing;

pub use complete::{Completion, Item, ItemKind, complete};
pub use fixes::{Fix, fixes, twin_before};
pub use links::{DocumentLink, links};
pub use navigate::{back, definition, highlights, references};
pub use outline::{folds, symbols, uses};
pub use place::{NoteAt, Part, note_around, note_at};
pub use seeing::{hover, preview};

use crate::{
    analysis::{Analysis, Notes, Placed},
    syntax::Definition,
};

/// The definition of a note (by its index) and its block.
fn definition_of(analysis: &Analysis, note: usize) -> Option<(&Placed, &Definition)> {
    let at = analysis.notes.notes.get(note)?.definition?;
    Some((analysis.blocks.get(at.block)?, Notes::definition(&analysis.blocks, at)?))
}
