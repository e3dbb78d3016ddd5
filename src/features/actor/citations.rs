//! What the facts of a card rest on: sources, numbered as they are cited.

use crate::{
    knowledge::{
        Entry, Knowledge,
        wording::{chinese, either},
    },
    text::Language,
};

/// Most sources of the entry itself that are listed; those of its offices come after, as they are cited.
const OWN: usize = 3;

/// The sources of one card, in the order of their numbers.
pub struct Citations<'a> {
    knowledge: &'a Knowledge,
    ids: Vec<&'a str>,
}

impl<'a> Citations<'a> {
    /// Begins with those of the entry itself.
    pub fn of(knowledge: &'a Knowledge, entry: &'a Entry) -> Self {
        let known = entry.sources.iter().filter(|id| knowledge.source(id).is_some());
        Self { knowledge, ids: known.map(String::as_str).take(OWN).collect() }
    }

    /// ` [2]`, after a fact that rests on a source; nothing where it names none.
    pub fn cite(&mut self, source: Option<&'a String>) -> String {
        let Some(id) = source.filter(|id| self.knowledge.source(id).is_some()) else { return String::new() };
        let known = self.ids.iter().position(|known| known == id);
        let at = known.unwrap_or_else(|| {
            self.ids.push(id);
            self.ids.len() - 1
        });
        format!(" [{}]", at + 1)
    }

    /// 来源：[1] …；[2] ….
    pub fn list(&self, language: Language) -> Option<String> {
        let one = |(at, id): (usize, &&str)| {
            let source = self.knowledge.source(id)?;
            let title = chinese(&source.title, language).into_owned();
            let title = match source.url {
                Some(url) => format!("[{title}](<{url}>)"),
                None => title,
            };
            Some(format!("[{}] {title}", at + 1))
        };
        let list: Vec<String> = self.ids.iter().enumerate().filter_map(one).collect();
        let (between, colon) = if language == Language::En { ("; ", ": ") } else { ("；", "：") };
        (!list.is_empty()).then(|| format!("{}{colon}{}", either(language, "来源", "Sources"), list.join(between)))
    }
}
