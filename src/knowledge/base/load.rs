//! Reads entry files into entries, remembering where each fact stands.

use std::ops::Range;

use toml::Spanned;

use super::{
    Category, Entry, Kin, Kind, Message, Name, Region, Regions, Role, Source, Status, Tenure, Text, read,
    schema::{AbbreviationTable, ActorTable, Contexts, NameTable, OfficeTable, SourceTable, TermTable, TextTable},
};

/// What is wrong with an entry file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Index of the file in the order they were loaded.
    pub file: usize,
    /// Bytes of that file.
    pub span: Range<usize>,
    pub message: Message,
    pub weight: Weight,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something that a published base has and own entries may do without: a source, a description, a day of review.
    Gap,
    /// Something that does not hold.
    #[default]
    Fault,
}

/// An entry and the places of its facts in its file.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub entry: Entry,
    pub file: usize,
    pub at: Range<usize>,
    pub names_at: Vec<Range<usize>>,
    pub tenures_at: Vec<Range<usize>>,
    /// Ids it refers to.
    pub refers: Vec<(String, Range<usize>)>,
    /// Names, and offices held, of the entry below that do not hold.
    pub remove: Vec<(String, Range<usize>)>,
    /// The name to use in a region.
    pub prefer: Vec<(Region, String, Range<usize>)>,
    /// What the file says of these; the entry has the usual value where it says nothing.
    pub single: Option<bool>,
    pub category: Option<Category>,
    /// An entry below has the same id.
    pub over: bool,
    /// Taken over from below, not written in a file.
    pub inherited: bool,
}

/// All that some files say.
#[derive(Debug, Default)]
pub struct Loaded {
    pub items: Vec<Item>,
    pub sources: Vec<(Source, usize, Range<usize>)>,
    pub contexts: Contexts,
    pub abbreviations: Vec<(AbbreviationTable, usize)>,
    pub problems: Vec<Problem>,
    files: usize,
}

/// The name of the file that holds the one-character abbreviations.
pub const ABBREVIATIONS: &str = "abbreviations.toml";
/// The keys of an entry file, and of the file of abbreviations.
const KEYS: [&str; 4] = ["source", "office", "actor", "term"];
const ABBREVIATION_KEYS: [&str; 2] = ["contexts", "abbreviation"];

impl Loaded {
    /// Reads one more file. What is no TOML, and what no entry has, becomes a problem; the rest of the file holds.
    pub fn add(&mut self, name: &str, text: &str) {
        let file = self.files;
        self.files += 1;
        let (table, mut faults) = read::tables(text);
        let abbreviations = name.rsplit(['/', '\\']).next() == Some(ABBREVIATIONS);
        let keys: &[&str] = if abbreviations { &ABBREVIATION_KEYS } else { &KEYS };
        for (key, value) in table {
            let faults = &mut faults;
            match key.get_ref().as_ref() {
                "source" if !abbreviations => {
                    read::each(value, faults).into_iter().for_each(|one| self.source(one, file))
                }
                "office" if !abbreviations => {
                    read::each(value, faults).into_iter().for_each(|one| self.office(one, file))
                }
                "actor" if !abbreviations => {
                    read::each(value, faults).into_iter().for_each(|one| self.actor(one, file))
                }
                "term" if !abbreviations => read::each(value, faults).into_iter().for_each(|one| self.term(one, file)),
                "contexts" if abbreviations => {
                    let contexts: Contexts = read::value(value, faults).unwrap_or_default();
                    self.contexts.left.extend(contexts.left);
                    self.contexts.right.extend(contexts.right);
                }
                "abbreviation" if abbreviations => {
                    self.abbreviations.extend(read::each(value, faults).into_iter().map(|one| (one, file)));
                }
                name => faults.push(read::unknown(name, key.span(), keys.iter().copied())),
            }
        }
        let problem = |(span, message)| Problem { file, span, message, weight: Weight::Fault };
        self.problems.extend(faults.into_iter().map(problem));
    }

    fn source(&mut self, table: SourceTable, file: usize) {
        let (at, id) = (table.id.span(), table.id.into_inner());
        let source = Source { id, title: table.title, publisher: table.publisher, url: table.url, read: table.read };
        self.sources.push((source, file, at));
    }

