//! Between the protocol's types and plain ones.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    self as lsp, DocumentChanges, Location, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
    WorkspaceEdit,
};

use super::open::Snapshot;
use crate::text::{Change, Document, Edits, Encoding, Position, Span};

pub(super) fn position(at: lsp::Position) -> Position {
    Position { line: at.line, column: at.character }
}

pub(super) fn lsp_position(Position { line, column }: Position) -> lsp::Position {
    lsp::Position::new(line, column)
}

pub(super) fn change(change: lsp::TextDocumentContentChangeEvent) -> Change {
    let range = change.range.map(|range| (position(range.start), position(range.end)));
    Change { range, text: change.text }
}

/// A span of document bytes in the protocol's positions.
pub(super) fn range(snapshot: &Snapshot, span: Span) -> lsp::Range {
    range_in(&snapshot.document, span, snapshot.encoding())
}

/// The same, of a text that need not be open.
pub(super) fn range_in(document: &Document, span: Span, encoding: Encoding) -> lsp::Range {
    let at = |offset: u32| lsp_position(document.position(offset as usize, encoding));
    lsp::Range::new(at(span.start), at(span.end))
}

pub(super) fn location(snapshot: &Snapshot, span: Span) -> Location {
    Location::new(snapshot.uri.clone(), range(snapshot, span))
}

/// Edits against exactly the version they were computed from: the client refuses them if its text has moved on.
pub(super) fn workspace_edit(snapshot: &Snapshot, edits: &Edits) -> WorkspaceEdit {
    let edits = edits.as_slice().iter().map(|edit| lsp::TextEdit::new(range(snapshot, edit.span), edit.text.clone()));
    if !snapshot.session.versioned_edits {
        let changes = HashMap::from([(snapshot.uri.clone(), edits.collect())]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        uri: snapshot.uri.clone(),
        version: Some(snapshot.document.version()),
    };
    let edit = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
}
