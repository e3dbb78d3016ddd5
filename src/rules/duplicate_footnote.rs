//! `duplicate-footnote`: two notes with one label on one page or in the document.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Analysis, Notes, Profile, notes::naming},
    text::{Language, Span},
};

pub struct DuplicateFootnote;

impl Rule for DuplicateFootnote {
    fn code(&self) -> &'static str {
        "duplicate-footnote"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn reads(&self) -> Reads {
        Reads::Notes
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        for note in &analysis.notes.notes {
            let first = note.repeats.and_then(|first| analysis.notes.notes.get(first));
            let Some(span) = first.and_then(|_| sign(analysis, note.definition?)) else { continue };
            let related = first.and_then(|first| sign(analysis, first.definition?));
            let label = naming::label(&analysis.blocks, note);
            let (message, there) = message(&label, naming::page(analysis, note, context.language), context.language);
            out.push(Finding {
                code: self.code(),
                severity: Severity::Error,
                span,
                message,
                related: related.map(|span| (span, there.to_owned())).into_iter().collect(),
            });
        }
    }
}

fn sign(analysis: &Analysis, at: crate::analysis::notes::At) -> Option<Span> {
    let placed = analysis.blocks.get(at.block)?;
    let definition = Notes::definition(&analysis.blocks, at)?;
    Some(placed.span(naming::sign(&placed.block.text, definition)))
}

fn message(label: &str, page: Option<String>, language: Language) -> (String, &'static str) {
    match language {
        Language::ZhHans => {
            let place = page.map_or("全文".to_owned(), |page| format!("本页（{page}）"));
            (
                format!("{place}已有一条注文 {label}，标记 {label} 只会指向前一条。请改编号，或删去其一。"),
                "前一条在这里",
            )
        }
        Language::ZhHant => {
            let place = page.map_or("全文".to_owned(), |page| format!("本頁（{page}）"));
            (
                format!("{place}已有一條注文 {label}，標記 {label} 只會指向前一條。請改編號，或刪去其一。"),
                "前一條在這裡",
            )
        }
        Language::En => {
            let place = page.unwrap_or_else(|| "the document".to_owned());
            let message = format!(
                "{label} labels another note of {place} already; its markers point there. Renumber or remove one."
            );
            (message, "the first one")
        }
    }
}
