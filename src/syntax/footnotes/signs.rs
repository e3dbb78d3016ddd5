//! One note sign at one place: `<sup>[1]</sup>`, `［1］`, `[^id]`, `[[1]](#_ftn1)` … as written, whatever it is used for.

use super::{
    Style,
    labels::{self, Numeral},
};
use crate::text::{Sieve, Span};

/// One label of a sign; `[1,3]` has two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub span: Span,
    pub text: String,
    /// `None` for names (`[^note]`).
    pub number: Option<u32>,
    pub numeral: Numeral,
}

/// A sign; its spans count from the start of the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub span: Span,
    pub labels: Vec<Label>,
    pub style: Style,
    /// Word's way back from a note to its marker: `[[1]](#_ftnref1)`.
    pub back: bool,
}

/// Longest sign in bytes; bounds every look ahead.
const SIGN_BYTES: usize = 120;
/// Most notes that one sign like `[1-9]` stands for.
const RANGE: u32 = 20;

/// Words before the number: [註1], （註一）.
const PREFIXES: &[&str] =
    &["註釋", "注释", "注釋", "註解", "注解", "腳註", "脚注", "尾註", "尾注", "註", "注", "Note", "note", "fn"];

/// The characters a sign can begin with.
pub const BEGIN: &str = "[［〔【(（<\\^①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿\
    ❶❷❸❹❺❻❼❽❾❿⁰¹²³⁴⁵⁶⁷⁸⁹";
pub(super) static BEGINS: Sieve = Sieve::of(BEGIN);

/// What the inside of brackets can begin with: a number, or one of [`PREFIXES`].
static LISTED: Sieve = Sieve::of("0123456789０１２３４５６７８９註注腳脚尾Nnf").and(BEGIN);

/// True for those of [`BEGIN`].
pub(super) fn may_begin(c: char) -> bool {
    matches!(c, '[' | '［' | '〔' | '【' | '(' | '（' | '<' | '\\' | '^')
        || labels::circled(c).is_some()
        || labels::superscript(c).is_some()
}

/// The sign that begins at byte `at`, if one does.
pub(super) fn sign_at(text: &str, at: usize) -> Option<Sign> {
    let rest = head(text.get(at..)?);
    let sign = match rest.chars().next()? {
        '<' => tagged(rest).or_else(|| anchored(rest)),
        '\\' => escaped(rest),
        '^' => raised(rest),
        '[' => caret(rest).or_else(|| linked(rest)).or_else(|| bracketed(rest)),
        '［' | '〔' | '【' | '(' | '（' => bracketed(rest),
        c if may_begin(c) => bare(rest, c),
        _ => None,
    }?;
    Some(shifted(sign, at))
}

