//! Names of the document's own: introduced in it (以下简称 …, 中文名（Original Name）), and not in the base.

use super::{Item, stem::Stem};
use crate::{
    analysis::{Analysis, names},
    knowledge::base::keys,
    text::{Span, script},
};

/// All of them, in the order of the document.
pub fn all(analysis: &Analysis) -> Vec<names::Introduced> {
    let locals = analysis.blocks.iter().flat_map(names::introduced);
    let mut locals: Vec<_> = locals.filter(|local| local.entry.is_none() || local.short).collect();
    locals.dedup_by(|a, b| a.name == b.name);
    locals
}

/// Those that a stem can become.
pub fn typed(locals: &[names::Introduced], stem: Stem<'_>) -> impl Iterator<Item = Item> {
    let letters = keys::letters(stem.letters);
    locals.iter().flat_map(names_of).filter_map(move |(local, name)| {
        let rest = name.strip_prefix(stem.characters).filter(|rest| !rest.is_empty())?;
        let rest = if letters.is_empty() { rest.to_owned() } else { key(local, rest, &letters)? };
        Some(item(local, name, format!("{}{rest}", stem.characters)))
    })
}

/// The way in which a name can be typed that begins with `typed`: pinyin, initials, or the original name.
fn key(local: &names::Introduced, name: &str, typed: &str) -> Option<String> {
    let sounds = || name.chars().filter_map(|c| script::sound(script::fold(c)));
    let pinyin: String = sounds().collect();
    let initials: String = sounds().filter_map(|sound| sound.chars().next()).collect();
    let original = keys::letters(&local.full);
    let family = local.full.rsplit(' ').next().map(keys::letters).unwrap_or_default();
    let mut all = [pinyin, initials, original, family].into_iter();
    all.find(|key| !key.is_empty() && key.starts_with(typed))
}

fn names_of(local: &names::Introduced) -> impl Iterator<Item = (&names::Introduced, &str)> {
    local.names().map(move |name| (local, name))
}

fn item(local: &names::Introduced, name: &str, filter: String) -> Item {
    let (label, detail) = (name.to_owned(), local.full.clone());
    Item { entry: local.entry, insert: label.clone(), label, detail, filter }
}

/// All places of the name that stands at an offset, where the document alone has it.
pub fn references(analysis: &Analysis, offset: usize) -> Option<Vec<Span>> {
    let (local, here) = super::seeing::local_at(analysis, offset)?;
    let known = analysis.names.at(&analysis.blocks, offset);
    if known.is_some_and(|(_, mention, _)| mention.span.len() > here.len()) {
        return None;
    }
    let spans = analysis.blocks.iter().flat_map(|placed| {
        local.places(&placed.block.text).into_iter().map(|span| placed.span(span)).collect::<Vec<_>>()
    });
    Some(spans.collect())
}
