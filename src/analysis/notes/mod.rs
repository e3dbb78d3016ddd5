//! Which marker belongs to which note: page, section or document scope, decided from the whole text.
//!
//! Architecture invariant: nothing here reads text. Signs are found block by block (`syntax::footnotes`, cached); this
//! walks over what was found, in time linear in its number, on every keystroke. `docs/footnotes.md` tells the rules.

mod families;
mod moved;
pub mod naming;
mod numbers;
mod scopes;

pub use moved::Carried;

use super::{Block, Placed, Splice, Window};
use crate::{
    syntax::{Definition, Marker, footnotes::NotesHeading},
    text::Span,
};

/// A marker or definition by block and its place in that block's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    pub block: usize,
    pub index: usize,
}

impl At {
    /// Where it stands now; `None` where other blocks came in the place of its own.
    pub(super) fn moved(self, splice: Splice) -> Option<Self> {
        Some(Self { block: splice.moved(self.block)?, ..self })
    }
}

/// One note: its definition (if there is one) and its markers, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub definition: Option<At>,
    /// Markers in running text.
    pub markers: Vec<At>,
    /// Markers in the text of other notes: 同[1].
    pub mentions: Vec<At>,
    /// Index of the scope (page, section, document), from 0.
    pub scope: usize,
    /// The number, where the label is one.
    pub number: Option<u32>,
    /// Another definition of the scope has the label already; its markers are the other's.
    pub repeats: Option<usize>,
}

/// How far a label reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    #[default]
    Document,
    /// Numbers begin again below each group of notes.
    Page,
    /// Numbers begin again, and all notes stand at the end.
    Section,
}

/// A stretch of the document in which a label means one note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub kind: ScopeKind,
    /// The page or section, from 1, among those of its family.
    pub ordinal: usize,
    /// Markers and definitions of one family resolve against each other alone.
    pub family: usize,
    /// The notes are the last thing written, or not written yet: markers past the last note wait for theirs.
    pub open: bool,
    /// What the heading above the notes announces, where there is one.
    pub heading: Option<NotesHeading>,
}

/// All notes of a document, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// In the order of their definitions; a note without one stands where its first marker does.
    pub notes: Vec<Note>,
    pub scopes: Vec<Scope>,
    /// (marker, note), sorted.
    markers: Vec<(At, usize)>,
    /// (definition, note), sorted.
    definitions: Vec<(At, usize)>,
}

impl Notes {
    pub fn resolve(blocks: &[Placed]) -> Self {
        let mut notes = Self::default();
        for (family, signs) in families::families(blocks).into_iter().enumerate() {
            scopes::resolve(&signs, family, &mut notes);
        }
        notes.sort(blocks);
        notes
    }

    /// The note a marker belongs to; `None` for a sign that is no marker after all.
    pub fn of_marker(&self, at: At) -> Option<usize> {
        find(&self.markers, at)
    }

    /// The note a definition belongs to; `None` for an item of a list that only looks like one.
    pub fn of_definition(&self, at: At) -> Option<usize> {
        find(&self.definitions, at)
    }

    /// True where a block holds notes and not prose, whatever its kind.
    pub fn is_note_block(&self, block: usize) -> bool {
        let first = self.definitions.partition_point(|(at, _)| at.block < block);
        self.definitions.get(first).is_some_and(|(at, _)| at.block == block)
    }

