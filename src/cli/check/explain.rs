//! `--explain`: why each sentence is or is not flagged.

use crate::{
    analysis::Analysis,
    text::{Document, Encoding, Language},
};

/// Characters of a sentence that are shown.
const CHARS: usize = 40;

/// Two lines a sentence: its place and whether it is flagged, with the reasons; its first words.
pub(super) fn explain(path: &str, document: &Document, analysis: &Analysis, language: Language) -> String {
    let mut text = String::new();
    for placed in &analysis.blocks {
        for judgement in placed.claims.iter() {
            let start = placed.span(judgement.sentence).start as usize;
            let at = document.position(start, Encoding::Utf32);
            let mark = if judgement.wants_source(&analysis.frame) { '!' } else { '-' };
            let sentence: String = judgement.sentence.of(&placed.block.text).chars().take(CHARS).collect();
            text += &format!("{path}:{}:{} {mark} {}\n", at.line + 1, at.column + 1, judgement.explain(language));
            text += &format!("  {}\n", sentence.replace(['\n', '\r'], " "));
        }
    }
    text
}
