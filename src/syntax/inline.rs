//! Inline structure of a block: code, links, bare URLs, comments and tags, where text is not prose.
//!
//! An own scanner and no Markdown parser: drafts are plain text as often as Markdown, four spaces of indentation are no
//! code in them, and an address ends where Chinese begins. Total and linear: every look ahead is bounded or remembered.

use super::landmarks::{Kind, Landmarks};
use crate::text::Span;

/// What stands inside a block besides prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `` `code` ``
    Code,
    /// `[text](url)`: `span` is all of it, `target` the address.
    Link,
    /// `<https://…>` or a bare address.
    Url,
    /// An HTML tag or comment, also `<sup>`.
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
    /// The address of a link or URL, the content of code, the tag itself.
    pub target: Span,
}

/// Longest tag or address in angle brackets, in bytes.
const TAG_BYTES: usize = 4096;
/// Deepest nesting of parentheses in a link's address, as CommonMark implementations bound it.
const PARENTHESES: usize = 32;
/// Most brackets open at once; deeper ones are text.
const BRACKETS: usize = 64;

/// Where [`Scanner::run`] stops.
pub(super) const SIGNS: &str = "\\`<[]hHwf\n";

/// All inline elements of a block, in order.
pub fn inline(text: &str, marks: &Landmarks) -> Vec<Inline> {
    let mut scanner =
        Scanner { text, found: Vec::new(), brackets: Vec::new(), no_code: [false; 16], no_comment: false };
    scanner.run(marks);
    scanner.found.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
    drop_nested(scanner.found)
}

/// Keeps the outermost of overlapping elements.
fn drop_nested(found: Vec<Inline>) -> Vec<Inline> {
    let mut end = 0;
    found
        .into_iter()
        .filter(|inline| {
            inline.span.start >= end && {
                end = inline.span.end;
                true
            }
        })
        .collect()
}

struct Scanner<'a> {
    text: &'a str,
    found: Vec<Inline>,
    /// Offsets of `[` that are still open.
    brackets: Vec<usize>,
    /// No closing run of so many backticks lies ahead.
    no_code: [bool; 16],
    no_comment: bool,
}