    fn office(&mut self, table: OfficeTable, file: usize) {
        let mut item = Item::new(file, &table.id, Kind::Office);
        item.entry.country = item.refer(table.country);
        item.entry.body = item.refer(table.body);
        item.entry.sources = item.refer_all(table.sources);
        item.single = table.single;
        item.entry.single = table.single.unwrap_or(true);
        item.entry.wrong = table.wrong.into_iter().map(Spanned::into_inner).collect();
        for title in table.titles {
            item.names_at.push(title.text.span());
            let regions = Regions::of(&title.regions);
            let text = title.text.into_inner();
            item.entry.names.push(Name { text, regions, from: title.from, to: title.to, ..Name::default() });
        }
        if !table.en.is_empty() {
            item.entry.names.push(Name { text: table.en, role: Role::Original, ..Name::default() });
            item.names_at.push(item.at.clone());
        }
        item.remove(table.remove);
        self.items.push(item);
    }

    fn actor(&mut self, table: ActorTable, file: usize) {
        let kind = table.kind.or_else(|| Kind::of_id(table.id.get_ref())).unwrap_or_default();
        let mut item = Item::new(file, &table.id, kind);
        item.names(table.names);
        item.entry.country = item.refer(table.country);
        item.entry.related = item.refer_all(table.related);
        item.entry.sources = item.refer_all(table.sources);
        for tenure in table.tenures {
            item.tenures_at.push(tenure.office.span());
            let (office, source) = (item.refer(Some(tenure.office)), item.refer(tenure.source));
            item.entry.tenures.push(Tenure {
                office: office.unwrap_or_default(),
                from: tenure.from,
                to: tenure.to,
                acting: tenure.acting,
                confidence: tenure.confidence,
                source,
            });
        }
        for table in table.kin {
            let of = item.refer(Some(table.of)).unwrap_or_default();
            item.entry.kin.push(Kin { of, relation: table.relation });
        }
        item.entry.wikidata = table.wikidata;
        item.entry.died = table.died;
        item.entry.about = text(table.about);
        item.entry.reviewed = table.reviewed;
        item.remove(table.remove);
        item.prefer =
            table.prefer.into_iter().map(|(region, name)| (region, name.get_ref().clone(), name.span())).collect();
        self.items.push(item);
    }

    fn term(&mut self, table: TermTable, file: usize) {
        let mut item = Item::new(file, &table.id, Kind::Term);
        item.names(table.names);
        item.category = table.category;
        item.entry.category = table.category.unwrap_or_default();
        item.entry.contrast = item.refer_all(table.contrast);
        item.entry.related = item.refer_all(table.related);
        item.entry.sources = item.refer_all(table.sources);
        item.entry.wikidata = table.wikidata;
        item.entry.about = text(table.definition);
        item.entry.origin = table.origin;
        item.entry.reviewed = table.reviewed;
        item.remove(table.remove);
        item.prefer =
            table.prefer.into_iter().map(|(region, name)| (region, name.get_ref().clone(), name.span())).collect();
        self.items.push(item);
    }
}

impl Item {
    fn new(file: usize, id: &Spanned<String>, kind: Kind) -> Self {
        let entry = Entry { id: id.get_ref().clone(), kind, category: Category::Concept, ..Entry::default() };
        Self { entry, file, at: id.span(), ..Self::default() }
    }

    fn names(&mut self, tables: Vec<NameTable>) {
        for table in tables {
            self.names_at.push(table.text.span());
            self.entry.names.push(Name {
                text: table.text.into_inner(),
                role: table.role,
                regions: Regions::of(&table.regions),
                status: table.status,
                guard: table.guard,
                ..Name::default()
            });
        }
    }

    fn remove(&mut self, names: Vec<Spanned<String>>) {
        self.remove = names.into_iter().map(|name| (name.get_ref().clone(), name.span())).collect();
    }

    fn refer(&mut self, id: Option<Spanned<String>>) -> Option<String> {
        let id = id?;
        self.refers.push((id.get_ref().clone(), id.span()));
        Some(id.into_inner())
    }

    fn refer_all(&mut self, ids: Vec<Spanned<String>>) -> Vec<String> {
        ids.into_iter().filter_map(|id| self.refer(Some(id))).collect()
    }
}

fn text(table: TextTable) -> Text {
    Text { zh: table.zh, en: table.en }
}

/// True for names that a document should not be told to use.
pub fn discouraged(status: Status) -> bool {
    matches!(status, Status::Deprecated | Status::Misspelling)
}

/// The line (from 1) of a byte of a file.
pub fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}
