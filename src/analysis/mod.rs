//! What is true of one document: blocks cached by content, and what spans them.
//!
//! Architecture invariant: an [`Analysis`] is a function of the text, the knowledge base and the settings alone; updating
//! one gives what analysing the new text from scratch gives (tests/analysis holds it to that).

mod block;
pub mod claims;
mod frame;
pub mod names;
pub mod notes;
mod window;

use std::{borrow::Cow, sync::Arc};

use ropey::Rope;

pub use block::Block;
pub use claims::{Claim, Judgement, Sourcing};
pub use frame::{Day, Frame, Profile};
pub use names::Names;
pub use notes::Notes;
use window::Window;

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
    /// Not placed yet: `compose` says where.
    fn new(block: Arc<Block>) -> Self {
        Self { start: 0, line: 0, block, claims: Arc::from([]), claims_key: 0 }
    }

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
    /// Year, month and day of a text that gives none itself: from the name of its file, or set.
    pub day: Option<Day>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { knowledge: Knowledge::builtin(), profile: None, day: None }
    }
}

/// The composed model of one text.
#[derive(Clone)]
pub struct Analysis {
    pub blocks: Vec<Placed>,
    pub notes: Notes,
    pub names: Names,
    pub frame: Frame,
    settings: Settings,
}

impl Analysis {
    /// Analyses a text from scratch.
    pub fn new(rope: &Rope, settings: &Settings) -> Self {
        let blocks = blocks::cut(lines(rope, 0), true);
        let mut start = 0;
        let placed = blocks.map(|raw| {
            let block = Arc::new(Block::new(raw, &stretch(rope, start, raw.len), &settings.knowledge));
            start += raw.len;
            Placed::new(block)
        });
        Self::compose(placed.collect(), settings)
    }

    /// The analysis of `rope`, which came from this one's text by `edits`: only the blocks that they touch are parsed
    /// again.
    pub fn update(&self, rope: &Rope, edits: &[Edit]) -> Self {
        let Some(window) = Window::of(edits) else { return self.clone() };
        let first = self.first_touched(window.start);
        let (mut start, first_line) =
            self.blocks.get(first).map_or((0, 0), |placed: &Placed| (placed.start, placed.line));
        let mut blocks = self.blocks.get(..first).unwrap_or_default().to_vec();
        for raw in blocks::cut(lines(rope, first_line), start == 0) {
            blocks.push(Placed::new(Arc::new(Block::new(
                raw,
                &stretch(rope, start, raw.len),
                &self.settings.knowledge,
            ))));
            start += raw.len;
            // The block that began the document was cut by rules of its own (front matter), and is cut again elsewhere.
            if let Some(rest) = window.before(start).filter(|&old| old > 0).and_then(|old| self.starting_at(old)) {
                blocks.extend_from_slice(rest);
                break;
            }
        }
        Self::compose(blocks, &self.settings)
    }

    /// The base that names were looked up in.
    pub fn knowledge(&self) -> &Knowledge {
        &self.settings.knowledge
    }

    /// The block that holds a byte offset of the document.
    pub fn block_at(&self, offset: usize) -> Option<(usize, &Placed)> {
        let index = self.blocks.partition_point(|placed| placed.start <= offset).checked_sub(1)?;
        Some((index, self.blocks.get(index)?))
    }

    /// The first block that an edit at `offset` may change: the one before the edited one looked at its first line, and
    /// a block left open looked further.
    fn first_touched(&self, offset: usize) -> usize {
        let edited = self.block_at(offset).map_or(0, |(index, _)| index);
        let open = self.blocks.iter().position(|placed| placed.block.dangling);
        edited.saturating_sub(1).min(open.unwrap_or(usize::MAX))
    }

    /// The blocks from the one that starts at exactly `offset` on.
    fn starting_at(&self, offset: usize) -> Option<&[Placed]> {
        let index = self.blocks.binary_search_by_key(&offset, |placed| placed.start).ok()?;
        self.blocks.get(index..)
    }

    fn compose(mut blocks: Vec<Placed>, settings: &Settings) -> Self {
        let (mut start, mut line) = (0, 0);
        for placed in &mut blocks {
            (placed.start, placed.line) = (start, line);
            start += placed.block.text.len();
            line += placed.block.lines;
        }
        let notes = Notes::resolve(&blocks);
        let frame = Frame::of(&blocks, &notes, settings);
        let names = Names::of(&blocks);
        claims::judge_all(&mut blocks, &notes, &frame, &settings.knowledge);
        Self { blocks, notes, names, frame, settings: settings.clone() }
    }
}

/// The whole lines of a rope from `first` on, with their line breaks.
fn lines(rope: &Rope, first: usize) -> impl Iterator<Item = Cow<'_, str>> + Clone {
    rope.lines_at(first.min(rope.len_lines())).map(Cow::from).filter(|line| !line.is_empty())
}

/// `len` bytes from `start` on.
fn stretch(rope: &Rope, start: usize, len: usize) -> Cow<'_, str> {
    rope.byte_slice(start..start + len).into()
}