impl Scanner<'_> {
    fn run(&mut self, marks: &Landmarks) {
        let bytes = self.text.as_bytes();
        let (mut signs, mut at) = (marks.walk(Kind::Inline), 0);
        while let Some(next) = signs.next_from(at) {
            at = next;
            at = match bytes[at] {
                b'\\' => at + 2,
                b'`' => self.code(at),
                b'<' => self.angle(at),
                b'[' => {
                    if self.brackets.len() < BRACKETS {
                        self.brackets.push(at);
                    }
                    at + 1
                }
                b']' => self.close(at),
                b'h' | b'H' | b'w' | b'f' => self.bare(at),
                b'\n' => {
                    self.brackets.clear();
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    fn push(&mut self, kind: InlineKind, start: usize, end: usize, target: Span) -> usize {
        self.found.push(Inline { kind, span: Span::new(start, end), target });
        end
    }

    fn code(&mut self, at: usize) -> usize {
        let run = |from: usize| self.text[from..].bytes().take_while(|&b| b == b'`').count();
        let length = run(at);
        let inside = at + length;
        if self.no_code.get(length).copied().unwrap_or(true) {
            return inside;
        }
        let mut next = inside;
        while let Some(found) = self.text.get(next..).and_then(|rest| rest.find('`')) {
            let start = next + found;
            let closing = run(start);
            if closing == length {
                return self.push(InlineKind::Code, at, start + closing, Span::new(inside, start));
            }
            next = start + closing;
        }
        if let Some(flag) = self.no_code.get_mut(length) {
            *flag = true;
        }
        inside
    }

    /// A comment, a tag or an address in angle brackets.
    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            if self.no_comment {
                return at + 1;
            }
            return match rest.find("-->") {
                Some(end) => self.push(InlineKind::Html, at, at + end + 3, Span::new(at, at + end + 3)),
                None => {
                    self.no_comment = true;
                    at + 1
                }
            };
        }
        let opens = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = rest.bytes().take(TAG_BYTES).skip(1).position(|b| matches!(b, b'>' | b'<' | b'\n'));
        let Some(end) = end.filter(|&end| opens && rest.as_bytes().get(end + 1) == Some(&b'>')) else {
            return at + 1;
        };
        let (inside, close) = (Span::new(at + 1, at + 1 + end), at + end + 2);
        if has_scheme(inside.of(self.text)) {
            self.push(InlineKind::Url, at, close, inside)
        } else {
            self.push(InlineKind::Html, at, close, Span::new(at, close))
        }
    }

    /// `](address)` closes a link; any other `]` closes a bracket.
    fn close(&mut self, at: usize) -> usize {
        let Some(open) = self.brackets.pop() else { return at + 1 };
        let Some((target, len)) = self.text.get(at + 1..).and_then(destination) else { return at + 1 };
        let picture = self.text[..open].ends_with('!');
        let start = open - usize::from(picture);
        self.push(InlineKind::Link, start, at + 1 + len, target.shift(at + 1))
    }

    fn bare(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let word = self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        if word || !(has_scheme(rest) || starts_with_ignore_case(rest, "www.")) {
            return at + 1;
        }
        let len = url_len(rest);
        self.push(InlineKind::Url, at, at + len, Span::new(at, at + len))
    }
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// True where an address begins.
pub fn has_scheme(text: &str) -> bool {
    ["http://", "https://", "ftp://"].iter().any(|scheme| starts_with_ignore_case(text, scheme))
}

/// Bytes of the bare address that `text` begins with: up to white space, Chinese or a closing bracket it did not open,
/// without the punctuation of the sentence around it.
pub fn url_len(text: &str) -> usize {
    let mut open = 0usize;
    let end = text
        .char_indices()
        .find(|&(_, c)| match c {
            '(' => {
                open += 1;
                false
            }
            ')' => {
                let outside = open == 0;
                open = open.saturating_sub(1);
                outside
            }
            c => {
                c.is_whitespace()
                    || c.is_control()
                    || matches!(c, '<' | '>' | '"' | '`' | '|' | '[' | ']')
                    || !c.is_ascii() && !is_latin(c)
            }
        })
        .map_or(text.len(), |(end, _)| end);
    let url = text.get(..end).unwrap_or("");
    // `\_` escapes a sign inside an address, a backslash at its end belongs to what follows.
    url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '\\', '~']).len()
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x250
}

/// The address of `(address "title")`, in bytes of `text`, which begins with the parenthesis, and the end of all of it.
fn destination(text: &str) -> Option<(Span, usize)> {
    let inside = text.strip_prefix('(')?;
    if let Some(rest) = inside.strip_prefix('<') {
        let end = rest.bytes().take(TAG_BYTES).position(|b| matches!(b, b'>' | b'\n'))?;
        return rest[end..].starts_with(">)").then(|| (Span::new(2, 2 + end), end + 4));
    }
    let (mut depth, mut escaped) = (0, false);
    for (i, b) in inside.bytes().take(TAG_BYTES).enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' if depth == PARENTHESES => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return address(&inside[..i]).map(|len| (Span::new(1, 1 + len), i + 2)),
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// Bytes of the address in what stands between the parentheses of a link: without a title; with a blank only where it is
/// plainly an address that somebody wrapped.
fn address(inside: &str) -> Option<usize> {
    match inside.trim_end().split_once([' ', '\t']) {
        None => Some(inside.trim_end().len()),
        Some((address, title)) if title.trim_start().starts_with(['"', '\'']) => Some(address.len()),
        Some(_) => has_scheme(inside).then(|| inside.trim_end().len()),
    }
}
