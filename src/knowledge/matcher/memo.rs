//! What was found in sentences that were looked at lately: while one is written, those beside it stay as they are.

use std::{collections::VecDeque, sync::Arc};

use xxhash_rust::xxh3::xxh3_128;

use super::Found;

/// Sentences that are remembered: those of a long paragraph.
const KEPT: usize = 64;

/// The newest sentences by the hash of their text, for one [`Knowledge`](super::Knowledge).
#[derive(Clone, Debug, Default)]
pub struct Memo(VecDeque<(u128, Arc<[Found]>)>);

impl Memo {
    /// What stands in a sentence, by `find` where it is new.
    pub(super) fn recall(&mut self, sentence: &str, find: impl FnOnce() -> Arc<[Found]>) -> Arc<[Found]> {
        let key = xxh3_128(sentence.as_bytes());
        if let Some((_, found)) = self.0.iter().find(|(known, _)| *known == key) {
            return found.clone();
        }
        let found = find();
        if self.0.len() >= KEPT {
            self.0.pop_back();
        }
        self.0.push_front((key, found.clone()));
        found
    }
}
