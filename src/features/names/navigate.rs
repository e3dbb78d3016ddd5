//! From a name to where the document introduces it, and to all places that name the same.

use super::super::Link;
use crate::{
    analysis::{Analysis, names},
    text::Span,
};

/// From a name to its entry in the front matter; else to its introduction: 中文名（Original Name）, 以下简称; else to its first mention by a full name, else to the first.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Link> {
    let at = analysis.names.at(&analysis.blocks, offset);
    let longer = |span: &Span| at.as_ref().is_none_or(|(_, mention, _)| mention.span.len() <= span.len());
    if let Some((local, origin)) = super::seeing::local_at(analysis, offset).filter(|(_, origin)| longer(origin))
        && origin != local.span
    {
        return Some(Link { origin, target: local.whole, focus: local.span });
    }
    let (placed, mention, entries) = at?;
    let [id] = entries[..] else { return None };
    let origin = placed.span(mention.span);
    if let Some(target) = analysis.knowledge().entry(id).and_then(|entry| analysis.own.place(&entry.id)) {
        return Some(Link { origin, target, focus: target });
    }
    let introduced = analysis.blocks.iter().flat_map(names::introduced).find(|local| local.entry == Some(id));
    if let Some(local) = introduced.filter(|local| local.span != origin) {
        return Some(Link { origin, target: local.whole, focus: local.span });
    }
    let (first, mention) = analysis.names.places(&analysis.blocks, id).next()?;
    let target = first.span(mention.span);
    (target != origin).then_some(Link { origin, target, focus: target })
}

/// All places that name what is named at the offset.
pub fn references(analysis: &Analysis, offset: usize) -> Vec<Span> {
    if let Some(spans) = super::local::references(analysis, offset) {
        return spans;
    }
    let Some((_, _, entries)) = analysis.names.at(&analysis.blocks, offset) else { return Vec::new() };
    let mut spans: Vec<Span> = entries
        .iter()
        .flat_map(|&id| analysis.names.places(&analysis.blocks, id))
        .map(|(placed, mention)| placed.span(mention.span))
        .collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}
