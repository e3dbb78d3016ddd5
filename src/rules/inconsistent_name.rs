//! `inconsistent-name`: one actor under two transliterations or regional names, or a name with a wrong character.

use std::collections::HashMap;

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Placed, Profile,
        names::{self, Place},
    },
    knowledge::{Entry, EntryId, Kind, Mention, Name, Region, Role, Status, base::forms, wording},
    text::{Language, Span, script},
};

pub struct InconsistentName;

/// Words that turn a family name into an address.
const ADDRESSES: &[&str] = &["老师", "先生", "女士", "教授", "博士", "总统", "总理", "主席", "部长", "同志", "夫人"];

/// One spelling of an entry in a document.
struct Form {
    /// Folded; of persons the family name alone.
    key: String,
    written: String,
    /// Not used on the mainland.
    regional: bool,
    /// One character off a name.
    slip: bool,
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
            let most = |form: &&Form| (!form.slip, form.places.len(), std::cmp::Reverse(form.places.first().copied()));
            let Some(main) = forms.iter().max_by_key(most) else { continue };
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

/// Every spelling of every entry that the author's own prose holds; entries with one alone are left out.
fn forms_of(analysis: &Analysis) -> Vec<(EntryId, Vec<Form>)> {
    let mut all: HashMap<EntryId, Vec<Form>> = HashMap::new();
    for placed in &analysis.blocks {
        for mention in placed.block.mentions.iter().filter(|mention| !mention.abbreviation) {
            if let [id] = analysis.names.entries(mention)[..] {
                note(analysis, placed, mention, id, mention.span, &mut all);
            }
            if let Some((id, end)) = mention.head {
                note(analysis, placed, mention, id, Span { end, ..mention.span }, &mut all);
            }
        }
    }
    let mut all: Vec<_> = all.into_iter().filter(|(_, forms)| forms.len() > 1).collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

fn note(
    analysis: &Analysis,
    placed: &Placed,
    mention: &Mention,
    id: EntryId,
    span: Span,
    all: &mut HashMap<EntryId, Vec<Form>>,
) {
    let Some(entry) = analysis.knowledge().entry(id).filter(|entry| varies(entry)) else { return };
    let written = span.of(&placed.block.text);
    let name = name_of(entry, written);
    if name.is_none() && !mention.slip || names::place(placed, span) != Place::Prose {
        return;
    }
    let key = key(entry, written);
    let forms = all.entry(id).or_default();
    match forms.iter_mut().find(|form| form.key == key) {
        Some(form) => form.places.push(placed.span(span)),
        None => forms.push(Form {
            key,
            written: written.to_owned(),
            regional: name.is_some_and(|name| !name.regions.has(Region::Cn)),
            slip: mention.slip,
            places: vec![placed.span(span)],
        }),
    }
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
    // 赵老师 is an address, no spelling.
    let address = ADDRESSES.iter().any(|address| written.ends_with(address));
    (chosen && !address).then_some(name)
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
    form.slip || entry.kind == Kind::Person || main.regional != form.regional || variant(entry, &form.key)
}

fn variant(entry: &Entry, key: &str) -> bool {
    let same = |name: &&Name| forms::key(&name.text, script::fold) == key;
    entry.names.iter().find(same).is_some_and(|name| matches!(name.status, Status::Variant | Status::Misspelling))
}

fn message(entry: &Entry, main: &Form, form: &Form, language: Language) -> String {
    let (this, other) = (&form.written, &main.written);
    let name = wording::name(entry, language);
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
