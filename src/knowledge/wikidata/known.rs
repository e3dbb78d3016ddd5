//! What entities refer to: an id stands in an entry only if an entry has it.

use std::collections::HashMap;

use daachorse::DoubleArrayAhoCorasick;
use serde_json::Value;

use super::{Outcome, class, entity, item};
use crate::knowledge::{Date, Kind, Knowledge};

/// The states and offices that are known, by their numbers: those of the base, and those of the input.
pub struct Known<'a> {
    knowledge: &'a Knowledge,
    ids: HashMap<String, String>,
    classes: Option<DoubleArrayAhoCorasick<u32>>,
}

impl<'a> Known<'a> {
    /// The numbered entries of a base.
    pub fn of(knowledge: &'a Knowledge) -> Self {
        let entries = knowledge.ids().filter_map(|id| knowledge.entry(id));
        let ids = entries.filter_map(|entry| Some((entry.wikidata.clone()?, entry.id.clone()))).collect();
        let quoted: Vec<String> = class::referred().map(|number| format!("\"{number}\"")).collect();
        Self { knowledge, ids, classes: DoubleArrayAhoCorasick::new(quoted).ok() }
    }

    /// Remembers a state or an office, if this is one that becomes an entry.
    pub fn note(&mut self, value: &Value) {
        let Some(number) = value["id"].as_str().and_then(item).filter(|number| !self.ids.contains_key(*number)) else {
            return;
        };
        if matches!(entity::kind(value), Some(Kind::Office | Kind::State))
            && let Ok(Outcome::Entry(imported)) = entity::entity(value, self, Date::default())
        {
            self.ids.insert(number.to_owned(), imported.onto(self.knowledge).entry.id);
        }
    }

    /// True for text that may be one, told before it is parsed.
    pub fn may_be(&self, text: &[u8]) -> bool {
        self.classes.as_ref().is_none_or(|classes| classes.find_iter(text).next().is_some())
    }

    /// The id of an item that is known.
    pub(super) fn id(&self, number: &str) -> Option<&str> {
        self.ids.get(number).map(String::as_str)
    }

    /// The base that was given.
    pub fn base(&self) -> &'a Knowledge {
        self.knowledge
    }
}
