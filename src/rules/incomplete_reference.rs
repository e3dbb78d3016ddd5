//! `incomplete-reference`: a reference without what the document's other references of its sort carry.

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Analysis, Notes, Profile, notes::naming},
    syntax::{Definition, Reference, ReferenceKind},
    text::{Language, Span},
};

pub struct IncompleteReference;

/// Fewest other references of a sort that make a custom.
const OTHERS: usize = 3;

impl Rule for IncompleteReference {
    fn code(&self) -> &'static str {
        "incomplete-reference"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Information)
    }

    fn reads(&self) -> Reads {
        Reads::Sources
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let references = references(context.analysis);
        let customs =
            [ReferenceKind::Web, ReferenceKind::Book, ReferenceKind::Article].map(|kind| Custom::of(kind, &references));
        for (note, span, definition) in &references {
            let Some(custom) = customs.iter().find(|custom| Some(custom.kind) == definition.reference.kind) else {
                continue;
            };
            let missing = custom.missing(&definition.reference);
            if !missing.is_empty() {
                let label =
                    context.analysis.notes.notes.get(*note).map(|note| naming::label(&context.analysis.blocks, note));
                let message = message(&label.unwrap_or_default(), &missing, context.language);
                out.push(Finding {
                    code: self.code(),
                    severity: Severity::Information,
                    span: *span,
                    message,
                    related: Vec::new(),
                });
            }
        }
    }
}

/// What a note (by its index) lacks.
pub fn missing(analysis: &Analysis, note: usize) -> Vec<Part> {
    let references = references(analysis);
    let own = references.iter().find(|(index, ..)| *index == note);
    let own = own.and_then(|(.., definition)| Some((definition.reference.kind?, definition.reference)));
    own.map_or(Vec::new(), |(kind, reference)| Custom::of(kind, &references).missing(&reference))
}

/// All notes that name a source in full.
fn references(analysis: &Analysis) -> Vec<(usize, Span, &Definition)> {
    let notes = analysis.notes.notes.iter().enumerate();
    notes
        .filter_map(|(index, note)| {
            let at = note.definition?;
            let definition = Notes::definition(&analysis.blocks, at)?;
            definition.reference.kind?;
            Some((index, analysis.blocks.get(at.block)?.span(definition.body), definition))
        })
        .collect()
}

/// A part of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Author,
    Title,
    Date,
    Pages,
}

const PARTS: [Part; 4] = [Part::Author, Part::Title, Part::Date, Part::Pages];

impl Part {
    fn of(self, reference: &Reference) -> bool {
        match self {
            Self::Author => reference.author,
            Self::Title => reference.title,
            Self::Date => reference.date,
            Self::Pages => reference.pages,
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Author, _) if language != Language::En => "作者",
            (Self::Title, Language::ZhHans) => "题目",
            (Self::Title, Language::ZhHant) => "題目",
            (Self::Date, Language::ZhHans | Language::ZhHant) => "日期",
            (Self::Pages, Language::ZhHans) => "页码",
            (Self::Pages, Language::ZhHant) => "頁碼",
            (Self::Author, _) => "author",
            (Self::Title, _) => "title",
            (Self::Date, _) => "date",
            (Self::Pages, _) => "page",
        }
    }
}

/// How many references of one sort carry which parts.
struct Custom {
    kind: ReferenceKind,
    members: usize,
    carry: [usize; PARTS.len()],
}

impl Custom {
    fn of(kind: ReferenceKind, references: &[(usize, Span, &Definition)]) -> Self {
        let own = || references.iter().filter(|(.., definition)| definition.reference.kind == Some(kind));
        let carry = PARTS.map(|part| own().filter(|(.., definition)| part.of(&definition.reference)).count());
        Self { kind, members: own().count(), carry }
    }

    /// What four of five other references carry and this one does not. An address alone is incomplete in any company.
    fn missing(&self, reference: &Reference) -> Vec<Part> {
        let others = self.members.saturating_sub(1);
        let bare = self.kind == ReferenceKind::Web && !reference.title && !reference.date;
        let usual = |carry: usize| others >= OTHERS && carry * 5 >= others * 4;
        let lacks = |part: Part, carry: usize| {
            !part.of(reference) && (usual(carry) || bare && matches!(part, Part::Title | Part::Date))
        };
        PARTS.into_iter().zip(self.carry).filter(|&(part, carry)| lacks(part, carry)).map(|(part, _)| part).collect()
    }
}

fn message(label: &str, missing: &[Part], language: Language) -> String {
    let names: Vec<&str> = missing.iter().map(|part| part.name(language)).collect();
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
