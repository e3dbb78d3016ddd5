//! What the notes cite together, kept along, so that an edit tells whether what one note cites bears on findings in others.

use std::collections::BTreeMap;

use super::{Block, Notes, Placed, Splice, notes::At};
use crate::syntax::{
    Definition,
    references::{PARTS, Reference, ReferenceKind},
};

/// How many references of one sort there are, and how many of them carry each of [`PARTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    members: usize,
    carry: [usize; PARTS.len()],
}

/// Fewest other references of a sort that make a custom.
const OTHERS: usize = 3;

impl Custom {
    /// Which of [`PARTS`] four of five references carry beside one that does not.
    pub fn usual(self) -> [bool; PARTS.len()] {
        let others = self.members.saturating_sub(1);
        self.carry.map(|carry| others >= OTHERS && carry * 5 >= others * 4)
    }
}

/// Counts of what notes cite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    customs: BTreeMap<ReferenceKind, Custom>,
    /// The definitions that name each source, in order.
    sources: BTreeMap<u64, Vec<At>>,
}

/// What bears on notes in other blocks, where some cite otherwise than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Recited {
    /// The note that names a source first.
    pub sources: bool,
    /// What references of a sort carry.
    pub customs: bool,
}

impl Tally {
    /// Of all blocks.
    pub(super) fn of(blocks: &[Placed], notes: &Notes) -> Self {
        let mut tally = Self::default();
        for (index, placed) in blocks.iter().enumerate() {
            cited(&placed.block, index, notes).for_each(|(at, reference)| tally.cite(at, reference, 1));
        }
        tally
    }

    pub fn custom(&self, kind: ReferenceKind) -> Custom {
        self.customs.get(&kind).copied().unwrap_or_default()
    }

    /// The definitions that name a source, in order.
    fn naming(&self, source: u64) -> &[At] {
        self.sources.get(&source).map_or(&[], Vec::as_slice)
    }

    /// The definition that names a source first.
    pub fn first(&self, source: u64) -> Option<At> {
        self.naming(source).first().copied()
    }

    /// Counts what a block cites in the place of another, which has the same notes.
    pub(super) fn recite(&mut self, index: usize, old: &Block, new: &Block, notes: &Notes) -> Recited {
        let otherwise = cited(old, index, notes).zip(cited(new, index, notes)).filter(|(old, new)| old != new);
        let otherwise: Vec<_> = otherwise.collect();
        self.follow(otherwise.iter().map(|(old, _)| *old), otherwise.iter().map(|(_, new)| *new), None)
    }

    /// Counts what notes cite in the place of what others did. Blocks may have moved, and then notes with them.
    pub(super) fn follow<'a>(
        &mut self,
        old: impl Iterator<Item = Citation<'a>> + Clone,
        new: impl Iterator<Item = Citation<'a>> + Clone,
        splice: Option<Splice>,
    ) -> Recited {
        let cites = || old.clone().chain(new.clone()).map(|(_, reference)| reference);
        let usual = |tally: &Self| -> Vec<_> {
            cites().filter_map(|reference| reference.kind).map(|kind| tally.custom(kind).usual()).collect()
        };
        let first = |tally: &Self, splice: Option<Splice>| -> Vec<(bool, Option<At>)> {
            let moved = |at: At| splice.map_or(Some(at), |splice| at.moved(splice));
            let named = cites().filter_map(|reference| reference.source).map(|source| tally.naming(source));
            named.map(|notes| (notes.len() > 1, notes.first().copied().and_then(moved))).collect()
        };
        let before = (usual(self), first(self, splice));
        old.clone().for_each(|(at, reference)| self.cite(at, reference, -1));
        if let Some(splice) = splice.filter(|splice| splice.old != splice.new) {
            let all = self.sources.values_mut().flatten();
            all.for_each(|at| *at = at.moved(splice).unwrap_or(*at));
        }
        new.clone().for_each(|(at, reference)| self.cite(at, reference, 1));
        let now = (usual(self), first(self, None));
        // Nothing is found of a source that one note alone names.
        let bears = |((shared, before), (shares, now)): (_, _)| before != now && (shared || shares);
        Recited { sources: before.1.into_iter().zip(now.1).any(bears), customs: before.0 != now.0 }
    }

    fn cite(&mut self, at: At, reference: &Reference, by: isize) {
        if let Some(source) = reference.source {
            let notes = self.sources.entry(source).or_default();
            match notes.binary_search(&at) {
                Ok(index) if by < 0 => drop(notes.remove(index)),
                Err(index) if by > 0 => notes.insert(index, at),
                _ => {}
            }
            if notes.is_empty() {
                self.sources.remove(&source);
            }
        }
        if let Some(kind) = reference.kind {
            let custom = self.customs.entry(kind).or_default();
            custom.members = custom.members.saturating_add_signed(by);
            for (carry, part) in custom.carry.iter_mut().zip(PARTS) {
                *carry = carry.saturating_add_signed(if part.of(reference) { by } else { 0 });
            }
            if custom.members == 0 {
                self.customs.remove(&kind);
            }
        }
    }
}

/// A note, and what it cites.
type Citation<'a> = (At, &'a Reference);

/// What the notes of a block cite, in order.
pub(super) fn cited<'a>(
    block: &'a Block,
    index: usize,
    notes: &'a Notes,
) -> impl Iterator<Item = Citation<'a>> + Clone {
    let definitions = block.syntax.definitions.iter().enumerate();
    definitions.filter_map(move |(at, Definition { reference, .. })| {
        let at = At { block: index, index: at };
        notes.of_definition(at).map(|_| (at, reference))
    })
}
