//! Requests answered with lists: completion, document links, folds.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionResponse,
    CompletionTextEdit, DocumentLink, FoldingRange, FoldingRangeKind, InlayHint, InlayHintLabel, Position, Range,
    TextEdit, Url,
};

use super::{convert, open::Snapshot};
use crate::{
    features::{
        folding::{FoldKind, folds},
        names,
        notes::{self, ItemKind},
        sheets::{self, Schema},
    },
    text::{Language, Span},
};

pub(super) fn completion(snapshot: &Snapshot, at: Position) -> Option<CompletionResponse> {
    if let Some(sheet) = snapshot.sheet {
        return sheet.schema().and_then(|schema| keys_and_words(snapshot, at, schema));
    }
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let Some(completion) = notes::complete(&snapshot.analysis, snapshot.offset(at), language) else {
        return names(snapshot, at, language);
    };
    let notes::Completion { span, items } = completion;
    let range = convert::range(snapshot, span);
    let item = |(index, item): (usize, notes::Item)| CompletionItem {
        label: item.label,
        label_details: Some(CompletionItemLabelDetails { detail: None, description: item.place }),
        detail: (!item.detail.is_empty()).then_some(item.detail),
        kind: Some(match item.kind {
            ItemKind::Marker => CompletionItemKind::REFERENCE,
            ItemKind::Definition => CompletionItemKind::PROPERTY,
            ItemKind::New => CompletionItemKind::SNIPPET,
        }),
        // The order of the list is ours: the notes nearest in the text first.
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(item.filter),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, item.insert))),
        additional_text_edits: (!item.edits.is_empty()).then(|| {
            item.edits
                .iter()
                .map(|edit| TextEdit::new(convert::range(snapshot, edit.span), edit.text.clone()))
                .collect()
        }),
        ..CompletionItem::default()
    };
    // Incomplete: what can follow changes with each character, and edits elsewhere move.
    let items = items.into_iter().enumerate().map(item).collect();
    Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
}

/// Keys, words and ids in one of our TOML files.
fn keys_and_words(snapshot: &Snapshot, at: Position, schema: Schema) -> Option<CompletionResponse> {
    let text = snapshot.document.rope().to_string();
    let sheets::Completion { span, items } =
        sheets::complete(schema, &text, snapshot.offset(at), snapshot.analysis.knowledge())?;
    let range = convert::range(snapshot, span);
    let item = |item: sheets::Item| CompletionItem {
        label: item.label,
        detail: (!item.detail.is_empty()).then_some(item.detail),
        kind: Some(CompletionItemKind::PROPERTY),
        filter_text: Some(item.insert.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, item.insert))),
        ..CompletionItem::default()
    };
    let items = items.into_iter().map(item).collect();
    Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
}

/// Names of actors and terms, by what stands before the caret.
fn names(snapshot: &Snapshot, at: Position, language: Language) -> Option<CompletionResponse> {
    let names::Completion { span, items } = names::complete(&snapshot.analysis, snapshot.offset(at), language)?;
    let range = convert::range(snapshot, span);
    let item = |(index, item): (usize, names::Item)| CompletionItem {
        label: item.label,
        detail: (!item.detail.is_empty()).then_some(item.detail),
        kind: Some(CompletionItemKind::CONSTANT),
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(item.filter),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, item.insert))),
        ..CompletionItem::default()
    };
    let items = items.into_iter().enumerate().map(item).collect();
    Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
}

pub(super) fn links(snapshot: &Snapshot) -> Vec<DocumentLink> {
    let links = notes::links(&snapshot.analysis).into_iter();
    let link = |link: notes::DocumentLink| DocumentLink {
        range: convert::range(snapshot, link.span),
        target: Url::parse(&link.target).ok(),
        tooltip: None,
        data: None,
    };
    links.map(link).filter(|link| link.target.is_some()).collect()
}

/// How often each note in the range is used, and what its people were, where the settings ask for it.
pub(super) fn hints(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let asked = Span::new(snapshot.offset(range.start), snapshot.offset(range.end));
    let mut hints = Vec::new();
    if snapshot.config.hints.note_uses == Some(true) {
        hints.extend(notes::uses(&snapshot.analysis, language).into_iter().filter(|(label, _)| asked.encloses(*label)));
    }
    if snapshot.config.hints.offices == Some(true) {
        hints.extend(names::office_hints(&snapshot.analysis, asked, language));
    }
    let hint = |(label, words): (Span, String)| InlayHint {
        position: convert::range(snapshot, label).end,
        label: InlayHintLabel::String(words),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    };
    hints.into_iter().map(hint).collect()
}

pub(super) fn folding(snapshot: &Snapshot) -> Vec<FoldingRange> {
    let narrow = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let range = |fold: crate::features::folding::Fold| FoldingRange {
        start_line: narrow(fold.first),
        end_line: narrow(fold.last),
        kind: match fold.kind {
            FoldKind::Comment => Some(FoldingRangeKind::Comment),
            FoldKind::Section | FoldKind::Notes => Some(FoldingRangeKind::Region),
        },
        ..FoldingRange::default()
    };
    folds(&snapshot.analysis).into_iter().map(range).collect()
}
