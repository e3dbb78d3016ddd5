//! Nothing new is flagged in the sentence that is being typed: its claims are held until the caret leaves it or pauses.
//! A note that was just begun is not flagged as empty: what it lacks is held until the writer types elsewhere. What was
//! flagged before stays flagged. Lines that take the place of lines were not typed (a pull, a formatter): they are judged
//! at once.

use std::time::Duration;

use crate::{
    analysis::{Analysis, Window},
    rules::Finding,
    text::{Edit, Span},
};

/// A pause this long releases what is held (behaviour.md: two seconds).
pub(super) const PAUSE: Duration = Duration::from_secs(2);

/// How far from an edit the sentence it stands in can reach, in bytes.
const NEAR: usize = 8 << 10;

/// Where the writer is at work, and which claims near it were shown before. All in bytes of the newest text.
#[derive(Debug, Default)]
pub(super) struct Typing {
    /// The end of the last edit, until the pause is over.
    caret: Option<usize>,
    shown: Vec<Span>,
    /// What was written since the last pause.
    written: Vec<Span>,
    /// Notes that were flagged as unfinished at some time since then.
    flagged: Vec<Span>,
    /// The writer pauses: the next edit begins anew.
    pausing: bool,
}

/// Most stretches of text that are remembered as just written, and most notes as flagged.
const WRITTEN: usize = 32;

impl Typing {
    /// Follows edits. `shown` are the findings shown of the text before them, where it was analysed.
    pub fn edited(&mut self, edits: &[Edit], shown: Option<&[Finding]>) {
        let Some((window, last)) = Window::of(edits).zip(edits.last()) else { return };
        if std::mem::take(&mut self.pausing) {
            self.written.clear();
            self.flagged.clear();
        }
        if let Some(shown) = shown {
            let near = Span::new(window.start.saturating_sub(NEAR), window.old_end + NEAR);
            let first = shown.partition_point(|finding| finding.span.start < near.start);
            let near = || shown.iter().skip(first).take_while(|finding| finding.span.start < near.end);
            self.shown = near().filter(|finding| finding.is_of_claim()).map(|finding| finding.span).collect();
            let unfinished = near().filter(|finding| is_unfinished(finding)).map(|finding| finding.span);
            for span in unfinished.filter(|span| span.touches(window.start) || span.touches(window.old_end)) {
                if !self.flagged.contains(&span) && self.flagged.len() < WRITTEN {
                    self.flagged.push(span);
                }
            }
        }
        for edit in edits {
            for span in self.shown.iter_mut().chain(&mut self.written).chain(&mut self.flagged) {
                *span = Span::new(moved(span.start, edit), moved(span.end, edit));
            }
            if !edit.rewrites {
                self.wrote(Span::new(edit.removed.start, edit.removed.start + edit.inserted));
            }
        }
        self.caret = (!last.rewrites).then_some(last.removed.start + last.inserted);
    }

    fn wrote(&mut self, new: Span) {
        match self.written.last_mut().filter(|last| last.end == new.start) {
            Some(last) => last.end = new.end,
            None => self.written.push(new),
        }
        if self.written.len() > WRITTEN {
            self.written.remove(0);
        }
    }

    /// The pause is over.
    pub fn paused(&mut self) {
        self.caret = None;
        self.pausing = true;
    }

    /// True where a caret at `offset` is outside the sentence that is being typed.
    pub fn leaves(&self, analysis: &Analysis, offset: usize) -> bool {
        let typed = self.caret.and_then(|caret| sentence(analysis, caret));
        typed.is_some_and(|typed| !typed.touches(offset))
    }

    /// Takes out the findings to hold back. A sentence that was flagged before stays flagged.
    pub fn hold(&self, analysis: &Analysis, findings: &mut Vec<Finding>) -> Vec<Finding> {
        let sentence = self.caret.and_then(|caret| sentence(analysis, caret));
        let fresh = sentence.filter(|sentence| !self.shown.iter().any(|shown| shown.overlaps(*sentence)));
        let flagged = |span: Span| self.flagged.iter().any(|flagged| *flagged == span || flagged.overlaps(span));
        let begun = |finding: &Finding| {
            self.written.iter().any(|written| written.overlaps(finding.span)) && !flagged(finding.span)
        };
        let held = |finding: &Finding| {
            fresh.is_some_and(|fresh| finding.span.overlaps(fresh)) && finding.is_of_claim()
                || is_unfinished(finding) && begun(finding)
        };
        if findings.iter().any(held) { findings.extract_if(.., |finding| held(finding)).collect() } else { Vec::new() }
    }
}

/// Where an edit moves an offset before it.
fn moved(offset: u32, edit: &Edit) -> usize {
    let offset = offset as usize;
    if offset <= edit.removed.start {
        offset
    } else if offset >= edit.removed.end {
        offset - edit.removed.len() + edit.inserted
    } else {
        edit.removed.start
    }
}

/// What a note lacks that is still being written.
fn is_unfinished(finding: &Finding) -> bool {
    matches!(finding.code, "empty-footnote" | "incomplete-reference")
}

/// The sentence at whose words or end the caret stands.
fn sentence(analysis: &Analysis, caret: usize) -> Option<Span> {
    // At the end of the text or of a line the caret stands behind the block's last sentence.
    let (_, placed) = analysis.block_at(caret.saturating_sub(1))?;
    let inside = caret.checked_sub(placed.start)?;
    let mut sentences = placed.block.syntax.sentences.iter().rev();
    sentences.find(|sentence| sentence.span.touches(inside)).map(|sentence| placed.span(sentence.span))
}