    /// The notes that a block defines, with their definitions there, in order.
    pub fn in_block<'a>(
        &'a self,
        blocks: &[Placed],
        placed: &'a Placed,
    ) -> impl Iterator<Item = (&'a Note, &'a Definition)> {
        let definitions = &placed.block.syntax.definitions;
        // Most blocks have none: no need to look for this one.
        let index = || blocks.partition_point(|other| other.start < placed.start);
        let block = if definitions.is_empty() { 0 } else { index() };
        definitions.iter().enumerate().filter_map(move |(index, definition)| {
            let note = self.of_definition(At { block, index })?;
            Some((self.notes.get(note)?, definition))
        })
    }

    /// The marker's span in the document.
    pub fn marker_span(blocks: &[Placed], at: At) -> Option<Span> {
        let placed = blocks.get(at.block)?;
        Some(placed.span(placed.block.syntax.markers.get(at.index)?.span))
    }

    /// The definition's span in the document.
    pub fn definition_span(blocks: &[Placed], at: At) -> Option<Span> {
        let placed = blocks.get(at.block)?;
        Some(placed.span(placed.block.syntax.definitions.get(at.index)?.span))
    }

    /// The marker itself; its spans count from the start of its block.
    pub fn marker(blocks: &[Placed], at: At) -> Option<&Marker> {
        blocks.get(at.block)?.block.syntax.markers.get(at.index)
    }

    /// The definition itself; its spans count from the start of its block.
    pub fn definition(blocks: &[Placed], at: At) -> Option<&Definition> {
        blocks.get(at.block)?.block.syntax.definitions.get(at.index)
    }

    /// The label of a note as it is written at its definition, else at its first marker.
    pub fn label<'a>(&self, blocks: &'a [Placed], note: usize) -> &'a str {
        let Some(note) = self.notes.get(note) else { return "" };
        let defined = note.definition.and_then(|at| Self::definition(blocks, at)).map(|definition| &definition.label);
        let marked = || note.markers.first().and_then(|&at| Self::marker(blocks, at)).map(|marker| &marker.label);
        defined.or_else(marked).map_or("", String::as_str)
    }

    /// Puts notes in document order and indexes them.
    fn sort(&mut self, blocks: &[Placed]) {
        let place = |note: &Note| {
            let definition = note.definition.and_then(|at| Self::definition_span(blocks, at));
            let first = || note.markers.first().or(note.mentions.first()).and_then(|&at| Self::marker_span(blocks, at));
            definition.or_else(first).map_or(u32::MAX, |span| span.start)
        };
        let mut order: Vec<(u32, usize)> =
            self.notes.iter().enumerate().map(|(index, note)| (place(note), index)).collect();
        order.sort_unstable();
        let mut moved = vec![0; order.len()];
        for (to, &(_, from)) in order.iter().enumerate() {
            moved[from] = to;
        }
        let mut notes: Vec<Note> = order.iter().map(|&(_, from)| std::mem::take(&mut self.notes[from])).collect();
        for note in &mut notes {
            note.repeats = note.repeats.map(|index| moved[index]);
        }
        self.notes = notes;
        for (index, note) in self.notes.iter().enumerate() {
            self.markers.extend(note.markers.iter().chain(&note.mentions).map(|&at| (at, index)));
            self.definitions.extend(note.definition.map(|at| (at, index)));
        }
        self.markers.sort_unstable();
        self.definitions.sort_unstable();
    }
}

/// True where the notes of a document stay what they are when one block becomes another by an edit (in bytes of the
/// block): it has the same signs, moved with the text.
pub fn alike(old: &Block, new: &Block, edit: Window) -> bool {
    let (old, new) = (&old.syntax, &new.syntax);
    let moved = |marker: &Marker| {
        Some(Marker { span: edit.moved(marker.span)?, label_span: edit.moved(marker.label_span)?, ..marker.clone() })
    };
    // A note's text may be edited, so its spans need not be the old ones moved.
    let label = |definition: &Definition| {
        let Definition { number, numeral, style, certain, citation, .. } = *definition;
        (number, numeral, style, certain, citation)
    };
    let same = |(old, new): (&Definition, &Definition)| old.label == new.label && label(old) == label(new);
    (old.notes_heading, old.stub) == (new.notes_heading, new.stub)
        && (old.markers.len(), old.definitions.len()) == (new.markers.len(), new.definitions.len())
        && old.markers.iter().zip(&new.markers).all(|(old, new)| moved(old).as_ref() == Some(new))
        && old.definitions.iter().zip(&new.definitions).all(same)
}

/// True where the notes that one block holds stand where those of another did, which it became by an edit (in bytes of the
/// block), or are longer or shorter by it.
pub fn stand_alike(old: &Block, new: &Block, edit: Window) -> bool {
    let same = |(old, new): (&Definition, &Definition)| {
        // Away from the note, or within its words: neither its sign nor whether it says anything can differ then.
        let within = (old.body.start as usize) < edit.start && edit.old_end < old.body.end as usize;
        let spans = [(old.span, new.span), (old.label_span, new.label_span), (old.body, new.body)];
        (within || edit.moved(old.span).is_some()) && spans.iter().all(|&(old, new)| edit.stretched(old) == Some(new))
    };
    let (old, new) = (&old.syntax.definitions, &new.syntax.definitions);
    old.len() == new.len() && old.iter().zip(new).all(same)
}

fn find(sorted: &[(At, usize)], at: At) -> Option<usize> {
    sorted.binary_search_by_key(&at, |&(at, _)| at).ok().and_then(|index| sorted.get(index)).map(|&(_, note)| note)
}
