//! Groups of notes in the outline and as folds, and how often each note is used.

use super::{
    actions::{definition, groups},
    seeing::preview,
};
use crate::{
    analysis::{Analysis, Placed, notes::naming},
    features::symbols::{Kind, Symbol},
    text::{Language, Script, Span},
};

/// Characters of a note's text in its name.
const NAME: usize = 40;

/// A symbol for each group of notes, with its notes, in document order.
pub fn symbols(analysis: &Analysis) -> Vec<Symbol> {
    let families = analysis.notes.scopes.iter().map(|scope| scope.family + 1).max().unwrap_or(0);
    let title = if analysis.frame.script == Script::Hant { "註釋" } else { "注释" };
    let mut symbols: Vec<Symbol> = (0..families)
        .flat_map(|family| groups(analysis, family))
        .map(|group| {
            let children: Vec<Symbol> = group.notes.iter().filter_map(|&note| symbol(analysis, note)).collect();
            let focus = children.first().map_or(group.span, |first| first.focus);
            Symbol {
                name: format!("{title}（{}）", children.len()),
                detail: None,
                kind: Kind::Notes,
                span: group.span,
                focus,
                children,
            }
        })
        .collect();
    symbols.sort_by_key(|symbol| symbol.span);
    symbols
}

fn symbol(analysis: &Analysis, index: usize) -> Option<Symbol> {
    let note = analysis.notes.notes.get(index)?;
    let (placed, definition, span) = definition(analysis, note.definition?)?;
    let focus = placed.span(naming::sign(&placed.block.text, definition));
    let name = format!("{} {}", naming::label(&analysis.blocks, note), preview(analysis, note, NAME));
    Some(Symbol { name: name.trim_end().to_owned(), detail: None, kind: Kind::Note, span, focus, children: Vec::new() })
}

/// First and last line, from 0, of each group of notes that takes more than one line.
pub fn folds(analysis: &Analysis) -> Vec<(usize, usize)> {
    let lines = |symbol: &Symbol| {
        let first = line(analysis, symbol.span.start as usize)?;
        let last = line(analysis, (symbol.span.end as usize).saturating_sub(1))?;
        (last > first).then_some((first, last))
    };
    symbols(analysis).iter().filter_map(lines).collect()
}

fn line(analysis: &Analysis, offset: usize) -> Option<usize> {
    let (_, Placed { start, line, block, .. }) = analysis.block_at(offset)?;
    let before = block.text.as_bytes().get(..offset - start)?;
    Some(line + before.iter().filter(|&&byte| byte == b'\n').count())
}

/// For each definition where its label stands and how often the note is used, in words.
pub fn uses(analysis: &Analysis, language: Language) -> Vec<(Span, String)> {
    let notes = analysis.notes.notes.iter().filter(|note| note.repeats.is_none());
    let used = notes.filter_map(|note| {
        let (placed, definition, _) = definition(analysis, note.definition?)?;
        let count = note.markers.len();
        let words = match language {
            Language::ZhHans | Language::ZhHant => format!("引用 {count} 次"),
            Language::En if count == 1 => "used once".to_owned(),
            Language::En => format!("used {count} times"),
        };
        Some((placed.span(naming::sign(&placed.block.text, definition)), words))
    });
    used.collect()
}
