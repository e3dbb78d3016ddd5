//! What must hold of entries before they are compiled.

mod holders;
mod one;

use std::collections::{HashMap, HashSet};

use super::{
    Entry, Kind, Message, forms,
    load::{Item, Loaded, Problem, Weight},
    merge::Below,
    nearest::{nearest, shortened},
};

/// Unknown ids that get a suggestion; each is compared with thousands of others.
const SUGGESTIONS: usize = 32;
/// Most steps from an entry to what it belongs to.
const DEPTH: usize = 64;

/// What the check knows of the language.
#[derive(Clone, Copy)]
pub struct Language<'a> {
    /// Traditional to Simplified.
    pub fold: &'a dyn Fn(char) -> char,
    /// True for an ordinary word, in Simplified ([`everyday`](super::everyday)).
    pub everyday: &'a dyn Fn(&str) -> bool,
}

/// All problems of the files, the loading ones included, in the order of files and places. The entries are settled
/// on `below` ([`Loaded::settle`]).
pub fn check(loaded: &Loaded, language: Language<'_>, below: &dyn Below) -> Vec<Problem> {
    let mut problems = loaded.problems.clone();
    let mut ids = HashSet::new();
    for (source, file, at) in &loaded.sources {
        if !ids.insert(source.id.as_str()) {
            let message = Message::new("编号重复", "id used twice").of(&source.id);
            problems.push(Problem { file: *file, span: at.clone(), message, weight: Weight::Fault });
        }
    }
    let written = || loaded.items.iter().filter(|item| !item.inherited);
    for item in written() {
        if !ids.insert(item.entry.id.as_str()) {
            problems.push(item.fault(Message::new("编号重复", "id used twice")));
        }
        one::check(item, language, &mut problems);
    }
    one::outdated(written(), &mut problems);
    references(loaded, &ids, below, &mut problems);
    for item in written() {
        for (text, at) in &item.remove {
            if below.entry(&item.entry.id).is_none_or(|under| !has(&under, text)) {
                let message = Message::new("下层词条没有 {}", "{} is not there to remove");
                let message = message.with(text).of(&item.entry.id);
                problems.push(Problem { file: item.file, span: at.clone(), message, weight: Weight::Fault });
            }
        }
    }
    owners(&loaded.items, language.fold, below, &mut problems);
    holders::check(&loaded.items, below, &mut problems);
    cycles(&loaded.items, below, &mut problems);
    problems.sort_by_key(|problem| (problem.file, problem.span.start));
    problems
}

impl Item {
    fn fault(&self, message: Message) -> Problem {
        self.problem(Weight::Fault, message)
    }

    fn gap(&self, message: Message) -> Problem {
        self.problem(Weight::Gap, message)
    }

    fn problem(&self, weight: Weight, message: Message) -> Problem {
        Problem { file: self.file, span: self.at.clone(), message: message.of(&self.entry.id), weight }
    }

    fn name_problem(&self, name: usize, weight: Weight, message: Message) -> Problem {
        let span = self.names_at.get(name).unwrap_or(&self.at).clone();
        Problem { span, ..self.problem(weight, message) }
    }
}

fn has(entry: &Entry, text: &str) -> bool {
    entry.names.iter().any(|name| name.text == text) || entry.tenures.iter().any(|tenure| tenure.office == text)
}

/// Ids that no entry has, with the nearest that one has.
fn references(loaded: &Loaded, ids: &HashSet<&str>, below: &dyn Below, problems: &mut Vec<Problem>) {
    let known = |id: &str| ids.contains(id) || below.entry(id).is_some() || below.has_source(id);
    let items = loaded.items.iter().flat_map(|item| item.refers.iter().map(|(id, at)| (id, at.clone(), item.file)));
    let letters = loaded.abbreviations.iter().map(|(one, file)| (one.id.get_ref(), one.id.span(), *file));
    for (place, (id, span, file)) in items.chain(letters).filter(|(id, ..)| !known(id)).enumerate() {
        let prefix = id.split_inclusive('/').next().unwrap_or_default();
        let others = if place < SUGGESTIONS { below.ids(prefix) } else { Vec::new() };
        let own = ids.iter().copied().filter(|id| place < SUGGESTIONS && id.starts_with(prefix));
        let near = nearest(id, others.iter().map(String::as_str).chain(own));
        let id = shortened(id);
        let message = match near {
            Some(near) => Message::new("没有词条 {}，是否指 {}？", "no entry {}; did you mean {}?").with(id).with(near),
            None => Message::new("没有词条 {}", "no entry {}").with(id),
        };
        problems.push(Problem { file, span, message, weight: Weight::Fault });
    }
    for (one, file) in loaded.abbreviations.iter().filter(|(one, _)| one.text.get_ref().chars().count() != 1) {
        let message = Message::new("简称只能有一个字", "an abbreviation is one character long");
        problems.push(Problem { file: *file, span: one.text.span(), message, weight: Weight::Fault });
    }
}

/// A form belongs to one entry, or each owner guards it. A form of an entry below is shown beside it.
fn owners(items: &[Item], fold: &dyn Fn(char) -> char, below: &dyn Below, problems: &mut Vec<Problem>) {
    let ids: HashSet<&str> = items.iter().map(|item| item.entry.id.as_str()).collect();
    let mut first: HashMap<String, (usize, bool)> = HashMap::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.entry.kind != Kind::Office) {
        for (at, name) in item.entry.names.iter().enumerate() {
            let guarded = name.guard.is_some();
            let form = forms::key(&name.text, fold);
            let &mut (first_place, other_guarded) = first.entry(form).or_insert((place, guarded));
            if first_place != place && !(guarded && other_guarded) && items[first_place].entry.id != item.entry.id {
                let message =
                    Message::new("{} 也是 {} 的名称，两者都要加 guard", "{} is a name of {} too; each must guard it");
                let message = message.with(&name.text).with(&items[first_place].entry.id);
                let reviewed = item.entry.is_reviewed() && items[first_place].entry.is_reviewed();
                let weight = if reviewed { Weight::Fault } else { Weight::Gap };
                problems.push(item.name_problem(at, weight, message));
            }
            if let Some(other) = below.bearers(&name.text).iter().find(|id| !ids.contains(id.as_str()) && !guarded) {
                let message = Message::new("{} 也是 {} 的名称", "{} is a name of {} too").with(&name.text).with(other);
                problems.push(item.name_problem(at, Weight::Gap, message));
            }
        }
    }
}

/// Nothing belongs to itself, however many others stand between.
fn cycles(items: &[Item], below: &dyn Below, problems: &mut Vec<Problem>) {
    let parents = |entry: &Entry| entry.country.iter().chain(&entry.body).cloned().collect::<Vec<_>>();
    let mut known: HashMap<String, Vec<String>> =
        items.iter().map(|item| (item.entry.id.clone(), parents(&item.entry))).collect();
    for item in items.iter().filter(|item| !item.inherited) {
        let (mut seen, mut next) = (HashSet::new(), parents(&item.entry));
        for _ in 0..DEPTH {
            next = next
                .into_iter()
                .filter(|id| seen.insert(id.clone()))
                .flat_map(|id| {
                    known
                        .entry(id.clone())
                        .or_insert_with(|| below.entry(&id).map_or_else(Vec::new, |e| parents(&e)))
                        .clone()
                })
                .collect();
        }
        if seen.contains(&item.entry.id) {
            problems.push(
                item.fault(Message::new("经 country 或 body 绕回自身", "belongs to itself, through country or body")),
            );
        }
    }
}
