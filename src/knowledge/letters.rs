//! One-character abbreviations of all layers, and what they stand for.

use super::{EntryId, Knowledge, base::index::Abbreviation};

/// One reading of an abbreviation: its entry, and where it is described.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    character: char,
    id: EntryId,
    layer: usize,
    place: usize,
    /// What the words before it that license it end with.
    left: Edges,
    /// What the words after it that license it begin with.
    right: Edges,
}

/// Some characters by their lowest bits: most that are none of them are told at once.
#[derive(Clone, Copy, Debug, Default)]
struct Edges([u64; 4]);

impl Edges {
    fn spot(c: char) -> (usize, u64) {
        (((u32::from(c) >> 6) & 3) as usize, 1 << (u32::from(c) & 63))
    }

    /// An empty word, which no character edges, lets all through.
    fn of(edges: impl Iterator<Item = Option<char>>) -> Self {
        let mut bits = [0; 4];
        for edge in edges {
            let Some((at, bit)) = edge.map(Self::spot) else { return Self([u64::MAX; 4]) };
            bits[at] |= bit;
        }
        Self(bits)
    }

    fn may_hold(self, c: Option<char>) -> bool {
        c.map(Self::spot).is_none_or(|(at, bit)| self.0[at] & bit != 0)
    }
}

impl Knowledge {
    /// What each abbreviation stands for, in the order of their characters, the strongest layer first.
    pub(super) fn all_letters(&self) -> Vec<Letter> {
        let of_layer = |(layer, one): (usize, &std::sync::Arc<super::Layer>)| {
            let letter = |(place, one): (usize, &Abbreviation)| {
                Some(Letter {
                    character: one.text.chars().next()?,
                    id: self.find(&one.id)?,
                    layer,
                    place,
                    left: Edges::of(one.left.iter().map(|word| word.chars().next_back())),
                    right: Edges::of(one.right.iter().map(|word| word.chars().next())),
                })
            };
            one.abbreviations.iter().enumerate().filter_map(letter).collect::<Vec<_>>()
        };
        let mut letters: Vec<Letter> = self.layers.iter().enumerate().rev().flat_map(of_layer).collect();
        letters.sort_by_key(|letter| letter.character);
        letters
    }

    fn same_letter(&self, character: char) -> impl Iterator<Item = (&Letter, &Abbreviation)> {
        let first = self.letters.partition_point(|letter| letter.character < character);
        let same = self.letters.iter().skip(first).take_while(move |letter| letter.character == character);
        same.filter_map(|letter| Some((letter, self.layers.get(letter.layer)?.abbreviations.get(letter.place)?)))
    }

    /// The entries that an abbreviation may stand for, in the order of the file.
    pub(super) fn readings(&self, character: char) -> impl Iterator<Item = (EntryId, &Abbreviation)> {
        self.same_letter(character).map(|(letter, one)| (letter.id, one))
    }

    /// True where a word before or after an abbreviation licenses it.
    pub(super) fn licenses(&self, character: char, before: &str, after: &str) -> bool {
        let (last, next) = (before.chars().next_back(), after.chars().next());
        self.same_letter(character).any(|(letter, one)| {
            letter.left.may_hold(last) && one.left.tails_of(before).next().is_some()
                || letter.right.may_hold(next) && one.right.heads_of(after).next().is_some()
        })
    }
}
