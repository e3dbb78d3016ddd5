//! What is counted over all blocks, so that an edit tells whether what one block says bears on findings in others.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Block, Names, Notes, Placed, names::spelling_key, notes::At};
use crate::{
    knowledge::{EntryId, Knowledge},
    syntax::{
        Definition,
        references::{PARTS, Reference, ReferenceKind},
    },
};

/// How many references of one sort there are, and how many of them carry each of [`PARTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    pub members: usize,
    pub carry: [usize; PARTS.len()],
}

/// Counts of what notes cite and how names are spelt.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    customs: BTreeMap<ReferenceKind, Custom>,
    /// Notes by the source they name.
    sources: BTreeMap<u64, usize>,
    spellings: BTreeMap<EntryId, Vec<Form>>,
}

/// One way in which an entry is written.
#[derive(Clone, Debug)]
struct Form {
    written: Box<str>,
    places: usize,
}

/// What names and spellings in some blocks bear on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Respelt {
    /// What mentions in other blocks stand for.
    pub named: bool,
    /// What is found of spellings elsewhere.
    pub spellings: bool,
}

impl Tally {
    /// Counts spellings alone.
    pub(super) fn of(blocks: &[Placed], names: &Names) -> Self {
        let mut tally = Self::default();
        blocks.iter().for_each(|placed| tally.spell(&placed.block, names, 1));
        tally
    }

    /// Counts the names and spellings of blocks in the place of others.
    pub(super) fn respell(
        &mut self,
        (old, new): (&[Placed], &[Placed]),
        names: &mut Names,
        knowledge: &Knowledge,
    ) -> Respelt {
        let ids = || old.iter().chain(new).flat_map(|placed| &placed.block.spellings).map(|spelling| spelling.id);
        let varied = ids().any(|id| self.varies(id, knowledge));
        old.iter().for_each(|placed| self.spell(&placed.block, names, -1));
        let named = names.follow(old, new);
        new.iter().for_each(|placed| self.spell(&placed.block, names, 1));
        Respelt { named, spellings: varied || ids().any(|id| self.varies(id, knowledge)) }
    }

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

    /// The entries that the document spells in more than one way, in order.
    pub fn varied(&self, knowledge: &Knowledge) -> impl Iterator<Item = EntryId> {
        self.spellings.keys().copied().filter(|&id| self.varies(id, knowledge))
    }

    fn varies(&self, id: EntryId, knowledge: &Knowledge) -> bool {
        // Most are written in one way: no need to work out what tells it from others.
        let Some([first, others @ ..]) = self.spellings.get(&id).map(Vec::as_slice) else { return false };
        let key = |entry, form: &Form| spelling_key(entry, &form.written);
        let differ = |entry| {
            let first = key(entry, first);
            others.iter().any(|other| key(entry, other) != first)
        };
        !others.is_empty() && knowledge.entry(id).is_some_and(differ)
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

    fn spell(&mut self, block: &Block, names: &Names, by: isize) {
        for spelling in block.spellings.iter().filter(|spelling| spelling.counts(names)) {
            let forms = self.spellings.entry(spelling.id).or_default();
            let written = spelling.span.of(&block.text);
            match forms.iter_mut().find(|form| *form.written == *written) {
                Some(form) => form.places = form.places.saturating_add_signed(by),
                None => forms.push(Form { written: written.into(), places: usize::try_from(by).unwrap_or(0) }),
            }
            if by < 0 {
                forms.retain(|form| form.places > 0);
            }
        }
    }
}

/// Adds to a count; what there is none of is not kept.
fn add<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K, by: isize) {
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
