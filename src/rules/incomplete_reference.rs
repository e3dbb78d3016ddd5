//! `incomplete-reference`: a reference without what the document's other references of its sort carry.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Analysis, Notes, Placed, Profile, notes::naming},
    syntax::{
        Definition, ReferenceKind,
        references::{PARTS, Part},
    },
    text::Language,
};

pub struct IncompleteReference;

impl Rule for IncompleteReference {
    fn code(&self) -> &'static str {
        "incomplete-reference"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Information)
    }

    fn reads(&self) -> Reads {
        Reads::Customs
    }

    fn by_block(&self) -> bool {
        true
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        for (note, definition) in analysis.notes.in_block(&analysis.blocks, placed) {
            let missing = lacks(analysis, definition);
            if !missing.is_empty() {
                let message = message(&naming::label(&analysis.blocks, note), &missing, context.language);
                let span = placed.span(definition.body);
                let (code, severity) = (self.code(), Severity::Information);
                out.push(Finding { code, severity, span, message, related: Vec::new() });
            }
        }
    }
}

/// What a note (by its index) lacks.
pub fn missing(analysis: &Analysis, note: usize) -> Vec<Part> {
    let definition = analysis.notes.notes.get(note).and_then(|note| note.definition);
    let definition = definition.and_then(|at| Notes::definition(&analysis.blocks, at));
    definition.map_or(Vec::new(), |definition| lacks(analysis, definition))
}

/// What four of five other references of its sort carry and this one does not. An address alone is incomplete in any
/// company.
fn lacks(analysis: &Analysis, definition: &Definition) -> Vec<Part> {
    let reference = &definition.reference;
    let Some(kind) = reference.kind else { return Vec::new() };
    let usual = analysis.tally.custom(kind).usual();
    let bare = kind == ReferenceKind::Web && !reference.title && !reference.date;
    let lacks = |part: Part, usual| !part.of(reference) && (usual || bare && matches!(part, Part::Title | Part::Date));
    PARTS.into_iter().zip(usual).filter(|&(part, usual)| lacks(part, usual)).map(|(part, _)| part).collect()
}

/// What the language calls a part.
pub fn name(part: Part, language: Language) -> &'static str {
    match (part, language) {
        (Part::Author, _) if language != Language::En => "作者",
        (Part::Title, Language::ZhHans) => "题目",
        (Part::Title, Language::ZhHant) => "題目",
        (Part::Date, Language::ZhHans | Language::ZhHant) => "日期",
        (Part::Pages, Language::ZhHans) => "页码",
        (Part::Pages, Language::ZhHant) => "頁碼",
        (Part::Author, _) => "author",
        (Part::Title, _) => "title",
        (Part::Date, _) => "date",
        (Part::Pages, _) => "page",
    }
}

fn message(label: &str, missing: &[Part], language: Language) -> String {
    let names: Vec<&str> = missing.iter().map(|part| name(*part, language)).collect();
    match language {
        Language::ZhHans => {
            format!("注文 {label} 缺{}；本文其他同类注文都有，读者凭它才查得到原文。", names.join("、"))
        }
        Language::ZhHant => {
            format!("注文 {label} 缺{}；本文其他同類注文都有，讀者憑它才查得到原文。", names.join("、"))
        }
        Language::En => format!("Note {label} lacks {}, which a reader needs to find the source.", names.join(" and ")),
    }
}
