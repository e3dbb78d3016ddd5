//! A name that the base does not have, as an entry of the writer's own.

use super::seeing::local_at;
use crate::{
    analysis::{Analysis, names},
    knowledge::{Kind, Knowledge, base::forms::is_han, lexicon::Boundaries, naming},
    text::{Language, Span, script},
};

/// An entry to add, as the text of an entry file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    pub title: String,
    /// The tables, with a line break at their end.
    pub text: String,
}

/// Longest selection taken for a name, in characters.
const LONGEST: usize = 60;
/// A name that is to be added: in Chinese, and what stands for it.
struct Unknown {
    name: String,
    original: Option<String>,
    /// The short form of `name`.
    short: Option<String>,
    /// The entry that `short` is one more name of.
    entry: Option<String>,
}

/// The entry to add for the selection, or for the name at the caret: one that the document introduces, or a foreign one
/// that nobody knows.
pub fn addition(analysis: &Analysis, at: Span, language: Language) -> Option<Addition> {
    let unknown = if at.is_empty() { at_caret(analysis, at.start as usize) } else { selected(analysis, at) }?;
    let shown = unknown.short.as_ref().filter(|_| unknown.entry.is_some()).unwrap_or(&unknown.name);
    let title = match language {
        Language::ZhHans => format!("把“{shown}”加入知识库"),
        Language::ZhHant => format!("把「{shown}」加入知識庫"),
        Language::En => format!("Add “{shown}” to the knowledge base"),
    };
    Some(Addition { title, text: entry(&unknown, analysis.knowledge()) })
}

fn selected(analysis: &Analysis, at: Span) -> Option<Unknown> {
    let (_, placed) = analysis.block_at(at.start as usize)?;
    let inside = |offset: u32| (offset as usize).checked_sub(placed.start);
    let text = placed.block.text.get(inside(at.start)?..inside(at.end)?)?.trim();
    let (name, original) = match text.split_once(['（', '(']) {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches(['）', ')']).trim()),
        None => (text, ""),
    };
    let fits = !name.is_empty() && text.chars().count() <= LONGEST && !text.contains('\n') && name.chars().any(is_han);
    let original = (!original.is_empty() && original.is_ascii()).then(|| original.to_owned());
    let known = !analysis.knowledge().named(name).is_empty();
    (fits && !known).then(|| Unknown { name: name.to_owned(), original, short: None, entry: None })
}

fn at_caret(analysis: &Analysis, offset: usize) -> Option<Unknown> {
    let (_, placed) = analysis.block_at(offset)?;
    let here = names::introduced(placed).into_iter().find(|one| one.whole.touches(offset));
    let introduced = here.or_else(|| local_at(analysis, offset).map(|(local, _)| local));
    if let Some(one) = introduced {
        let entry = one.entry.and_then(|id| analysis.knowledge().entry(id)).map(|entry| entry.id.clone());
        return match (one.short, entry) {
            (true, entry) => Some(Unknown { name: one.full, original: None, short: Some(one.name), entry }),
            (false, None) if analysis.knowledge().named(&one.name).is_empty() => {
                Some(Unknown { name: one.name, original: Some(one.full), short: None, entry: None })
            }
            (false, _) => None,
        };
    }
    let text = &*placed.block.text;
    let span = whole_words(text, names::foreign(text, offset - placed.start)?);
    let mentioned = placed.block.mentions.iter().any(|mention| mention.span.overlaps(span));
    let name = span.of(text).to_owned();
    (!mentioned).then_some(Unknown { name, original: None, short: None, entry: None })
}

/// A name with what the lexicon takes for the rest of its first and last words.
fn whole_words(text: &str, name: Span) -> Span {
    let stops = |c: char| !is_han(c) && c != '·';
    let range = name.range();
    let from = text.get(..range.start).and_then(|before| before.rfind(stops)).unwrap_or(0);
    let from =
        (from..=range.start).find(|&at| text.is_char_boundary(at) && !text[at..].starts_with(stops)).unwrap_or(0);
    let to = text.get(range.end..).and_then(|after| after.find(stops)).map_or(text.len(), |at| range.end + at);
    let Some(run) = text.get(from..to) else { return name };
    let (start, end) = Boundaries::of(&script::fold_text(run)).around(range.start - from, range.end - from);
    Span::new(from + start, from + end)
}

/// The tables of an entry; the writer fills in what the text does not say.
fn entry(unknown: &Unknown, knowledge: &Knowledge) -> String {
    if let (Some(id), Some(short)) = (&unknown.entry, &unknown.short) {
        return format!("[[actor]]\nid = {}\nnames = [\n{}]\n", quoted(id), name(short, "short"));
    }
    let full = script::fold_text(&unknown.name);
    let kind = naming::kind(&full);
    let mut names = name(&full, "full");
    for short in
        naming::family(&full).into_iter().map(str::to_owned).chain(unknown.short.as_deref().map(script::fold_text))
    {
        names += &name(&short, "short");
    }
    if let Some(original) = &unknown.original {
        names += &name(original, "original");
    }
    let used = |id: &str| knowledge.find(id).is_some();
    let id = quoted(&naming::id(kind, unknown.original.as_deref().unwrap_or(&full), used));
    let fields = match kind {
        Kind::Term => format!("[[term]]\nid = {id}\ncategory = \"concept\"\nnames = [\n{names}]\ndefinition"),
        Kind::Organization => format!("[[actor]]\nid = {id}\nkind = \"organization\"\nnames = [\n{names}]\nabout"),
        _ => format!("[[actor]]\nid = {id}\nkind = \"person\"\nnames = [\n{names}]\nabout"),
    };
    format!("{fields} = {{ zh = \"\" }}\nsources = []\n")
}

fn name(text: &str, role: &str) -> String {
    format!("  {{ text = {}, role = \"{role}\" }},\n", quoted(text))
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
