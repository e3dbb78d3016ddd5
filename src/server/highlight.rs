//! Semantic tokens in the protocol's terms.

use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, WorkDoneProgressOptions,
};

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
        full: Some(SemanticTokensFullOptions::Bool(true)),
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

/// The tokens of the document, or of a range of it, each relative to the one before.
pub(super) fn semantic(snapshot: &Snapshot, range: Option<Range>) -> SemanticTokens {
    let within = match range {
        Some(range) => Span::new(snapshot.offset(range.start), snapshot.offset(range.end)),
        None => Span::new(0, snapshot.document.len()),
    };
    let (mut line, mut column) = (0, 0);
    let relative = |token: Token| {
        let Range { start, end } = convert::range(snapshot, token.span);
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
    let data = tokens(&snapshot.analysis, within).into_iter().filter_map(relative).collect();
    SemanticTokens { result_id: None, data }
}
