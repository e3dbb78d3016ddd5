//! Places in a text that nobody edits: lines and characters, counted on from the place before.

use memchr::{memchr2, memrchr2};

use crate::text::{Encoding, Position, Span, floor};

/// A text, and how far its lines are counted.
pub(super) struct Places<'a> {
    text: &'a str,
    last: (usize, Position),
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, last: (0, Position::default()) }
    }

    /// The start of a span in lines and characters, from 0. Best asked for in order.
    pub fn start(&mut self, span: Span) -> Position {
        let start = self.clamp(span.start);
        if start < self.last.0 {
            self.last = (0, Position::default());
        }
        self.last = (start, self.count(start));
        self.last.1
    }

    /// Start and end of a span.
    pub fn ends(&mut self, span: Span) -> (Position, Position) {
        let start = self.start(span);
        (start, self.count(self.clamp(span.end).max(self.last.0)))
    }

    /// A span with what stands before and behind it in its lines.
    pub fn line(&self, span: Span) -> [&'a str; 3] {
        let (start, end) = (self.clamp(span.start), self.clamp(span.end));
        let (before, after) = (self.text.get(..start).unwrap_or(""), self.text.get(end..).unwrap_or(""));
        let whole = if after_half(before, self.text.get(start..)) { start - 1 } else { start };
        let first = memrchr2(b'\n', b'\r', before.get(..whole).unwrap_or("").as_bytes()).map_or(0, |at| at + 1);
        let last = memchr2(b'\n', b'\r', after.as_bytes()).unwrap_or(after.len());
        [before.get(first..), self.text.get(start..end), after.get(..last)].map(Option::unwrap_or_default)
    }

    /// A byte of the text at which a character begins.
    fn clamp(&self, offset: u32) -> usize {
        floor(self.text, (offset as usize).min(self.text.len()))
    }

    /// The position of a byte behind the last one.
    fn count(&self, offset: usize) -> Position {
        let (from, position) = self.last;
        let between = self.text.get(from..offset).unwrap_or("");
        match between.strip_suffix('\r').filter(|_| after_half(between, self.text.get(offset..))) {
            Some(before) => {
                let before = position.behind(before, Encoding::Utf32);
                Position { column: before.column + 1, ..before }
            }
            None => position.behind(between, Encoding::Utf32),
        }
    }
}

/// True between the two characters of one line break.
fn after_half(before: &str, after: Option<&str>) -> bool {
    before.ends_with('\r') && after.is_some_and(|after| after.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn positions_are_those_of_the_rope() {
        let text = "甲乙\r\n丙\r\r\n丁a🙂\n\nb";
        let document = Document::new(text, 0);
        let at = |offset: u32| document.position(offset as usize, Encoding::Utf32);
        let spans = (0..=text.len()).map(|start| Span::new(start, (start + 5).min(text.len())));
        let mut places = Places::new(text);
        // In order, then back.
        for span in spans.clone().chain(spans.rev()) {
            assert_eq!(places.ends(span), (at(span.start), at(span.end)), "{span:?}");
        }
    }

    #[test]
    fn a_line_ends_with_its_break() {
        let line = |text, start, end| Places::new(text).line(Span::new(start, end));
        assert_eq!(line("ab\r\ncdef\r\ng", 5, 6), ["c", "d", "ef"]);
        assert_eq!(line("ab\rcd", 3, 5), ["", "cd", ""]);
        assert_eq!(line("ab\r\ncd", 3, 6), ["ab\r", "\ncd", ""]);
    }
}
