//! Lists in front matter: YAML, read entry by entry, so that a fault costs the entry it stands in and no other.

use saphyr_parser::{Event, Parser, ScanError};

use crate::text::Span;

/// What front matter says under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Byte of the block where `text` begins, behind the colon of the key.
    pub start: usize,
    pub text: &'a str,
}

/// A value of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Bytes of the block.
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Empty where nothing is written.
    Text(String),
    List(Vec<Node>),
    /// Keys and values, in order.
    Table(Vec<(Node, Node)>),
}

/// What is no YAML, in the parser's English, and the bytes of the block where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub span: Span,
    pub what: String,
}

/// Lists and tables inside each other; what is deeper is refused.
const DEPTH: usize = 16;

/// The lines below the first of some keys, up to the next key of the front matter.
pub fn section<'a>(block: &'a str, keys: &[&str]) -> Option<Section<'a>> {
    let mut start = None;
    let (mut at, mut end) = (0, 0);
    for line in block.split_inclusive('\n') {
        match start {
            None => start = value_at(line, keys).map(|value| at + value),
            Some(_) if belongs(line) => {}
            Some(_) => break,
        }
        at += line.len();
        end = at;
    }
    let start = start?;
    Some(Section { start, text: block.get(start..end)? })
}

/// Where the value begins in a line that gives one of the keys.
fn value_at(line: &str, keys: &[&str]) -> Option<usize> {
    let (key, rest) = line.split_once([':', '：'])?;
    keys.contains(&key.trim_end()).then_some(line.len() - rest.len())
}

/// True for a line that goes on with the value of a key at the margin.
fn belongs(line: &str) -> bool {
    let item = line.strip_prefix('-').is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
    item || line.trim().is_empty() || line.starts_with([' ', '\t', '#'])
}

impl Section<'_> {
    /// The items of a list, or the pairs of a table, each as far as it is YAML. A pair is a table of its own.
    pub fn entries(&self) -> Vec<Result<Node, Fault>> {
        let mut entries = Vec::new();
        for (start, text) in self.pieces() {
            match node(text, start) {
                Ok(Some(Node { value: Value::List(items), .. })) => entries.extend(items.into_iter().map(Ok)),
                Ok(Some(Node { value: Value::Table(pairs), .. })) => entries.extend(pairs.into_iter().map(|pair| {
                    let span = Span { start: pair.0.span.start, end: pair.1.span.end.max(pair.0.span.end) };
                    Ok(Node { span, value: Value::Table(vec![pair]) })
                })),
                Ok(node) => entries.extend(node.map(Ok)),
                Err(fault) => entries.push(Err(fault)),
            }
        }
        entries
    }

    /// The section cut where a line stands as far out as the first one, and where each piece begins in the block.
    fn pieces(&self) -> Vec<(usize, &str)> {
        let rest = self.text.find('\n').map_or(self.text.len(), |end| end + 1);
        let (inline, below) = self.text.split_at(rest);
        if !is_bare(inline) {
            return vec![(self.start, self.text)];
        }
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let (mut at, mut margin) = (rest, None);
        for line in below.split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if !is_bare(line) && indent <= *margin.get_or_insert(indent) {
                pieces.push((at, at));
            }
            at += line.len();
            pieces.iter_mut().last().into_iter().for_each(|(_, end)| *end = at);
        }
        pieces.into_iter().filter_map(|(from, to)| Some((self.start + from, self.text.get(from..to)?))).collect()
    }
}

/// Nothing but a comment.
fn is_bare(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text.starts_with('#')
}

/// A list or table that is not closed yet: where it began, and what stands in it.
struct Open {
    start: u32,
    table: bool,
    nodes: Vec<Node>,
}

/// The value that a text at a byte of the block says; `None` for an empty one.
fn node(text: &str, base: usize) -> Result<Option<Node>, Fault> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |marker: &saphyr_parser::Marker| base + bytes.get(marker.index()).copied().unwrap_or(text.len());
    let (mut open, mut whole): (Vec<Open>, _) = (Vec::new(), None);
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|error: ScanError| Fault {
            span: line_around(text, byte(error.marker()) - base).shift(base),
            what: error.info().to_owned(),
        })?;
        let span = Span::new(byte(&at.start), byte(&at.end));
        let refused = |what: &str| Err(Fault { span, what: what.to_owned() });
        let done = match event {
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() == DEPTH => {
                return refused("lists and tables too deep inside each other");
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let table = matches!(event, Event::MappingStart(..));
                open.push(Open { start: span.start, table, nodes: Vec::new() });
                continue;
            }
            Event::Alias(_) => return refused("an alias (*) is not followed here"),
            Event::Scalar(text, ..) => Node { span, value: Value::Text(text.into_owned()) },
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(closed) => closed.close(),
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            Some(around) => around.nodes.push(done),
            None => whole = whole.or(Some(done)),
        }
    }
    Ok(whole)
}

/// The words of the line around a byte; of the first line where there are none.
fn line_around(text: &str, at: usize) -> Span {
    let begins = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let words = |from: usize| {
        let line = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let start = from + line.len() - line.trim_start().len();
        Span::new(start, start + line.trim().len())
    };
    Some(words(begins)).filter(|line| !line.is_empty()).unwrap_or_else(|| words(0))
}

impl Open {
    fn close(self) -> Node {
        let end = self.nodes.last().map_or(self.start, |last| last.span.end);
        let mut nodes = self.nodes.into_iter();
        let value = if self.table {
            let pairs = std::iter::from_fn(|| Some((nodes.next()?, nodes.next()?)));
            Value::Table(pairs.collect())
        } else {
            Value::List(nodes.collect())
        };
        Node { span: Span { start: self.start.min(end), end }, value }
    }
}
