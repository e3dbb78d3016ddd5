//! What an editor can ask about names, and do to them.

mod add;
mod complete;
mod fixes;
mod hints;
mod local;
mod navigate;
mod rename;
mod seeing;
pub mod sheet;
mod stem;

pub use add::{Addition, addition};
pub use complete::{Completion, Item, complete};
pub use fixes::fixes;
pub use hints::office_hints;
pub use navigate::{definition, own_entry, references};
pub use rename::{prepare_rename, rename};
pub use seeing::hover;
