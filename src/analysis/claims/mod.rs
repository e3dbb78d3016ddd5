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

use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

pub use mode::Mode;
pub use reason::Reason;

use super::{Frame, Notes, Placed, Profile, notes::At};
use crate::{
    knowledge::Knowledge,
    syntax::quotations,
    text::{Span, script},
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
#[derive(Clone, Debug, PartialEq)]
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
    pub reasons: Vec<Reason>,
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

/// Judges all blocks, taking over what has not changed.
pub fn judge_all(blocks: &mut [Placed], notes: &Notes, frame: &Frame, knowledge: &Knowledge) {
    let prose: Vec<usize> = (0..blocks.len())
        .filter(|&index| blocks[index].block.kind().is_prose() && !notes.is_note_block(index))
        .collect();
    let mut judged = Vec::with_capacity(prose.len());
    for (place, &index) in prose.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| prose.get(at)).copied();
        let scope = Scope {
            blocks,
            notes,
            frame,
            knowledge,
            before: beside(place.checked_sub(1)),
            index,
            after: beside(Some(place + 1)),
        };
        let key = scope.key();
        if blocks[index].claims_key != key {
            judged.push((index, key, scope.judge()));
        }
    }
    let mut prose = prose.into_iter().peekable();
    for (index, placed) in blocks.iter_mut().enumerate() {
        if prose.next_if_eq(&index).is_none() && placed.claims_key != 0 {
            (placed.claims, placed.claims_key) = (Arc::from([]), 0);
        }
    }
    for (index, key, claims) in judged {
        (blocks[index].claims, blocks[index].claims_key) = (claims.into(), key);
    }
}

/// A block to judge, and all that its judgement depends on.
struct Scope<'a> {
    blocks: &'a [Placed],
    notes: &'a Notes,
    frame: &'a Frame,
    knowledge: &'a Knowledge,
    before: Option<usize>,
    index: usize,
    after: Option<usize>,
}

impl Scope<'_> {
    /// Hash of all that the judgement is computed from; never 0.
    fn key(&self) -> u64 {
        let mut hash = Xxh3::new();
        for index in [self.before, Some(self.index), self.after] {
            let block = index.and_then(|index| self.blocks.get(index)).map_or(0, |placed| placed.block.hash);
            hash.update(&block.to_le_bytes());
            for marker in 0..index.map_or(0, |index| self.blocks[index].block.syntax.markers.len()) {
                hash.update(&[u8::from(self.is_note(index.unwrap_or(0), marker))]);
            }
        }
        hash.update(&self.frame.fingerprint());
        hash.digest().max(1)
    }

    fn is_note(&self, block: usize, index: usize) -> bool {
        self.notes.of_marker(At { block, index }).is_some()
    }

    fn judge(&self) -> Vec<Judgement> {
        let beside = [self.before, Some(self.index), self.after];
        let blocks = beside.map(|index| Some((index?, &self.blocks.get(index?)?.block)));
        let plain = blocks.map(|block| block.map_or_else(String::new, |(_, block)| script::fold_text(&block.text)));
        let views = |place: usize, quoting: bool| match (blocks.get(place), plain.get(place)) {
            (Some(&Some((index, block))), Some(plain)) => {
                view::View::of_block(block, plain, self.knowledge, quoting, |marker| self.is_note(index, marker))
            }
            _ => Vec::new(),
        };
        let joins = |before: &[view::View<'_>]| before.last().is_some_and(|last| !last.ends());
        let opens = |place: usize| match blocks.get(place) {
            Some(Some((_, block))) => quotations::unpaired(&block.text).open.is_some(),
            _ => false,
        };
        let before = Some(views(0, false)).filter(|before| joins(before)).unwrap_or_default();
        let own = views(1, !before.is_empty() && opens(0));
        let after = if joins(&own) { views(2, opens(1)) } else { Vec::new() };
        let mut judged = carry::judge(&before, &own, &after);
        if asks(&self.blocks[self.index].block.text, &own) {
            for judgement in &mut judged {
                (judgement.mode, judgement.claim) = (Mode::Frame, None);
                judgement.reasons.push(Reason::QuestionTurn);
            }
        }
        judged
    }
}

/// True for an interviewer's turn: a paragraph that begins with a speaker's label and ends with a question.
fn asks(text: &str, views: &[view::View<'_>]) -> bool {
    super::frame::speaker(text).is_some() && views.last().is_some_and(view::View::asks)
}
