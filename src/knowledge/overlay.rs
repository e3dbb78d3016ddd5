//! Own entries: files laid over the layers below, compiled to a layer of their own.
//!
//! Architecture invariant: texts in, bytes out; who reads files and keeps the compiled bytes is elsewhere.

use std::{borrow::Cow, ops::Range, sync::Arc};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{
    Entry, Kind, Knowledge, Layer, Level, Message,
    base::{
        check, compile,
        index::MAGIC,
        load::{Loaded, Problem, Weight},
        merge::Below,
        message::Wording,
        pack::Pack,
    },
    lexicon,
};
use crate::text::script;

/// What came of the files of one layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// The index ([`Layer`] reads it).
    pub index: Vec<u8>,
    /// In the order of the files and of their places.
    pub problems: Vec<Problem>,
}

/// Where an entry file gives an entry its id, in bytes without the quotation marks. Searched for as text: to read the
/// file as TOML takes a hundred times as long, and this one was read before.
pub fn place_of(id: &str, text: &str) -> Option<Range<usize>> {
    let gives = |at: &usize| {
        let (before, behind) = (&text[..*at], &text[at + id.len()..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let quoted = line.strip_suffix(['"', '\'']).filter(|_| behind.starts_with(['"', '\'']));
        let key = quoted.and_then(|key| key.trim_end().strip_suffix('=')).map(str::trim);
        // Alone on its line, or in an inline table.
        key.and_then(|key| key.strip_suffix("id")).is_some_and(|rest| match rest.trim_end().chars().last() {
            None => true,
            Some(c) => (c == '{' || c == ',') && !rest.starts_with('#'),
        })
    };
    text.match_indices(id).map(|(at, _)| at).find(gives).map(|at| at..at + id.len())
}

/// What the entries of some files, in order, come to on the layers below.
#[derive(Clone, Copy)]
pub struct Files<'a>(pub &'a [(&'a str, &'a str)]);

impl Files<'_> {
    /// Hash of all that [`compile`](Self::compile) reads: names and texts of the files, and the layers below.
    pub fn key(self, below: &Knowledge) -> u128 {
        let mut hash = Xxh3::new();
        hash.update(MAGIC);
        hash.update(&below.key().to_le_bytes());
        for (name, text) in self.0 {
            for part in [name, text] {
                hash.update(&(part.len() as u64).to_le_bytes());
                hash.update(part.as_bytes());
            }
        }
        hash.digest128()
    }

    /// Reads and compiles the files. What does not hold is a problem, and everything else is in the index.
    pub fn compile(self, below: &Knowledge) -> Compiled {
        compile(self.loaded(), below)
    }

    /// What does not hold, without compiling.
    pub fn problems(self, below: &Knowledge) -> Vec<Problem> {
        checked(self.loaded(), below).1
    }

    fn loaded(self) -> Loaded {
        let mut loaded = Loaded::default();
        self.0.iter().for_each(|(name, text)| loaded.add(name, text));
        loaded
    }
}

/// Compiles what was read, on the layers below.
pub(super) fn compile(loaded: Loaded, below: &Knowledge) -> Compiled {
    let (loaded, problems) = checked(loaded, below);
    let tables = compile::Tables { fold: &script::fold, sound: &script::sound, word: None };
    let index = compile::compile(loaded, &tables);
    Compiled { index, problems }
}

fn checked(mut loaded: Loaded, below: &Knowledge) -> (Loaded, Vec<Problem>) {
    loaded.settle(below);
    let language = check::Language { fold: &script::fold, everyday: &lexicon::is_everyday };
    let problems = check::check(&loaded, language, below);
    (loaded, problems)
}

impl Below for Knowledge {
    fn entry(&self, id: &str) -> Option<Entry> {
        self.get(id).cloned()
    }

    fn has_source(&self, id: &str) -> bool {
        self.source(id).is_some()
    }

    fn ids(&self, prefix: &str) -> Vec<String> {
        self.ids_from(prefix).map(str::to_owned).collect()
    }

    fn bearers(&self, name: &str) -> Vec<String> {
        let bears = |entry: &&Entry| {
            let plain = |one: &super::Name| one.guard.is_none() && one.text.chars().count() > 1;
            entry.kind != Kind::Office && entry.names.iter().any(|one| plain(one) && one.text == name)
        };
        let entries = self.named(name).into_iter().filter_map(|id| self.entry(id));
        entries.filter(bears).map(|entry| entry.id.clone()).collect()
    }
}

impl Knowledge {
    /// These layers with own entries over them; as they are where nothing came of the files.
    pub fn with_own(&self, level: Level, key: u128, compiled: Vec<u8>) -> Self {
        Layer::new(level, Some(key), Cow::Owned(compiled)).map_or_else(|| self.clone(), |layer| self.with(layer))
    }

    /// The layers weaker than a level.
    pub fn below(&self, level: Level) -> Self {
        let weaker = self.layers.iter().take_while(|layer| layer.level < level);
        weaker.fold(Self::default(), |all, layer| all.with_shared(layer.clone()))
    }
}

/// The last bytes of a file of the cache: the length of the problems, the hash of all before it.
const TAIL: usize = 12;

impl Compiled {
    /// The bytes to keep: the index, the problems, and what tells that they are whole.
    pub fn to_cache(&self) -> Vec<u8> {
        let mut bytes = self.index.clone();
        let mut wordings: Vec<Wording> = Vec::new();
        let mut packed = Vec::new();
        for problem in &self.problems {
            let wording = problem.message.wording();
            let place = wordings.iter().position(|one| *one == **wording).unwrap_or(wordings.len());
            if place == wordings.len() {
                wordings.push(Wording::clone(wording));
            }
            let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            for number in [problem.file, problem.span.start, problem.span.end, place] {
                at(number).put(&mut packed);
            }
            (problem.weight == Weight::Gap).put(&mut packed);
            problem.message.put_said(&mut packed);
        }
        // Each wording once: of a hundred thousand entries, each may lack the same.
        wordings.put(&mut bytes);
        bytes.append(&mut packed);
        let problems = (bytes.len() - self.index.len()) as u32;
        bytes.extend_from_slice(&problems.to_le_bytes());
        let hash = xxh3_64(&bytes);
        bytes.extend_from_slice(&hash.to_le_bytes());
        bytes
    }

    /// What [`to_cache`](Self::to_cache) kept; `None` for anything else.
    pub fn from_cache(mut bytes: Vec<u8>) -> Option<Self> {
        let (rest, tail) = bytes.split_at_checked(bytes.len().checked_sub(TAIL)?)?;
        let (length, hash) = tail.split_at_checked(TAIL - 8)?;
        let whole = bytes.get(..bytes.len() - 8)?;
        if xxh3_64(whole).to_le_bytes() != hash {
            return None;
        }
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let index = rest.len().checked_sub(length)?;
        let mut packed = rest.get(index..)?;
        let wordings: Vec<Arc<Wording>> = Vec::<Wording>::get(&mut packed)?.into_iter().map(Arc::new).collect();
        let mut problems = Vec::new();
        while !packed.is_empty() {
            let mut number = || u32::get(&mut packed).map(|n| n as usize);
            let (file, start, end, place) = (number()?, number()?, number()?, number()?);
            let weight = if bool::get(&mut packed)? { Weight::Gap } else { Weight::Fault };
            let message = Message::get_said(wordings.get(place)?.clone(), &mut packed)?;
            problems.push(Problem { file, span: start..end, message, weight });
        }
        bytes.truncate(index);
        Some(Self { index: bytes, problems })
    }
}
