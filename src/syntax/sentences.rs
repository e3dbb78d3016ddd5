//! Sentences with their closing quotes and the note markers that belong to them.

use super::{
    Marker, Quotation,
    landmarks::{Kind, Landmarks},
};
use crate::text::{Span, is_of_word};

/// One sentence: `span` holds its closing quotes and the markers directly after it, without surrounding white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// The end of the words, before trailing markers.
    pub body_end: u32,
}

/// What [`ends`] a sentence.
pub(super) const ENDS: &str = "。！？｡!?…";

/// Text to a sentence, roughly.
const BYTES_A_SENTENCE: usize = 128;

/// Splits a block at 。！？ and ……, also inside a quotation of several sentences: a reader asks after each of them.
/// What closes a sentence stays with it: quotes, brackets, bold marks, and the note markers directly after it.
/// A line break is white space, for a block holds only lines that run on.
pub fn sentences(text: &str, marks: &Landmarks, quotations: &[Quotation], markers: &[Marker]) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(text.len() / BYTES_A_SENTENCE + 1);
    let mut start = 0;
    let mut titles =
        quotations.iter().filter(|quotation| quotation.marks.is_title()).map(|title| title.span).peekable();
    let mut read = 0;
    for (at, c) in marks.places(Kind::Sentence) {
        if at < read || !ends(c, &text[at..]) {
            continue;
        }
        while titles.next_if(|title| title.end as usize <= at).is_some() {}
        if titles.peek().is_some_and(|title| title.contains(at)) {
            continue;
        }
        let body = closed(text, at);
        if runs_on(text.get(body..).unwrap_or("")) {
            // All of 。。。。，: looking again from each mark would take the square of their number.
            read = body;
            continue;
        }
        let end = past_markers(text, body, markers);
        push(&mut found, text, start, body, end);
        (start, read) = (end, end);
    }
    push(&mut found, text, start, text.len(), text.len());
    found
}

fn push(found: &mut Vec<Sentence>, text: &str, start: usize, body: usize, end: usize) {
    let Some(words) = text.get(start..end) else { return };
    let first = start + (words.len() - words.trim_start().len());
    let last = start + words.trim_end().len();
    if first >= last {
        return;
    }
    // A line of bare markup (`**`) or punctuation left over is no sentence.
    if !words.chars().any(is_of_word) {
        if let Some(before) = found.last_mut() {
            before.span.end = Span::new(0, last).end;
        }
        return;
    }
    found.push(Sentence { span: Span::new(first, last), body_end: Span::new(0, body.clamp(first, last)).end });
}

/// True where `c`, the first of `rest`, ends a sentence.
fn ends(c: char, rest: &str) -> bool {
    match c {
        '。' | '！' | '？' | '｡' | '!' | '?' => {
            // Half-width marks also stand in addresses and formulas.
            !c.is_ascii() || !rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric() || "=&/".contains(next))
        }
        '…' => rest.starts_with("……"),
        _ => false,
    }
}

/// The end of everything that closes the sentence whose closing mark stands at `at`.
fn closed(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let kept = rest.trim_start_matches(['。', '！', '？', '｡', '!', '?', '…']);
    let kept = kept.trim_start_matches(['”', '’', '」', '』', '）', ')', '】', '〉', '"', '*', '_']);
    at + rest.len() - kept.len()
}

/// True where what follows a closing mark goes on with the same sentence: 「……？」，… and “……。”的说法.
fn runs_on(rest: &str) -> bool {
    rest.starts_with(['，', ',', '、', '；', ';', '：', ':', '的', '等', '》'])
}

/// The end of the markers that follow `body`, at most a blank apart, with the bold marks around them.
fn past_markers(text: &str, body: usize, markers: &[Marker]) -> usize {
    let mut end = body;
    let mut index = markers.partition_point(|marker| (marker.span.start as usize) < body);
    loop {
        let rest = text.get(end..).unwrap_or("");
        let next = end + rest.len() - rest.trim_start_matches([' ', '*']).len();
        let marker = markers.get(index).filter(|marker| marker.span.start as usize == next);
        let Some(after) = marker.map(|marker| marker.span.end as usize).or_else(|| sup(text, next)) else {
            return end;
        };
        index += usize::from(marker.is_some());
        let bold = text.get(..next).is_some_and(|before| before.ends_with("**"))
            && text.get(after..).is_some_and(|rest| rest.starts_with("**"));
        end = after + if bold { 2 } else { 0 };
    }
}

/// The end of a `<sup>…</sup>` at `at`.
fn sup(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix("<sup>")?;
    let end = rest.char_indices().take(17).find(|&(end, _)| rest[end..].starts_with("</sup>"))?.0;
    Some(at + "<sup>".len() + end + "</sup>".len())
}
