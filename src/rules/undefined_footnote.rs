//! `undefined-footnote`: a marker without a note on its page or in the document.
//!
//! Where the notes are the last thing written, or not written yet, the markers past the last note wait for theirs: they
//! are one finding together, or a draft would be red from end to end while its writer goes from text to notes.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Notes, Profile,
        notes::{Note, naming},
    },
    text::{Language, Span},
};

pub struct UndefinedFootnote;

impl Rule for UndefinedFootnote {
    fn code(&self) -> &'static str {
        "undefined-footnote"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn reads(&self) -> Reads {
        Reads::Notes
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        let reached = reached(analysis);
        let mut waiting: Vec<&Note> = Vec::new();
        for note in analysis.notes.notes.iter().filter(|note| note.definition.is_none()) {
            let open = analysis.notes.scopes.get(note.scope).is_some_and(|scope| scope.open);
            let past = note.markers.first() > reached.get(note.scope).and_then(Option::as_ref);
            if open && past {
                waiting.push(note);
                continue;
            }
            let label = naming::label(&analysis.blocks, note);
            let message = message(&label, naming::page(analysis, note, context.language), context.language);
            out.extend(spans(analysis, note).map(|span| finding(span, message.clone(), Vec::new())));
        }
        out.extend(unwritten(context, &waiting));
    }
}

/// For each scope, the last marker (by first mention) that has its note.
fn reached(analysis: &Analysis) -> Vec<Option<crate::analysis::notes::At>> {
    let mut reached = vec![None; analysis.notes.scopes.len()];
    for note in analysis.notes.notes.iter().filter(|note| note.definition.is_some()) {
        if let Some(last) = reached.get_mut(note.scope) {
            *last = note.markers.first().copied().max(*last);
        }
    }
    reached
}

fn spans(analysis: &Analysis, note: &Note) -> impl Iterator<Item = Span> {
    note.markers.iter().filter_map(|&at| Notes::marker_span(&analysis.blocks, at))
}

/// One finding for all markers whose notes are still to be written.
fn unwritten(context: &Context<'_>, waiting: &[&Note]) -> Option<Finding> {
    let analysis = context.analysis;
    let mut spans = waiting.iter().flat_map(|note| spans(analysis, note));
    let first = spans.next()?;
    let label = |note: &Note| naming::label(&analysis.blocks, note);
    let name = label(waiting.first()?);
    if waiting.len() == 1 {
        let message = message(&name, naming::page(analysis, waiting.first()?, context.language), context.language);
        return Some(finding(first, message, Vec::new()));
    }
    let (last, count) = (label(waiting.last()?), waiting.len());
    let (message, related) = match context.language {
        Language::ZhHans => (format!("{name} 至 {last} 共 {count} 条脚注还没有注文。"), "这里也还没有注文"),
        Language::ZhHant => (format!("{name} 至 {last} 共 {count} 條註腳還沒有注文。"), "這裡也還沒有注文"),
        Language::En => {
            (format!("{count} markers, {name} to {last}, have no notes yet."), "no note yet for this one either")
        }
    };
    Some(finding(first, message, spans.map(|span| (span, related.to_owned())).collect()))
}

fn message(label: &str, page: Option<String>, language: Language) -> String {
    match (language, page) {
        (Language::ZhHans, Some(page)) => {
            format!("脚注 {label} 在本页（{page}）没有注文。请在页末补上注文，或删去此标记。")
        }
        (Language::ZhHans, None) => format!("脚注 {label} 没有注文。请补上注文，或删去此标记。"),
        (Language::ZhHant, Some(page)) => {
            format!("註腳 {label} 在本頁（{page}）沒有注文。請在頁末補上注文，或刪去此標記。")
        }
        (Language::ZhHant, None) => format!("註腳 {label} 沒有注文。請補上注文，或刪去此標記。"),
        (Language::En, Some(page)) => {
            format!("Marker {label} has no note on {page}. Add the note below the text, or remove the marker.")
        }
        (Language::En, None) => format!("Marker {label} has no note. Add the note, or remove the marker."),
    }
}

fn finding(span: Span, message: String, related: Vec<(Span, String)>) -> Finding {
    Finding { code: UndefinedFootnote.code(), severity: Severity::Error, span, message, related }
}
