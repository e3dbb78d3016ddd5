//! From a name to where the document introduces it, and to all places that name the same.

use super::super::Link;
use crate::{
    analysis::{Analysis, names},
    knowledge::{EntryId, Level},
    text::Span,
};

/// From a name to its entry in the front matter; else to its introduction: 中文名（Original Name）, 以下简称; else, unless
/// there is an [own entry](own_entry) to go to, to its first mention by a full name, else to the first.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Link> {
    if let Some(link) = local(analysis, offset) {
        return Some(link);
    }
    let (origin, id) = named(analysis, offset)?;
    if let Some(target) = analysis.knowledge().entry(id).and_then(|entry| analysis.own.place(&entry.id)) {
        return Some(Link { origin, target, focus: target });
    }
    let introduced = analysis.blocks.iter().flat_map(names::introduced).find(|local| local.entry == Some(id));
    if let Some(local) = introduced.filter(|local| local.span != origin) {
        return Some(Link { origin, target: local.whole, focus: local.span });
    }
    if is_own(analysis, id) {
        return None;
    }
    let (first, mention) = analysis.names.places(&analysis.blocks, id).next()?;
    let target = first.span(mention.span);
    (target != origin).then_some(Link { origin, target, focus: target })
}

/// The name at an offset and its entry, where a file of the user or of the workspace has that.
pub fn own_entry(analysis: &Analysis, offset: usize) -> Option<(Span, EntryId)> {
    if local(analysis, offset).is_some() {
        return None;
    }
    named(analysis, offset).filter(|(_, id)| is_own(analysis, *id))
}

fn is_own(analysis: &Analysis, id: EntryId) -> bool {
    matches!(analysis.knowledge().level(id), Level::User | Level::Workspace)
}

/// From a name of the document's own to its introduction.
fn local(analysis: &Analysis, offset: usize) -> Option<Link> {
    let (local, origin) = super::seeing::local_at(analysis, offset)?;
    let known = analysis.names.at(&analysis.blocks, offset);
    let longer = known.is_none_or(|(_, mention, _)| mention.span.len() <= origin.len());
    (longer && origin != local.span).then_some(Link { origin, target: local.whole, focus: local.span })
}

/// The name at an offset, where it is of one entry alone.
fn named(analysis: &Analysis, offset: usize) -> Option<(Span, EntryId)> {
    let (placed, mention, entries) = analysis.names.at(&analysis.blocks, offset)?;
    let [id] = entries[..] else { return None };
    Some((placed.span(mention.span), id))
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
