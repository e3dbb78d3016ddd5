//! A new note at the caret: its marker in the document's style, its definition on the right page, later numbers shifted.

use std::collections::HashMap;

use super::{
    Refusal, geometry,
    relabel::{Label, relabel},
    template::{Frame, Template},
};
use crate::{
    analysis::{Analysis, Notes, notes::Note},
    syntax::{BlockKind, footnotes::labels::LARGEST},
    text::{Edits, Script, TextEdit},
};

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNote {
    pub edits: Edits,
    /// The label it gets.
    pub label: String,
    /// Where its text begins, in the edited document.
    pub caret: usize,
}

/// A note at `offset` with the text `body` ("" to be filled in).
///
/// # Errors
/// Where no marker can stand: in code, in a note, in the front matter.
pub fn new_note(analysis: &Analysis, offset: usize, body: &str) -> Result<NewNote, Refusal> {
    let offset = place(analysis, offset)?;
    write(analysis, offset, body, Vec::new())
}

/// The same with other edits, none of which touches a sign of a note; `offset` is a place between them.
pub(super) fn write(analysis: &Analysis, offset: usize, body: &str, others: Vec<TextEdit>) -> Result<NewNote, Refusal> {
    let Plan { marker, definition, into, label, shifts } = plan(analysis, offset, body)?;
    let mut edits = others;
    edits.extend(shifts);
    // Marker first: where both stand at the end of the text, the note comes after it.
    edits.push(TextEdit::insert(offset, marker));
    edits.push(definition.clone());
    let edits = Edits::new(edits).map_err(|_| Refusal::NotHere)?;
    let caret = caret(&edits, definition.span.start as usize, &definition.text) + into;
    Ok(NewNote { edits, label, caret })
}

/// The missing definition of a note that has markers, with the text `body`.
///
/// # Errors
/// No such note, or it has its definition.
pub fn define(analysis: &Analysis, note: usize, body: &str) -> Result<NewNote, Refusal> {
    let own = analysis.notes.notes.get(note).filter(|note| note.definition.is_none()).ok_or(Refusal::NotHere)?;
    let offset = first_marker(analysis, own).ok_or(Refusal::NotHere)?;
    let family = analysis.notes.scopes.get(own.scope).ok_or(Refusal::NotHere)?.family;
    let template = Template::of(analysis, family, offset);
    let place = |note: &Note| (note.number, first_marker(analysis, note));
    let members = analysis.notes.notes.iter().enumerate().filter(|(_, other)| other.scope == own.scope);
    let before = members.filter(|(_, other)| other.definition.is_some() && place(other) < place(own));
    let before = before.max_by_key(|(_, other)| place(other)).map(|(index, _)| index);
    let label = analysis.notes.label(&analysis.blocks, note).to_owned();
    let head = own.number.map_or_else(|| template.definition.name(&label), |number| template.definition.number(number));
    let target = target(analysis, Some(own.scope), before, offset);
    let template = template.separated(analysis, family, target.offset());
    let (text, into) = target.text(analysis, &template.separator, &head, filled(analysis, &template, body));
    let edits = Edits::new(vec![TextEdit::insert(target.offset(), text)]).map_err(|_| Refusal::NotHere)?;
    Ok(NewNote { edits, label, caret: target.offset() + into })
}

/// The parts of a new note.
pub(in crate::features::notes) struct Plan {
    pub marker: String,
    /// Where its definition is inserted.
    pub definition: TextEdit,
    /// Bytes of that insertion before the note's text.
    pub into: usize,
    pub label: String,
    /// Other labels for later notes.
    pub shifts: Vec<TextEdit>,
}