/// The start of `text`, as far as a sign can reach.
fn head(text: &str) -> &str {
    let mut end = text.len().min(SIGN_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn shifted(mut sign: Sign, by: usize) -> Sign {
    sign.span = sign.span.shift(by);
    for label in &mut sign.labels {
        label.span = label.span.shift(by);
    }
    sign
}

/// ① or ¹²
fn bare(text: &str, first: char) -> Option<Sign> {
    let style = if labels::circled(first).is_some() { Style::Circled } else { Style::Superscript };
    let (number, numeral, len) = labels::number(text, false)?;
    let label = Label { span: Span::new(0, len), text: number.to_string(), number: Some(number), numeral };
    Some(Sign { span: Span::new(0, len), labels: vec![label], style, back: false })
}

/// `[^id]`
fn caret(text: &str) -> Option<Sign> {
    let inside = text.strip_prefix("[^")?;
    let len = inside.find([']', '[', ' ', '\t', '\n', '^'])?;
    if len == 0 || !inside[len..].starts_with(']') {
        return None;
    }
    let id = &inside[..len];
    let (number, numeral) = match labels::number(id, false) {
        Some((number, numeral, used)) if used == len => (Some(number), numeral),
        _ => (None, Numeral::Arabic),
    };
    let label = Label { span: Span::new(2, 2 + len), text: id.to_owned(), number, numeral };
    Some(Sign { span: Span::new(0, len + 3), labels: vec![label], style: Style::Caret, back: false })
}

/// `[1]`, `［1］`, `〔1〕`, `【1】`, `（1）`, with a word before the number as well
fn bracketed(text: &str) -> Option<Sign> {
    let open = text.chars().next()?;
    let (style, closers) = match open {
        '[' => (Style::Bracket, [']', '］']),
        '［' => (Style::FullBracket, ['］', ']']),
        '〔' => (Style::Tortoise, ['〕', '〕']),
        '【' => (Style::Lenticular, ['】', '】']),
        '(' | '（' => (Style::Parenthesis, [')', '）']),
        _ => return None,
    };
    let start = open.len_utf8();
    let inside = &text[start..];
    if !LISTED.admits(inside.trim_start()) {
        return None;
    }
    let len = inside.find(closers)?;
    let close = inside[len..].chars().next()?;
    let (labels, noted) = list(&inside[..len])?;
    let style = if noted { Style::Noted } else { style };
    let labels = labels.into_iter().map(|label| Label { span: label.span.shift(start), ..label }).collect();
    Some(Sign { span: Span::new(0, start + len + close.len_utf8()), labels, style, back: false })
}

/// `\[1\]` and `\[^1\]`
fn escaped(text: &str) -> Option<Sign> {
    let inside = text.strip_prefix("\\[")?;
    let len = inside.find("\\]")?;
    let (labels, noted) = list(&inside[..len])?;
    let labels = labels.into_iter().map(|label| Label { span: label.span.shift(2), ..label }).collect();
    let style = if noted { Style::Noted } else { Style::Escaped };
    Some(Sign { span: Span::new(0, len + 4), labels, style, back: false })
}

/// `^1^` and `^[1]^`, Pandoc's way of raising
fn raised(text: &str) -> Option<Sign> {
    let inside = text.strip_prefix('^')?;
    let len = inside.find('^')?;
    wrapped(&inside[..len], 1, len + 2)
}

/// `<sup>1</sup>`, `<sup>[1]</sup>`, `<sup><a href="#fn1">1</a></sup>`
fn tagged(text: &str) -> Option<Sign> {
    let tag = text.find('>')?;
    let name = text.get(1..tag)?;
    let sup = name.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("sup"));
    if !sup || !name[3..].trim_start().is_empty() && !name[3..].starts_with(' ') {
        return None;
    }
    let start = tag + 1;
    let len = text[start..].to_ascii_lowercase().find("</sup>")?;
    let inside = &text[start..start + len];
    let whole = start + len + "</sup>".len();
    match inside.strip_prefix("<a ").and_then(|link| link.split_once('>')) {
        Some((_, linked)) => {
            let linked = linked.strip_suffix("</a>")?;
            wrapped(linked, start + len - "</a>".len() - linked.len(), whole)
        }
        None => wrapped(inside, start, whole),
    }
}

/// A sign or a bare number in a wrapping of `whole` bytes that raises it; `start` is where the inside begins.
fn wrapped(inside: &str, start: usize, whole: usize) -> Option<Sign> {
    let trimmed = inside.trim();
    let start = start + (inside.len() - inside.trim_start().len());
    let mut inner = inner(trimmed)?;
    // `[1][2]` and `[1],[2]` in one wrapping
    while let Some(rest) = trimmed.get(inner.span.end as usize..).filter(|rest| !rest.is_empty()) {
        let next = trimmed.len() - rest.trim_start_matches([',', '，', '、', ' ']).len();
        let more = shifted(self::inner(trimmed.get(next..)?)?, next);
        inner.labels.extend(more.labels);
        inner.span.end = more.span.end;
    }
    let style = match inner.style {
        Style::Bracket | Style::FullBracket | Style::Escaped => Style::SupBracket,
        style => style,
    };
    let labels = shifted(inner, start).labels;
    Some(Sign { span: Span::new(0, whole), labels, style, back: false })
}

/// What stands in a wrapping: a sign, or a number without brackets.
fn inner(text: &str) -> Option<Sign> {
    match text.chars().next()? {
        '[' => caret(text).or_else(|| linked(text)).or_else(|| bracketed(text)),
        '\\' => escaped(text),
        c if labels::circled(c).is_some() || labels::superscript(c).is_some() => bare(text, c),
        c if may_begin(c) => bracketed(text),
        _ => {
            let (labels, noted) = list(text)?;
            let style = if noted { Style::Noted } else { Style::Sup };
            Some(Sign { span: Span::new(0, text.len()), labels, style, back: false })
        }
    }
}

/// `<a href="#_ftn1">[1]</a>`
fn anchored(text: &str) -> Option<Sign> {
    let (tag, inside) = text.strip_prefix("<a ")?.split_once('>')?;
    let start = text.len() - inside.len();
    let len = inside.find("</a>").filter(|_| tag.contains("=\"#"))?;
    let sign = wrapped(&inside[..len], start, start + len + "</a>".len())?;
    Some(Sign { style: Style::Word, back: tag.contains("ref"), ..sign })
}

/// What word processors leave behind: `[[1]](#_ftn1)`, `[\[1\]](#_ftn1)`, `[1](#_ftn1)`
fn linked(text: &str) -> Option<Sign> {
    let (inside, target) = text.strip_prefix('[')?.split_once("](#")?;
    let close = target.find([')', ' ', '\n']).filter(|&end| target[end..].starts_with(')'))?;
    let inner = match inside.chars().next()? {
        '[' => bracketed(inside)?,
        '\\' => escaped(inside)?,
        _ => {
            let (labels, _) = list(inside)?;
            Sign { span: Span::new(0, inside.len()), labels, style: Style::Word, back: false }
        }
    };
    if inner.span.len() != inside.len() {
        return None;
    }
    let whole = 1 + inside.len() + "](#".len() + close + 1;
    let back = target[..close].contains("ref");
    Some(Sign { span: Span::new(0, whole), labels: shifted(inner, 1).labels, style: Style::Word, back })
}

/// The labels between brackets: one number, several (`1,3`), a range (`1-3`); true with a word before them.
fn list(inside: &str) -> Option<(Vec<Label>, bool)> {
    let mut at = inside.len() - inside.trim_start().len();
    let prefix = PREFIXES.iter().find(|prefix| inside[at..].starts_with(**prefix));
    if let Some(prefix) = prefix {
        at += prefix.len();
        at += inside[at..].len() - inside[at..].trim_start().len();
    }
    let mut labels: Vec<Label> = Vec::new();
    let mut range = None;
    loop {
        let (number, numeral, len) = labels::number(&inside[at..], prefix.is_some())?;
        if let Some(from) = range.take() {
            between(&mut labels, from, number, at)?;
        }
        labels.push(Label { span: Span::new(at, at + len), text: number.to_string(), number: Some(number), numeral });
        at += len;
        let rest = inside[at..].trim_start();
        at = inside.len() - rest.len();
        match rest.chars().next() {
            None => return Some((labels, prefix.is_some())),
            Some(c @ (',' | '，' | '、' | ';' | '；')) => at += c.len_utf8(),
            Some(c @ ('-' | '–' | '—' | '~' | '～')) => {
                range = Some(number);
                at += c.len_utf8();
            }
            Some(_) => return None,
        }
        at += inside[at..].len() - inside[at..].trim_start().len();
    }
}

/// The notes that a range names by its ends alone; they stand where its last label begins, and are empty there.
fn between(labels: &mut Vec<Label>, from: u32, to: u32, at: usize) -> Option<()> {
    if to <= from || to - from > RANGE {
        return None;
    }
    labels.extend((from + 1..to).map(|number| Label {
        span: Span::new(at, at),
        text: number.to_string(),
        number: Some(number),
        numeral: Numeral::Arabic,
    }));
    Some(())
}
