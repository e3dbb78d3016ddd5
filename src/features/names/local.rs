//! Names of the document's own: introduced in it (以下简称 …, 中文名（Original Name）), and not in the base.

use super::Item;
use crate::{
    analysis::{Analysis, names},
    knowledge::base::{forms::is_han, keys},
    text::{Span, script},
};

/// The names that what is typed before the caret can become, and the bytes of it that they replace. `letters` of them are
/// Latin, at the end.
pub fn typed(analysis: &Analysis, before: &str, letters: usize) -> Option<(usize, Vec<Item>)> {
    let locals = analysis.blocks.iter().flat_map(names::introduced);
    let mut locals: Vec<_> = locals.filter(|local| local.entry.is_none() || local.short).collect();
    locals.dedup_by(|a, b| a.name == b.name);
    if letters > 0 {
        let typed = keys::letters(&before[before.len() - letters..]);
        let fits = |local| names_of(local).find_map(|(local, name)| Some(item(local, name, key(local, name, &typed)?)));
        let items: Vec<Item> = locals.iter().filter_map(fits).collect();
        return (!items.is_empty()).then_some((letters, items));
    }
    let run = before.char_indices().rev().take_while(|(_, c)| is_han(*c) || *c == '·').map(|(at, _)| at);
    let longest = run.take(CHARS).filter_map(|at| {
        let typed = before.get(at..)?;
        let begins = |(_, name): &(&names::Introduced, &str)| name.starts_with(typed) && *name != typed;
        let fitting = locals.iter().flat_map(names_of).filter(begins);
        let items: Vec<Item> = fitting.map(|(local, name)| item(local, name, name.to_owned())).collect();
        (!items.is_empty() && typed.chars().count() >= 2).then_some((typed.len(), items))
    });
    longest.max_by_key(|(len, _)| *len)
}

/// Longest stretch before the caret that is looked at, in characters.
const CHARS: usize = 8;

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
