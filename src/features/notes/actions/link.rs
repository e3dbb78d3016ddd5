//! A link or bare address in running text becomes a note.

use super::{NewNote, Refusal, new};
use crate::{
    analysis::Analysis,
    syntax::{
        Inline,
        inline::{InlineKind, has_scheme},
    },
    text::{Span, TextEdit},
};

/// The link or address of running text at `offset`, document bytes.
pub fn link_at(analysis: &Analysis, offset: usize) -> Option<Span> {
    find(analysis, offset).map(|(inline, start)| inline.span.shift(start))
}

fn find(analysis: &Analysis, offset: usize) -> Option<(Inline, usize)> {
    let (block, placed) = analysis.block_at(offset)?;
    if analysis.notes.is_note_block(block) {
        return None;
    }
    let text = &*placed.block.text;
    let inline = placed.block.syntax.inline.iter().find(|inline| {
        let linked = matches!(inline.kind, InlineKind::Link | InlineKind::Url) && has_scheme(inline.target.of(text));
        linked && inline.span.touches(offset - placed.start) && !inline.span.of(text).starts_with('!')
    })?;
    Some((*inline, placed.start))
}

/// Moves the address at `offset` into a new note: `[words](address)` leaves its words, a bare address nothing but the
/// marker.
///
/// # Errors
/// No address there, or no place for a note.
pub fn link_to_note(analysis: &Analysis, offset: usize) -> Result<NewNote, Refusal> {
    let (inline, start) = find(analysis, offset).ok_or(Refusal::NotHere)?;
    let (_, placed) = analysis.block_at(start).ok_or(Refusal::NotHere)?;
    let text = &*placed.block.text;
    let address = inline.target.of(text);
    let (words, end) = (link_words(text, &inline), inline.span.end as usize);
    let (before, after) = (text.get(..inline.span.start as usize).unwrap_or(""), text.get(end..).unwrap_or(""));
    let mut gone = inline.span;
    let kept = words.map_or("", |words| words.of(text));
    if kept.is_empty() {
        gone = widened(gone, before, after);
        if text.get(..gone.start as usize).is_none_or(|before| before.trim().is_empty()) {
            return Err(Refusal::NotHere);
        }
    }
    // The words stay byte by byte; what stands around them goes.
    let edits = match words.filter(|words| !words.is_empty()) {
        Some(words) => vec![
            TextEdit::delete(Span { start: gone.start, end: words.start }.shift(start)),
            TextEdit::delete(Span { start: words.end, end: gone.end }.shift(start)),
        ],
        None => vec![TextEdit::delete(gone.shift(start))],
    };
    new::write(analysis, start + gone.end as usize, &format!("<{address}>"), edits)
}

/// The words of `[words](address)`.
fn link_words(text: &str, inline: &Inline) -> Option<Span> {
    if inline.kind != InlineKind::Link {
        return None;
    }
    let close = text.get(inline.span.start as usize..inline.target.start as usize)?.rfind("](")?;
    Some(Span::new(inline.span.start as usize + 1, inline.span.start as usize + close))
}

/// A bare address with the brackets or blanks that held it.
fn widened(span: Span, before: &str, after: &str) -> Span {
    for (open, close) in [("（", "）"), ("(", ")")] {
        if before.ends_with(open) && after.starts_with(close) {
            return Span::new(span.start as usize - open.len(), span.end as usize + close.len());
        }
    }
    let blank = before.len() - before.trim_end_matches(' ').len();
    Span::new(span.start as usize - blank, span.end as usize)
}
