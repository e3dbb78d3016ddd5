//! Hover on a note: all of its text, where it stands, how often it is used.

use super::place::{Part, note_at};
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{At, Note, naming},
    },
    features::Card,
    syntax::inline::InlineKind,
    text::Language,
};

/// The card of the note whose marker or label stands at an offset.
pub fn hover(analysis: &Analysis, offset: usize, language: Language) -> Option<Card> {
    let at = note_at(analysis, offset)?;
    let note = analysis.notes.notes.get(at.note)?;
    let note = note.repeats.and_then(|first| analysis.notes.notes.get(first)).unwrap_or(note);
    let mut markdown = heading(analysis, note, language);
    match at.part {
        Part::Marker(_) => match note.definition {
            Some(definition) => {
                let body = body(analysis, definition);
                markdown.push_str("\n\n");
                markdown.push_str(if body.is_empty() { empty(language) } else { &body });
            }
            None => markdown.push_str(missing(language)),
        },
        Part::Label(_) | Part::Body(_) => {
            if let Some(&first) = note.markers.first() {
                markdown.push_str("\n\n> ");
                markdown.push_str(&context(analysis, first));
            }
        }
    }
    Some(Card { span: at.span, markdown })
}

/// `**[1]** · 第 3 页 · 第 47 行 · 引用 2 次`
fn heading(analysis: &Analysis, note: &Note, language: Language) -> String {
    let mut parts = vec![format!("**{}**", escape(&naming::label(&analysis.blocks, note)))];
    parts.extend(naming::page(analysis, note, language));
    if let Some(line) = note.definition.and_then(|at| line(analysis, at)) {
        parts.push(match language {
            Language::ZhHans | Language::ZhHant => format!("第 {line} 行"),
            Language::En => format!("line {line}"),
        });
    }
    let uses = note.markers.len();
    parts.push(match language {
        Language::ZhHans => format!("引用 {uses} 次"),
        Language::ZhHant => format!("引用 {uses} 次"),
        Language::En if uses == 1 => "used once".to_owned(),
        Language::En => format!("used {uses} times"),
    });
    parts.join(" · ")
}

fn missing(language: Language) -> &'static str {
    match language {
        Language::ZhHans => "\n\n没有对应的注文。",
        Language::ZhHant => "\n\n沒有對應的注文。",
        Language::En => "\n\nNo note answers this marker.",
    }
}

fn empty(language: Language) -> &'static str {
    match language {
        Language::ZhHans => "（注文尚为空）",
        Language::ZhHant => "（注文尚為空）",
        Language::En => "(the note is still empty)",
    }
}

/// The line of a definition, from 1.
fn line(analysis: &Analysis, at: At) -> Option<usize> {
    let placed = analysis.blocks.get(at.block)?;
    let before = placed.block.text.get(..Notes::definition(&analysis.blocks, at)?.span.start as usize)?;
    Some(placed.line + before.matches('\n').count() + 1)
}

/// The text of a note as Markdown: bare addresses in angle brackets, so that they end where they end.
fn body(analysis: &Analysis, at: At) -> String {
    let Some((placed, definition)) = analysis.blocks.get(at.block).zip(Notes::definition(&analysis.blocks, at)) else {
        return String::new();
    };
    let text = &*placed.block.text;
    let (mut markdown, mut done) = (String::new(), definition.body.start as usize);
    let bare = placed.block.syntax.inline.iter().filter(|inline| {
        inline.kind == InlineKind::Url && inline.span == inline.target && definition.body.encloses(inline.span)
    });
    for url in bare {
        markdown.push_str(text.get(done..url.span.start as usize).unwrap_or(""));
        markdown.push_str(&format!("<{}>", url.span.of(text).replace("\\_", "_")));
        done = url.span.end as usize;
    }
    markdown.push_str(text.get(done..definition.body.end as usize).unwrap_or(""));
    markdown
}

/// The text of a note on one line, at most `chars` characters.
pub fn preview(analysis: &Analysis, note: &Note, chars: usize) -> String {
    let Some(at) = note.definition else { return String::new() };
    let text = analysis.blocks.get(at.block).map_or("", |placed| &*placed.block.text);
    let body = Notes::definition(&analysis.blocks, at).map_or("", |definition| definition.body.of(text));
    shorten(body.split_whitespace().collect::<Vec<_>>().join(" "), chars)
}

fn shorten(text: String, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("").trim_end()),
        None => text,
    }
}

/// The words before a marker.
fn context(analysis: &Analysis, at: At) -> String {
    const CHARS: usize = 60;
    let Some((placed, marker)) = analysis.blocks.get(at.block).zip(Notes::marker(&analysis.blocks, at)) else {
        return String::new();
    };
    let before = placed.block.text.get(..marker.span.start as usize).unwrap_or("").trim();
    let chars = before.chars().count();
    let words: String =
        before.chars().skip(chars.saturating_sub(CHARS)).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let cut = if chars > CHARS { "…" } else { "" };
    format!("{cut}{words}**{}**", escape(&placed.block.text.get(marker.span.range()).unwrap_or("").replace("**", "")))
}

/// Brackets and tags shown as they are.
fn escape(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]").replace('<', "\\<").replace('*', "\\*")
}
