//! Where notes stand in the text: groups of definitions, the page an offset is on, what separates two notes.

use crate::{
    analysis::{
        Analysis, Notes, Placed,
        notes::{At, Note, ScopeKind},
    },
    syntax::{BlockKind, Definition, footnotes::Style},
    text::Span,
};

/// Definitions that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::notes) struct Group {
    /// Notes in the order of their definitions.
    pub notes: Vec<usize>,
    /// From the line of the first definition to the end of the last one, document bytes.
    pub span: Span,
}

/// The text of a span of the document.
pub(in crate::features::notes) fn slice(analysis: &Analysis, span: Span) -> String {
    let first = analysis.blocks.partition_point(|placed| placed.start + placed.block.text.len() <= span.start as usize);
    let mut text = String::with_capacity(span.len());
    for placed in analysis.blocks.get(first..).unwrap_or(&[]) {
        if placed.start >= span.end as usize {
            break;
        }
        let from = (span.start as usize).saturating_sub(placed.start);
        let to = (span.end as usize - placed.start).min(placed.block.text.len());
        text.push_str(placed.block.text.get(from..to).unwrap_or(""));
    }
    text
}

/// Text to be inserted, with the line breaks of the document.
pub(in crate::features::notes) fn with_breaks(analysis: &Analysis, text: String) -> String {
    let crlf = analysis.blocks.first().is_some_and(|first| first.block.text.contains("\r\n"));
    if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

/// Bytes of the document.
pub(in crate::features::notes) fn len(analysis: &Analysis) -> usize {
    analysis.blocks.last().map_or(0, |last| last.start + last.block.text.len())
}

/// A definition with what stands before its label on the line (a bullet, bold marks), document bytes.
pub(in crate::features::notes) fn definition(analysis: &Analysis, at: At) -> Option<(&Placed, &Definition, Span)> {
    let placed = analysis.blocks.get(at.block)?;
    let definition = Notes::definition(&analysis.blocks, at)?;
    let before = placed.block.text.get(..definition.span.start as usize)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let lead = before.get(line..)?;
    let start = if lead.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '>')) {
        line + (lead.len() - lead.trim_start().len())
    } else {
        definition.span.start as usize
    };
    Some((placed, definition, placed.span(Span::new(start, definition.span.end as usize))))
}

/// The members of a list around `index` that are `together` with it: the markers of one sign, the definitions of one text.
pub(in crate::features::notes) fn around<T>(list: &[T], index: usize, together: impl Fn(&T, &T) -> bool) -> &[T] {
    let Some(own) = list.get(index) else { return &[] };
    let before = list.iter().take(index).rev().take_while(|other| together(own, other)).count();
    let after = list.iter().skip(index).take_while(|other| together(own, other)).count();
    list.get(index - before..index + after).unwrap_or(&[])
}

/// True of a definition whose text is another's too: `2、3) …`.
pub(in crate::features::notes) fn is_shared(placed: &Placed, index: usize) -> bool {
    around(&placed.block.syntax.definitions, index, |one, other| one.span == other.span).len() > 1
}

