//! The card of a name outside any document, for the command line.

use super::actor::{self, Asked};
use crate::{
    knowledge::{Date, EntryId, Knowledge},
    text::Language,
};

/// The entries that a name or an id stands for.
pub fn find(knowledge: &Knowledge, name: &str) -> Vec<EntryId> {
    match knowledge.find(name) {
        Some(id) => vec![id],
        None => knowledge.named(name),
    }
}

/// The card of one entry, as Markdown.
pub fn card(knowledge: &Knowledge, id: EntryId, name: &str, day: Option<Date>, language: Language) -> Option<String> {
    let entry = knowledge.entry(id)?;
    let written = if name == entry.id { entry.canonical() } else { name };
    let asked = Asked { written, phrase: written, day, said: false, language, analysis: None };
    Some(actor::card(knowledge, id, entry, &asked))
}
