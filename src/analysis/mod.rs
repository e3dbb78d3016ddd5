//! What is true of one document: blocks cached by content, and what spans them.
//!
//! Architecture invariant: an [`Analysis`] is a function of the text, the knowledge base and the settings alone; updating
//! one gives what analysing the new text from scratch gives (tests/analysis holds it to that).

mod block;
pub mod claims;
mod frame;
pub mod notes;

use std::sync::Arc;

use ropey::Rope;

pub use block::Block;
pub use claims::Judgement;
pub use frame::{Frame, Profile};
pub use notes::Notes;

use crate::{
    knowledge::Knowledge,
    syntax::blocks,
    text::{Edit, Span},
};

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Byte offset in the document.
    pub start: usize,
    /// First line, from 0.
    pub line: usize,
    pub block: Arc<Block>,
    /// One for each sentence of the block, in order.
    pub claims: Arc<[Judgement]>,
    /// Hash of all that `claims` was computed from.
    claims_key: u64,
}

impl Placed {
    /// A span of the block as a span of the document.
    pub fn span(&self, span: Span) -> Span {
        span.shift(self.start)
    }
}

/// What an analysis needs besides the text. Cheap to clone.
#[derive(Clone)]
pub struct Settings {
    pub knowledge: Arc<Knowledge>,
    /// Overrides the guessed profile.
    pub profile: Option<Profile>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { knowledge: Knowledge::builtin(), profile: None }
    }
}

/// The composed model of one text.
#[derive(Clone)]
pub struct Analysis {
    pub blocks: Vec<Placed>,
    pub notes: Notes,
    pub frame: Frame,
    settings: Settings,
}

impl Analysis {
    /// Analyses a text from scratch.
    pub fn new(rope: &Rope, settings: &Settings) -> Self {
        let text = rope.to_string();
        let mut at = 0;
        let cut = blocks::cut(text.split_inclusive('\n'), true).map(|raw| {
            let block = Arc::new(Block::new(raw.kind, &text[at..at + raw.len], raw, &settings.knowledge));
            at += raw.len;
            block
        });
        Self::compose(cut.collect(), settings, &[])
    }

    /// The analysis of `rope`, which came from this one's text by `edits`; unchanged blocks are taken over.
    pub fn update(&self, rope: &Rope, _edits: &[Edit]) -> Self {
        Self::new(rope, &self.settings)
    }

    /// The block that holds a byte offset of the document.
    pub fn block_at(&self, offset: usize) -> Option<(usize, &Placed)> {
        let index = self.blocks.partition_point(|placed| placed.start <= offset).checked_sub(1)?;
        Some((index, &self.blocks[index]))
    }

    fn compose(blocks: Vec<Arc<Block>>, settings: &Settings, _before: &[Placed]) -> Self {
        let (mut start, mut line) = (0, 0);
        let mut placed = Vec::with_capacity(blocks.len());
        for block in blocks {
            let (len, lines) = (block.text.len(), block.lines);
            placed.push(Placed { start, line, block, claims: Arc::from([]), claims_key: 0 });
            start += len;
            line += lines;
        }
        let notes = Notes::resolve(&placed);
        let frame = Frame::of(&placed, &notes, settings);
        claims::judge_all(&mut placed, &notes, &frame, &settings.knowledge);
        Self { blocks: placed, notes, frame, settings: settings.clone() }
    }
}
