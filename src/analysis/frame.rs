//! The frame of a document: what sort of text it is, when and in which script it was written.

use super::{Notes, Placed, Settings};
use crate::{syntax::Date, text::Script};

/// The house rules a text is held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    #[default]
    OpEd,
    Academic,
    News,
}

/// True of the document as a whole; small, and hashed into the keys of what depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Frame {
    pub profile: Profile,
    pub script: Script,
    /// (year, month, day) the text is dated, as far as it says.
    pub date: Option<(i32, Option<u8>, Option<u8>)>,
    /// Questions and answers: paragraphs that begin with a speaker's name.
    pub interview: bool,
}

impl Frame {
    pub fn of(_blocks: &[Placed], _notes: &Notes, settings: &Settings) -> Self {
        Self { profile: settings.profile.unwrap_or_default(), ..Self::default() }
    }

    /// What a date written in the text means, given when the text was written.
    pub fn absolute(&self, date: &Date) -> (Option<i32>, Option<u8>, Option<u8>) {
        (date.year, date.month, date.day)
    }
}
