//! The outline: headings as they nest, and the notes of each page.

use super::notes;
use crate::{
    analysis::{Analysis, Placed},
    syntax::BlockKind,
    text::Span,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Heading,
    /// A group of notes.
    Notes,
    Note,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub name: String,
    pub detail: Option<String>,
    pub kind: Kind,
    /// All that belongs to it, bytes of the document.
    pub span: Span,
    /// The line that names it.
    pub focus: Span,
    pub children: Vec<Symbol>,
}

/// The deepest level of a heading without `#`.
const PLAIN_LEVEL: u8 = 7;

/// Headings in document order, nested by level; a heading's span runs to the next one of its level.
pub fn outline(analysis: &Analysis) -> Vec<Symbol> {
    let end = analysis.blocks.last().map_or(0, |placed| placed.start + placed.block.text.len());
    let mut open: Vec<(u8, Symbol)> = Vec::new();
    let mut roots = Vec::new();
    for (index, placed) in analysis.blocks.iter().enumerate() {
        let BlockKind::Heading { level } = placed.block.kind() else { continue };
        if analysis.notes.is_note_block(index) {
            continue;
        }
        let level = if level == 0 { PLAIN_LEVEL } else { level };
        while open.last().is_some_and(|(above, _)| *above >= level) {
            close(&mut open, &mut roots, placed.start);
        }
        open.push((level, heading(placed)));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots, end);
    }
    notes::symbols(analysis).into_iter().for_each(|group| insert(&mut roots, group));
    roots
}

/// Puts a symbol below the innermost heading it stands under.
fn insert(symbols: &mut Vec<Symbol>, new: Symbol) {
    let next = symbols.partition_point(|symbol| symbol.span.start <= new.span.start);
    match next.checked_sub(1).and_then(|before| symbols.get_mut(before)) {
        Some(parent) if parent.kind == Kind::Heading && parent.span.encloses(new.span) => {
            insert(&mut parent.children, new)
        }
        _ => symbols.insert(next, new),
    }
}

fn heading(placed: &Placed) -> Symbol {
    let line = placed.block.text.lines().next().unwrap_or("").trim_end();
    let focus = Span::new(placed.start, placed.start + line.len());
    let name = line.trim_start_matches('#').trim().trim_matches('*').trim();
    // The protocol refuses empty names.
    let name = if name.is_empty() { "—" } else { name };
    Symbol { name: name.to_owned(), detail: None, kind: Kind::Heading, span: focus, focus, children: Vec::new() }
}

fn close(open: &mut Vec<(u8, Symbol)>, roots: &mut Vec<Symbol>, end: usize) {
    let Some((_, mut symbol)) = open.pop() else { return };
    symbol.span = Span::new(symbol.span.start as usize, end);
    match open.last_mut() {
        Some((_, parent)) => parent.children.push(symbol),
        None => roots.push(symbol),
    }
}
