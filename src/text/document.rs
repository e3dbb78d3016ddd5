//! A document of the editor: its text as a rope, its version, and changes applied in order.

use std::{fmt, ops::Range};

use ropey::Rope;

use super::Span;
use super::position::{self, Encoding, Position};

/// A change as the protocol sends it: the range in positions of the text the change before it left; no range: all of it.
#[derive(Clone, Debug)]
pub struct Change {
    pub range: Option<(Position, Position)>,
    pub text: String,
}

/// A change as it was applied: bytes `removed` of the text before it became `inserted` bytes. What a client repeats of the
/// text around what it changes is in neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub removed: Range<usize>,
    pub inserted: usize,
    /// It breaks lines, and so did what it replaced: nobody types so.
    pub rewrites: bool,
}

/// Why a batch of changes was refused. The document is unchanged then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// The range ends before it starts.
    Reversed { index: usize },
    /// The text would grow past [`Document::MAX_BYTES`].
    TooLong { bytes: usize },
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reversed { index } => write!(f, "change {index} of the batch ends before it starts"),
            Self::TooLong { bytes } => {
                write!(f, "the text would be {bytes} bytes long; the limit is {}", Document::MAX_BYTES)
            }
        }
    }
}

impl std::error::Error for ChangeError {}

/// Text and version of an open document. Cloning is O(1).
///
/// ```
/// use chuchu::text::{Change, Document, Encoding, Position};
///
/// let mut draft = Document::new("\u{20bb7}野家说：“好。”\n", 1);
/// let (behind, end) = (Position { line: 0, column: 2 }, Position { line: 0, column: 4 });
/// // The first character takes two UTF-16 units, and four bytes.
/// assert_eq!(draft.offset(behind, Encoding::Utf16), 4);
///
/// let change = Change { range: Some((behind, end)), text: "先生".into() };
/// let edits = draft.apply(&[change], 2, Encoding::Utf16).unwrap();
/// assert_eq!(draft.rope(), "\u{20bb7}先生说：“好。”\n");
/// assert_eq!(edits.len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    rope: Rope,
    version: i32,
}

impl Document {
    /// The longest text taken, in bytes: spans count in 32 bits, and a book of ten million characters is a tenth of it.
    pub const MAX_BYTES: usize = 256 << 20;

    pub fn new(text: &str, version: i32) -> Self {
        Self { rope: Rope::from_str(text), version }
    }

    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn version(&self) -> i32 {
        self.version
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The byte offset of a position; see [`Position`] for what is clamped.
    pub fn offset(&self, at: Position, encoding: Encoding) -> usize {
        position::to_offset(&self.rope, at, encoding)
    }

    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        position::to_position(&self.rope, offset, encoding)
    }

    /// The text of a span of document bytes, clamped to the text and to characters.
    pub fn slice(&self, span: Span) -> String {
        let clamp = |byte: usize| self.rope.byte_to_char(byte.min(self.len()));
        let (start, end) = (clamp(span.start as usize), clamp(span.end as usize));
        self.rope.slice(start.min(end)..end).to_string()
    }

    /// Applies a batch, each change against the text the one before it left.
    ///
    /// # Errors
    /// A reversed range or a text past [`MAX_BYTES`](Self::MAX_BYTES); nothing of the batch is applied then.
    pub fn apply(&mut self, changes: &[Change], version: i32, encoding: Encoding) -> Result<Vec<Edit>, ChangeError> {
        // A rope that nobody else holds is edited in place; one change alone is refused before anything is done.
        let before = (changes.len() > 1).then(|| self.rope.clone());
        let edits = changes.iter().enumerate().map(|(index, change)| self.make(index, change, encoding)).collect();
        match &edits {
            Ok(_) => self.version = version,
            Err(_) => before.into_iter().for_each(|before| self.rope = before),
        }
        edits
    }

    fn make(&mut self, index: usize, change: &Change, encoding: Encoding) -> Result<Edit, ChangeError> {
        let rope = &mut self.rope;
        let removed = match change.range {
            None => 0..rope.len_bytes(),
            Some((start, end)) if start > end => return Err(ChangeError::Reversed { index }),
            Some((start, end)) => {
                let from = position::to_offset(rope, start, encoding);
                // Mostly something is inserted.
                from..if start == end { from } else { position::to_offset(rope, end, encoding) }
            }
        };
        let bytes = rope.len_bytes() - removed.len() + change.text.len();
        if bytes > Self::MAX_BYTES {
            return Err(ChangeError::TooLong { bytes });
        }
        let (removed, text) = narrowed(rope, removed, &change.text);
        let rewrites = text.contains('\n') && rope.byte_slice(removed.clone()).chars().any(|c| c == '\n');
        let start = rope.byte_to_char(removed.start);
        if !removed.is_empty() {
            rope.remove(start..rope.byte_to_char(removed.end));
        }
        rope.insert(start, text);
        Ok(Edit { removed, inserted: text.len(), rewrites })
    }
}

/// A replacement without what is the same before and after it at either end: some clients send the whole text at every
/// key. A line end of two characters stays whole.
fn narrowed<'a>(rope: &Rope, removed: Range<usize>, text: &'a str) -> (Range<usize>, &'a str) {
    if removed.is_empty() || text.is_empty() {
        return (removed, text);
    }
    let same = common(rope.byte_slice(removed.clone()).chars(), text.chars());
    let start = same - usize::from(text[..same].ends_with('\r'));
    let (old, text) = (rope.byte_slice(removed.start + start..removed.end), &text[start..]);
    let same = common(old.chars_at(old.len_chars()).reversed(), text.chars().rev());
    let (old_left, left) = (old.byte_slice(..old.len_bytes() - same), &text[..text.len() - same]);
    let carriage = left.ends_with('\r') || old_left.chars_at(old_left.len_chars()).prev() == Some('\r');
    let end = same - usize::from(carriage && text[left.len()..].starts_with('\n'));
    (removed.start + start..removed.end - end, &text[..text.len() - end])
}

/// How many bytes two texts begin with in common, in whole characters.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
}
