//! `inconsistent-name`: one actor under two transliterations or regional names.

use std::collections::HashMap;

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Profile,
        names::{self, Place},
    },
    knowledge::{Entry, EntryId, Kind, Name, Region, Role, Status, base::forms, wording},
    text::{Language, Span, script},
};

pub struct InconsistentName;

/// One spelling of an entry in a document.
struct Form {
    /// Folded; of persons the family name alone.
    key: String,
    written: String,
    regional: bool,
    places: Vec<Span>,
}

impl Rule for InconsistentName {
    fn code(&self) -> &'static str {
        "inconsistent-name"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for (id, forms) in forms_of(context.analysis) {
            let Some(entry) = context.analysis.knowledge().entry(id) else { continue };
            let most = |form: &&Form| (form.places.len(), std::cmp::Reverse(form.places.first().copied()));
            let Some(main) = forms.iter().max_by_key(most) else { continue };
            for form in forms.iter().filter(|form| differ(entry, main, form)) {
                let message = message(entry, main, form, context.language);
                let first = main.places.first().map(|&span| (span, main.written.clone()));
                for &span in &form.places {
                    out.push(Finding {
                        code: self.code(),
                        severity: Severity::Warning,
                        span,
                        message: message.clone(),
                        related: first.iter().cloned().collect(),
                    });
                }
            }
        }
    }
}

/// Every spelling of every entry that the author's own prose holds.
fn forms_of(analysis: &Analysis) -> Vec<(EntryId, Vec<Form>)> {
    let mut all: HashMap<EntryId, Vec<Form>> = HashMap::new();
    for placed in &analysis.blocks {
        for mention in placed.block.mentions.iter().filter(|mention| !mention.abbreviation) {
            let [id] = mention.entries[..] else { continue };
            let Some(entry) = analysis.knowledge().entry(id).filter(|entry| varies(entry)) else { continue };
            let written = mention.span.of(&placed.block.text);
            let Some(name) = name_of(entry, written) else { continue };
            if analysis.names.entries(mention).is_empty() || names::place(placed, mention.span) != Place::Prose {
                continue;
            }
            let key = key(entry, written);
            let span = placed.span(mention.span);
            let forms = all.entry(id).or_default();
            match forms.iter_mut().find(|form| form.key == key) {
                Some(form) => form.places.push(span),
                None => {
                    let regional = !name.regions.has(Region::Cn);
                    forms.push(Form { key, written: written.to_owned(), regional, places: vec![span] });
                }
            }
        }
    }
    let mut all: Vec<_> = all.into_iter().filter(|(_, forms)| forms.len() > 1).collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

/// True for entries that have more than one spelling to choose from.
fn varies(entry: &Entry) -> bool {
    !matches!(entry.kind, Kind::Office | Kind::Term) && entry.names.len() > 1
}

/// The name of the base that is written here, where it is one that a writer chooses: no nickname, no Latin.
fn name_of<'a>(entry: &'a Entry, written: &str) -> Option<&'a Name> {
    let written = forms::key(written, script::fold);
    let same = |name: &&Name| forms::key(&name.text, script::fold) == written;
    let name = entry.names.iter().find(same)?;
    let chosen = matches!(name.role, Role::Full | Role::Short | Role::Abbreviation) && !forms::latin(name);
    chosen.then_some(name)
}

fn key(entry: &Entry, written: &str) -> String {
    let folded = forms::key(written, script::fold);
    match folded.rsplit_once(['·', '•']) {
        Some((_, family)) if entry.kind == Kind::Person => family.to_owned(),
        _ => folded,
    }
}

/// True where two spellings are not one longer and one shorter form of the same.
fn differ(entry: &Entry, main: &Form, form: &Form) -> bool {
    if main.key.contains(&form.key) || form.key.contains(&main.key) {
        return false;
    }
    entry.kind == Kind::Person || main.regional != form.regional || deprecated(entry, &form.key)
}

fn deprecated(entry: &Entry, key: &str) -> bool {
    let same = |name: &&Name| forms::key(&name.text, script::fold) == key;
    entry.names.iter().find(same).is_some_and(|name| matches!(name.status, Status::Variant | Status::Misspelling))
}

fn message(entry: &Entry, main: &Form, form: &Form, language: Language) -> String {
    let (this, other) = (&form.written, &main.written);
    match language {
        Language::En => {
            format!("{this} and {other} are one ({}); this document mostly writes {other}.", entry.canonical())
        }
        _ => {
            let name = wording::chinese(entry.canonical(), language);
            let text = if language == Language::ZhHant {
                format!("「{this}」與「{other}」是同一個名字（{name}），全文宜統一為「{other}」。")
            } else {
                format!("“{this}”与“{other}”是同一个名字（{name}），全文宜统一为“{other}”。")
            };
            text
        }
    }
}
