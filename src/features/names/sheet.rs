//! The names sheet, for whoever checks facts: who appears, as what on the document's day, first where, how often, and
//! under which forms.

mod markdown;

use std::collections::HashMap;

use crate::{
    analysis::{Analysis, Placed, names},
    features::actor,
    knowledge::{Date, Entry, EntryId, Kind, offices, wording},
    text::{Language, Span},
};

pub use markdown::{forms, markdown};

/// What a document says of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The day of the document, where it is known; offices are given for it.
    pub day: Option<Date>,
    /// By kind, people first; then in order of appearance.
    pub rows: Vec<Row>,
    /// Names that the document introduces and the base does not have, in order of appearance.
    pub introduced: Vec<Introduced>,
}

/// One actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Id of the entry.
    pub id: String,
    pub name: String,
    pub original: Option<String>,
    pub kind: Kind,
    /// What the kind is called.
    pub kind_name: String,
    /// On the document's day; without one, those not known to have ended when the entry was reviewed.
    pub offices: Vec<String>,
    /// The offices that the document gives, as it writes them.
    pub said: Vec<String>,
    /// Bytes of the document.
    pub first: Span,
    /// The line of `first`, from 1.
    pub line: usize,
    pub count: usize,
    /// As written, the most frequent first.
    pub forms: Vec<(String, usize)>,
    /// When the facts were last checked.
    pub reviewed: Option<Date>,
}

/// A name of the document's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduced {
    pub name: String,
    /// The original or the full name.
    pub full: String,
    pub line: usize,
    pub count: usize,
}

/// What the mentions say of one entry.
struct Seen {
    first: (usize, Span),
    count: usize,
    forms: Vec<(String, usize)>,
    said: Vec<String>,
}

/// The sheet of a document, for its own day or another one. Offices, terms and names that may mean several are no rows.
pub fn sheet(analysis: &Analysis, day: Option<Date>, language: Language) -> Sheet {
    let day = day.or_else(|| actor::day(analysis));
    let knowledge = analysis.knowledge();
    let row = |(id, seen)| row(analysis, knowledge.entry(id)?, seen, day, language);
    let mut rows: Vec<Row> = seen(analysis).into_iter().filter_map(row).collect();
    rows.sort_by_key(|row| (row.kind, row.first));
    Sheet { day, rows, introduced: introduced(analysis) }
}

fn seen(analysis: &Analysis) -> HashMap<EntryId, Seen> {
    let mut all: HashMap<EntryId, Seen> = HashMap::new();
    for placed in &analysis.blocks {
        let text = &placed.block.text;
        for mention in &placed.block.mentions {
            let [id] = analysis.names.entries(mention)[..] else { continue };
            let start = mention.span.start as usize;
            let seen = all.entry(id).or_insert_with(|| Seen {
                first: (line(placed, start), placed.span(mention.span)),
                count: 0,
                forms: Vec::new(),
                said: Vec::new(),
            });
            seen.count += 1;
            count(&mut seen.forms, mention.span.of(text));
        }
        for titled in names::titled(placed, &analysis.names, analysis.knowledge()) {
            let seen = analysis.names.entries(titled.name).first().and_then(|id| all.get_mut(id));
            let said = titled.said(text);
            if let Some(seen) = seen.filter(|seen| !seen.said.contains(&said)) {
                seen.said.push(said);
            }
        }
    }
    all
}

fn count(forms: &mut Vec<(String, usize)>, form: &str) {
    match forms.iter_mut().find(|(known, _)| known == form) {
        Some((_, count)) => *count += 1,
        None => forms.push((form.to_owned(), 1)),
    }
}

fn row(analysis: &Analysis, entry: &Entry, seen: Seen, day: Option<Date>, language: Language) -> Option<Row> {
    if matches!(entry.kind, Kind::Office | Kind::Term) {
        return None;
    }
    let knowledge = analysis.knowledge();
    let tenures = day.map_or_else(|| offices::latest(entry), |day| offices::on(entry, day));
    let offices = tenures.into_iter().map(|tenure| offices::line(knowledge, tenure, day, language)).collect();
    let mut forms = seen.forms;
    forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let name = wording::name(entry, language).into_owned();
    Some(Row {
        id: entry.id.clone(),
        original: entry.original().filter(|original| *original != name).map(str::to_owned),
        name,
        kind: entry.kind,
        kind_name: wording::kind(entry, language).into_owned(),
        offices,
        said: seen.said,
        first: seen.first.1,
        line: seen.first.0,
        count: seen.count,
        forms,
        reviewed: entry.reviewed,
    })
}

/// Original names and short forms that no entry stands behind.
fn introduced(analysis: &Analysis) -> Vec<Introduced> {
    let mut all: Vec<Introduced> = Vec::new();
    for placed in &analysis.blocks {
        for local in names::introduced(placed).into_iter().filter(|local| local.entry.is_none()) {
            if all.iter().any(|known| known.name == local.name) {
                continue;
            }
            let line = line(placed, (local.span.start as usize).saturating_sub(placed.start));
            let texts = analysis.blocks.iter().map(|placed| &placed.block.text);
            let count = texts.map(|text| local.places(text).len()).sum();
            all.push(Introduced { name: local.name, full: local.full, line, count });
        }
    }
    all
}

/// The line of a byte of a block, from 1.
fn line(placed: &Placed, at: usize) -> usize {
    placed.line + placed.block.text.get(..at).unwrap_or("").matches('\n').count() + 1
}
