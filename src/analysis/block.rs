use std::{borrow::Cow, sync::OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    claims,
    frame::Said,
    names::{self, Introduced, Spelling},
    strays::Scripts,
};
use crate::{
    knowledge::{Knowledge, Memo, Mention},
    syntax::{BlockKind, BlockSyntax, RawBlock},
    text::script::Counts,
};

/// A block's text and syntax, before and without what names add.
#[derive(Clone, Copy, Debug)]
pub struct Parsed<'a> {
    pub text: &'a str,
    pub syntax: &'a BlockSyntax,
}

/// One block with everything that its text alone says.
#[derive(Clone, Debug)]
pub struct Block {
    /// All of its lines, trailing blank ones included.
    pub text: Box<str>,
    /// The text folded to Simplified, where that is another.
    folded: Option<Box<str>>,
    pub lines: usize,
    /// Hash of kind and text.
    pub hash: u64,
    pub syntax: BlockSyntax,
    pub mentions: Vec<Mention>,
    pub spellings: Box<[Spelling]>,
    /// What tells its script, and what stands in the other one.
    pub scripts: Scripts,
    /// What it says of the document.
    pub(super) said: Said,
    /// Its last sentence goes on in the next block.
    pub(super) runs_on: bool,
    pub(super) dangling: bool,
    /// Names that it introduces, once somebody asked.
    pub(super) introduced: OnceLock<Box<[Introduced]>>,
}

impl Block {
    pub fn new(raw: RawBlock, text: &str, knowledge: &Knowledge) -> Self {
        let mut names = knowledge.walk();
        let parsed = BlockSyntax::parse(raw.kind, text, |at, c| names.meet(at, c));
        Self::with(raw, text, parsed, knowledge, |plain| names.mentions(plain))
    }

    /// The block that an edit made: its sentences are mostly known.
    pub fn edited(raw: RawBlock, text: &str, knowledge: &Knowledge, memo: &mut Memo) -> Self {
        let parsed = BlockSyntax::parse(raw.kind, text, |_, _| ());
        let mentions =
            |plain: &str| if raw.kind.is_text() { knowledge.mentions_again(plain, memo) } else { Vec::new() };
        Self::with(raw, text, parsed, knowledge, mentions)
    }

    fn with(
        raw: RawBlock,
        text: &str,
        (syntax, plain, counts): (BlockSyntax, Cow<'_, str>, Counts),
        knowledge: &Knowledge,
        mentions: impl FnOnce(&str) -> Vec<Mention>,
    ) -> Self {
        let mentions = mentions(&plain);
        let spellings = names::spellings(Parsed { text, syntax: &syntax }, &mentions, knowledge);
        Self {
            text: text.into(),
            folded: if let Cow::Owned(plain) = plain { Some(plain.into()) } else { None },
            lines: raw.lines,
            hash: xxh3_64(text.as_bytes()),
            said: Said::of(text, &syntax),
            runs_on: claims::runs_on(text, &syntax),
            syntax,
            mentions,
            spellings,
            scripts: Scripts::of(text, counts),
            dangling: raw.dangling,
            introduced: OnceLock::new(),
        }
    }

    /// The text folded to Simplified, with the same offsets.
    pub fn plain(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.text)
    }

    /// Text and syntax alone.
    pub fn parsed(&self) -> Parsed<'_> {
        Parsed { text: &self.text, syntax: &self.syntax }
    }

    pub fn kind(&self) -> BlockKind {
        self.syntax.kind
    }
}
