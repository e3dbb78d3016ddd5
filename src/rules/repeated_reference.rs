//! `repeated-reference`: a source written out in full again.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Notes, Placed, Profile,
        notes::{At, Note, naming},
    },
    text::{Language, Span},
};

pub struct RepeatedReference;

impl Rule for RepeatedReference {
    fn code(&self) -> &'static str {
        "repeated-reference"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Hint)
    }

    fn reads(&self) -> Reads {
        Reads::Sources
    }

    fn by_block(&self) -> bool {
        true
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let (analysis, blocks) = (context.analysis, &context.analysis.blocks);
        for (note, definition) in analysis.notes.in_block(blocks, placed) {
            let first = definition.reference.source.and_then(|source| analysis.tally.first(source));
            let Some((earlier, there)) = first.and_then(|at| body(analysis, at)) else { continue };
            let span = placed.span(definition.body);
            // Two labels of one note (`2、3)`) share its text.
            if there == span {
                continue;
            }
            let shared = earlier.scope == note.scope;
            let (message, related) = message(&naming::label(blocks, earlier), shared, context.language);
            out.push(Finding {
                code: self.code(),
                severity: Severity::Hint,
                span,
                message,
                related: vec![(there, related.to_owned())],
            });
        }
    }
}

/// The note of a definition, and where its text stands in the document.
fn body(analysis: &Analysis, at: At) -> Option<(&Note, Span)> {
    let note = analysis.notes.of_definition(at).and_then(|note| analysis.notes.notes.get(note))?;
    let (placed, definition) = (analysis.blocks.get(at.block)?, Notes::definition(&analysis.blocks, at)?);
    Some((note, placed.span(definition.body)))
}

fn message(earlier: &str, shared: bool, language: Language) -> (String, &'static str) {
    match (language, shared) {
        (Language::ZhHans, true) => {
            (format!("与注文 {earlier} 是同一出处。可以两处共用一条注，或写“同注 {earlier}”。"), "首次写在这里")
        }
        (Language::ZhHans, false) => {
            (format!("这一出处前面已经写全（注文 {earlier}）。可以简写为“前引”。"), "首次写在这里")
        }
        (Language::ZhHant, true) => {
            (format!("與注文 {earlier} 是同一出處。可以兩處共用一條註，或寫「同註 {earlier}」。"), "首次寫在這裡")
        }
        (Language::ZhHant, false) => {
            (format!("這一出處前面已經寫全（注文 {earlier}）。可以簡寫為「前引」。"), "首次寫在這裡")
        }
        (Language::En, true) => (
            format!("Note {earlier} gives this source already. Share that note, or write \"ibid.\"."),
            "given here first",
        ),
        (Language::En, false) => (
            format!("This source was given in full before (note {earlier}). A short form will do."),
            "given here first",
        ),
    }
}
