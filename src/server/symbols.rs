//! Symbols of the workspace: the actors and notes of the open documents and the actors of its other texts, found by name,
//! pinyin, initials or Latin letters.

use std::{
    collections::HashSet,
    sync::{Arc, Weak},
};

use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind, Url};

use super::{
    appearances::{Appearance, Appearances, Search},
    convert,
    open::Snapshot,
    session::Session,
};
use crate::{
    analysis::Settings,
    features::outline::{self, NoteRow},
    knowledge::{Kind, Knowledge},
    text::script,
};

/// Most symbols of one answer.
const MOST: usize = 200;
/// Most keys of the knowledge base that are looked at.
const KEYS: usize = 400;

/// Whose text is not that of the disk, and how others are read.
pub(super) struct Opened {
    pub documents: Vec<Url>,
    pub settings: Settings,
    pub session: Arc<Session>,
}

/// What a writer looks for.
struct Query {
    /// Folded to Simplified, in lower case.
    text: String,
    /// Ids of the entries that are typed so.
    entries: HashSet<String>,
}

impl Query {
    fn of(text: &str, knowledge: &Knowledge) -> Self {
        let text = script::fold_text(text.trim()).to_lowercase();
        let typed = text.chars().all(|c| c.is_ascii_alphabetic()) && !text.is_empty();
        let keys = typed.then(|| knowledge.typed(&text).take(KEYS)).into_iter().flatten();
        let entries = keys.filter_map(|(id, _, _)| knowledge.entry(id)).map(|entry| entry.id.clone()).collect();
        Self { text, entries }
    }

    fn meets(&self, text: &str) -> bool {
        script::fold_text(text).to_lowercase().contains(&self.text)
    }

    /// By the name in the document, by any name of the base, or as it is typed.
    fn meets_actor(&self, entry: &str, name: &str, knowledge: &Knowledge) -> bool {
        let names = || knowledge.get(entry).map(|entry| entry.names.iter()).into_iter().flatten();
        self.entries.contains(entry) || self.meets(name) || names().any(|name| self.meets(&name.text))
    }
}

/// The symbols that a query asks for, all of them where it is empty: of the open documents from their newest text, of the
/// others from the disk, as long as somebody waits.
pub(super) fn symbols(
    (opened, snapshots): (&Opened, &[Snapshot]),
    query: &str,
    known: &Appearances,
    wanted: Weak<()>,
) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for snapshot in snapshots {
        of_open(snapshot, query, &mut found);
    }
    if let Some(root) = opened.session.root.as_deref().filter(|_| found.len() < MOST) {
        let open = opened.documents.iter().filter_map(|uri| uri.to_file_path().ok()).collect();
        let (settings, encoding) = (&opened.settings, opened.session.encoding);
        let knowledge = &settings.knowledge;
        let query = Query::of(query, knowledge);
        known.each(&Search { root, open, settings, encoding, wanted }, |uri, rows| {
            let rows = rows.iter().filter(|row| query.meets_actor(&row.entry, &row.name, knowledge));
            found.extend(rows.map(|row| actor(row, Location::new(uri.clone(), row.first))));
            found.len() < MOST
        });
    }
    found.truncate(MOST);
    found
}

fn of_open(snapshot: &Snapshot, query: &str, found: &mut Vec<SymbolInformation>) {
    let knowledge = snapshot.analysis.knowledge();
    let query = Query::of(query, knowledge);
    let actors = outline::actors(&snapshot.analysis).into_iter();
    let actors = actors.filter(|row| query.meets_actor(&row.entry, &row.name, knowledge));
    let place = |span| convert::location(snapshot, span);
    found.extend(actors.filter_map(|row| {
        let location = place(row.first);
        Some(actor(&Appearance::of(row, location.range, knowledge)?, location))
    }));
    let notes = outline::notes(&snapshot.analysis).into_iter().filter(|row| query.meets(&row.text));
    found.extend(notes.filter_map(|row: NoteRow| {
        let at = row.definition.or(row.uses.first().copied())?;
        Some(symbol(format!("[{}] {}", row.label, row.text), SymbolKind::KEY, place(at)))
    }));
}

fn actor(row: &Appearance, location: Location) -> SymbolInformation {
    let kind = match row.kind {
        Kind::Person => SymbolKind::CLASS,
        Kind::State | Kind::Place => SymbolKind::NAMESPACE,
        Kind::Office => SymbolKind::PROPERTY,
        Kind::Term => SymbolKind::CONSTANT,
        Kind::Weapon => SymbolKind::STRUCT,
        _ => SymbolKind::INTERFACE,
    };
    symbol(format!("{} ×{}", row.name, row.count), kind, location)
}

#[expect(deprecated, reason = "the protocol's type has a deprecated field that must be given")]
fn symbol(name: String, kind: SymbolKind, location: Location) -> SymbolInformation {
    let container_name = file_name(&location.uri);
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name }
}

fn file_name(uri: &Url) -> Option<String> {
    Some(uri.to_file_path().ok()?.file_name()?.to_string_lossy().into_owned())
}
