//! `inconsistent-name`: one actor under two transliterations or regional names, or a name with a wrong character.

use std::cmp::Reverse;

use super::{Context, Finding, Reads, Rule, Severity};
use crate::{
    analysis::{Analysis, Profile, Way, names::spelling_key},
    knowledge::{Entry, EntryId, Kind, Name, Region, Status, base::forms, naming, wording},
    text::{Language, Span, script},
};

pub struct InconsistentName;

/// One spelling of an entry in a document.
struct Form<'a> {
    /// Folded; of persons the family name alone.
    key: String,
    /// The ways in which it is written.
    ways: Vec<&'a Way>,
    written: String,
    /// Not used on the mainland.
    regional: bool,
    /// One character off a name.
    slip: bool,
    /// What own entries tell to write.
    preferred: bool,
    /// The first place; none of a preferred spelling that the document does not use.
    first: Option<Span>,
}

impl Form<'_> {
    fn count(&self) -> usize {
        self.ways.iter().map(|way| way.count()).sum()
    }

    fn places<'a>(&'a self, analysis: &'a Analysis, id: EntryId) -> impl Iterator<Item = Span> + 'a {
        self.ways.iter().copied().flat_map(move |way| way.places(id, &analysis.blocks, &analysis.names))
    }
}

/// The entry whose name a finding is about, the spelling to use, and the one that stands there.
pub fn choice(analysis: &Analysis, at: Span) -> Option<(EntryId, String, String)> {
    forms_of(analysis).into_iter().find_map(|(id, forms)| {
        let this = forms.iter().find(|form| form.places(analysis, id).any(|place| place == at))?;
        let main = main(&forms).filter(|main| main.key != this.key)?;
        Some((id, main.written.clone(), this.written.clone()))
    })
}

/// The spelling to use: what own entries prefer, else what the document mostly writes; of two as frequent the earlier.
fn main<'a, 'b>(forms: &'b [Form<'a>]) -> Option<&'b Form<'a>> {
    let most = |form: &&Form<'_>| (form.preferred, !form.slip, form.count(), Reverse(form.first));
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
                let first = main.first.map(|span| (span, main.written.clone()));
                out.extend(form.places(context.analysis, id).map(|span| Finding {
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
fn forms_of(analysis: &Analysis) -> Vec<(EntryId, Vec<Form<'_>>)> {
    let varied = analysis.spelt.varied(analysis.knowledge());
    varied.filter_map(|id| Some((id, forms(analysis, id, analysis.knowledge().entry(id)?)))).collect()
}

/// The spellings of one entry.
fn forms<'a>(analysis: &'a Analysis, id: EntryId, entry: &Entry) -> Vec<Form<'a>> {
    let ways = analysis.spelt.ways(id).iter();
    let first = |way: &Way| way.places(id, &analysis.blocks, &analysis.names).next();
    let mut ways: Vec<(Option<Span>, &Way)> = ways.map(|way| (first(way), way)).collect();
    // What a spelling looks like is told from its first place.
    ways.sort_by_key(|&(first, _)| first);
    let mut forms: Vec<Form<'_>> = Vec::new();
    for (first, way) in ways {
        let key = spelling_key(entry, &way.written);
        match forms.iter_mut().find(|form| form.key == key) {
            Some(form) => form.ways.push(way),
            None => forms.push(Form {
                key,
                ways: vec![way],
                written: way.written.to_string(),
                regional: way.regional,
                slip: way.slip,
                preferred: false,
                first,
            }),
        }
    }
    prefer(analysis, entry, &mut forms);
    forms
}

/// Marks the spelling that own entries prefer in the document's script, and adds it where the document does not use it.
fn prefer(analysis: &Analysis, entry: &Entry, forms: &mut Vec<Form<'_>>) {
    let script = analysis.frame.script;
    let Some(name) = naming::preferred(entry, script) else { return };
    let key = spelling_key(entry, &name.text);
    if let Some(form) = forms.iter_mut().find(|form| form.key == key) {
        form.preferred = true;
        return;
    }
    let family = naming::family(&name.text).filter(|_| entry.kind == Kind::Person);
    let written = script::name_in(family.unwrap_or(&name.text), script);
    let regional = !name.regions.has(Region::Cn);
    forms.push(Form { key, ways: Vec::new(), written, regional, slip: false, preferred: true, first: None });
}

/// True where two spellings are not one longer and one shorter form of the same.
fn differ(entry: &Entry, main: &Form<'_>, form: &Form<'_>) -> bool {
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

fn message(entry: &Entry, main: &Form<'_>, form: &Form<'_>, language: Language) -> String {
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
