//! What is said to the writer about an entry, whatever the language it will be said in.

use std::{borrow::Cow, fmt};

use super::pack::Pack;

/// A sentence in Chinese and in English. In both, `{}` stands for the words that were given, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The entry that it is said of.
    subject: String,
    zh: Cow<'static, str>,
    en: Cow<'static, str>,
    given: Vec<String>,
}

impl Message {
    pub fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh: zh.into(), en: en.into(), ..Self::default() }
    }

    /// With the words for the next `{}`.
    pub fn with(mut self, given: impl ToString) -> Self {
        self.given.push(given.to_string());
        self
    }

    /// Said of an entry.
    pub fn of(self, id: &str) -> Self {
        Self { subject: id.to_owned(), ..self }
    }

    pub fn english(&self) -> String {
        self.subject() + &self.filled(&self.en)
    }

    /// In Chinese, where `write` gives the characters of the reader; what was given stays as it is.
    pub fn chinese(&self, write: impl Fn(&str) -> String) -> String {
        self.subject() + &self.filled(&write(&self.zh))
    }

    fn subject(&self) -> String {
        if self.subject.is_empty() { String::new() } else { format!("{}: ", self.subject) }
    }

    fn filled(&self, words: &str) -> String {
        let (mut text, mut given) = (String::new(), self.given.iter());
        for (at, part) in words.split("{}").enumerate() {
            if at > 0 {
                text += given.next().map_or("", String::as_str);
            }
            text += part;
        }
        text
    }
}

/// In both languages, for whom nobody knows.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} / {}", self.subject(), self.filled(&self.zh), self.filled(&self.en))
    }
}

impl Pack for Message {
    fn put(&self, out: &mut Vec<u8>) {
        self.subject.put(out);
        self.zh.clone().into_owned().put(out);
        self.en.clone().into_owned().put(out);
        self.given.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let subject = String::get(from)?;
        let (zh, en) = (String::get(from)?.into(), String::get(from)?.into());
        Some(Self { subject, zh, en, given: Vec::get(from)? })
    }
}
