//! Who is named in the document as a whole: what one block cannot tell.

mod introduced;
mod spelled;
mod spelling;
mod titled;

use std::collections::BTreeSet;

use super::{Block, Placed, Window};
use crate::knowledge::{EntryId, Mention};

pub use introduced::{Introduced, bracketed, foreign, introduced};
pub use spelled::{Place, place};
pub use spelling::{Spelling, key as spelling_key, spellings};
pub use titled::{Manner, Titled, of_a_time, titled};

/// What the blocks say together about names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Entries that some mention waits for.
    waiting: BTreeSet<EntryId>,
    /// Those of them that the document names by an unambiguous name.
    seen: BTreeSet<EntryId>,
}

impl Names {
    pub fn of(blocks: &[Placed]) -> Self {
        let mentions = || blocks.iter().flat_map(|placed| &placed.block.mentions);
        let waiting: BTreeSet<EntryId> =
            mentions().filter(|mention| mention.pending).flat_map(|mention| mention.entries.iter().copied()).collect();
        if waiting.is_empty() {
            return Self::default();
        }
        let seen = mentions().filter_map(named).filter(|id| waiting.contains(id)).collect();
        Self { waiting, seen }
    }

    /// True where a block may stand in the place of another, and these are the same.
    pub fn holds(&self, old: &Block, new: &Block) -> bool {
        fn pending(block: &Block) -> impl Iterator<Item = &[EntryId]> {
            block.mentions.iter().filter(|mention| mention.pending).map(|mention| &mention.entries[..])
        }
        let seen = |block: &Block| -> Vec<EntryId> {
            block.mentions.iter().filter_map(named).filter(|id| self.waiting.contains(id)).collect()
        };
        pending(old).eq(pending(new)) && (self.waiting.is_empty() || seen(old) == seen(new))
    }

    /// The entries that a mention stands for in this document; none where it waits for one that is never named.
    pub fn entries(&self, mention: &Mention) -> Vec<EntryId> {
        let mut entries = mention.entries.clone();
        if mention.pending {
            entries.retain(|id| self.seen.contains(id));
        }
        entries
    }

    /// True where the document names an entry, that some mention waits for, by an unambiguous name.
    pub fn names(&self, id: EntryId) -> bool {
        self.seen.contains(&id)
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
        let waits = move |mention: &Mention| mention.pending && !self.seen.contains(&id);
        blocks.iter().flat_map(move |placed| {
            let of_it = move |mention: &&Mention| mention.entries.contains(&id) && !waits(mention);
            placed.block.mentions.iter().filter(of_it).map(move |mention| (placed, mention))
        })
    }
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
