//! What is counted over all blocks, so that an edit tells whether what one block says bears on findings in others.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Block, Notes, Placed, notes::At};
use crate::syntax::{
    Definition,
    references::{PARTS, Reference, ReferenceKind},
};

/// How many references of one sort there are, and how many of them carry each of [`PARTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    pub members: usize,
    pub carry: [usize; PARTS.len()],
}

/// Counts of what notes cite.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    customs: BTreeMap<ReferenceKind, Custom>,
    /// Notes by the source they name.
    sources: BTreeMap<u64, usize>,
}

impl Tally {
    /// Counts what a block cites in the place of another, which has the same notes. True where that bears on other notes.
    pub(super) fn recite(&mut self, index: usize, old: &Block, new: &Block, notes: &Notes) -> bool {
        let mut borne = false;
        let (before, now) = (cited(old, index, notes), cited(new, index, notes));
        for (before, now) in before.zip(now).filter(|(before, now)| before != now) {
            borne |= self.shared(before);
            self.cite(before, -1);
            self.cite(now, 1);
            borne |= self.shared(now) || carried(before) != carried(now);
        }
        borne
    }

    /// Counts anew what all blocks cite. True where it is not what it was.
    pub(super) fn cite_all(&mut self, blocks: &[Placed], notes: &Notes) -> bool {
        let before = (std::mem::take(&mut self.customs), std::mem::take(&mut self.sources));
        for (index, placed) in blocks.iter().enumerate() {
            cited(&placed.block, index, notes).for_each(|reference| self.cite(reference, 1));
        }
        (&before.0, &before.1) != (&self.customs, &self.sources)
    }

    pub fn custom(&self, kind: ReferenceKind) -> Custom {
        self.customs.get(&kind).copied().unwrap_or_default()
    }

    /// More than one note names the source.
    fn shared(&self, reference: &Reference) -> bool {
        reference.source.is_some_and(|source| self.sources.get(&source).is_some_and(|&notes| notes > 1))
    }

    fn cite(&mut self, reference: &Reference, by: isize) {
        reference.source.into_iter().for_each(|source| add(&mut self.sources, source, by));
        if let Some(kind) = reference.kind {
            let custom = self.customs.entry(kind).or_default();
            custom.members = custom.members.saturating_add_signed(by);
            for (carry, part) in custom.carry.iter_mut().zip(PARTS) {
                *carry = carry.saturating_add_signed(if part.of(reference) { by } else { 0 });
            }
        }
    }
}

/// Adds to a count; what there is none of is not kept.
pub(super) fn add<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K, by: isize) {
    match counts.entry(key) {
        Entry::Occupied(mut entry) => match entry.get().saturating_add_signed(by) {
            0 => drop(entry.remove()),
            count => *entry.get_mut() = count,
        },
        Entry::Vacant(entry) => drop(usize::try_from(by).map(|count| entry.insert(count))),
    }
}

/// What the notes of a block cite, in order.
fn cited<'a>(block: &'a Block, index: usize, notes: &'a Notes) -> impl Iterator<Item = &'a Reference> {
    let is_note = move |at: usize| notes.of_definition(At { block: index, index: at }).is_some();
    let definitions = block.syntax.definitions.iter().enumerate();
    definitions.filter(move |(at, _)| is_note(*at)).map(|(_, Definition { reference, .. })| reference)
}

/// What customs count of a reference.
fn carried(reference: &Reference) -> (Option<ReferenceKind>, [bool; PARTS.len()]) {
    (reference.kind, PARTS.map(|part| part.of(reference)))
}
