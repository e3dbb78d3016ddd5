//! What notes are called: the label as the text writes it, and the page it stands on.

use super::{At, Note, Notes, ScopeKind};
use crate::{
    analysis::{Analysis, Placed},
    syntax::Definition,
    text::{Language, Span},
};

/// The sign of a definition with its brackets, without what separates it from the text; bytes of the block.
pub fn sign(text: &str, definition: &Definition) -> Span {
    let sign = Span { start: definition.span.start, end: definition.body.start.max(definition.span.start) };
    // Not the comment that keeps the note's name.
    let label = sign.of(text).split("<!--").next().unwrap_or("");
    let len = label.trim_end().len();
    Span::new(sign.start as usize, sign.start as usize + len)
}

/// A note's label as the text writes it, without the tags that raise it: `[1]`, `①`, `[^id]`.
pub fn label(blocks: &[Placed], note: &Note) -> String {
    let text = |at: At, span: Span| blocks.get(at.block).map_or("", |placed| span.of(&placed.block.text));
    let marker = || {
        let &at = note.markers.first().or(note.mentions.first())?;
        Some(text(at, Notes::marker(blocks, at)?.span))
    };
    let definition = || {
        let at = note.definition?;
        let definition = Notes::definition(blocks, at)?;
        Some(text(at, sign(text(at, Span::new(0, definition.span.end as usize)), definition)))
    };
    let written = marker().or_else(definition).unwrap_or("").trim_end_matches([':', '：']);
    let plain = written.replace(['*', '\\'], "");
    // The stars of a title's note are its label.
    let label = if plain.is_empty() { written.to_owned() } else { plain };
    if let Some(raised) = label.strip_prefix('^').and_then(|rest| rest.strip_suffix('^')) {
        return raised.to_owned();
    }
    let inside = label.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(_, inside)| inside);
    inside.and_then(|inside| inside.split('<').next()).map_or(label.clone(), str::to_owned)
}

/// The page or section of a note in words; `None` where labels hold for the whole document.
pub fn page(analysis: &Analysis, note: &Note, language: Language) -> Option<String> {
    let scope = analysis.notes.scopes.get(note.scope)?;
    let n = scope.ordinal;
    match (scope.kind, language) {
        (ScopeKind::Document, _) => None,
        (ScopeKind::Page, Language::ZhHans) => Some(format!("第 {n} 页")),
        (ScopeKind::Page, Language::ZhHant) => Some(format!("第 {n} 頁")),
        (ScopeKind::Page, Language::En) => Some(format!("page {n}")),
        (ScopeKind::Section, Language::ZhHans) => Some(format!("第 {n} 节")),
        (ScopeKind::Section, Language::ZhHant) => Some(format!("第 {n} 節")),
        (ScopeKind::Section, Language::En) => Some(format!("section {n}")),
    }
}
