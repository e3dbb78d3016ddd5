//! Definitions of notes: lines that begin with a note's label.

use super::{
    Definition, Style,
    headings::announced,
    labels::{self, Numeral},
    signs::{self, Label},
    stars,
};
use crate::{
    syntax::{inline::has_scheme, references::reference},
    text::{Sieve, Span, begins},
};

/// True where a line begins with a note's label that cannot be anything else (`[1] …`, `[^1]: …`, `註1：…`).
/// Labels that may as well number a list (`1. …`, `① …`) are found by [`super::scan`] and judged by `analysis::notes`.
pub fn starts_definition(line: &str) -> bool {
    head(line).is_some_and(|head| head.certain)
}

/// True where a line begins with a sign that may be a note's label.
pub fn may_start_definition(line: &str) -> bool {
    head(line).is_some_and(|head| head.style != Style::Star)
}

/// True for a block that is nothing but the beginning of a note's label, as it is while a note is being typed, or a page
/// number between two notes.
pub fn is_stub(text: &str) -> bool {
    const LONGEST: usize = 24;
    let text = text.trim();
    if text.len() > LONGEST {
        return false;
    }
    let opened = text.starts_with(['[', '［', '〔', '【', '(', '（', '\\', '<', '注', '註'])
        && !text.contains([']', '］', '〕', '】', ')', '）', '>']);
    opened || !text.contains(char::is_alphabetic)
}

/// True where `next` goes on with the note whose line `before` is: it stops in the middle, or an address follows.
pub fn goes_on(before: &str, next: &str) -> bool {
    let (before, next) = (before.trim_end(), next.trim());
    let address = has_scheme(next.trim_start_matches('<'));
    let open = before.ends_with(['，', '、', ',', '：', ':', '；', ';', '—', '–', '“', '「', '《', '（', '(']);
    address || open && !next.starts_with(['#', '>', '|', '-', '*']) && !may_start_definition(next)
}

/// True where a note ends with its line `before` though that has no full stop, and `next` is text again: references stop
/// after a page, a date or an address, and a line that was wrapped is not followed by a longer one.
pub fn ends_at(before: &str, next: &str) -> bool {
    const LONGER: usize = 8;
    let (before, next) = (before.trim_end(), next.trim_end());
    let word = before.rsplit([' ', '，', '\u{3000}', '<']).next().unwrap_or("");
    let complete = before.ends_with(['页', '頁', '版', '年', '日', '期', '号', '號']) || has_scheme(word);
    let indented = next.starts_with([' ', '\t', '\u{3000}']);
    !indented && (complete || next.chars().count() > before.chars().count() + LONGER)
}

/// The label a line begins with.
struct Head {
    /// Where the label's sign begins.
    start: usize,
    /// Where the note's text begins.
    body: usize,
    labels: Vec<Label>,
    style: Style,
    certain: bool,
}

/// What a line can begin with that begins with a label.
static LABELS: Sieve = Sieve::of(signs::BEGIN).and("注註参參N>-*＊∗•0123456789０１２３４５６７８９");

fn head(line: &str) -> Option<Head> {
    let indent = line.len() - line.trim_start().len();
    let text = &line[indent..];
    if !LABELS.admits(text) {
        return None;
    }
    if let Some(announced) = announced(text) {
        // `注：1. …` announces the notes and begins with the first.
        let at = indent + announced;
        let found = signed(line, at, 0).or_else(|| plain(line, at))?;
        return Some(Head { certain: true, ..found });
    }
    let quote = if text.starts_with("> ") { 2 } else { 0 };
    let bullet =
        ["- ", "* ", "• "].iter().find(|bullet| text[quote..].starts_with(**bullet)).map_or(0, |bullet| bullet.len());
    let bold = if text[quote + bullet..].starts_with("**") { 2 } else { 0 };
    let at = indent + quote + bullet + bold;
    let found = signed(line, at, bold)
        .or_else(|| if bullet + bold == 0 { worded(line, at).or_else(|| plain(line, at)) } else { None });
    // A list item is a note only where its sign leaves no doubt.
    let found = found.filter(|found| found.certain || bullet + bold == 0);
    found.or_else(|| starred(line, indent + quote))
}

/// `* 本文系……`, the note of a title; as far as the line tells, an item of a list.
fn starred(line: &str, at: usize) -> Option<Head> {
    let sign = stars::label_at(line, at)?;
    let body = line.len() - line[sign.span.end as usize..].trim_start().len();
    Some(Head { start: at, body, labels: sign.labels, style: sign.style, certain: false })
}

