//! Completion of a marker that is being typed: the notes there are, and a new one.

use super::{
    actions::{self, Template},
    seeing::preview,
};
use crate::{
    analysis::{Analysis, Placed, notes::naming},
    text::{Language, Span, TextEdit},
};

/// What can be typed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced: the half-typed sign, with the brackets that the editor closed itself. Document bytes.
    pub span: Span,
    pub items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A marker of a note that stands in the text.
    Marker,
    /// The label of a note that markers wait for.
    Definition,
    /// A note that is yet to be written.
    New,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    /// What the list shows: `[1]`.
    pub label: String,
    /// The first words of the note.
    pub detail: String,
    /// The page it stands on.
    pub place: Option<String>,
    pub insert: String,
    /// What the editor compares with what was typed.
    pub filter: String,
    /// Edits elsewhere, apart from `span`.
    pub edits: Vec<TextEdit>,
}

/// Longest half-typed sign, in bytes.
const TYPED_BYTES: usize = 48;
/// Characters of a note in the list.
const PREVIEW: usize = 60;

/// The notes that a sign being typed at `offset` can become; `None` where none is being typed.
pub fn complete(analysis: &Analysis, offset: usize, language: Language) -> Option<Completion> {
    let (block, placed) = offset.checked_sub(1).and_then(|before| analysis.block_at(before))?;
    let local = offset - placed.start;
    let typed = typed(&placed.block.text, local)?;
    let (span, text) = (placed.span(typed), Span::new(typed.start as usize, local).of(&placed.block.text));
    let family = actions::main_family(analysis);
    let template = family.map_or_else(Template::caret, |family| Template::of(analysis, family, offset));
    let scope = family.and_then(|family| actions::scope_at(analysis, family, offset));
    let starts_line = placed.block.text.get(..typed.start as usize)?.rsplit('\n').next()?.trim().is_empty();
    let mut items = Vec::new();
    for (index, note) in analysis.notes.notes.iter().enumerate().filter(|(_, note)| Some(note.scope) == scope) {
        let label = analysis.notes.label(&analysis.blocks, index);
        let defines = starts_line && note.definition.is_none();
        if note.repeats.is_some() || starts_line != defines || label.is_empty() {
            continue;
        }
        let frame = if defines { &template.definition } else { &template.marker };
        let written = |label: &str| note.number.map_or_else(|| frame.name(label), |number| frame.number(number));
        items.push(Item {
            kind: if defines { ItemKind::Definition } else { ItemKind::Marker },
            label: naming::label(&analysis.blocks, note),
            detail: preview(analysis, note, PREVIEW),
            place: naming::page(analysis, note, language),
            insert: written(label),
            filter: format!("{text}{label}"),
            edits: Vec::new(),
        });
    }
    if !starts_line && !analysis.notes.is_note_block(block) {
        items.extend(new(analysis, placed, typed, text, language));
    }
    (!items.is_empty()).then_some(Completion { span, items })
}

fn new(analysis: &Analysis, placed: &Placed, typed: Span, text: &str, language: Language) -> Option<Item> {
    let plan = actions::plan(analysis, placed.start + typed.start as usize, "").ok()?;
    // A definition that goes where the half-typed sign ends is still apart from it.
    let span = placed.span(typed);
    let mut edits = plan.shifts;
    edits.push(plan.definition);
    let apart = edits.iter().all(|edit| edit.span.end <= span.start || edit.span.start >= span.end);
    let detail = match language {
        Language::ZhHans => "新脚注",
        Language::ZhHant => "新註腳",
        Language::En => "new note",
    };
    apart.then(|| Item {
        kind: ItemKind::New,
        label: plan.label.clone(),
        detail: detail.to_owned(),
        place: None,
        insert: plan.marker,
        filter: format!("{text}{}", plan.label),
        edits,
    })
}

/// The half-typed sign that ends at `offset`, with the closing brackets after it.
fn typed(text: &str, offset: usize) -> Option<Span> {
    const OPENERS: [&str; 7] = ["<sup>[", "<sup>", "[^", "［", "〔", "【", "["];
    const CLOSERS: [&str; 8] = ["]</sup>", "\\]", "</sup>", "]", "］", "〕", "】", "）"];
    let mut from = offset.saturating_sub(TYPED_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text.get(from..offset)?;
    let window = window.rsplit('\n').next()?;
    let (opener, at) = OPENERS
        .iter()
        .filter_map(|opener| Some((*opener, window.rfind(opener)?)))
        .max_by_key(|(opener, at)| (at + opener.len(), opener.len()))?;
    let label = window.get(at + opener.len()..)?;
    let fits = |c: char| {
        if opener == "[^" { !c.is_whitespace() && !"[]^".contains(c) } else { c.is_numeric() || "註注".contains(c) }
    };
    // A bracket alone opens a link more often than a note.
    if !label.chars().all(fits) || opener == "[" && label.is_empty() {
        return None;
    }
    let start = offset - window.len() + at;
    let start = if opener == "[" && text.get(..start)?.ends_with('\\') { start - 1 } else { start };
    let after = text.get(offset..)?;
    let closer = CLOSERS.iter().find(|closer| after.starts_with(**closer)).map_or(0, |closer| closer.len());
    Some(Span::new(start, offset + closer))
}