/// What a note with its marker at `offset` takes.
pub(in crate::features::notes) fn plan(analysis: &Analysis, offset: usize, body: &str) -> Result<Plan, Refusal> {
    let family = geometry::main_family(analysis);
    let template = family.map_or_else(Template::caret, |family| Template::of(analysis, family, offset));
    let scope = family.and_then(|family| geometry::scope_at(analysis, family, offset));
    let Numbered { label, before, shifts } = number(analysis, scope, offset, &template)?;
    let written = |frame: &Frame| match &label {
        Label::Number(number) => frame.number(*number),
        Label::Name(name) => frame.name(name),
        Label::Gone => String::new(),
    };
    let head = written(&template.definition);
    let marker = written(&template.marker);
    let target = target(analysis, scope, before, offset);
    let template = match family {
        Some(family) => template.separated(analysis, family, target.offset()),
        None => template,
    };
    let (text, into) = target.text(analysis, &template.separator, &head, filled(analysis, &template, body));
    Ok(Plan {
        marker,
        definition: TextEdit::insert(target.offset(), text),
        into,
        shifts: relabel(analysis, &shifts),
        label: match label {
            Label::Number(number) => number.to_string(),
            Label::Name(name) => name,
            Label::Gone => String::new(),
        },
    })
}

/// The text of a note. Of several on one line none can be empty: its label would not be told from the next one.
fn filled<'a>(analysis: &Analysis, template: &Template, body: &'a str) -> &'a str {
    match analysis.frame.script {
        _ if !body.is_empty() || template.separator.contains('\n') => body,
        Script::Hans => "待补。",
        Script::Hant => "待補。",
    }
}

/// Where the inserted `text` begins in the edited document.
fn caret(edits: &Edits, at: usize, text: &str) -> usize {
    let mut moved = at;
    for edit in edits.as_slice() {
        if edit.span.is_empty() && edit.span.start as usize == at && edit.text == text {
            break;
        }
        if edit.span.end as usize <= at {
            moved = moved + edit.text.len() - edit.span.len();
        }
    }
    moved
}

/// Where a marker can stand at or after `offset`.
pub(super) fn place(analysis: &Analysis, offset: usize) -> Result<usize, Refusal> {
    let before = offset.checked_sub(1).and_then(|before| analysis.block_at(before));
    let (block, placed) = before.or_else(|| analysis.block_at(offset)).ok_or(Refusal::NotHere)?;
    let kind = placed.block.kind();
    let closed = matches!(kind, BlockKind::Code | BlockKind::Comment | BlockKind::FrontMatter | BlockKind::Blank);
    if closed || analysis.notes.is_note_block(block) {
        return Err(Refusal::NotHere);
    }
    let text = &*placed.block.text;
    // Past the end of the words there is nothing to annotate.
    let mut local = (offset - placed.start).min(text.trim_end().len());
    let syntax = &placed.block.syntax;
    let inside = |span: crate::text::Span, at: usize| (span.start as usize) < at && at < span.end as usize;
    if let Some(inline) = syntax.inline.iter().find(|inline| inside(inline.span, local)) {
        local = inline.span.end as usize;
    }
    if let Some(marker) = syntax.markers.iter().find(|marker| inside(marker.span, local)) {
        local = marker.span.end as usize;
    }
    // Nor before them: the signs that open a heading or an item are no words.
    let opens = |c: char| c.is_whitespace() || matches!(c, '#' | '>' | '-' | '*' | '+');
    if !text.is_char_boundary(local) || text.get(..local).is_none_or(|before| before.chars().all(opens)) {
        return Err(Refusal::NotHere);
    }
    Ok(placed.start + local)
}

/// The label of a new note, and what it means for others.
struct Numbered {
    label: Label,
    /// The note it comes after.
    before: Option<usize>,
    /// Labels of later notes.
    shifts: HashMap<usize, Label>,
}

