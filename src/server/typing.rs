//! Nothing new is flagged in the sentence that is being typed: its claims are held until the caret leaves it or pauses.

use std::time::Duration;

use crate::{
    analysis::Analysis,
    rules::Finding,
    text::{Edit, Span},
};

/// A pause this long releases what is held (behaviour.md: two seconds).
pub(super) const PAUSE: Duration = Duration::from_secs(2);

/// Where the writer is at work, and which claims were shown before. All in bytes of the newest text.
#[derive(Debug, Default)]
pub(super) struct Typing {
    /// The end of the last edit, until the pause is over.
    caret: Option<usize>,
    shown: Vec<Span>,
}

impl Typing {
    /// Follows an edit.
    pub fn edited(&mut self, edit: &Edit) {
        let moved = |offset: u32| {
            let offset = offset as usize;
            if offset <= edit.removed.start {
                offset
            } else if offset >= edit.removed.end {
                offset - edit.removed.len() + edit.inserted
            } else {
                edit.removed.start
            }
        };
        for span in &mut self.shown {
            *span = Span::new(moved(span.start), moved(span.end));
        }
        self.caret = Some(edit.removed.start + edit.inserted);
    }

    /// The pause is over.
    pub fn paused(&mut self) {
        self.caret = None;
    }

    /// True where a caret at `offset` is outside the sentence that is being typed.
    pub fn leaves(&self, analysis: &Analysis, offset: usize) -> bool {
        let typed = self.caret.and_then(|caret| sentence(analysis, caret));
        typed.is_some_and(|typed| !typed.touches(offset))
    }

    /// The findings to show, and all of them where some are held back. A sentence that was flagged before stays flagged.
    pub fn split(&mut self, analysis: &Analysis, findings: Vec<Finding>) -> (Vec<Finding>, Option<Vec<Finding>>) {
        let sentence = self.caret.and_then(|caret| sentence(analysis, caret));
        let fresh = sentence.filter(|sentence| !self.shown.iter().any(|shown| shown.overlaps(*sentence)));
        let held = |finding: &Finding| is_claim(finding) && fresh.is_some_and(|fresh| finding.span.overlaps(fresh));
        let (shown, all) = if findings.iter().any(held) {
            (findings.iter().filter(|finding| !held(finding)).cloned().collect(), Some(findings))
        } else {
            (findings, None)
        };
        self.shown = shown.iter().filter(|finding| is_claim(finding)).map(|finding| finding.span).collect();
        (shown, all)
    }
}

/// Rules about what a sentence claims, as opposed to how notes and names are written.
fn is_claim(finding: &Finding) -> bool {
    finding.code.starts_with("unsourced-") || finding.code.starts_with("vague-")
}

/// The sentence at whose words or end the caret stands.
fn sentence(analysis: &Analysis, caret: usize) -> Option<Span> {
    // At the end of the text or of a line the caret stands behind the block's last sentence.
    let (_, placed) = analysis.block_at(caret.saturating_sub(1))?;
    let inside = caret.checked_sub(placed.start)?;
    let mut sentences = placed.block.syntax.sentences.iter().rev();
    sentences.find(|sentence| sentence.span.touches(inside)).map(|sentence| placed.span(sentence.span))
}
