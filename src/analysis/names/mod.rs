//! Who is named in the document as a whole: what one block cannot tell.

mod introduced;
mod spelled;
mod spelling;
mod titled;

use super::{Block, Placed, Window};
use crate::knowledge::{EntryId, Mention};

pub use introduced::{Introduced, bracketed, foreign, introduced, kept};
pub use spelled::{Place, place};
pub use spelling::{Spelling, key as spelling_key, spellings};
pub use titled::{Manner, Titled, of_a_time, titled};

/// What the blocks say together about names: how many mentions there are of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Of mentions that wait for an entry to be named.
    waiting: Counts,
    /// Of unambiguous names of an entry.
    named: Counts,
    /// Of all that may be of an entry and waits for nothing: abbreviations, names of several, slips.
    said: Counts,
}

/// Mentions of each entry, by its number: every name of a text is counted, so without a search.
#[derive(Clone, Debug, Default, Eq)]
struct Counts(Vec<u32>);

impl Counts {
    fn add(&mut self, EntryId(id): EntryId, by: i32) {
        let id = id as usize;
        if id >= self.0.len() {
            self.0.resize(id + 1, 0);
        }
        if let Some(count) = self.0.get_mut(id) {
            *count = count.saturating_add_signed(by);
        }
    }

    fn has(&self, EntryId(id): EntryId) -> bool {
        self.0.get(id as usize).is_some_and(|&count| count > 0)
    }
}

impl PartialEq for Counts {
    /// Numbers that are not there count none.
    fn eq(&self, other: &Self) -> bool {
        let behind = |counts: &Self, from: &Self| counts.0.iter().skip(from.0.len()).all(|&count| count == 0);
        self.0.iter().zip(&other.0).all(|(one, other)| one == other) && behind(self, other) && behind(other, self)
    }
}

impl Names {
    pub fn of(blocks: &[Placed]) -> Self {
        let mut names = Self::default();
        blocks.iter().for_each(|placed| names.count(&placed.block, 1));
        names
    }

    /// Counts blocks in the place of others. True where what mentions in further blocks stand for hangs on it.
    pub fn follow(&mut self, old: &[Placed], new: &[Placed]) -> bool {
        let both = || old.iter().chain(new).flat_map(|placed| &placed.block.mentions);
        let before: Vec<(EntryId, bool)> = both().filter_map(named).map(|id| (id, self.names(id))).collect();
        old.iter().for_each(|placed| self.count(&placed.block, -1));
        let waits = |id| self.waiting.has(id);
        let waiting: Vec<EntryId> = before.iter().map(|&(id, _)| id).filter(|&id| waits(id)).collect();
        new.iter().for_each(|placed| self.count(&placed.block, 1));
        before.iter().any(|&(id, was)| was != self.names(id) && waiting.contains(&id))
    }

    fn count(&mut self, block: &Block, by: i32) {
        for mention in &block.mentions {
            let waiting = if mention.pending { &mention.entries[..] } else { &[] };
            waiting.iter().for_each(|&id| self.waiting.add(id, by));
            said(mention).iter().for_each(|&id| self.said.add(id, by));
            named(mention).into_iter().for_each(|id| self.named.add(id, by));
        }
    }

    /// True where the counts are the same with one block in the place of another.
    pub fn holds(&self, old: &Block, new: &Block) -> bool {
        fn pending(block: &Block) -> impl Iterator<Item = &[EntryId]> {
            block.mentions.iter().filter(|mention| mention.pending).map(|mention| &mention.entries[..])
        }
        fn seen(block: &Block) -> impl Iterator<Item = EntryId> {
            block.mentions.iter().filter_map(named)
        }
        fn all(block: &Block) -> impl Iterator<Item = &[EntryId]> {
            block.mentions.iter().map(said)
        }
        pending(old).eq(pending(new)) && seen(old).eq(seen(new)) && all(old).eq(all(new))
    }

    /// The entries that a mention stands for in this document; none where it waits for one that is never named.
    pub fn entries(&self, mention: &Mention) -> Vec<EntryId> {
        let mut entries = mention.entries.to_vec();
        if mention.pending {
            entries.retain(|&id| self.names(id));
        }
        entries
    }

    /// True where the document names an entry by an unambiguous name.
    pub fn names(&self, id: EntryId) -> bool {
        self.named.has(id)
    }

    /// True where some mention in the document may be of an entry.
    pub fn says(&self, id: EntryId) -> bool {
        self.said.has(id)
    }

    /// The mention at a byte of the document, with the block that holds it.
    pub fn at<'a>(&self, blocks: &'a [Placed], offset: usize) -> Option<(&'a Placed, &'a Mention, Vec<EntryId>)> {
        let index = blocks.partition_point(|placed| placed.start <= offset).checked_sub(1)?;
        let placed = blocks.get(index)?;
        let inside = offset - placed.start;
        let mentions = &placed.block.mentions;
        let first = mentions.partition_point(|mention| (mention.span.end as usize) < inside).saturating_sub(1);
        let near = || mentions[first..].iter().take(4);
        // On the name; else in its phrase (对 in 对俄); else at its end.
        let on = near().find(|mention| mention.span.contains(inside));
        let on = on.or_else(|| near().find(|mention| !mention.compound && mention.within.contains(inside)));
        let mention = on.or_else(|| near().find(|mention| mention.span.touches(inside)))?;
        let entries = self.entries(mention);
        (!entries.is_empty()).then_some((placed, mention, entries))
    }

    /// All places that name an entry, in document order, as bytes of the document.
    pub fn places<'a>(&'a self, blocks: &'a [Placed], id: EntryId) -> impl Iterator<Item = (&'a Placed, &'a Mention)> {
        let waits = move |mention: &Mention| mention.pending && !self.names(id);
        blocks.iter().flat_map(move |placed| {
            let of_it = move |mention: &&Mention| mention.entries.contains(&id) && !waits(mention);
            placed.block.mentions.iter().filter(of_it).map(move |mention| (placed, mention))
        })
    }
}

/// Whose a mention may be that waits for nothing.
fn said(mention: &Mention) -> &[EntryId] {
    if mention.pending { &[] } else { &mention.entries[..] }
}

/// The entry that a mention names by an unambiguous name.
fn named(mention: &Mention) -> Option<EntryId> {
    match mention.entries[..] {
        [id] if !mention.pending && !mention.abbreviation && !mention.slip => Some(id),
        _ => None,
    }
}

/// True where a block spells names as another did, which it became by an edit (in bytes of the block), each name in its
/// place.
pub fn spelt_alike(old: &Block, new: &Block, edit: Window) -> bool {
    let moved = |old: &Spelling| Some(Spelling { span: edit.moved(old.span)?, ..old.clone() });
    let same = |(before, after): (&Spelling, &Spelling)| {
        moved(before).as_ref() == Some(after) && before.span.of(&old.text) == after.span.of(&new.text)
    };
    old.spellings.len() == new.spellings.len() && old.spellings.iter().zip(&new.spellings).all(same)
}
