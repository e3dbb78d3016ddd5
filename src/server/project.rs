//! Code actions that edit the workspace's `chuchu.toml`.

use std::{collections::BTreeSet, io, path::Path};

use tower_lsp::lsp_types::{
    self as lsp, CodeAction, CodeActionKind, CodeActionOrCommand, CreateFile, CreateFileOptions,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range,
    ResourceOp, TextDocumentEdit, Url, WorkspaceEdit,
};

use super::{configuration::MAX_BYTES, diagnostics, open::Snapshot};
use crate::{
    config::FILE_NAME,
    features::project,
    files::read_within,
    text::{Document, Language, Span, TextEdit},
};

/// For each rule with a finding at the selection, the action that switches it off in the project.
pub(super) fn switches(snapshot: &Snapshot, selection: Span, language: Language) -> Vec<CodeActionOrCommand> {
    let at = |span: Span| span.touches(selection.start as usize) || span.overlaps(selection);
    let findings: Vec<_> = snapshot.findings.iter().filter(|finding| at(finding.span)).collect();
    let Some(file) = File::of(snapshot).filter(|_| !findings.is_empty()) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let first = findings.into_iter().filter(|finding| seen.insert(finding.code));
    let action = first.filter_map(|finding| {
        let title = match language {
            Language::ZhHans => "在本项目中关闭",
            Language::ZhHant => "在本專案中關閉",
            Language::En => "Switch off in this project",
        };
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: format!("{title}: {}", finding.code),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::diagnostic(snapshot, finding)]),
            edit: Some(file.edit(snapshot, &project::switch_off(&file.text, finding.code)?)),
            ..CodeAction::default()
        }))
    });
    action.collect()
}

/// The file of settings as it stands on the disk, or is to be made.
struct File {
    uri: Url,
    text: String,
    missing: bool,
}

impl File {
    fn of(snapshot: &Snapshot) -> Option<Self> {
        let root = snapshot.session.root.as_ref()?;
        let uri = Url::from_file_path(root.join(FILE_NAME)).ok()?;
        match read_within(root, Path::new(FILE_NAME), MAX_BYTES) {
            Ok(text) => Some(Self { uri, text, missing: false }),
            Err(error) if error.kind() == io::ErrorKind::NotFound && snapshot.session.creates_files => {
                Some(Self { uri, text: String::new(), missing: true })
            }
            Err(_) => None,
        }
    }

    fn edit(&self, snapshot: &Snapshot, edit: &TextEdit) -> WorkspaceEdit {
        let document = Document::new(&self.text, 0);
        let at = |offset: u32| {
            let position = document.position(offset as usize, snapshot.session.encoding);
            Position::new(position.line, position.column)
        };
        let range = Range::new(at(edit.span.start), at(edit.span.end));
        let edit = lsp::TextEdit::new(range, edit.text.clone());
        if !self.missing {
            let changes = [(self.uri.clone(), vec![edit])].into();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let create = CreateFile {
            uri: self.uri.clone(),
            options: Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) }),
            annotation_id: None,
        };
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: None };
        let operations = vec![
            DocumentChangeOperation::Op(ResourceOp::Create(create)),
            DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] }),
        ];
        WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() }
    }
}
