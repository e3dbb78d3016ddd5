//! What can be done about a finding on notes.

use super::{actions, definition_of, gaps, note_around, note_at};
use crate::{
    analysis::{Analysis, notes::naming},
    rules::Finding,
    syntax::Definition,
    text::{Edits, Language, Span, TextEdit},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub edits: Edits,
    /// It does what the finding asks for, and loses nothing.
    pub preferred: bool,
}

/// The fixes of a finding; none where it is not about notes.
pub fn fixes(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    let start = finding.span.start as usize;
    let found = match finding.code {
        "undefined-footnote" => vec![define(analysis, start, language), delete(analysis, start, language)],
        "unused-footnote" | "duplicate-footnote" | "empty-footnote" => vec![delete(analysis, start, language)],
        "incomplete-reference" => vec![complete(analysis, start, language)],
        "malformed-url" => vec![repair(analysis, finding.span, language)],
        "repeated-reference" => vec![again(analysis, start, language)],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn say(language: Language, hans: &str, hant: &str, en: &str) -> String {
    match language {
        Language::ZhHans => hans,
        Language::ZhHant => hant,
        Language::En => en,
    }
    .to_owned()
}

fn label(analysis: &Analysis, note: usize) -> String {
    analysis.notes.notes.get(note).map(|note| naming::label(&analysis.blocks, note)).unwrap_or_default()
}

fn define(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let note = note_at(analysis, offset)?.note;
    let new = actions::define(analysis, note, "").ok()?;
    let title = say(language, "补上注文", "補上注文", "Write note");
    Some(Fix { title: format!("{title} {}", label(analysis, note)), edits: new.edits, preferred: true })
}

fn complete(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let edits = gaps::fill(analysis, note_around(analysis, offset)?.note, language)?;
    let title = say(language, "插入所缺各项", "插入所缺各項", "Insert what is missing");
    Some(Fix { title, edits, preferred: true })
}

fn delete(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let note = note_around(analysis, offset)?.note;
    let edits = actions::delete_note(analysis, note).ok()?;
    let title = say(language, "删除脚注", "刪除註腳", "Delete note");
    Some(Fix { title: format!("{title} {}", label(analysis, note)), edits, preferred: false })
}

fn repair(analysis: &Analysis, span: Span, language: Language) -> Option<Fix> {
    let (_, placed) = analysis.block_at(span.start as usize)?;
    let bad = placed.block.syntax.bad_urls.iter().find(|bad| placed.span(bad.span) == span)?;
    let repair = bad.repair.clone()?;
    let title = say(language, "改为", "改為", "Change to");
    let title = format!("{title} {repair}");
    Some(Fix { title, edits: Edits::new(vec![TextEdit::new(span, repair)]).ok()?, preferred: true })
}

/// The note before with the same source: of the same scope, else of any.
fn earlier(analysis: &Analysis, offset: usize) -> Option<(usize, usize)> {
    let note = note_around(analysis, offset)?.note;
    let own = analysis.notes.notes.get(note)?;
    let source = definition(analysis, note)?.reference.source?;
    let notes = || {
        let notes = analysis.notes.notes.iter().enumerate().take(note);
        notes.filter(|(index, _)| {
            definition(analysis, *index).and_then(|definition| definition.reference.source) == Some(source)
        })
    };
    let near = notes().find(|(_, other)| other.scope == own.scope);
    near.or_else(|| notes().next()).map(|(earlier, _)| (earlier, note))
}

fn definition(analysis: &Analysis, note: usize) -> Option<&Definition> {
    definition_of(analysis, note).map(|(_, definition)| definition)
}

/// The note at the offset and an earlier one of the same text, which can be one with it; the earlier first.
pub fn twin_before(analysis: &Analysis, offset: usize) -> Option<(usize, usize)> {
    earlier(analysis, offset).filter(|&(earlier, note)| actions::twins(analysis, note).contains(&earlier))
}

/// 同上，第5页 in place of the source written out again; from another page 前引 with author and title.
fn again(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let (earlier, note) = earlier(analysis, offset)?;
    let at = analysis.notes.notes.get(note)?.definition?;
    let placed = analysis.blocks.get(at.block)?;
    let body = definition(analysis, note)?.body;
    let text = body.of(&placed.block.text);
    let scope = |note: usize| analysis.notes.notes.get(note).map(|note| note.scope);
    let short = if scope(earlier) == scope(note) {
        short_form(text, (earlier + 1 != note).then(|| label(analysis, earlier)))
    } else {
        cited_before(text)?
    };
    let title = say(language, "简写为", "簡寫為", "Shorten to");
    let edits = Edits::new(vec![TextEdit::new(placed.span(body), short.clone())]).ok()?;
    Some(Fix { title: format!("{title} {short}"), edits, preferred: false })
}

/// 前引张宁：《北约史》，第9页。 Only of a reference with a title in 《》: Western ones have no such custom here.
fn cited_before(text: &str) -> Option<String> {
    let (work, _) = text.split_once('》').filter(|(work, _)| work.contains('《'))?;
    Some(format!("前引{work}》{}。", page(text).unwrap_or_default()))
}

/// ，第9页
fn page(text: &str) -> Option<String> {
    let page = text.rfind('第').and_then(|at| text.get(at..)).filter(|page| page.contains(['页', '頁']))?;
    Some(format!("，{}", page.trim_end_matches(['。', '.', '，'])))
}

/// `earlier`: the label of the note meant, where it is not the one before.
fn short_form(text: &str, earlier: Option<String>) -> String {
    let western = text.chars().filter(char::is_ascii_alphabetic).count() * 2 > text.chars().count();
    if western {
        let page = ["pp. ", "p. "].iter().find_map(|word| text.find(word)).and_then(|at| text.get(at..));
        let page = page
            .map(|page| format!(", {}", page.split([',', ';', '.']).take(2).collect::<Vec<_>>().join(".").trim_end()));
        let head = earlier.map_or("Ibid.".to_owned(), |label| format!("See note {label}"));
        return format!(
            "{}{}.",
            head.trim_end_matches(if page.is_some() { '\0' } else { '.' }),
            page.unwrap_or_default()
        );
    }
    let traditional = text.contains(['頁', '見', '書', '國', '報']);
    let head = match earlier {
        None => "同上".to_owned(),
        Some(label) if traditional => format!("同註{label}"),
        Some(label) => format!("同注{label}"),
    };
    format!("{head}{}。", page(text).unwrap_or_default())
}
