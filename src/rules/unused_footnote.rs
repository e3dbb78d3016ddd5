//! `unused-footnote`: a note that nothing in the text points to.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Notes, Profile,
        notes::{Note, naming},
    },
    syntax::footnotes::NotesHeading,
    text::{Language, Span},
};

pub struct UnusedFootnote;

impl Rule for UnusedFootnote {
    fn code(&self) -> &'static str {
        "unused-footnote"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn reads(&self) -> Reads {
        Reads::Notes
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        let mut cited = vec![false; analysis.notes.scopes.len()];
        for note in analysis.notes.notes.iter().filter(|note| !note.markers.is_empty()) {
            if let Some(cited) = cited.get_mut(note.scope) {
                *cited = true;
            }
        }
        for note in &analysis.notes.notes {
            // A bibliography that the text never points to by number is read, not cited.
            let scope = analysis.notes.scopes.get(note.scope);
            let read = scope.is_some_and(|scope| scope.heading == Some(NotesHeading::Bibliography))
                && !cited.get(note.scope).copied().unwrap_or(false);
            if !read && note.markers.is_empty() && note.mentions.is_empty() && note.repeats.is_none() {
                out.extend(finding(analysis, note, context.language));
            }
        }
    }
}

fn finding(analysis: &Analysis, note: &Note, language: Language) -> Option<Finding> {
    let at = note.definition?;
    let placed = analysis.blocks.get(at.block)?;
    let definition = Notes::definition(&analysis.blocks, at)?;
    let span: Span = placed.span(naming::sign(&placed.block.text, definition));
    let label = naming::label(&analysis.blocks, note);
    let page = naming::page(analysis, note, language);
    let message = match (language, page) {
        (Language::ZhHans, Some(page)) => format!("正文（{page}）没有引用注文 {label}。请在正文补上标记，或删去此注。"),
        (Language::ZhHans, None) => format!("正文没有引用注文 {label}。请在正文补上标记，或删去此注。"),
        (Language::ZhHant, Some(page)) => format!("正文（{page}）沒有引用注文 {label}。請在正文補上標記，或刪去此註。"),
        (Language::ZhHant, None) => format!("正文沒有引用注文 {label}。請在正文補上標記，或刪去此註。"),
        (Language::En, Some(page)) => {
            format!("Nothing on {page} points to note {label}. Add its marker, or remove the note.")
        }
        (Language::En, None) => {
            format!("Nothing in the text points to note {label}. Add its marker, or remove the note.")
        }
    };
    Some(Finding { code: UnusedFootnote.code(), severity: Severity::Warning, span, message, related: Vec::new() })
}
