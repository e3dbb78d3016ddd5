//! What is said to the writer about an entry, whatever the language it will be said in.

use std::{fmt, sync::Arc};

use super::pack::{Pack, packed};

/// A sentence in Chinese and in English, of which many messages are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    zh: String,
    en: String,
}

packed! {
    struct Wording { zh, en }
}

/// What is said. In both languages of its wording, `{}` stands for the words that were given, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The entry that it is said of.
    subject: String,
    wording: Arc<Wording>,
    given: Vec<String>,
}

impl Message {
    pub fn new(zh: &'static str, en: &'static str) -> Self {
        Self { wording: Arc::new(Wording { zh: zh.to_owned(), en: en.to_owned() }), ..Self::default() }
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
        self.subject() + &self.filled(&self.wording.en)
    }

    /// In Chinese, where `write` gives the characters of the reader; what was given stays as it is.
    pub fn chinese(&self, write: impl Fn(&str) -> String) -> String {
        self.subject() + &self.filled(&write(&self.wording.zh))
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
        write!(f, "{}{} / {}", self.subject(), self.filled(&self.wording.zh), self.filled(&self.wording.en))
    }
}

// For the cache, not for build.rs.
#[allow(dead_code)]
impl Message {
    pub fn wording(&self) -> &Arc<Wording> {
        &self.wording
    }

    /// Packs all but the wording.
    pub fn put_said(&self, out: &mut Vec<u8>) {
        self.subject.put(out);
        self.given.put(out);
    }

    /// What [`put_said`](Self::put_said) packed, in a wording.
    pub fn get_said(wording: Arc<Wording>, from: &mut &[u8]) -> Option<Self> {
        Some(Self { subject: String::get(from)?, wording, given: Vec::get(from)? })
    }
}