/// A label in brackets or circles.
fn signed(line: &str, at: usize, bold: usize) -> Option<Head> {
    let sign = signs::sign_at(line, at)?;
    let end = sign.span.end as usize;
    let after = &line[end..];
    let after = if bold > 0 { after.strip_prefix("**")? } else { after };
    let next = after.trim_start().chars().next();
    let colon = matches!(next, Some(':' | '：'));
    let certain = match sign.style {
        Style::Caret if !colon => return None,
        Style::Caret | Style::Noted => true,
        _ if continues_text(after) => return None,
        Style::Word => sign.back || after.starts_with([' ', '\u{3000}']),
        Style::Bracket | Style::FullBracket | Style::Tortoise | Style::Escaped => true,
        _ => false,
    };
    let body = line.len() - skip_separator(after).len();
    Some(Head { start: at, body, labels: sign.labels, style: sign.style, certain })
}

/// True where the text goes on after a sign, or another marker follows: no label of a note stands there. A note may well
/// begin with a bracket: [美]某某：《某书》.
fn continues_text(after: &str) -> bool {
    let next = after.trim_start();
    next.starts_with(|c| "，。、；！？,;!?)）”’」』》".contains(c))
        || next.starts_with(['[', '［', '〔', '<', '\\']) && signs::sign_at(next, 0).is_some()
}

fn skip_separator(after: &str) -> &str {
    let after = after.trim_start_matches([' ', '\t', '\u{3000}']);
    let after = after.strip_prefix([':', '：', '.', '．', '、']).unwrap_or(after);
    let after = after.trim_start_matches([' ', '\t', '\u{3000}']);
    // A name that the note had in another writing is no part of its text.
    let kept = after.strip_prefix(KEPT).and_then(|kept| kept.split_once("-->"));
    kept.map_or(after, |(_, text)| text)
}

/// How the comment behind a label begins that keeps the note's name in `[^…]` (docs/footnotes.md).
const KEPT: &str = "<!-- chuchu: [^";

/// `註1：`, `注释 3：`, `註一：`
fn worded(line: &str, at: usize) -> Option<Head> {
    const WORDS: [&str; 6] = ["註釋", "注释", "注釋", "註", "注", "Note "];
    let word = WORDS.iter().find(|word| begins(&line[at..], word))?;
    let after = &line[at + word.len()..];
    let start = line.len() - after.trim_start().len();
    let (number, numeral, len) = labels::number(&line[start..], true)?;
    let after = &line[start + len..];
    let rest = after.trim_start();
    let blank = rest.len() < after.len()
        && rest.starts_with(|c: char| c.is_alphabetic() && !UNITS.contains(c) || "《“「『[".contains(c));
    if !blank && !rest.starts_with(['：', ':', '.', '．', '、', ')', '）']) {
        return None;
    }
    let certain = rest.starts_with(['：', ':', ')', '）']);
    let body = line.len() - skip_separator(rest.trim_start_matches([')', '）'])).len();
    let label = Label { span: Span::new(start, start + len), text: number.to_string(), number: Some(number), numeral };
    Some(Head { start: at, body, labels: vec![label], style: Style::Noted, certain })
}

/// `1.`, `1、`, `1)`, `2、3)` or `1 ` before words; never certain.
fn plain(line: &str, at: usize) -> Option<Head> {
    let mut labels = Vec::new();
    let mut end = at;
    loop {
        let (number, numeral, len) = labels::number(&line[end..], false)?;
        if !matches!(numeral, Numeral::Arabic | Numeral::FullWidth) {
            return None;
        }
        labels.push(Label { span: Span::new(end, end + len), text: number.to_string(), number: Some(number), numeral });
        end += len;
        let rest = &line[end..];
        let more = rest.strip_prefix(['、', ',', '，']).filter(|more| more.starts_with(|c| labels::digit(c).is_some()));
        match more {
            // `2、3)` names two notes; `1、2025年` is an item that begins with a number.
            Some(more) if closes_list(more) => end += rest.len() - more.len(),
            _ => break,
        }
    }
    let rest = &line[end..];
    let first = rest.chars().next()?;
    let after = &rest[first.len_utf8()..];
    let fits = match first {
        ')' | '）' | '、' | '．' | ':' | '：' => true,
        '.' => !after.starts_with(|c: char| c.is_ascii_digit()),
        ' ' | '\t' | '\u{3000}' => after
            .trim_start()
            .starts_with(|c: char| c.is_alphabetic() && !UNITS.contains(c) || "《“\"「『〈‘".contains(c)),
        _ => false,
    };
    let body = line.len() - after.trim_start_matches([' ', '\t', '\u{3000}']).len();
    fits.then_some(Head { start: at, body, labels, style: Style::Plain, certain: false })
}

