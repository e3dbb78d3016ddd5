use crate::text::{Edit, Span};

/// What a batch of edits touched, as one stretch of bytes: `start..old_end` before became `start..new_end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub start: usize,
    pub old_end: usize,
    pub new_end: usize,
}

impl Window {
    /// The hull of the edits, each given against the text the one before it left.
    pub fn of(edits: &[Edit]) -> Option<Self> {
        let (first, rest) = edits.split_first()?;
        let mut hull = Self {
            start: first.removed.start,
            old_end: first.removed.end,
            new_end: first.removed.start + first.inserted,
        };
        for edit in rest {
            hull.start = hull.start.min(edit.removed.start);
            let past = edit.removed.end.saturating_sub(hull.new_end);
            hull.old_end += past;
            hull.new_end += past;
            hull.new_end = hull.new_end - edit.removed.len() + edit.inserted;
        }
        Some(hull)
    }

    /// The offset before the edits of an offset after them, where it lies behind all they touched.
    pub fn before(self, offset: usize) -> Option<usize> {
        (offset >= self.new_end).then(|| offset - self.new_end + self.old_end)
    }

    /// The offset after the edits of an offset before them that lies behind all they touched.
    pub fn after(self, offset: usize) -> usize {
        offset - self.old_end + self.new_end
    }

    /// Where a span of the text before stands after the edits; `None` where they touched it.
    pub fn moved(self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        let insertion = self.start == self.old_end;
        if end < self.start || end == self.start && !(insertion && span.is_empty()) {
            Some(span)
        } else if start >= self.old_end {
            Some(Span::new(self.after(start), self.after(end)))
        } else {
            None
        }
    }

    /// Like [`moved`](Self::moved), but a span that encloses all that they touched grows with it.
    pub fn stretched(self, span: Span) -> Option<Span> {
        let encloses = span.start as usize <= self.start && self.old_end <= span.end as usize;
        self.moved(span).or_else(|| encloses.then(|| Span::new(span.start as usize, self.after(span.end as usize))))
    }

    /// The same window in bytes from `start` on, a block's for instance.
    pub fn within(self, start: usize) -> Option<Self> {
        Some(Self {
            start: self.start.checked_sub(start)?,
            old_end: self.old_end.checked_sub(start)?,
            new_end: self.new_end.checked_sub(start)?,
        })
    }
}

/// Blocks that came in the place of others, by index: `old` of them before, `new` of them now, from `first` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub first: usize,
    pub old: usize,
    pub new: usize,
}

impl Splice {
    /// The index now of a block that stood at another before; `None` where others came in its place.
    pub fn moved(self, block: usize) -> Option<usize> {
        match block.checked_sub(self.first) {
            None => Some(block),
            Some(from) => Some(self.first + self.new + from.checked_sub(self.old)?),
        }
    }
}
