//! `out-of-order-footnote`: numbers that do not rise in the order of the text, or leave some out.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Notes, Profile,
        notes::{Note, ScopeKind, naming},
    },
    syntax::footnotes::{NotesHeading, Style},
    text::{Language, Span},
};

pub struct OutOfOrderFootnote;

impl Rule for OutOfOrderFootnote {
    fn code(&self) -> &'static str {
        "out-of-order-footnote"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn reads(&self) -> Reads {
        Reads::Notes
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        let mut scopes: Vec<Vec<&Note>> = vec![Vec::new(); analysis.notes.scopes.len()];
        for note in analysis.notes.notes.iter().filter(|note| note.repeats.is_none()) {
            if let Some(scope) = scopes.get_mut(note.scope) {
                scope.push(note);
            }
        }
        for (scope, notes) in analysis.notes.scopes.iter().zip(scopes) {
            // `[^id]` is numbered by whoever renders it; a bibliography is often in the order of the alphabet.
            if scope.heading != Some(NotesHeading::Bibliography) && numbered(analysis, &notes) {
                let start = if scope.kind == ScopeKind::Document { None } else { Some(1) };
                check(context, &notes, start, out);
            }
        }
    }
}

fn numbered(analysis: &Analysis, notes: &[&Note]) -> bool {
    notes.iter().all(|note| {
        let marker = note.markers.first().and_then(|&at| Notes::marker(&analysis.blocks, at));
        note.number.is_some() && marker.is_none_or(|marker| marker.style != Style::Caret)
    })
}

fn check(context: &Context<'_>, notes: &[&Note], start: Option<u32>, out: &mut Vec<Finding>) {
    let blocks = &context.analysis.blocks;
    let mut used: Vec<(u32, u32, Span, &Note)> = notes
        .iter()
        .filter_map(|note| {
            let span = note.markers.first().and_then(|&at| Notes::marker_span(blocks, at))?;
            Some((span.start, note.number?, span, *note))
        })
        .collect();
    used.sort_unstable_by_key(|&(start, number, ..)| (start, number));
    let numbers: Vec<u32> = used.iter().map(|&(_, number, ..)| number).collect();
    let rising = rising(&numbers);
    let mut before: Option<u32> = None;
    for ((_, number, span, note), rises) in used.iter().zip(&rising) {
        let label = || naming::label(blocks, note);
        if !rises {
            let passed = before.filter(|before| number < before);
            out.push(finding(*span, disorder(&label(), passed, context.language)));
            continue;
        }
        let expected = before.map_or(start, |before| Some(before + 1));
        before = Some(*number);
        let Some(expected) = expected.filter(|expected| expected < number) else { continue };
        // Numbers that only a note has are unused, those out of order stand elsewhere: neither is missing.
        let missing: Vec<u32> =
            (expected..*number).filter(|n| !notes.iter().any(|note| note.number == Some(*n))).collect();
        if let Some(first) = missing.first() {
            out.push(finding(*span, gap(&label(), *first, missing.len(), context.language)));
        }
    }
}

/// Which members belong to a longest rising row; the others are out of order.
fn rising(numbers: &[u32]) -> Vec<bool> {
    // For each length of a row, the index of the smallest number it can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers.get(end) < Some(number));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut rising = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(index) = next {
        if let Some(rises) = rising.get_mut(index) {
            *rises = true;
        }
        next = before.get(index).copied().flatten();
    }
    rising
}

fn finding(span: Span, message: String) -> Finding {
    Finding { code: OutOfOrderFootnote.code(), severity: Severity::Warning, span, message, related: Vec::new() }
}

/// `passed`: the higher number that the text has come to already.
fn disorder(label: &str, passed: Option<u32>, language: Language) -> String {
    match (language, passed) {
        (Language::ZhHans, Some(before)) => format!("脚注 {label} 不合顺序：前面已到 {before}。可用“重新编号”改正。"),
        (Language::ZhHans, None) => format!("脚注 {label} 不合顺序：编号较小的脚注在它之后。可用“重新编号”改正。"),
        (Language::ZhHant, Some(before)) => format!("註腳 {label} 不合順序：前面已到 {before}。可用「重新編號」改正。"),
        (Language::ZhHant, None) => format!("註腳 {label} 不合順序：編號較小的註腳在它之後。可用「重新編號」改正。"),
        (Language::En, Some(before)) => {
            format!("Note {label} is out of order: the text has come to {before} already. Renumber.")
        }
        (Language::En, None) => format!("Note {label} is out of order: smaller numbers come after it. Renumber."),
    }
}

fn gap(label: &str, first: u32, count: usize, language: Language) -> String {
    let missing = if count == 1 { first.to_string() } else { format!("{first}–{}", first as usize + count - 1) };
    match language {
        Language::ZhHans => format!("脚注 {label} 之前缺 {missing}。可用“重新编号”改正。"),
        Language::ZhHant => format!("註腳 {label} 之前缺 {missing}。可用「重新編號」改正。"),
        Language::En => format!("No note {missing} before {label}. Renumber."),
    }
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn as_few_as_possible_are_out_of_order() {
        assert_eq!(rising(&[1, 3, 2, 4]).iter().filter(|rises| !**rises).count(), 1);
        assert_eq!(rising(&[2, 3, 4, 1]), [true, true, true, false]);
        assert!(rising(&[]).is_empty());
    }
}
