//! Edits of a text: sorted, apart from each other, and refused as a whole where one does not fit.

use std::fmt;

use super::Span;

/// One replacement; an empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Bytes of the text before any edit.
    pub span: Span,
    pub text: String,
}

impl TextEdit {
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::new(at, at), text)
    }

    pub fn delete(span: Span) -> Self {
        Self::new(span, "")
    }
}

/// Why edits are refused. The text is unchanged then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Two edits touch the same bytes.
    Overlap { at: usize },
    /// A span reaches past the end of the text.
    Outside { at: usize, len: usize },
    /// A span begins or ends inside a character.
    InsideCharacter { at: usize },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap { at } => write!(f, "two edits overlap at byte {at}"),
            Self::Outside { at, len } => write!(f, "an edit reaches to byte {at} of a text of {len} bytes"),
            Self::InsideCharacter { at } => write!(f, "an edit cuts the character at byte {at}"),
        }
    }
}

impl std::error::Error for EditError {}

/// Edits of one text, in order, that do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<TextEdit>);

impl Edits {
    /// Sorts edits; those at one place keep their order. Edits that change nothing stay.
    ///
    /// # Errors
    /// [`EditError::Overlap`].
    pub fn new(mut edits: Vec<TextEdit>) -> Result<Self, EditError> {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        for pair in edits.windows(2) {
            if let [one, next] = pair
                && next.span.start < one.span.end
            {
                return Err(EditError::Overlap { at: next.span.start as usize });
            }
        }
        Ok(Self(edits))
    }

    /// The text with all edits made.
    ///
    /// # Errors
    /// Where a span does not fit the text: it is of another version.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for TextEdit { span, text: new } in &self.0 {
            let (start, end) = (span.start as usize, span.end as usize);
            if end > text.len() {
                return Err(EditError::Outside { at: end, len: text.len() });
            }
            let between = text.get(done..start).ok_or(EditError::InsideCharacter { at: start })?;
            if !text.is_char_boundary(end) {
                return Err(EditError::InsideCharacter { at: end });
            }
            edited.push_str(between);
            edited.push_str(new);
            done = end;
        }
        edited.push_str(text.get(done..).unwrap_or(""));
        Ok(edited)
    }

    /// Where a place of the text comes to stand: after what is inserted at it.
    pub fn moved(&self, offset: usize) -> usize {
        let mut moved = offset;
        for edit in self.0.iter().take_while(|edit| edit.span.end as usize <= offset) {
            moved = moved + edit.text.len() - edit.span.len();
        }
        moved
    }

    pub fn as_slice(&self) -> &[TextEdit] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<TextEdit> {
        self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{EditError, Edits, Span, TextEdit};

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit::new(Span::new(start, end), text)
    }

    #[test]
    fn edits_are_made_in_order_whatever_order_they_come_in() {
        let edits = Edits::new(vec![edit(3, 6, "乙"), edit(0, 0, "甲")]).unwrap();
        assert_eq!(edits.apply("一二三").unwrap(), "甲一乙三");
        assert_eq!(edits.moved(6), 9);
    }

    #[test]
    fn edits_that_do_not_fit_are_refused() {
        assert_eq!(Edits::new(vec![edit(0, 3, ""), edit(2, 4, "")]), Err(EditError::Overlap { at: 2 }));
        let past = Edits::new(vec![edit(0, 9, "")]).unwrap();
        assert_eq!(past.apply("一"), Err(EditError::Outside { at: 9, len: 3 }));
        let inside = Edits::new(vec![edit(1, 3, "")]).unwrap();
        assert_eq!(inside.apply("一"), Err(EditError::InsideCharacter { at: 1 }));
    }
}
