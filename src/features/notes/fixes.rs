//! What can be done about a finding on notes.

use super::{actions, note_around, note_at};
use crate::{
    analysis::{Analysis, Notes, notes::naming},
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
        "out-of-order-footnote" => vec![renumber(analysis, language)],
        "malformed-url" => vec![repair(analysis, finding.span, language)],
        "repeated-reference" => vec![merge(analysis, start, language), again(analysis, start, language)],
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

fn delete(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let note = note_around(analysis, offset)?.note;
    let edits = actions::delete_note(analysis, note).ok()?;
    let title = say(language, "删除脚注", "刪除註腳", "Delete note");
    Some(Fix { title: format!("{title} {}", label(analysis, note)), edits, preferred: false })
}

fn renumber(analysis: &Analysis, language: Language) -> Option<Fix> {
    let edits = actions::renumber(analysis, actions::Numbering::AsIs).ok()?;
    Some(Fix { title: say(language, "重新编号", "重新編號", "Renumber the notes"), edits, preferred: true })
}

fn repair(analysis: &Analysis, span: Span, language: Language) -> Option<Fix> {
    let (_, placed) = analysis.block_at(span.start as usize)?;
    let bad = placed.block.syntax.bad_urls.iter().find(|bad| placed.span(bad.span) == span)?;
    let repair = bad.repair.clone()?;
    let title = say(language, "改为", "改為", "Change to");
    let title = format!("{title} {repair}");
    Some(Fix { title, edits: Edits::new(vec![TextEdit::new(span, repair)]).ok()?, preferred: true })
}

/// The note before with the same source, in the same scope.
fn earlier(analysis: &Analysis, offset: usize) -> Option<(usize, usize)> {
    let note = note_around(analysis, offset)?.note;
    let own = analysis.notes.notes.get(note)?;
    let source = definition(analysis, note)?.reference.source?;
    let notes = analysis.notes.notes.iter().enumerate().take(note);
    let mut same = notes.filter(|(index, other)| {
        let other_source = definition(analysis, *index).and_then(|definition| definition.reference.source);
        other.scope == own.scope && other_source == Some(source)
    });
    same.next().map(|(earlier, _)| (earlier, note))
}

fn definition(analysis: &Analysis, note: usize) -> Option<&Definition> {
    Notes::definition(&analysis.blocks, analysis.notes.notes.get(note)?.definition?)
}

fn merge(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let (earlier, note) = earlier(analysis, offset)?;
    if !actions::twins(analysis, note).contains(&earlier) {
        return None;
    }
    let edits = actions::merge(analysis, earlier, note).ok()?;
    let title = say(language, "并入脚注", "併入註腳", "Merge into note");
    Some(Fix { title: format!("{title} {}", label(analysis, earlier)), edits, preferred: true })
}

/// 同上，第5页 in place of the source written out again.
fn again(analysis: &Analysis, offset: usize, language: Language) -> Option<Fix> {
    let (earlier, note) = earlier(analysis, offset)?;
    let at = analysis.notes.notes.get(note)?.definition?;
    let placed = analysis.blocks.get(at.block)?;
    let body = definition(analysis, note)?.body;
    let text = body.of(&placed.block.text);
    let short = short_form(text, (earlier + 1 != note).then(|| label(analysis, earlier)));
    let title = say(language, "简写为", "簡寫為", "Shorten to");
    let edits = Edits::new(vec![TextEdit::new(placed.span(body), short.clone())]).ok()?;
    Some(Fix { title: format!("{title} {short}"), edits, preferred: false })
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
    let page = text.rfind('第').and_then(|at| text.get(at..)).filter(|page| page.contains(['页', '頁']));
    let page = page.map(|page| format!("，{}", page.trim_end_matches(['。', '.', '，'])));
    let head = match earlier {
        None => "同上".to_owned(),
        Some(label) if traditional => format!("同註{label}"),
        Some(label) => format!("同注{label}"),
    };
    format!("{head}{}。", page.unwrap_or_default())
}
