//! What an editor can ask about names, and do to them.

mod complete;
mod fixes;
mod navigate;
mod rename;
mod seeing;

pub use complete::{Completion, Item, complete};
pub use fixes::fixes;
pub use navigate::{definition, references};
pub use rename::{prepare_rename, rename};
pub use seeing::hover;
