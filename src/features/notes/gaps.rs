//! What a reference lacks, as placeholders in the places and with the punctuation of its own style.

use crate::{
    analysis::Analysis,
    rules::incomplete_reference::{missing, name},
    syntax::{
        ReferenceKind,
        references::{Part, is_coded},
    },
    text::{Edits, Language, TextEdit},
};

/// Three styles: GB/T 7714, Chinese journals, Western.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Coded,
    Chinese,
    Western,
}

/// Placeholders for all that the note lacks; none where they stand there already.
pub(super) fn fill(analysis: &Analysis, note: usize, language: Language) -> Option<Edits> {
    let (placed, definition) = super::definition_of(analysis, note)?;
    let body = definition.body.of(&placed.block.text);
    let web = definition.reference.kind == Some(ReferenceKind::Web);
    let (style, places) = (style(body), Places::of(body, web));
    let mut edits = Vec::new();
    for part in missing(analysis, note) {
        let placeholder = placeholder(part, language);
        if body.contains(&placeholder) {
            return None;
        }
        let (at, text) = places.insertion(part, style, web, &placeholder);
        edits.push(TextEdit::insert(placed.span(definition.body).start as usize + at, text));
    }
    (!edits.is_empty()).then(|| Edits::new(edits).ok()).flatten()
}

/// `【补日期】`; the parser of references does not take it for the part itself.
fn placeholder(part: Part, language: Language) -> String {
    let add = match language {
        Language::ZhHans => "补",
        Language::ZhHant => "補",
        Language::En => "add ",
    };
    format!("【{add}{}】", name(part, language))
}

fn style(body: &str) -> Style {
    let western = body.split("http").next().unwrap_or(body);
    let (latin, han) = (western.chars().filter(char::is_ascii_alphabetic).count(), |c: &char| !c.is_ascii());
    if is_coded(body) {
        Style::Coded
    } else if latin > western.chars().filter(han).filter(|c| c.is_alphabetic()).count() {
        Style::Western
    } else {
        Style::Chinese
    }
}

/// Where parts go, in bytes of a note's text.
struct Places {
    /// Before the author.
    head: usize,
    /// Before the address, else before the pages, else before the last stop.
    date: usize,
    /// Before the last stop.
    end: usize,
}

impl Places {
    fn of(body: &str, web: bool) -> Self {
        let end = body.trim_end().trim_end_matches(['。', '.']).len();
        let address = body.find("<http").or_else(|| body.find("http")).or_else(|| body.find("www."));
        let pages = ["，第", ", pp.", ", p.", "，頁"].iter().filter_map(|mark| body.rfind(mark)).max();
        let date = if web { address } else { pages };
        Self { head: 0, date: date.unwrap_or(end), end }
    }

    /// Where a part goes, and with what punctuation.
    fn insertion(&self, part: Part, style: Style, web: bool, placeholder: &str) -> (usize, String) {
        let before_address = web && matches!(part, Part::Title | Part::Date);
        let text = match (part, style) {
            (Part::Author, Style::Coded) => format!("{placeholder}. "),
            (Part::Author, Style::Chinese) => format!("{placeholder}："),
            (Part::Author, Style::Western) => format!("{placeholder}, "),
            (Part::Title, Style::Coded) => format!("{placeholder}[EB/OL]. "),
            (Part::Title, Style::Chinese) => format!("《{placeholder}》，"),
            (Part::Title, Style::Western) => format!("“{placeholder},” "),
            (Part::Date, Style::Chinese) if before_address => format!("{placeholder}，"),
            (Part::Date, Style::Coded) if before_address => format!("{placeholder}. "),
            (Part::Date, Style::Western) if before_address => format!("{placeholder}, "),
            (Part::Date, Style::Chinese) => format!("，{placeholder}"),
            (Part::Date, _) => format!(", {placeholder}"),
            (Part::Pages, Style::Chinese) => format!("，第{placeholder}页"),
            (Part::Pages, Style::Coded) => format!(": {placeholder}"),
            (Part::Pages, Style::Western) => format!(", p. {placeholder}"),
        };
        let at = match part {
            Part::Author => self.head,
            Part::Title => self.date,
            Part::Date => self.date,
            Part::Pages => self.end,
        };
        (at, text)
    }
}
