//! Signs with several numbers: `[1,3]`, `[1-3]`, `[3][4]` in one wrapping.
//!
//! A range that other notes part is written with `;` where it is parted, and closes there again: `[1-2]` becomes `[1;3]`
//! when a note comes between, and `[1-2]` when that one goes.

use super::relabel::Label;
use crate::{
    syntax::{
        Marker,
        footnotes::labels::{self, Numeral},
    },
    text::Span,
};

const DASHES: [&str; 5] = ["-", "–", "—", "~", "～"];

/// True for what stands between the ends of a range.
pub(super) fn is_dash(between: &str) -> bool {
    DASHES.contains(&between.trim())
}

/// The sign at which a range of this dash is parted.
fn parting(dash: &str) -> &'static str {
    if dash.trim() == "-" { ";" } else { "；" }
}

/// The dash of a range that was parted here.
fn closing(between: &str) -> Option<&'static str> {
    match between {
        ";" => Some("-"),
        "；" => Some("–"),
        _ => None,
    }
}

/// A number, or a range from `first` to `last`.
struct Piece<'a> {
    first: u32,
    last: u32,
    numeral: Numeral,
    /// What separates it from the piece before.
    before: &'a str,
    dash: Option<&'a str>,
    /// Its ends before they were changed.
    old: (u32, u32),
}

/// All numbers of a sign and their new writing; bytes of the block.
pub(super) fn rewrite(text: &str, sign: &[Marker], new: &[Option<&Label>]) -> Option<(Span, String)> {
    let whole = Span { start: sign.first()?.label_span.start, end: sign.last()?.label_span.end };
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut seen = Vec::new();
    for part in parts(text, sign) {
        let mut numbers: Vec<(u32, u32)> = part
            .members
            .clone()
            .filter_map(|index| Some((changed(sign.get(index)?, new.get(index)?)?, sign.get(index)?.number?)))
            .filter(|(number, _)| !seen.contains(number))
            .collect();
        numbers.sort_unstable();
        seen.extend(numbers.iter().map(|&(number, _)| number));
        for (index, run) in numbers.chunk_by(|one, next| one.0 + 1 == next.0).enumerate() {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let before = if index > 0 { parting(part.dash.unwrap_or("-")) } else { part.before };
            let old = (first.1, last.1);
            pieces.push(Piece { first: first.0, last: last.0, numeral: part.numeral, before, dash: part.dash, old });
        }
    }
    pieces.dedup_by(|next, piece| closes(piece, next));
    let mut written = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        written.push_str(if index > 0 { piece.before } else { "" });
        written.push_str(&labels::write(piece.first, piece.numeral));
        if piece.last > piece.first {
            written.push_str(piece.dash.unwrap_or("-"));
            written.push_str(&labels::write(piece.last, piece.numeral));
        }
    }
    Some((whole, written))
}

/// Joins two pieces that a range was parted into, once nothing parts them.
fn closes<'a>(piece: &mut Piece<'a>, next: &mut Piece<'a>) -> bool {
    let Some(dash) = closing(next.before) else { return false };
    let closes = piece.last + 1 == next.first && piece.old.1 + 1 != next.old.0;
    if closes {
        (piece.last, piece.old.1) = (next.last, next.old.1);
        piece.dash = piece.dash.or(next.dash).or(Some(dash));
    }
    closes
}

fn changed(marker: &Marker, label: &Option<&Label>) -> Option<u32> {
    match label {
        None => marker.number,
        Some(Label::Number(number)) => Some(*number),
        Some(Label::Name(_) | Label::Gone) => None,
    }
}

/// Markers of a sign (their indices) that one number or one range stands for.
struct Part<'a> {
    members: std::ops::Range<usize>,
    numeral: Numeral,
    before: &'a str,
    dash: Option<&'a str>,
}

fn parts<'a>(text: &'a str, sign: &[Marker]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut end = None;
    for (index, marker) in sign.iter().enumerate() {
        let between = end.map_or("", |end| Span { start: end, end: marker.label_span.start }.of(text));
        end = Some(marker.label_span.end);
        match parts.last_mut() {
            // The members of a range between its ends stand where the last one begins.
            Some(part) if between.is_empty() || is_dash(between) => {
                part.members.end = index + 1;
                part.dash = part.dash.or(Some(between));
            }
            _ => parts.push(Part { members: index..index + 1, numeral: marker.numeral, before: between, dash: None }),
        }
    }
    parts
}
