//! `inconsistent-name`: one actor under two transliterations or regional names, or a name with a wrong character.

use std::cmp::Reverse;

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Placed, Profile,
        names::{Spelling, spelling_key},
    },
    knowledge::{Entry, EntryId, Kind, Name, Region, Status, base::forms, naming, wording},
    text::{Language, Span, script},
};

pub struct InconsistentName;

/// One spelling of an entry in a document.
struct Form {
    /// Folded; of persons the family name alone.
    key: String,
    written: String,
    /// Not used on the mainland.
    regional: bool,
    /// One character off a name.
    slip: bool,
    /// What own entries tell to write.
    preferred: bool,
    /// None of a preferred spelling that the document does not use.
    places: Vec<Span>,
}

/// The entry whose name a finding is about, the spelling to use, and the one that stands there.
pub fn choice(analysis: &Analysis, at: Span) -> Option<(EntryId, String, String)> {
    forms_of(analysis).into_iter().find_map(|(id, forms)| {
        let this = forms.iter().find(|form| form.places.contains(&at))?;
        let main = main(&forms).filter(|main| main.key != this.key)?;
        Some((id, main.written.clone(), this.written.clone()))
    })
}

/// The spelling to use: what own entries prefer, else what the document mostly writes; of two as frequent the earlier.
fn main(forms: &[Form]) -> Option<&Form> {
    let most = |form: &&Form| (form.preferred, !form.slip, form.places.len(), Reverse(form.places.first().copied()));
    forms.iter().max_by_key(most)
}

impl Rule for InconsistentName {
    fn code(&self) -> &'static str {
        "inconsistent-name"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn reads(&self) -> Reads {
        Reads::Spellings
    }

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for (id, forms) in forms_of(context.analysis) {
            let entry = context.analysis.knowledge().entry(id).filter(|entry| entry.is_reviewed());
            let Some(entry) = entry else { continue };
            let Some(main) = main(&forms) else { continue };
            for form in forms.iter().filter(|form| differ(entry, main, form)) {
                let message = message(entry, main, form, context.language);
                let first = main.places.first().map(|&span| (span, main.written.clone()));
                out.extend(form.places.iter().map(|&span| Finding {
                    code: self.code(),
                    severity: Severity::Warning,
                    span,
                    message: message.clone(),
                    related: first.iter().cloned().collect(),
                }));
            }
        }
    }
}

/// Every spelling of every entry that the author's own prose holds, and the one that own entries prefer; entries with one
/// alone are left out.
fn forms_of(analysis: &Analysis) -> Vec<(EntryId, Vec<Form>)> {
    let varied = analysis.tally.varied(analysis.knowledge());
    let mut all: Vec<(EntryId, Vec<Form>)> = varied.map(|id| (id, Vec::new())).collect();
    if all.is_empty() {
        return all;
    }
    for (placed, spelling) in spellings(analysis) {
        let Ok(index) = all.binary_search_by_key(&spelling.id, |(id, _)| *id) else { continue };
        let Some((_, forms)) = all.get_mut(index) else { continue };
        let Some(entry) = analysis.knowledge().entry(spelling.id) else { continue };
        let (span, written) = (placed.span(spelling.span), written(placed, spelling));
        // What is written alike has the same key: most need none.
        if let Some(form) = forms.iter_mut().find(|form| form.written == written) {
            form.places.push(span);
            continue;
        }
        let key = spelling_key(entry, written);
        match forms.iter_mut().find(|form| form.key == key) {
            Some(form) => form.places.push(span),
            None => forms.push(Form {
                key,
                written: written.to_owned(),
                regional: spelling.regional,
                slip: spelling.slip,
                preferred: false,
                places: vec![span],
            }),
        }
    }
    for (id, forms) in &mut all {
        prefer(analysis, *id, forms);
    }
    all
}

/// Marks the spelling that own entries prefer in the document's script, and adds it where the document does not use it.
fn prefer(analysis: &Analysis, id: EntryId, forms: &mut Vec<Form>) {
    let script = analysis.frame.script;
    let Some(entry) = analysis.knowledge().entry(id) else { return };
    let Some(name) = naming::preferred(entry, script) else { return };
    let key = spelling_key(entry, &name.text);
    if let Some(form) = forms.iter_mut().find(|form| form.key == key) {
        form.preferred = true;
        return;
    }
    let family = naming::family(&name.text).filter(|_| entry.kind == Kind::Person);
    let written = script::name_in(family.unwrap_or(&name.text), script);
    let regional = !name.regions.has(Region::Cn);
    forms.push(Form { key, written, regional, slip: false, preferred: true, places: Vec::new() });
}

fn written<'a>(placed: &'a Placed, spelling: &Spelling) -> &'a str {
    spelling.span.of(&placed.block.text)
}

fn spellings(analysis: &Analysis) -> impl Iterator<Item = (&Placed, &Spelling)> {
    let counts = |(_, spelling): &(_, &Spelling)| spelling.counts(&analysis.names);
    analysis
        .blocks
        .iter()
        .flat_map(|placed| placed.block.spellings.iter().map(move |spelling| (placed, spelling)))
        .filter(counts)
}

/// True where two spellings are not one longer and one shorter form of the same.
fn differ(entry: &Entry, main: &Form, form: &Form) -> bool {
    let (a, b) = (script::fold_text(&main.written), script::fold_text(&form.written));
    // 安瓦尔 for 安瓦尔·易卜拉欣: the given name alone.
    if main.key.contains(&form.key) || form.key.contains(&main.key) || a.contains(&b) || b.contains(&a) {
        return false;
    }
    form.slip || entry.kind == Kind::Person || main.regional != form.regional || variant(entry, &form.key)
}

fn variant(entry: &Entry, key: &str) -> bool {
    let same = |name: &&Name| forms::key(&name.text, script::fold) == key;
    entry.names.iter().find(same).is_some_and(|name| matches!(name.status, Status::Variant | Status::Misspelling))
}

fn message(entry: &Entry, main: &Form, form: &Form, language: Language) -> String {
    let (this, other) = (&form.written, &main.written);
    let name = wording::name(entry, language);
    if main.preferred && !form.slip {
        return match language {
            Language::En => format!("{this} and {other} are one ({name}); own entries prefer {other}."),
            Language::ZhHans => format!("“{this}”与“{other}”是同一个名字（{name}），自有词条定为“{other}”。"),
            Language::ZhHant => format!("「{this}」與「{other}」是同一個名字（{name}），自有詞條定為「{other}」。"),
        };
    }
    match (language, form.slip) {
        (Language::En, true) => format!("{this} looks like a slip for {other} ({name})."),
        (Language::En, false) => format!("{this} and {other} are one ({name}); this document mostly writes {other}."),
        (Language::ZhHans, true) => format!("“{this}”疑为“{other}”之误（{name}）。"),
        (Language::ZhHant, true) => format!("「{this}」疑為「{other}」之誤（{name}）。"),
        (Language::ZhHans, false) => format!("“{this}”与“{other}”是同一个名字（{name}），全文宜统一为“{other}”。"),
        (Language::ZhHant, false) => {
            format!("「{this}」與「{other}」是同一個名字（{name}），全文宜統一為「{other}」。")
        }
    }
}
