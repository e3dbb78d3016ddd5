//! The card of a name that the document alone introduces.

use super::super::Card;
use crate::{
    analysis::{Analysis, Placed, names},
    knowledge::wording,
    text::{Language, Span},
};

/// The card of a name that the base does not have, but the document introduces.
pub fn hover(analysis: &Analysis, offset: usize, language: Language) -> Option<Card> {
    let (local, span) = local_at(analysis, offset)?;
    let line = analysis.block_at(local.span.start as usize).map_or(1, |(_, placed)| line(placed, local.span));
    let (label, full) = (if local.short { "简称" } else { "原名" }, &local.full);
    let markdown = match language {
        Language::En => format!("**{}** → {full}\n\nIntroduced in line {line} of this document.", local.name),
        _ => {
            let text = format!("本文第 {line} 行引入的{label}；知识库中没有这个名字。");
            format!("**{}** → {full}\n\n{}", local.name, wording::chinese(&text, language))
        }
    };
    Some(Card { span, markdown })
}

/// The line of a document span, from 1.
pub(super) fn line(placed: &Placed, span: Span) -> usize {
    let before = placed.block.text.get(..(span.start as usize).saturating_sub(placed.start)).unwrap_or("");
    placed.line + before.matches('\n').count() + 1
}

/// The introduced name that stands at an offset where the base has none, and where it stands.
pub(super) fn local_at(analysis: &Analysis, offset: usize) -> Option<(names::Introduced, Span)> {
    let (_, placed) = analysis.block_at(offset)?;
    let text = &*placed.block.text;
    let inside = offset.checked_sub(placed.start)?;
    let locals = analysis.blocks.iter().flat_map(names::introduced);
    let fitting = locals.filter(|local| local.entry.is_none() || local.short);
    let here = fitting.filter_map(|local| {
        let span = local.places(text).into_iter().find(|span| span.contains(inside))?;
        Some((local, placed.span(span)))
    });
    here.max_by_key(|(_, span)| span.len())
}
