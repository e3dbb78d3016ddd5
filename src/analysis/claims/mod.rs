//! What each sentence claims, in which mode, and what sources it.
//!
//! Architecture invariant: the judgement of a block is a function of the block, the prose blocks beside it, which of its
//! markers are notes, and the frame; so an edit judges one block and its neighbours again.

mod carry;
mod content;
mod mode;
mod reason;
mod sourcing;
mod view;

use std::{collections::BTreeSet, sync::Arc};

use xxhash_rust::xxh3::Xxh3;

pub use mode::Mode;
pub use reason::{Reason, Reasons};
use view::{Parts, View};

use super::{Frame, Notes, Placed, Profile, notes::At};
use crate::{
    knowledge::Knowledge,
    syntax::{BlockSyntax, footnotes::Certainty},
    text::Span,
};

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    Statistic,
    Quotation,
    Report,
    Event,
    Statement,
    Superlative,
}

/// How the claim is sourced where it stands (the columns of `GUIDELINES`: f, a, w, v, n).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sourcing {
    Note,
    Attributed,
    Weak,
    Vague,
    None,
}

/// The verdict on one sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// The sentence, in bytes of its block.
    pub sentence: Span,
    pub mode: Mode,
    /// What needs a source, and exactly where it stands (bytes of the block); `None` for opinion, forecast, question …
    pub claim: Option<(Claim, Span)>,
    pub sourcing: Sourcing,
    /// The words of a vague source, where there is one (bytes of the block).
    pub vague: Option<Span>,
    /// Why, in the order it was decided.
    pub reasons: Reasons,
}

impl Judgement {
    /// True where a desk of this profile would ask for a source.
    pub fn wants_source(&self, frame: &Frame) -> bool {
        let Some((claim, _)) = self.claim else { return false };
        match self.sourcing {
            Sourcing::Note => false,
            Sourcing::Attributed => frame.bare && matches!(claim, Claim::Statistic | Claim::Quotation | Claim::Report),
            Sourcing::Weak => frame.profile == Profile::Academic || claim == Claim::Statement,
            Sourcing::Vague | Sourcing::None => true,
        }
    }
}

/// What a judgement takes from the document as a whole.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    pub notes: &'a Notes,
    pub frame: &'a Frame,
    pub knowledge: &'a Knowledge,
}

impl Whole<'_> {
    /// True for blocks whose sentences are judged.
    pub(super) fn judges(self, blocks: &[Placed], index: usize) -> bool {
        blocks.get(index).is_some_and(|placed| placed.block.kind().is_prose()) && !self.notes.is_note_block(index)
    }
}

/// Judges all blocks, taking over what has not changed. Tells which blocks have other judgements than before.
pub fn judge_all(blocks: &mut [Placed], whole: Whole<'_>) -> Vec<usize> {
    let mut judged = Vec::new();
    let (mut before, mut next) = (None, (0..blocks.len()).find(|&index| whole.judges(blocks, index)));
    for index in 0..blocks.len() {
        if next != Some(index) {
            if unjudge(blocks, index) {
                judged.push(index);
            }
            continue;
        }
        next = (index + 1..blocks.len()).find(|&index| whole.judges(blocks, index));
        if judge(blocks, [before, Some(index), next], whole) {
            judged.push(index);
        }
        before = Some(index);
    }
    judged
}

/// Judges blocks that an edit has changed, and their neighbours as far as they depend on them. Tells which blocks have other
/// judgements than before.
pub fn judge_near(
    blocks: &mut [Placed],
    changed: impl IntoIterator<Item = usize>,
    whole: Whole<'_>,
) -> BTreeSet<usize> {
    let before = |blocks: &[Placed], index| (0..index).rev().find(|&index| whole.judges(blocks, index));
    let after = |blocks: &[Placed], index| (index + 1..blocks.len()).find(|&index| whole.judges(blocks, index));
    let mut judged = BTreeSet::new();
    for index in changed {
        let itself = whole.judges(blocks, index).then_some(index);
        if itself.is_none() && unjudge(blocks, index) {
            judged.insert(index);
        }
        for one in [before(blocks, index), itself, after(blocks, index)].into_iter().flatten() {
            if judge(blocks, [before(blocks, one), Some(one), after(blocks, one)], whole) {
                judged.insert(one);
            }
        }
    }
    judged
}

