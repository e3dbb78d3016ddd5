//! What is true of one document: blocks cached by content, and what spans them.
//!
//! Architecture invariant: an [`Analysis`] is a function of the text, the knowledge base and the settings alone; updating
//! one gives what analysing the new text from scratch gives (tests/analysis holds it to that).

mod block;
pub mod claims;
mod frame;
pub mod names;
pub mod notes;
mod own;
mod places;
mod spelt;
mod strays;
mod tally;
mod update;
mod window;

use std::{panic::resume_unwind, sync::Arc, thread};

use memchr::memchr2;
use ropey::Rope;

pub use block::Block;
use claims::Whole;
pub use claims::{Claim, Judgement, Sourcing};
pub use frame::{Day, Frame, Profile};
pub use names::Names;
pub use notes::Notes;
pub use own::Own;
pub use places::Places;
pub use spelt::{Spelt, Way};
pub use strays::Scripts;
pub use tally::{Custom, Tally};
pub use update::{Patch, Update};
use window::Splice;
pub use window::Window;

use crate::{
    knowledge::{Knowledge, Memo},
    stage,
    syntax::{BlockKind, RawBlock, blocks},
    text::Span,
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
        Self { start: 0, line: 0, block, claims: Arc::default(), claims_key: 0 }
    }

    /// The byte and the line behind the block.
    pub fn end(&self) -> (usize, usize) {
        (self.start + self.block.text.len(), self.line + self.block.lines)
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
    pub tally: Tally,
    pub spelt: Spelt,
    pub own: Own,
    /// Some block is a comment.
    pub comments: bool,
    /// The first block whose end was looked for in vain, by its index.
    open: Option<usize>,
    /// Names in the sentences of the paragraph that is being written.
    memo: Memo,
    settings: Settings,
}

impl Analysis {
    /// Analyses a text from scratch.
    pub fn new(rope: &Rope, settings: &Settings) -> Self {
        // In one piece: cheaper to read than the rope, line by line.
        Self::of(&rope.to_string(), settings)
    }

    /// The same of a text in one piece.
    pub fn of(text: &str, settings: &Settings) -> Self {
        stage::begin("blocks");
        let mut rest = text;
        let blocks = blocks::cut(text_lines(text), true).map(|raw| {
            let (text, behind) = rest.split_at_checked(raw.len).unwrap_or((rest, ""));
            rest = behind;
            (raw, text)
        });
        let blocks: Vec<(RawBlock, &str)> = blocks.collect();
        let head = blocks.first().filter(|(first, _)| first.kind == BlockKind::FrontMatter);
        let own = Own::of(head.map(|&(_, text)| text), &settings.knowledge);
        Self::compose(read(&blocks, text.len(), &own.knowledge), own, settings)
    }

    /// Reads in all blocks what they introduce, so that the first card of a book need not wait for it.
    pub fn read_ahead(&self) {
        stage::begin("introduced names");
        self.blocks.iter().for_each(|placed| _ = names::kept(&placed.block));
    }

    /// The base that names were looked up in, with what the document's front matter adds.
    pub fn knowledge(&self) -> &Knowledge {
        &self.own.knowledge
    }

    /// The block that holds a byte offset of the document.
    pub fn block_at(&self, offset: usize) -> Option<(usize, &Placed)> {
        let index = self.blocks.partition_point(|placed| placed.start <= offset).checked_sub(1)?;
        Some((index, self.blocks.get(index)?))
    }

    /// Puts blocks in their places and adds all that spans them.
    fn compose(blocks: Vec<Placed>, own: Own, settings: &Settings) -> Self {
        let (notes, names, frame) = (Notes::default(), Names::default(), Frame::default());
        let mut analysis = Self {
            blocks,
            notes,
            names,
            frame,
            tally: Tally::default(),
            spelt: Spelt::default(),
            own,
            comments: false,
            open: None,
            memo: Memo::default(),
            settings: settings.clone(),
        };
        let mut next = (0, 0);
        for placed in &mut analysis.blocks {
            (placed.start, placed.line) = next;
            next = placed.end();
        }
        analysis.open = analysis.blocks.iter().position(|placed| placed.block.dangling);
        analysis.relate();
        analysis
    }

    /// Works out all that spans blocks from the blocks.
    fn relate(&mut self) {
        stage::begin("names");
        self.names = Names::of(&self.blocks);
        self.spelt = Spelt::of(&self.blocks, &self.names);
        self.settle();
    }

    /// The same but for names and how they are spelt.
    fn settle(&mut self) {
        stage::begin("notes");
        self.comments = self.blocks.iter().any(|placed| placed.block.kind() == BlockKind::Comment);
        self.notes = Notes::resolve(&self.blocks);
        self.tally = Tally::of(&self.blocks, &self.notes);
        stage::begin("frame");
        self.frame = Frame::of(&self.blocks, &self.notes, &self.settings);
        stage::begin("claims");
        let whole = Whole { notes: &self.notes, frame: &self.frame, knowledge: &self.own.knowledge };
        claims::judge_all(&mut self.blocks, whole);
    }
}

/// Texts of as many bytes are read on all cores.
const LONG: usize = 1 << 20;

/// Reads the blocks of a text of so many bytes.
fn read(blocks: &[(RawBlock, &str)], bytes: usize, knowledge: &Knowledge) -> Vec<Placed> {
    let read = |blocks: &[(RawBlock, &str)]| -> Vec<Placed> {
        stage::begin("blocks");
        blocks.iter().map(|&(raw, text)| Placed::new(Arc::new(Block::new(raw, text, knowledge)))).collect()
    };
    if bytes < LONG {
        return read(blocks);
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let parts = blocks.chunks(blocks.len().div_ceil(cores).max(1));
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || read(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// The whole lines of a text, with their line breaks.
fn text_lines(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match memchr2(b'\n', b'\r', rest.as_bytes()) {
            Some(at) if rest.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}
