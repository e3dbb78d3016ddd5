//! What each sentence claims, in which mode, and what sources it.

use std::sync::Arc;

use super::{Frame, Notes, Placed};
use crate::{knowledge::Knowledge, text::Span};

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
    /// What needs a source, and exactly where it stands (bytes of the block); `None` for opinion, forecast, question …
    pub claim: Option<(Claim, Span)>,
    pub sourcing: Sourcing,
    /// Why, for `--explain`: names of features in the order they decided.
    pub reasons: Vec<&'static str>,
}

/// Judges all blocks, taking over what has not changed.
pub fn judge_all(blocks: &mut [Placed], _notes: &Notes, _frame: &Frame, _knowledge: &Knowledge) {
    for placed in blocks {
        placed.claims = Arc::from([]);
        placed.claims_key = 0;
    }
}
