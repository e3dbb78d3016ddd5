//! Semantic tokens in the protocol's terms: of the document, of a range, or what has changed since they were last given.

use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, WorkDoneProgressOptions,
};
use xxhash_rust::xxh3::Xxh3;

use super::{convert, open::Snapshot};
use crate::{
    features::tokens::{Kind, Token, tokens},
    text::Span,
};

/// Standard types, so that every theme has colours for them.
const TYPES: [SemanticTokenType; 7] = [
    SemanticTokenType::CLASS,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::INTERFACE,
    SemanticTokenType::STRUCT,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::TYPE,
    SemanticTokenType::DECORATOR,
];
const MODIFIERS: [SemanticTokenModifier; 2] = [SemanticTokenModifier::DEFINITION, SemanticTokenModifier::DEPRECATED];

pub(super) fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        work_done_progress_options: WorkDoneProgressOptions::default(),
        legend: SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: MODIFIERS.to_vec() },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
    }
}

/// The place of a kind in [`TYPES`].
fn token_type(kind: Kind) -> u32 {
    match kind {
        Kind::Person => 0,
        Kind::Place => 1,
        Kind::Body => 2,
        Kind::Weapon => 3,
        Kind::Office => 4,
        Kind::Term => 5,
        Kind::Note => 6,
    }
}

/// The tokens of an open document as they were last given whole, with what they were given as; a client asks for the
/// difference to no others.
pub(super) type Given = Arc<Mutex<SemanticTokens>>;

/// Integers that a token is sent as.
const INTEGERS: usize = 5;

/// The tokens of the document, kept for the next difference.
pub(super) fn whole(snapshot: &Snapshot) -> SemanticTokens {
    let data = within(snapshot, Span::new(0, snapshot.document.len()));
    let tokens = SemanticTokens { result_id: Some(id(&data)), data };
    given(snapshot).clone_from(&tokens);
    tokens
}

/// What has changed since the tokens were given as `previous`; all of them where that was not the last time.
pub(super) fn since(snapshot: &Snapshot, previous: &str) -> SemanticTokensFullDeltaResult {
    let before = given(snapshot).clone();
    let now = whole(snapshot);
    if before.result_id.as_deref() != Some(previous) {
        return now.into();
    }
    SemanticTokensDelta { edits: edits(&before.data, &now.data), result_id: now.result_id }.into()
}

/// The tokens of a range.
pub(super) fn of_range(snapshot: &Snapshot, range: Range) -> SemanticTokens {
    let data = within(snapshot, Span::new(snapshot.offset(range.start), snapshot.offset(range.end)));
    SemanticTokens { result_id: None, data }
}

fn given(snapshot: &Snapshot) -> std::sync::MutexGuard<'_, SemanticTokens> {
    snapshot.tokens.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A name of some tokens that no others have.
fn id(data: &[SemanticToken]) -> String {
    let mut hash = Xxh3::new();
    for token in data {
        let SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset } = token;
        for integer in [delta_line, delta_start, length, token_type, token_modifiers_bitset] {
            hash.update(&integer.to_le_bytes());
        }
    }
    format!("{:016x}", hash.digest())
}

/// One edit from some tokens to others, none where they are the same: each is relative to the one before, so that what
/// an edit of the text moves stays the same.
fn edits(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let same = |pair: &(&SemanticToken, &SemanticToken)| pair.0 == pair.1;
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (old.len() - after, &new[..new.len() - after]);
    let edit = SemanticTokensEdit {
        start: (before * INTEGERS) as u32,
        delete_count: (old * INTEGERS) as u32,
        data: Some(new.to_vec()),
    };
    if old == 0 && new.is_empty() { Vec::new() } else { vec![edit] }
}

/// The tokens of some bytes of the document, each relative to the one before.
fn within(snapshot: &Snapshot, within: Span) -> Vec<SemanticToken> {
    let (mut line, mut column, mut places) = (0, 0, snapshot.places());
    let relative = |token: Token| {
        let [start, end] =
            [token.span.start, token.span.end].map(|offset| convert::lsp_position(places.position(offset as usize)));
        if start.line != end.line {
            return None;
        }
        let delta_start = if start.line == line { start.character - column } else { start.character };
        let delta_line = start.line - line;
        (line, column) = (start.line, start.character);
        Some(SemanticToken {
            delta_line,
            delta_start,
            length: end.character - start.character,
            token_type: token_type(token.kind),
            token_modifiers_bitset: u32::from(token.definition) | u32::from(token.deprecated) << 1,
        })
    };
    tokens(&snapshot.analysis, within).into_iter().filter_map(relative).collect()
}
