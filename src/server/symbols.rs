//! Symbols of the workspace: the actors and notes of the open documents, found by name, pinyin, initials or Latin letters.

use std::collections::HashSet;

use tower_lsp::lsp_types::{SymbolInformation, SymbolKind};

use super::{convert, open::Snapshot};
use crate::{
    features::outline::{self, ActorRow, NoteRow},
    knowledge::{Kind, Knowledge},
    text::script,
};

/// Most symbols of one answer.
const MOST: usize = 200;
/// Most keys of the knowledge base that are looked at.
const KEYS: usize = 400;

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
    fn meets_actor(&self, row: &ActorRow, knowledge: &Knowledge) -> bool {
        let names = || knowledge.get(&row.entry).map(|entry| entry.names.iter()).into_iter().flatten();
        self.entries.contains(&row.entry) || self.meets(&row.name) || names().any(|name| self.meets(&name.text))
    }
}

/// The symbols of some documents that a query asks for; all of them where it is empty.
pub(super) fn symbols(snapshots: &[Snapshot], query: &str) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for snapshot in snapshots {
        let knowledge = snapshot.analysis.knowledge();
        let query = Query::of(query, knowledge);
        let actors = outline::actors(&snapshot.analysis).into_iter().filter(|row| query.meets_actor(row, knowledge));
        found.extend(actors.map(|row| actor(snapshot, row)));
        let notes = outline::notes(&snapshot.analysis).into_iter().filter(|row| query.meets(&row.text));
        found.extend(notes.filter_map(|row| note(snapshot, &row)));
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

fn actor(snapshot: &Snapshot, row: ActorRow) -> SymbolInformation {
    let kind = match snapshot.analysis.knowledge().get(&row.entry).map(|entry| entry.kind) {
        Some(Kind::Person) => SymbolKind::CLASS,
        Some(Kind::State | Kind::Place) => SymbolKind::NAMESPACE,
        Some(Kind::Office) => SymbolKind::PROPERTY,
        Some(Kind::Term) => SymbolKind::CONSTANT,
        Some(Kind::Weapon) => SymbolKind::STRUCT,
        _ => SymbolKind::INTERFACE,
    };
    symbol(snapshot, format!("{} ×{}", row.name, row.count), kind, row.first)
}

fn note(snapshot: &Snapshot, row: &NoteRow) -> Option<SymbolInformation> {
    let at = row.definition.or(row.uses.first().copied())?;
    Some(symbol(snapshot, format!("[{}] {}", row.label, row.text), SymbolKind::KEY, at))
}

#[expect(deprecated, reason = "the protocol's type has a deprecated field that must be given")]
fn symbol(snapshot: &Snapshot, name: String, kind: SymbolKind, at: crate::text::Span) -> SymbolInformation {
    let file = snapshot.uri.to_file_path().ok();
    let file = file.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    SymbolInformation {
        name,
        kind,
        tags: None,
        deprecated: None,
        location: convert::location(snapshot, at),
        container_name: file,
    }
}
