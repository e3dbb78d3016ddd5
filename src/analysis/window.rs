use crate::text::Edit;

/// What a batch of edits touched, as one stretch: `start..old_end` before became `start..new_end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
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
}
