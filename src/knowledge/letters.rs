//! One-character abbreviations of all layers, and what they stand for.

use super::{EntryId, Knowledge, base::index::Abbreviation};

/// One reading of an abbreviation: its entry, and where it is described.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    character: char,
    id: EntryId,
    layer: usize,
    place: usize,
}

impl Knowledge {
    /// What each abbreviation stands for, in the order of their characters, the strongest layer first.
    pub(super) fn all_letters(&self) -> Vec<Letter> {
        let of_layer = |(layer, one): (usize, &std::sync::Arc<super::Layer>)| {
            let letter = |(place, one): (usize, &Abbreviation)| {
                Some(Letter { character: one.text.chars().next()?, id: self.find(&one.id)?, layer, place })
            };
            one.abbreviations.iter().enumerate().filter_map(letter).collect::<Vec<_>>()
        };
        let mut letters: Vec<Letter> = self.layers.iter().enumerate().rev().flat_map(of_layer).collect();
        letters.sort_by_key(|letter| letter.character);
        letters
    }

    /// The entries that an abbreviation may stand for, in the order of the file.
    pub(super) fn readings(&self, character: char) -> impl Iterator<Item = (EntryId, &Abbreviation)> {
        let first = self.letters.partition_point(|letter| letter.character < character);
        let same = self.letters.iter().skip(first).take_while(move |letter| letter.character == character);
        same.filter_map(|letter| Some((letter.id, self.layers.get(letter.layer)?.abbreviations.get(letter.place)?)))
    }

    /// True where a word before or after an abbreviation licenses it.
    pub(super) fn licenses(&self, character: char, before: &str, after: &str) -> bool {
        self.readings(character)
            .any(|(_, one)| one.left.tails_of(before).next().is_some() || one.right.heads_of(after).next().is_some())
    }
}
