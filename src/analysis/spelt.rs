//! How a document spells the entries it names, and where: kept along, so that nobody walks over the text to find it out.

use std::collections::BTreeMap;

use smallvec::{SmallVec, smallvec};

use super::{
    Names, Placed, Splice,
    names::{Spelling, spelling_key},
};
use crate::{
    knowledge::{EntryId, Knowledge},
    text::Span,
};

/// The ways in which each entry is written, as far as these spellings count.
#[derive(Clone, Debug, Default)]
pub struct Spelt {
    ways: BTreeMap<EntryId, Vec<Way>>,
}

/// One way in which an entry is written.
#[derive(Clone, Debug)]
pub struct Way {
    pub written: Box<str>,
    pub regional: bool,
    pub slip: bool,
    /// The block of each place, by its index, in order.
    blocks: SmallVec<[usize; 4]>,
}

impl Way {
    /// In how many places the entry is written so.
    pub fn count(&self) -> usize {
        self.blocks.len()
    }

    /// Where, in order, as bytes of the document.
    pub fn places<'a>(&'a self, id: EntryId, blocks: &'a [Placed], names: &'a Names) -> impl Iterator<Item = Span> {
        let of_block = move |block: &[usize]| {
            let placed = block.first().and_then(|&index| blocks.get(index));
            placed.into_iter().flat_map(move |placed| {
                let is_this = move |spelling: &&Spelling| {
                    spelling.id == id && spelling.counts(names) && self.is(spelling, &placed.block.text)
                };
                placed.block.spellings.iter().filter(is_this).map(|spelling| placed.span(spelling.span))
            })
        };
        self.blocks.chunk_by(|one, other| one == other).flat_map(of_block)
    }

    /// True where a spelling, in a block of this text, is this one.
    pub fn is(&self, spelling: &Spelling, text: &str) -> bool {
        (self.regional, self.slip) == (spelling.regional, spelling.slip) && *self.written == *spelling.span.of(text)
    }
}

impl Spelt {
    pub(super) fn of(blocks: &[Placed], names: &Names) -> Self {
        let mut spelt = Self::default();
        spelt.add(blocks, 0, names);
        spelt
    }

    /// The ways in which an entry is written, in no order.
    pub fn ways(&self, id: EntryId) -> &[Way] {
        self.ways.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The entries that the document spells in more than one way, in order.
    pub fn varied(&self, knowledge: &Knowledge) -> impl Iterator<Item = EntryId> {
        self.ways.keys().copied().filter(|&id| self.varies(id, knowledge))
    }

    pub(super) fn varies(&self, id: EntryId, knowledge: &Knowledge) -> bool {
        // Most are written in one way: no need to work out what tells it from others.
        let [first, others @ ..] = self.ways(id) else { return false };
        let key = |entry, way: &Way| spelling_key(entry, &way.written);
        let differ = |entry| {
            let first = key(entry, first);
            others.iter().any(|other| key(entry, other) != first)
        };
        !others.is_empty() && knowledge.entry(id).is_some_and(differ)
    }

    /// Adds what blocks spell, the first of which has this index.
    pub(super) fn add(&mut self, blocks: &[Placed], first: usize, names: &Names) {
        for (index, placed) in (first..).zip(blocks) {
            for spelling in placed.block.spellings.iter().filter(|spelling| spelling.counts(names)) {
                let ways = self.ways.entry(spelling.id).or_default();
                match ways.iter_mut().find(|way| way.is(spelling, &placed.block.text)) {
                    Some(way) => way.blocks.insert(way.blocks.partition_point(|&block| block <= index), index),
                    None => ways.push(Way {
                        written: spelling.span.of(&placed.block.text).into(),
                        regional: spelling.regional,
                        slip: spelling.slip,
                        blocks: smallvec![index],
                    }),
                }
            }
        }
    }

    /// Takes out what the blocks spelt that others came in the place of, and moves those behind.
    pub(super) fn make_way(&mut self, old: &[Placed], splice: Splice) {
        let emptied = |ways: &mut Vec<Way>| {
            ways.retain(|way| !way.blocks.is_empty());
            !ways.is_empty()
        };
        let replaced = splice.first..splice.first + splice.old;
        for id in old.iter().flat_map(|placed| &placed.block.spellings).map(|spelling| spelling.id) {
            let Some(ways) = self.ways.get_mut(&id) else { continue };
            ways.iter_mut().for_each(|way| {
                let [start, end] = [replaced.start, replaced.end].map(|end| way.blocks.partition_point(|&at| at < end));
                drop(way.blocks.drain(start..end));
            });
            if !emptied(ways) {
                self.ways.remove(&id);
            }
        }
        if splice.old != splice.new {
            let ways = self.ways.values_mut().flatten();
            ways.for_each(|way| {
                way.blocks.iter_mut().for_each(|block| *block = splice.moved(*block).unwrap_or(*block))
            });
        }
    }
}
