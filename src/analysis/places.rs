//! Positions of many offsets, told from the blocks they stand in: quicker than asking the rope for each.

use super::{Analysis, Placed};
use crate::text::{Document, Encoding, Position};

/// The positions of offsets in a document, best asked for in order.
pub struct Places<'a> {
    analysis: &'a Analysis,
    document: &'a Document,
    encoding: Encoding,
    /// The block of the last offset.
    placed: Option<&'a Placed>,
    last: (usize, Position),
}

impl<'a> Places<'a> {
    /// `analysis` is that of `document`.
    pub fn new(analysis: &'a Analysis, document: &'a Document, encoding: Encoding) -> Self {
        Self { analysis, document, encoding, placed: None, last: (0, Position::default()) }
    }

    /// The position of a byte offset of the document, as [`Document::position`] tells it.
    pub fn position(&mut self, offset: usize) -> Position {
        let position = self.near(offset).unwrap_or_else(|| self.document.position(offset, self.encoding));
        self.last = (offset, position);
        position
    }

    /// Counted from the last offset, or from the start of the block.
    fn near(&mut self, offset: usize) -> Option<Position> {
        let behind = |placed: &&Placed| self.last.0 <= offset && offset < placed.end().0;
        let (start, from) = if self.placed.filter(behind).is_some() {
            self.last
        } else {
            self.placed = self.analysis.block_at(offset).map(|(_, placed)| placed);
            let placed = self.placed?;
            (placed.start, Position { line: u32::try_from(placed.line).ok()?, column: 0 })
        };
        let (first, text) = self.placed.map(|placed| (placed.start, &placed.block.text))?;
        let (before, after) = text.split_at_checked(offset - first)?;
        let inside = before.ends_with('\r') && after.starts_with('\n');
        let between = before.get(start - first..).filter(|_| !inside)?;
        Some(from.behind(between, self.encoding))
    }
}
