//! Where a name stands: in the author's own prose, or where another spelling is in its right.

use std::ops::Range;

use super::super::block::Parsed;
use crate::{
    syntax::{BlockKind, Tells},
    text::{Span, floor},
};

/// Whose words a name stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The author's own.
    Prose,
    /// Somebody else's: a quotation, a title of a work, a note.
    Quoted,
    /// Said to be another spelling: 又译, 台译.
    Gloss,
}

/// How far before a name, in bytes, such a word counts.
const NEAR: usize = 30;
/// How far a bracket or clause around a name reaches, in bytes (80 Han characters).
const REACH: usize = 240;

/// True for blocks in which the author chooses spellings.
pub fn may_spell(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading { .. } | BlockKind::Caption)
}

/// Whose words a span of a block stands in.
pub fn place(block: Parsed<'_>, span: Span) -> Place {
    let Parsed { text, syntax } = block;
    if !may_spell(syntax.kind) || syntax.quotations.iter().any(|quotation| quotation.span.encloses(span)) {
        return Place::Quoted;
    }
    // Most blocks have no such word.
    if syntax.telltales.is_empty() {
        return Place::Prose;
    }
    let (start, end) = (span.start as usize, span.end as usize);
    let behind = floor(text, (end + REACH).min(text.len()));
    let [near, before] = [NEAR, REACH].map(|reach| floor(text, start.saturating_sub(reach)));
    if holds(block, Tells::Stranger, near..start) {
        return Place::Quoted;
    }
    if holds(block, Tells::Gloss, before..behind) && glossed(block, before..start, end..behind) {
        return Place::Gloss;
    }
    Place::Prose
}

/// True where a word that introduces other spellings stands in the bracket or clause around a name.
fn glossed(block: Parsed<'_>, before: Range<usize>, behind: Range<usize>) -> bool {
    let gloss = |range| holds(block, Tells::Gloss, range);
    let [left, right] = [&before, &behind].map(|range| block.text.get(range.clone()).unwrap_or(""));
    let bracket = left.rfind(['（', '(']).filter(|&open| !left[open..].contains(['）', ')']));
    let clause = left.rfind(['。', '；', '，', '！', '？', '\n']).unwrap_or(0);
    let closes = right.find(['）', ')']).unwrap_or(0);
    let inside = |open: usize| gloss(before.start + open..before.end) || gloss(behind.start..behind.start + closes);
    gloss(before.start + clause..before.end) || bracket.is_some_and(inside)
}

/// True where a word that tells so stands in a stretch of the block.
fn holds(block: Parsed<'_>, tells: Tells, range: Range<usize>) -> bool {
    let words = &block.syntax.telltales;
    let first = words.partition_point(|word| (word.span.start as usize) < range.start);
    let mut inside = words.iter().skip(first).take_while(|word| (word.span.start as usize) < range.end);
    inside.any(|word| word.tells == tells && word.span.end as usize <= range.end)
}
