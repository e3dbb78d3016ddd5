//! Title notes: `*` behind a title or the name of an author, and the note about it below (`* 本文系……`).

use super::{
    Style,
    labels::Numeral,
    signs::{Label, Sign},
};
use crate::text::Span;

/// Longest line of a title or of names, in bytes; bounds every look around.
const LINE_BYTES: usize = 180;
/// Most stars of one sign.
const MOST: u32 = 3;

/// The sign of stars that begins at byte `at`: `*`, `**`, `＊`, `\*`, `<sup>*</sup>`.
fn sign_at(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?;
    let open = if rest.starts_with("<sup>") { "<sup>".len() } else { 0 };
    let (number, len) = stars(&rest[open..])?;
    let close = if open > 0 { "</sup>" } else { "" };
    rest[open + len..].starts_with(close).then(|| Sign {
        span: Span::new(at, at + open + len + close.len()),
        labels: vec![Label {
            span: Span::new(at + open, at + open + len),
            text: "*".repeat(number as usize),
            number: Some(number),
            numeral: Numeral::Star,
        }],
        style: Style::Star,
        back: false,
    })
}

/// The number and the bytes of the stars that `text` begins with.
fn stars(text: &str) -> Option<(u32, usize)> {
    let (mut number, mut rest) = (0, text);
    while let Some(after) = rest.strip_prefix("\\*").or_else(|| rest.strip_prefix(['*', '＊', '∗'])) {
        (number, rest) = (number + 1, after);
        if number > MOST {
            return None;
        }
    }
    (number > 0).then(|| (number, text.len() - rest.len()))
}

/// A marker of a title note: raised anywhere behind words, else on a line that can hold nothing but a title or names.
pub(super) fn marker_at(text: &str, at: usize) -> Option<Sign> {
    let sign = sign_at(text, at)?;
    let line = line(text, at)?;
    let follows_words = text[line.start as usize..at].ends_with(|c: char| !c.is_whitespace() && c != '*');
    let raised = text[at..].starts_with('<');
    (follows_words && (raised || is_title(line.of(text)))).then_some(sign)
}

/// The line around `at`, unless it is too long for a title.
fn line(text: &str, at: usize) -> Option<Span> {
    let (mut from, mut to) = (at.saturating_sub(LINE_BYTES), (at + LINE_BYTES).min(text.len()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let start = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let end = text[at..to].find('\n').map_or(to, |len| at + len);
    let whole = (start > from || from == 0) && (end < to || to == text.len());
    (whole && end - start <= LINE_BYTES).then(|| Span::new(start, end))
}

/// True where every star of a line stands behind a word and before a blank: emphasis opens before one.
fn is_title(line: &str) -> bool {
    let (mut before, mut rest) = (' ', line.trim());
    while let Some(c) = rest.chars().next() {
        if "。，；！？：|".contains(c) {
            return false;
        }
        let skipped = match stars(rest) {
            Some((_, len)) => {
                let after = rest[len..].chars().next();
                if before.is_whitespace() || after.is_some_and(|c| !c.is_whitespace() && c != '、') {
                    return false;
                }
                len
            }
            None if rest.starts_with(['*', '＊', '∗']) => return false,
            None => c.len_utf8(),
        };
        (before, rest) = (c, &rest[skipped..]);
    }
    true
}

/// The label of a title note at the start of a line: words follow, and no star closes what this one may open.
pub(super) fn label_at(line: &str, at: usize) -> Option<Sign> {
    let sign = sign_at(line, at)?;
    let after = &line[sign.span.end as usize..];
    let blank = after.starts_with(char::is_whitespace);
    let bare = line[at..].starts_with('*');
    let words = after.trim_start().starts_with(|c: char| c.is_alphabetic() || "《“「『【".contains(c));
    (words && (!bare || blank || !after.contains('*'))).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::{label_at, marker_at};

    #[test]
    fn stars_behind_titles_and_names_are_markers() {
        for (text, at) in [("# 水权交易*", "# 水权交易".len()), ("林远** 王平***", "林远".len()), ("水权\\*", 6)]
        {
            assert!(marker_at(text, at).is_some(), "{text}");
        }
        for (text, at) in [("这是*重点*", 6), ("**水权交易**", "**水权交易".len()), ("他说完*，走了。", 9)]
        {
            assert!(marker_at(text, at).is_none(), "{text}");
        }
    }

    #[test]
    fn a_label_has_words_behind_it() {
        assert!(label_at("* 本文系某项目成果。", 0).is_some());
        assert!(label_at("*本文系某项目成果。", 0).is_some());
        for line in ["***", "* * *", "*重点*在此", "* 1. 甲", "**水权**"] {
            assert!(label_at(line, 0).is_none(), "{line}");
        }
    }
}
