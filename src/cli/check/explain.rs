//! `--explain`: why each sentence is or is not flagged.

use std::fmt::Write;

use super::places::Places;
use crate::{analysis::Analysis, text::Language};

/// Characters of a sentence that are shown.
const CHARS: usize = 40;

/// Two lines a sentence: its place and whether it is flagged, with the reasons; its first words.
pub(super) fn explain(path: &str, text: &str, analysis: &Analysis, language: Language) -> String {
    let (mut out, mut places) = (String::new(), Places::new(text));
    for placed in &analysis.blocks {
        for judgement in placed.claims.iter() {
            let at = places.start(placed.span(judgement.sentence));
            let mark = if judgement.wants_source(&analysis.frame) { '!' } else { '-' };
            let sentence: String = judgement.sentence.of(&placed.block.text).chars().take(CHARS).collect();
            let (line, column, why) = (at.line + 1, at.column + 1, judgement.explain(language));
            let sentence = sentence.replace(['\n', '\r'], " ");
            // Writing to a text never fails.
            let _ = writeln!(out, "{path}:{line}:{column} {mark} {why}\n  {sentence}");
        }
    }
    out
}