/// Takes the judgements of a block that is not judged, if it has any.
fn unjudge(blocks: &mut [Placed], index: usize) -> bool {
    let judged = blocks.get_mut(index).filter(|placed| placed.claims_key != 0);
    judged.map(|placed| (placed.claims, placed.claims_key) = (Arc::default(), 0)).is_some()
}

/// Judges the middle one of three blocks of prose, unless all that bears on it is what it was.
fn judge(blocks: &mut [Placed], beside: [Option<usize>; 3], whole: Whole<'_>) -> bool {
    let [before, Some(index), after] = beside else { return false };
    let scope = Scope::new(blocks, whole, [before, after], index);
    let key = scope.key();
    if scope.blocks[index].claims_key == key {
        return false;
    }
    let claims = scope.judge().into();
    (blocks[index].claims, blocks[index].claims_key) = (claims, key);
    true
}

/// A block to judge, and all that its judgement depends on.
struct Scope<'a> {
    blocks: &'a [Placed],
    whole: Whole<'a>,
    index: usize,
    /// The block between those beside it, each where a sentence runs across the break: only then is it read.
    read: [Option<usize>; 3],
}

impl<'a> Scope<'a> {
    fn new(blocks: &'a [Placed], whole: Whole<'a>, [before, after]: [Option<usize>; 2], index: usize) -> Self {
        let runs_on = |index: usize| blocks.get(index).is_some_and(|placed| placed.block.runs_on);
        let before = before.filter(|&before| runs_on(before));
        let after = after.filter(|_| runs_on(index));
        Self { blocks, whole, index, read: [before, Some(index), after] }
    }

    /// Hash of all that the judgement is computed from; never 0.
    fn key(&self) -> u64 {
        let mut hash = Xxh3::new();
        for index in self.read {
            let block = index.and_then(|index| self.blocks.get(index)).map_or(0, |placed| placed.block.hash);
            hash.update(&block.to_le_bytes());
            for marker in 0..index.map_or(0, |index| self.blocks[index].block.syntax.markers.len()) {
                hash.update(&[u8::from(self.is_note(index.unwrap_or(0), marker))]);
            }
        }
        hash.update(&self.whole.frame.fingerprint());
        hash.digest().max(1)
    }

    fn is_note(&self, block: usize, index: usize) -> bool {
        let marker = || self.blocks.get(block)?.block.syntax.markers.get(index);
        // A sign that stands where markers stand is one, even while its note is still to be written.
        self.whole.notes.of_marker(At { block, index }).is_some()
            || marker().is_some_and(|marker| marker.certainty >= Certainty::Likely && marker.inside.is_none())
    }

    fn judge(&self) -> Vec<Judgement> {
        let beside = self.read;
        let block = |place: usize| self.blocks.get((*beside.get(place)?)?).map(|placed| &*placed.block);
        let opens = |place: usize| block(place).is_some_and(|block| block.syntax.unpaired.open.is_some());
        let parts = |place: usize, quoting: bool| {
            let (block, index) = (block(place)?, (*beside.get(place)?)?);
            Some(Parts::of(block, quoting, |marker| self.is_note(index, marker)))
        };
        let before = parts(0, false);
        let own = parts(1, before.is_some() && opens(0));
        let after = parts(2, beside[2].is_some() && opens(1));
        let (mut views, mut ends) = (Vec::new(), [0; 3]);
        for (parts, end) in [&before, &own, &after].into_iter().zip(&mut ends) {
            if let Some(parts) = parts {
                views.extend(parts.views());
            }
            *end = views.len();
        }
        let own = ends[0]..ends[1];
        let mut judged = carry::judge(&views, own.clone());
        if asks(&self.blocks[self.index].block.text, views.get(own).unwrap_or(&[])) {
            for judgement in &mut judged {
                (judgement.mode, judgement.claim) = (Mode::Frame, None);
                judgement.reasons.push(Reason::QuestionTurn);
            }
        }
        judged
    }
}

/// True where the last sentence of a block goes on in the next one.
pub(super) fn runs_on(text: &str, syntax: &BlockSyntax) -> bool {
    syntax.sentences.last().map(view::body).is_some_and(|body| !view::ends(body.of(text)))
}

/// True for an interviewer's turn: a paragraph that begins with a speaker's label and ends with a question.
fn asks(text: &str, views: &[View<'_>]) -> bool {
    views.last().is_some_and(View::asks) && super::frame::speaker(text).is_some()
}
