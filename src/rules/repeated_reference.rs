//! `repeated-reference`: a source written out in full again.

use std::collections::HashMap;

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Notes, Profile, notes::naming},
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

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let (analysis, blocks) = (context.analysis, &context.analysis.blocks);
        let mut first: HashMap<u64, (usize, Span)> = HashMap::new();
        for (index, note) in analysis.notes.notes.iter().enumerate() {
            let Some((at, definition)) = note.definition.and_then(|at| Some((at, Notes::definition(blocks, at)?)))
            else {
                continue;
            };
            let (Some(source), Some(placed)) = (definition.reference.source, blocks.get(at.block)) else { continue };
            let span = placed.span(definition.body);
            let Some(&(earlier, there)) = first.get(&source) else {
                first.insert(source, (index, span));
                continue;
            };
            // Two labels of one note (`2、3)`) share its text.
            let Some(earlier) = analysis.notes.notes.get(earlier).filter(|_| there != span) else { continue };
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
