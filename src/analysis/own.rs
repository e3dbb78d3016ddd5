//! The document's own entries: what its front matter lays over all other layers.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use super::Placed;
use crate::{
    knowledge::{
        Knowledge, Message,
        document::{Front, entries_of},
    },
    syntax::{BlockKind, front_matter::Section},
    text::Span,
};

/// The base that holds for one document. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Own {
    /// The layers of the settings, and that of the front matter if it has one.
    pub knowledge: Arc<Knowledge>,
    /// Hash of the section; 0 where there is none.
    key: u128,
    /// Where the section begins, in bytes of the document.
    start: usize,
    /// What was read of it; its spans count from `start`.
    front: Arc<Front>,
}

impl Own {
    pub(super) fn of(front_matter: Option<&str>, below: &Arc<Knowledge>) -> Self {
        let none = || Self { knowledge: below.clone(), key: 0, start: 0, front: Arc::default() };
        let Some(section) = front_matter.and_then(entries_of) else { return none() };
        let mut front = Front::read(Section { start: 0, ..section }, below);
        let key = key(section);
        let knowledge = Arc::new(front.over(below, key ^ below.key()));
        Self { knowledge, key, start: section.start, front: Arc::new(front) }
    }

    /// Follows an edit of the front matter. False where it says something else of names now.
    pub(super) fn follow(&mut self, front_matter: Option<&str>) -> bool {
        let section = front_matter.and_then(entries_of);
        self.start = section.map_or(0, |section| section.start);
        self.key == section.map_or(0, key)
    }

    /// What does not hold in the front matter, in bytes of the document.
    pub fn problems(&self) -> impl Iterator<Item = (Span, &Message)> {
        self.front.problems.iter().map(|problem| (Span::from(problem.span.clone()).shift(self.start), &problem.message))
    }

    /// Where the front matter names an entry, in bytes of the document.
    pub fn place(&self, id: &str) -> Option<Span> {
        let (_, span) = self.front.places.iter().find(|(own, _)| own == id)?;
        Some(span.shift(self.start))
    }
}

fn key(section: Section<'_>) -> u128 {
    xxh3_128(section.text.as_bytes())
}

/// The text of the front matter, which begins the document.
pub(super) fn front_matter(blocks: &[Placed]) -> Option<&str> {
    let first = blocks.first().filter(|placed| placed.block.kind() == BlockKind::FrontMatter)?;
    Some(&first.block.text)
}
