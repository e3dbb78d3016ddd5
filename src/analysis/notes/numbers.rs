//! Sets of note numbers.

use crate::syntax::footnotes::labels::LARGEST;

/// Numbers from 1 to [`LARGEST`].
#[derive(Clone, Copy, Default)]
pub(super) struct Numbers([u64; LARGEST as usize / 64 + 1]);

impl Numbers {
    pub fn insert(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub fn contains(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    pub fn collides(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }
}