fn number(analysis: &Analysis, scope: Option<usize>, offset: usize, template: &Template) -> Result<Numbered, Refusal> {
    let Some(scope) = scope else {
        return Ok(Numbered { label: Label::Number(1), before: None, shifts: HashMap::new() });
    };
    let members = || analysis.notes.notes.iter().enumerate().filter(move |(_, note)| note.scope == scope);
    let before = members()
        .filter_map(|(index, note)| Some((first_marker(analysis, note)?, index)))
        .filter(|&(end, _)| end <= offset)
        .max()
        .map(|(_, index)| index);
    if members().any(|(_, note)| note.number.is_none()) {
        let taken = |number: u32| {
            members().any(|(index, _)| analysis.notes.label(&analysis.blocks, index) == number.to_string())
        };
        let free = (1..).find(|&number| !taken(number)).unwrap_or(LARGEST);
        return Ok(Numbered { label: Label::Name(free.to_string()), before, shifts: HashMap::new() });
    }
    let start = members().filter_map(|(_, note)| note.number).min().unwrap_or(1);
    let number_of = |index: usize| analysis.notes.notes.get(index).and_then(|note| note.number);
    let number = before.and_then(number_of).map_or(start, |number| number + 1);
    let mut shifts = HashMap::new();
    let mut highest = number;
    for (index, note) in members() {
        if let Some(later) = note.number.filter(|&later| later >= number) {
            shifts.insert(index, Label::Number(later + 1));
            highest = highest.max(later + 1);
        }
    }
    let limit = template.limit();
    if highest > limit {
        return Err(Refusal::TooMany(limit));
    }
    Ok(Numbered { label: Label::Number(number), before, shifts })
}

/// The end of a note's first marker.
fn first_marker(analysis: &Analysis, note: &Note) -> Option<usize> {
    let &at = note.markers.first()?;
    Some(Notes::marker_span(&analysis.blocks, at)?.end as usize)
}

/// Where a definition goes.
enum Target {
    /// After another definition.
    After(usize),
    /// Before another definition.
    Before(usize),
    /// Below the text.
    Below(usize),
}

impl Target {
    /// What is inserted, and how many bytes of it stand before the note's text.
    fn text(&self, analysis: &Analysis, separator: &str, head: &str, body: &str) -> (String, usize) {
        let separator = geometry::with_breaks(analysis, separator.to_owned());
        let blank = geometry::with_breaks(analysis, "\n\n".to_owned());
        match self {
            Self::After(_) => (format!("{separator}{head}{body}"), separator.len() + head.len()),
            Self::Before(_) => (format!("{head}{body}{separator}"), head.len()),
            Self::Below(_) => (format!("{blank}{head}{body}"), blank.len() + head.len()),
        }
    }

    fn offset(&self) -> usize {
        match *self {
            Self::After(at) | Self::Before(at) | Self::Below(at) => at,
        }
    }
}

fn target(analysis: &Analysis, scope: Option<usize>, before: Option<usize>, offset: usize) -> Target {
    let span = |note: &Note| note.definition.and_then(|at| Some(geometry::definition(analysis, at)?.2));
    if let Some(after) = before.and_then(|note| analysis.notes.notes.get(note)).and_then(span) {
        return Target::After(after.end as usize);
    }
    let definitions = || {
        let members = analysis.notes.notes.iter().filter(move |note| Some(note.scope) == scope);
        members.filter_map(|note| Some((note.number.unwrap_or(0), span(note)?)))
    };
    // The definition before has not been written yet: after the last one with a smaller number, else above all.
    let number = before.and_then(|note| analysis.notes.notes.get(note)).and_then(|note| note.number);
    let smaller =
        definitions().filter(|&(own, _)| number.is_some_and(|number| own <= number)).max_by_key(|&(own, _)| own);
    if let Some((_, span)) = smaller {
        return Target::After(span.end as usize);
    }
    if let Some((_, span)) = definitions().min_by_key(|(_, span)| span.start) {
        return Target::Before(span.start as usize);
    }
    let end = geometry::end_of_text(analysis).max(offset);
    let later = analysis.notes.notes.iter().filter_map(span).find(|span| span.start as usize >= offset);
    match later.and_then(|_| analysis.block_at(offset.saturating_sub(1))) {
        // The page lost its notes, and the next has its own.
        Some((_, placed)) if scope.is_some() => Target::Below(placed.start + placed.block.text.trim_end().len()),
        _ => Target::Below(end),
    }
}
