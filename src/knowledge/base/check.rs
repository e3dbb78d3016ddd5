//! What must hold of entries before they are compiled.

use std::collections::{HashMap, HashSet};

use super::{
    Date, Entry, Kind, Message,
    entry::Confidence,
    forms,
    load::{Item, Loaded, Problem, Weight},
    merge::Below,
    nearest::{nearest, shortened},
};

/// Longest description, in characters.
const ABOUT_CHARS: usize = 60;
/// Longest definition of a term, in characters: two lines.
const DEFINITION_CHARS: usize = 120;
/// Days that a new holder may come before the old one goes.
const OVERLAP_DAYS: i32 = 2;
/// Words that make a description untrue by tomorrow.
const UNDATED: &[&str] = &["现任", "现为", "目前", "現任", "現為"];
/// Unknown ids that get a suggestion; each is compared with thousands of others.
const SUGGESTIONS: usize = 32;
/// Most steps from an entry to what it belongs to.
const DEPTH: usize = 64;

/// All problems of the files, the loading ones included, in the order of files and places. The entries are settled
/// on `below` ([`Loaded::settle`]).
pub fn check(loaded: &Loaded, fold: &dyn Fn(char) -> char, below: &dyn Below) -> Vec<Problem> {
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
        one(item, &mut problems);
    }
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
    owners(&loaded.items, fold, below, &mut problems);
    holders(&loaded.items, below, &mut problems);
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

/// What one entry shows by itself.
fn one(item: &Item, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    if !well_formed(entry) {
        let form = format!("{}lower-case-words", entry.kind.prefix());
        let message = Message::new("编号应写作 {}", "an id of this kind is written {}");
        problems.push(item.fault(message.with(form)));
    }
    if entry.sources.is_empty() {
        problems.push(item.gap(Message::new("没有出处", "has no source")));
    }
    if entry.names.is_empty() {
        problems.push(item.fault(Message::new("没有名称", "has no name")));
    }
    for (at, name) in entry.names.iter().enumerate() {
        if name.text.chars().count() < 2 {
            let zh = "名称“{}”只有一个字；请写在 abbreviations.toml 里";
            let message = Message::new(zh, "one-character name “{}”; write it in abbreviations.toml");
            problems.push(item.name_problem(at, Weight::Fault, message.with(&name.text)));
        }
        if name.text.trim() != name.text {
            let message = Message::new("“{}”首尾有空格", "“{}” begins or ends with a space");
            problems.push(item.name_problem(at, Weight::Fault, message.with(&name.text)));
        }
    }
    if entry.kind != Kind::Office {
        described(item, problems);
    }
    for (tenure, at) in entry.tenures.iter().zip(&item.tenures_at) {
        if let (Some(from), Some(to)) = (tenure.from, tenure.to)
            && from.first() > to.last()
        {
            let message = Message::new("{} 未始先终", "{} ends before it begins").with(&tenure.office);
            problems.push(Problem { span: at.clone(), ..item.fault(message) });
        }
    }
}

fn described(item: &Item, problems: &mut Vec<Problem>) {
    let entry = &item.entry;
    let limit = if entry.kind == Kind::Term { DEFINITION_CHARS } else { ABOUT_CHARS };
    if entry.about.zh.is_empty() {
        problems.push(item.gap(Message::new("没有中文说明", "has no description in Chinese")));
    }
    if entry.about.zh.chars().count() > limit {
        let message = Message::new("说明超过 {} 字", "the description is longer than {} characters");
        problems.push(item.gap(message.with(limit)));
    }
    if let Some(word) = UNDATED.iter().find(|word| entry.about.zh.contains(*word)) {
        let message = Message::new(
            "说明里的“{}”明天就可能不实；请写带日期的任职",
            "{} in a description is untrue tomorrow; give a tenure with dates",
        );
        problems.push(item.gap(message.with(word)));
    }
    if entry.reviewed.is_none() {
        problems.push(item.gap(Message::new("没有核对日期", "has no day of review")));
    }
    let foreign = entry.kind == Kind::Person && entry.names.iter().any(|name| name.text.contains('·'));
    if foreign && entry.original().is_none() {
        problems.push(item.gap(Message::new("译名应附原名", "a transliterated name needs the original one")));
    }
}

fn well_formed(entry: &Entry) -> bool {
    let slug = entry.id.strip_prefix(entry.kind.prefix());
    slug.is_some_and(|slug| {
        !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
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

/// A time in an office of one holder, and where it is written, if in these files.
struct Held<'a> {
    from: Date,
    to: Date,
    holder: String,
    place: Option<(&'a Item, usize)>,
}

impl<'a> Held<'a> {
    /// `None` for what is not held against anyone: acting, unsettled.
    fn of(entry: &Entry, at: usize, item: Option<&'a Item>) -> Option<Self> {
        let tenure = entry.tenures.get(at)?;
        let counts = !tenure.acting && tenure.confidence != Confidence::Unsettled;
        counts.then(|| Self {
            // Days that are not known are read so that they clash least.
            from: tenure.from.map_or(Date::new(0, 1, 1), Date::last),
            to: tenure.to.map_or(Date::new(9999, 1, 1), Date::first),
            holder: entry.id.clone(),
            place: item.map(|item| (item, at)),
        })
    }
}

/// An office of one holder has one at a time, those of the layers below included.
fn holders(items: &[Item], below: &dyn Below, problems: &mut Vec<Problem>) {
    let own: HashSet<&str> = items.iter().map(|item| item.entry.id.as_str()).collect();
    let single = items.iter().filter(|item| item.entry.kind == Kind::Office && item.entry.single);
    let mut times: HashMap<&str, Vec<Held<'_>>> = single.clone().map(|item| (&*item.entry.id, Vec::new())).collect();
    for item in items {
        for (at, tenure) in item.entry.tenures.iter().enumerate() {
            if let Some(times) = times.get_mut(tenure.office.as_str()) {
                times.extend(Held::of(&item.entry, at, Some(item)));
            }
        }
    }
    for office in single {
        let others = office.entry.holders.iter().filter(|id| !own.contains(id.as_str()));
        for other in others.filter_map(|id| below.entry(id)) {
            let held = (0..other.tenures.len()).filter(|&at| other.tenures[at].office == office.entry.id);
            let held = held.filter_map(|at| Held::of(&other, at, None));
            times.entry(&office.entry.id).or_default().extend(held);
        }
    }
    for (office, mut times) in times {
        times.sort_by_key(|held| (held.from, held.to));
        for pair in times.windows(2) {
            let [before, after] = pair else { continue };
            let Some((item, at)) = after.place.or(before.place) else { continue };
            if before.to.days() - after.from.days() > OVERLAP_DAYS && before.holder != after.holder {
                let span = item.tenures_at.get(at).unwrap_or(&item.at).clone();
                let other = if after.place.is_some() { before } else { after };
                let message = Message::new("{} 的任期与 {}（{}–{}）重叠", "the time as {} overlaps that of {} ({}–{})");
                let message = message.with(office).with(&other.holder).with(other.from).with(other.to);
                problems.push(Problem { span, ..item.fault(message) });
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
