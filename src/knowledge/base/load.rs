//! Reads entry files into entries, remembering where each fact stands.

use std::ops::Range;

use toml::Spanned;

use super::{
    Category, Entry, Kin, Kind, Name, Regions, Role, Source, Status, Tenure, Text,
    schema::{AbbreviationFile, AbbreviationTable, Contexts, File, NameTable, TextTable},
};

/// What is wrong with an entry file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Index of the file in the order they were loaded.
    pub file: usize,
    /// Bytes of that file.
    pub span: Range<usize>,
    pub message: String,
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

impl Loaded {
    /// Reads one more file. A file that is no TOML, or holds unknown keys, becomes a problem and nothing else.
    pub fn add(&mut self, name: &str, text: &str) {
        let file = self.files;
        self.files += 1;
        let result = if name.rsplit(['/', '\\']).next() == Some(ABBREVIATIONS) {
            toml::from_str(text).map(|table| self.add_abbreviations(table, file))
        } else {
            toml::from_str(text).map(|table| self.add_entries(table, file))
        };
        if let Err(error) = result {
            let span = error.span().unwrap_or(0..0);
            self.problems.push(Problem { file, span, message: error.message().to_owned() });
        }
    }

    fn add_abbreviations(&mut self, table: AbbreviationFile, file: usize) {
        self.contexts.left.extend(table.contexts.left);
        self.contexts.right.extend(table.contexts.right);
        self.abbreviations.extend(table.abbreviation.into_iter().map(|one| (one, file)));
    }

    fn add_entries(&mut self, tables: File, file: usize) {
        for table in tables.source {
            let (at, id) = (table.id.span(), table.id.into_inner());
            let source =
                Source { id, title: table.title, publisher: table.publisher, url: table.url, read: table.read };
            self.sources.push((source, file, at));
        }
        for table in tables.office {
            let mut item = Item::new(file, &table.id, Kind::Office);
            item.entry.country = item.refer(table.country);
            item.entry.body = item.refer(table.body);
            item.entry.sources = item.refer_all(table.sources);
            item.entry.single = table.single;
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
            self.items.push(item);
        }
        for table in tables.actor {
            let mut item = Item::new(file, &table.id, table.kind);
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
            self.items.push(item);
        }
        for table in tables.term {
            let mut item = Item::new(file, &table.id, Kind::Term);
            item.names(table.names);
            item.entry.category = table.category;
            item.entry.contrast = item.refer_all(table.contrast);
            item.entry.related = item.refer_all(table.related);
            item.entry.sources = item.refer_all(table.sources);
            item.entry.wikidata = table.wikidata;
            item.entry.about = text(table.definition);
            item.entry.origin = table.origin;
            item.entry.reviewed = table.reviewed;
            self.items.push(item);
        }
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
                from: None,
                to: None,
            });
        }
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