/// What `3 ` counts rather than numbers.
const UNITS: &str = "年月日号號时時点點分秒个個名人位家国國次条條项項种種万萬亿億岁歲周天倍多余餘元美";

/// True for further numbers of a list that ends like a label: `3)`, `3、4）`.
fn closes_list(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| labels::digit(c).is_some() || matches!(c, '、' | ',' | '，'));
    text.len() - rest.len() <= 24 && rest.starts_with([')', '）'])
}

/// Definitions of a block: its first line must begin with a label; later lines, or places in a line, go on with the next.
pub(super) fn definitions(text: &str) -> Vec<Definition> {
    let mut heads: Vec<Head> = Vec::new();
    if !LABELS.admits(text.trim_start()) {
        return Vec::new();
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if let Some(mut found) = head(content) {
            let fits = heads.first().map_or(at == 0, |first| found.certain || found.style == first.style);
            if fits {
                found.shift(at);
                heads.push(found);
            }
        }
        if heads.is_empty() {
            return Vec::new();
        }
        more_on_line(text, at, at + content.len(), &mut heads);
        at += line.len();
    }
    let end = text.trim_end().len();
    let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.start).chain([end]).collect();
    heads.into_iter().zip(ends).flat_map(|(head, end)| head.into_definitions(text, end)).collect()
}

/// Further definitions on the line of the last one: `① 甲。② 乙。`, each with the next number.
fn more_on_line(text: &str, line: usize, end: usize, heads: &mut Vec<Head>) {
    let Some(last) = heads.last() else { return };
    if !matches!(
        last.style,
        Style::Bracket | Style::FullBracket | Style::Tortoise | Style::Lenticular | Style::Circled | Style::Escaped
    ) {
        return;
    }
    let (style, certain) = (last.style, last.certain);
    let mut number = last.labels.last().and_then(|label| label.number);
    let mut at = last.body.max(line);
    while let Some(next) = text.get(..end).and_then(|line| signs::BEGINS.find(line, at)) {
        at = next;
        let Some(c) = text[at..].chars().next() else { return };
        let sign = if signs::may_begin(c) { signs::sign_at(text, at) } else { None };
        let next = sign.filter(|sign| {
            let before =
                text[..at].chars().next_back().is_some_and(|c| c.is_whitespace() || "。.；;>）)”」".contains(c));
            // A sign that ends on the next line is none of this one.
            let Some(after) = text.get(sign.span.end as usize..end) else { return false };
            let follows =
                !after.is_empty() && !continues_text(after) && !after.starts_with(['.', ':', '：', '(', '（']);
            let step = sign
                .labels
                .first()
                .and_then(|label| label.number)
                .zip(number)
                .is_some_and(|(next, last)| next == last + 1);
            sign.style == style && before && follows && step
        });
        match next {
            Some(sign) => {
                let sign_end = sign.span.end as usize;
                let body = end - skip_separator(&text[sign_end..end]).len();
                number = sign.labels.last().and_then(|label| label.number);
                heads.push(Head { start: at, body, labels: sign.labels, style, certain });
                at = body;
            }
            None => at += c.len_utf8(),
        }
    }
}

impl Head {
    fn shift(&mut self, by: usize) {
        self.start += by;
        self.body += by;
        for label in &mut self.labels {
            label.span = label.span.shift(by);
        }
    }

    fn into_definitions(self, text: &str, end: usize) -> impl Iterator<Item = Definition> {
        let whole = text.get(self.start..end).unwrap_or("").trim_end();
        let span = Span::new(self.start, self.start + whole.len());
        let body = Span::new(self.body.min(span.end as usize), span.end as usize);
        let reference = reference(body.of(text));
        let (style, certain) = (self.style, self.certain);
        self.labels.into_iter().map(move |label| Definition {
            span,
            label_span: label.span,
            label: label.text,
            number: label.number,
            numeral: label.numeral,
            body,
            style,
            certain,
            citation: reference.looks_like_one(),
            reference,
        })
    }
}