/// The groups of definitions of a family, in document order. Nothing but blank lines and half-typed labels stands
/// between the definitions of a group.
pub(in crate::features::notes) fn groups(analysis: &Analysis, family: usize) -> Vec<Group> {
    let mut groups: Vec<(Group, usize)> = Vec::new();
    for (index, note) in analysis.notes.notes.iter().enumerate() {
        let in_family = analysis.notes.scopes.get(note.scope).is_some_and(|scope| scope.family == family);
        let Some((at, span)) = note.definition.and_then(|at| Some((at, definition(analysis, at)?.2))) else { continue };
        if !in_family {
            continue;
        }
        match groups.last_mut() {
            Some((group, block)) if together(analysis, *block, at.block) => {
                group.notes.push(index);
                group.span.end = group.span.end.max(span.end);
                *block = at.block;
            }
            _ => groups.push((Group { notes: vec![index], span }, at.block)),
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

fn together(analysis: &Analysis, one: usize, other: usize) -> bool {
    let between = analysis.blocks.get(one + 1..other).unwrap_or(&[]);
    between.iter().zip(one + 1..).all(|(placed, index)| {
        placed.block.kind() == BlockKind::Blank || placed.block.syntax.stub || analysis.notes.is_note_block(index)
    })
}

/// The family whose notes a new one joins: the one with most markers. Notes of a title (`*`) are joined by none.
pub(in crate::features::notes) fn main_family(analysis: &Analysis) -> Option<usize> {
    let families = analysis.notes.scopes.iter().map(|scope| scope.family + 1).max()?;
    let mut counts = vec![0usize; families];
    for note in &analysis.notes.notes {
        let family = analysis.notes.scopes.get(note.scope).and_then(|scope| counts.get_mut(scope.family));
        if let Some(count) = family {
            *count += note.markers.len();
        }
    }
    let starred = |at: At| Notes::marker(&analysis.blocks, at).is_some_and(|marker| marker.style == Style::Star);
    let titles = |family: usize| {
        let own = |note: &&Note| analysis.notes.scopes.get(note.scope).is_some_and(|scope| scope.family == family);
        let mut notes = analysis.notes.notes.iter().filter(own);
        notes.all(|note| note.markers.first().is_some_and(|&at| starred(at)))
    };
    counts
        .iter()
        .enumerate()
        .filter(|&(family, _)| !titles(family))
        .max_by_key(|&(family, count)| (count, std::cmp::Reverse(family)))
        .map(|(family, _)| family)
}

/// The scope that a marker at `offset` belongs to; `None` past the last page, where a new one begins.
pub(in crate::features::notes) fn scope_at(analysis: &Analysis, family: usize, offset: usize) -> Option<usize> {
    let mut last = None;
    for (index, scope) in analysis.notes.scopes.iter().enumerate().filter(|(_, scope)| scope.family == family) {
        let (defined, end) = end_of(analysis, index);
        if scope.kind == ScopeKind::Document {
            // Notes in the middle of the text, with no heading: the first page of several.
            let page =
                defined && scope.heading.is_none() && !named(analysis, index) && groups(analysis, family).len() == 1;
            return (!page || offset <= end).then_some(index);
        }
        if offset <= end {
            return Some(index);
        }
        last = Some((index, defined));
    }
    // Markers without notes at the end of the text: their page is still open.
    last.filter(|&(_, defined)| !defined).map(|(index, _)| index)
}

/// True where the labels of a family are `[^id]`.
pub(in crate::features::notes) fn is_caret(analysis: &Analysis, family: usize) -> bool {
    let scopes = analysis.notes.scopes.iter().enumerate().filter(|(_, scope)| scope.family == family);
    let caret = |at: At| Notes::marker(&analysis.blocks, at).is_some_and(|marker| marker.style == Style::Caret);
    scopes.map(|(index, _)| index).any(|index| {
        let mut notes = analysis.notes.notes.iter().filter(|note| note.scope == index);
        named(analysis, index) || notes.any(|note| note.markers.first().is_some_and(|&at| caret(at)))
    })
}

/// True where labels are `[^id]`.
fn named(analysis: &Analysis, scope: usize) -> bool {
    let notes = analysis.notes.notes.iter().filter(|note| note.scope == scope);
    let mut definitions = notes.filter_map(|note| Notes::definition(&analysis.blocks, note.definition?));
    definitions.any(|definition| definition.style == Style::Caret)
}

/// Whether a scope has definitions, and where its last definition (else its last marker) ends.
fn end_of(analysis: &Analysis, scope: usize) -> (bool, usize) {
    let notes = analysis.notes.notes.iter().filter(|note| note.scope == scope);
    let (mut defined, mut end) = (None, 0);
    for note in notes {
        let definition = note.definition.and_then(|at| Notes::definition_span(&analysis.blocks, at));
        let marker = note.markers.last().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
        defined = defined.max(definition.map(|span| span.end as usize));
        end = end.max(marker.map_or(0, |span| span.end as usize));
    }
    (defined.is_some(), defined.unwrap_or(end))
}

/// Where the text ends that a page of notes closes: before trailing lines about the text (dates of receipt, editors).
pub(in crate::features::notes) fn end_of_text(analysis: &Analysis) -> usize {
    let last = analysis.blocks.iter().rev().find(|placed| {
        !matches!(placed.block.kind(), BlockKind::Metadata | BlockKind::Comment | BlockKind::Blank)
            && !placed.block.text.trim().is_empty()
    });
    last.map_or_else(|| len(analysis), |placed| placed.start + placed.block.text.trim_end().len())
}
