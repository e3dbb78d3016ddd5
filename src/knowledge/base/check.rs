//! What must hold of entries before they are compiled.

use std::collections::{HashMap, HashSet};

use super::{
    Date, Entry, Kind, Role, Status,
    entry::Confidence,
    forms,
    load::{Item, Loaded, Problem},
};

/// Longest description, in characters.
const ABOUT_CHARS: usize = 60;
/// Longest definition of a term, in characters: two lines.
const DEFINITION_CHARS: usize = 120;
/// Days that a new holder may come before the old one goes.
const OVERLAP_DAYS: i32 = 2;
/// Words that make a description untrue by tomorrow.
const UNDATED: &[&str] = &["现任", "现为", "目前", "現任", "現為"];

/// All problems of the files, the loading ones included. `known` says of an id that another layer has it.
pub fn check(loaded: &Loaded, fold: &dyn Fn(char) -> char, known: &dyn Fn(&str) -> bool) -> Vec<Problem> {
    let mut problems = loaded.problems.clone();
    let mut ids = HashSet::new();
    for (source, file, at) in &loaded.sources {
        if !ids.insert(source.id.as_str()) {
            problems.push(Problem { file: *file, span: at.clone(), message: format!("{}: id used twice", source.id) });
        }
    }
    for item in &loaded.items {
        if !ids.insert(item.entry.id.as_str()) {
            problems.push(item.problem("id used twice"));
        }
        one(item, &mut problems);
    }
    for item in &loaded.items {
        for (id, at) in &item.refers {
            if !ids.contains(id.as_str()) && !known(id) {
                problems.push(Problem { file: item.file, span: at.clone(), message: format!("{id}: no such entry") });
            }
        }
    }
    for (abbreviation, file) in &loaded.abbreviations {
        let id = abbreviation.id.get_ref();
        if !ids.contains(id.as_str()) && !known(id) {
            let message = format!("{id}: no such entry");
            problems.push(Problem { file: *file, span: abbreviation.id.span(), message });
        }
        if abbreviation.text.get_ref().chars().count() != 1 {
            let message = "an abbreviation is one character long".to_owned();
            problems.push(Problem { file: *file, span: abbreviation.text.span(), message });
        }
    }
    owners(&loaded.items, fold, &mut problems);
    holders(&loaded.items, &mut problems);
    problems.sort_by_key(|problem| (problem.file, problem.span.start));
    problems
}

impl Item {
    fn problem(&self, message: &str) -> Problem {
        Problem { file: self.file, span: self.at.clone(), message: format!("{}: {message}", self.entry.id) }
    }

    fn name_problem(&self, name: usize, message: String) -> Problem {
        let span = self.names_at.get(name).unwrap_or(&self.at).clone();
        Problem { file: self.file, span, message: format!("{}: {message}", self.entry.id) }
    }
}

/// What one entry shows by itself.
fn one(item: &Item, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    if !well_formed(entry) {
        problems.push(item.problem(&format!("an id of this kind is written {}lower-case-words", entry.kind.prefix())));
    }
    if entry.sources.is_empty() {
        problems.push(item.problem("has no source"));
    }
    if entry.names.is_empty() {
        problems.push(item.problem("has no name"));
    }
    for (at, name) in entry.names.iter().enumerate() {
        if name.text.chars().count() < 2 {
            let message = format!("one-character name {:?}; write it in abbreviations.toml", name.text);
            problems.push(item.name_problem(at, message));
        }
        if name.text.trim() != name.text {
            problems.push(item.name_problem(at, format!("{:?} begins or ends with a space", name.text)));
        }
    }
    if entry.kind != Kind::Office {
        described(item, problems);
    }
    for (tenure, at) in entry.tenures.iter().zip(&item.tenures_at) {
        if let (Some(from), Some(to)) = (tenure.from, tenure.to)
            && from.first() > to.last()
        {
            let message = format!("{}: {} ends before it begins", entry.id, tenure.office);
            problems.push(Problem { file: item.file, span: at.clone(), message });
        }
    }
}

fn described(item: &Item, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    let limit = if entry.kind == Kind::Term { DEFINITION_CHARS } else { ABOUT_CHARS };
    if entry.about.zh.is_empty() {
        problems.push(item.problem("has no description in Chinese"));
    }
    if entry.about.zh.chars().count() > limit {
        problems.push(item.problem(&format!("the description is longer than {limit} characters")));
    }
    if let Some(word) = UNDATED.iter().find(|word| entry.about.zh.contains(*word)) {
        problems.push(item.problem(&format!("{word} in a description is untrue tomorrow; give a tenure with dates")));
    }
    if entry.reviewed.is_none() {
        problems.push(item.problem("has no day of review"));
    }
    let foreign = entry.kind == Kind::Person && entry.names.iter().any(|name| name.text.contains('·'));
    if foreign && entry.original().is_none() {
        problems.push(item.problem("a transliterated name needs the original one"));
    }
}

fn well_formed(entry: &Entry) -> bool {
    let slug = entry.id.strip_prefix(entry.kind.prefix());
    slug.is_some_and(|slug| {
        !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

/// A form belongs to one entry, or each owner guards it.
fn owners(items: &[Item], fold: &dyn Fn(char) -> char, problems: &mut Vec<Problem>) {
    let mut first: HashMap<String, (usize, usize, bool)> = HashMap::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.entry.kind != Kind::Office) {
        for (at, name) in item.entry.names.iter().enumerate() {
            let guarded = name.guard.is_some();
            let form = forms::key(&name.text, fold);
            let &mut (other, _, other_guarded) = first.entry(form).or_insert((place, at, guarded));
            if other != place && !(guarded && other_guarded) {
                let message = format!("{} is a name of {} too; each must guard it", name.text, items[other].entry.id);
                problems.push(item.name_problem(at, message));
            }
        }
    }
}

/// An office of one holder has one at a time.
fn holders(items: &[Item], problems: &mut Vec<Problem>) {
    let single: HashSet<_> = items.iter().filter(|item| item.entry.single).map(|item| item.entry.id.as_str()).collect();
    let mut times: HashMap<&str, Vec<(Date, Date, &Item, usize)>> = HashMap::new();
    for item in items {
        for (at, tenure) in item.entry.tenures.iter().enumerate() {
            let counts = !tenure.acting && tenure.confidence != Confidence::Unsettled;
            if single.contains(tenure.office.as_str()) && counts {
                // Days that are not known are read so that they clash least.
                let from = tenure.from.map_or(Date::new(0, 1, 1), Date::last);
                let to = tenure.to.map_or(Date::new(9999, 1, 1), Date::first);
                times.entry(&tenure.office).or_default().push((from, to, item, at));
            }
        }
    }
    for (office, mut times) in times {
        times.sort_by_key(|&(from, to, _, _)| (from, to));
        for pair in times.windows(2) {
            let [(_, end, before, _), (start, _, item, at)] = pair else { continue };
            if end.days() - start.days() > OVERLAP_DAYS && before.entry.id != item.entry.id {
                let span = item.tenures_at.get(*at).unwrap_or(&item.at).clone();
                let message =
                    format!("{}: {office} from {start} while {} held it until {end}", item.entry.id, before.entry.id);
                problems.push(Problem { file: item.file, span, message });
            }
        }
    }
}

/// True for names that a document may be asked to use.
pub fn offered(status: Status, role: Role) -> bool {
    !matches!(status, Status::Deprecated | Status::Misspelling) && !matches!(role, Role::Nickname | Role::Former)
}
