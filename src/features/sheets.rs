//! Completion inside our own TOML files: keys and words by their JSON schema, ids by the knowledge base.

use std::sync::LazyLock;

use serde_json::Value;

use crate::{knowledge::Knowledge, text::Span};

/// The schema of a sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Settings,
    Entries,
}

/// What can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What was typed of it, in bytes of the text.
    pub span: Span,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    pub detail: String,
    pub insert: String,
}

/// Most ids that are offered at once.
const IDS: usize = 200;
/// Bytes before the caret that are read; a table is shorter.
const LOOK: usize = 32 << 10;

impl Schema {
    fn root(self) -> &'static Value {
        static SETTINGS: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../editors/schemas/chuchu.json")));
        static ENTRIES: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../editors/schemas/entries.json")));
        match self {
            Self::Settings => &SETTINGS,
            Self::Entries => &ENTRIES,
        }
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// What can be written before `offset`; `None` where nothing is known.
pub fn complete(schema: Schema, text: &str, offset: usize, knowledge: &Knowledge) -> Option<Completion> {
    let root = schema.root();
    let place = Place::before(text.get(..offset)?);
    let node = place.path.iter().try_fold(root, |node, key| child(root, node, key))?;
    let typed = text.get(place.start..offset)?;
    let items = match place.string {
        true => words(root, node, place.key.as_deref()?, typed, knowledge),
        false => keys(root, node, typed),
    };
    (!items.is_empty()).then(|| Completion { span: Span::new(place.start, offset), items })
}

/// The part of a schema that a key, or an item of an array, leads to.
fn child<'a>(root: &'a Value, node: &'a Value, key: &str) -> Option<&'a Value> {
    let node = resolved(root, node);
    let node = resolved(root, node.get("items").unwrap_or(node));
    node["properties"].get(key)
}

fn resolved<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    let name = node["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    name.and_then(|name| root["definitions"].get(name)).unwrap_or(node)
}

fn keys(root: &Value, node: &Value, typed: &str) -> Vec<Item> {
    let node = resolved(root, node);
    let node = resolved(root, node.get("items").unwrap_or(node));
    let known = node["properties"].as_object().into_iter().flatten();
    let item = |(key, value): (&String, &Value)| Item {
        label: key.clone(),
        detail: resolved(root, value)["description"].as_str().unwrap_or_default().to_owned(),
        insert: key.clone(),
    };
    known.filter(|(key, _)| key.starts_with(typed)).map(item).collect()
}

/// The words, or the ids, that the string of a key may be.
fn words(root: &Value, node: &Value, key: &str, typed: &str, knowledge: &Knowledge) -> Vec<Item> {
    let Some(value) = child(root, node, key) else { return Vec::new() };
    let value = resolved(root, value);
    let value = resolved(root, value.get("items").unwrap_or(value));
    let plain = |word: &str| Item { label: word.to_owned(), detail: String::new(), insert: word.to_owned() };
    let listed = value["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut items: Vec<Item> = listed.filter(|word| word.starts_with(typed)).map(plain).collect();
    for prefix in value["x-ids"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let from = if typed.starts_with(prefix) { typed } else { prefix };
        if from.starts_with(typed) {
            let named = |id: &str| Item {
                detail: knowledge.get(id).map_or(String::new(), |entry| entry.canonical().to_owned()),
                ..plain(id)
            };
            items.extend(knowledge.ids_from(from).take(IDS).map(named));
        }
    }
    items
}

/// Where a caret stands: in a string, or where a key goes.
#[derive(Default)]
struct Place {
    /// The keys around it, of tables and inline tables.
    path: Vec<String>,
    /// The key whose value it stands in.
    key: Option<String>,
    string: bool,
    /// Where the word before the caret begins.
    start: usize,
}

impl Place {
    /// Reads from the last header on; what is no TOML yet gives some place all the same.
    fn before(text: &str) -> Self {
        let from = text.len().saturating_sub(LOOK);
        let from = (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let tail = &text[from..];
        let header = tail.rmatch_indices('[').map(|(at, _)| at).find(|&at| {
            let line = tail[..at].rfind('\n').map_or(0, |end| end + 1);
            tail[line..at].trim().is_empty()
                && tail[at..].lines().next().is_some_and(|line| line.trim_end().ends_with(']'))
        });
        let (path, body) = match header {
            Some(at) => {
                let line = tail[at..].lines().next().unwrap_or_default();
                let name = line.trim().trim_matches(['[', ']']).trim();
                (name.split('.').map(|part| part.trim().to_owned()).collect(), at + line.len())
            }
            None => (Vec::new(), 0),
        };
        let mut place = Self { path, start: text.len(), ..Self::default() };
        place.read(text, from + body);
        place
    }

    fn read(&mut self, text: &str, from: usize) {
        let mut open: Vec<Option<String>> = Vec::new();
        let (mut word, mut line, mut quote, mut escaped) = (from, from, None, false);
        for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)) {
            let next = at + c.len_utf8();
            match (quote, c) {
                (Some(_), _) if escaped => escaped = false,
                (Some('"'), '\\') => escaped = true,
                (Some(mark), c) if c == mark || c == '\n' => (quote, word) = (None, next),
                (Some(_), _) => {}
                (None, '"' | '\'') => (quote, word) = (Some(c), next),
                (None, '=') => {
                    self.key = text[line..at].rsplit('.').next().map(|key| key.trim().to_owned());
                    word = next;
                }
                (None, '{') => {
                    open.push(self.key.take());
                    (word, line) = (next, next);
                }
                (None, '}') => {
                    self.key = open.pop().flatten();
                    word = next;
                }
                (None, ',') => (word, line) = (next, next),
                (None, '\n') if open.is_empty() && !text[..at].trim_end().ends_with(['[', ',']) => {
                    (self.key, word, line) = (None, next, next);
                }
                (None, c) if c.is_whitespace() || c == '[' || c == ']' => word = next,
                _ => {}
            }
        }
        self.string = quote.is_some();
        self.path.extend(open.into_iter().flatten());
        self.start = word;
    }
}
