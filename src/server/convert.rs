//! Between the protocol's types and plain ones.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    self as lsp, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentChanges,
    Location, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, Url, WorkspaceEdit,
};

use super::{
    open::Snapshot,
    sheet::{CONFIGURATION, ENTRY},
};
use crate::{
    rules::{Finding, Severity},
    text::{Change, Edits, Position, Span},
};

/// Where the documentation stands.
const DOCS_URL: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/docs/");

/// The page about a code.
fn page(code: &str) -> String {
    match code {
        CONFIGURATION => format!("{DOCS_URL}configuration.md"),
        ENTRY => format!("{DOCS_URL}knowledge-base.md"),
        rule => format!("{DOCS_URL}rules/{rule}.md"),
    }
}

pub(super) fn position(at: lsp::Position) -> Position {
    Position { line: at.line, column: at.character }
}

pub(super) fn change(change: lsp::TextDocumentContentChangeEvent) -> Change {
    let range = change.range.map(|range| (position(range.start), position(range.end)));
    Change { range, text: change.text }
}

/// A span of document bytes in the protocol's positions.
pub(super) fn range(snapshot: &Snapshot, span: Span) -> lsp::Range {
    let at = |offset: u32| {
        let Position { line, column } = snapshot.document.position(offset as usize, snapshot.encoding());
        lsp::Position::new(line, column)
    };
    lsp::Range::new(at(span.start), at(span.end))
}

pub(super) fn location(snapshot: &Snapshot, span: Span) -> Location {
    Location::new(snapshot.uri.clone(), range(snapshot, span))
}

/// All findings of a snapshot, in document order.
pub(super) fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    snapshot.findings.iter().map(|finding| diagnostic(snapshot, finding)).collect()
}

pub(super) fn diagnostic(snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
    let related = |(span, message): &(Span, String)| DiagnosticRelatedInformation {
        location: location(snapshot, *span),
        message: message.clone(),
    };
    Diagnostic {
        range: range(snapshot, finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.into())),
        code_description: Url::parse(&page(finding.code)).ok().map(|href| CodeDescription { href }),
        source: Some("chuchu".into()),
        message: finding.message.clone(),
        related_information: (!finding.related.is_empty()).then(|| finding.related.iter().map(related).collect()),
        tags: None,
        data: None,
    }
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

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
