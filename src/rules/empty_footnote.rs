//! `empty-footnote`: a note that says nothing yet, or 参见 and no more.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Placed, Profile, notes::naming},
    text::Language,
};

pub struct EmptyFootnote;

impl Rule for EmptyFootnote {
    fn code(&self) -> &'static str {
        "empty-footnote"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn reads(&self) -> Reads {
        Reads::Notes
    }

    fn by_block(&self) -> bool {
        true
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let (notes, blocks) = (&context.analysis.notes, &context.analysis.blocks);
        for (note, definition) in notes.in_block(blocks, placed).filter(|(_, definition)| definition.reference.empty) {
            let span = placed.span(definition.span);
            let label = naming::label(blocks, note);
            let said = !definition.body.is_empty();
            let message = match context.language {
                Language::ZhHans if said => format!("注文 {label} 没有写出处。请写明作者、题目、出处和日期。"),
                Language::ZhHans => format!("注文 {label} 是空的。请写明出处，或删去此注。"),
                Language::ZhHant if said => format!("注文 {label} 沒有寫出處。請寫明作者、題目、出處和日期。"),
                Language::ZhHant => format!("注文 {label} 是空的。請寫明出處，或刪去此註。"),
                Language::En if said => format!("Note {label} names no source. Give author, title, outlet and date."),
                Language::En => format!("Note {label} is empty. Name the source, or remove the note."),
            };
            out.push(Finding { code: self.code(), severity: Severity::Warning, span, message, related: Vec::new() });
        }
    }
}
