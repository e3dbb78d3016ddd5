//! The base in its two forms: entry files as people write them, and the index they are compiled to.
//!
//! The build compiles `seeds/` with this code, and overlays are compiled with it at run time.
//! Architecture invariant: only std, serde, toml and jieba-rs, nothing of the crate, so that `build.rs` can include it.

pub mod check;
pub mod compile;
pub mod date;
pub mod entry;
pub mod everyday;
pub mod forms;
pub mod index;
pub mod joints;
pub mod keys;
pub mod load;
pub mod merge;
pub mod message;
pub mod nearest;
pub mod nears;
pub mod pack;
pub mod read;
pub mod schema;
pub mod starts;
pub mod written;

pub use date::Date;
pub use entry::{
    Category, Entry, Guard, Kin, Kind, Name, Need, Region, Regions, Relation, Role, Source, Status, Tenure, Text,
};
pub use message::Message;
