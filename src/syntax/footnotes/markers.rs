//! Markers in running text, each with how surely it is one.

use super::{
    Certainty, Definition, Marker, Style,
    signs::{self, Sign},
    stars,
};
use crate::{
    syntax::{
        Inline,
        inline::InlineKind,
        landmarks::{self, Kind, Landmarks},
    },
    text::Span,
};

/// Where stars, bold or an inline element may begin, and where a line ends.
pub const STOPS: &str = "*＊∗`hwfH!\n";

/// All signs of a block that may be markers, in order. Labels of certain definitions are none; those of uncertain ones
/// stand here too, with [`Marker::heads`].
pub(super) fn markers(text: &str, marks: &Landmarks, inline: &[Inline], definitions: &[Definition]) -> Vec<Marker> {
    let mut found = Vec::new();
    let stops = marks.walk(Kind::Note);
    let mut walk = Walk { stops, inline, definitions, next_inline: 0, next_definition: 0, inside: None };
    let (mut at, mut bold) = (0, false);
    while let Some(stop) = walk.next_stop(text, at) {
        at = stop;
        let Some(c) = text[at..].chars().next() else { break };
        let starred = if matches!(c, '*' | '＊' | '∗' | '\\' | '<') { stars::marker_at(text, at) } else { None };
        if let Some(sign) = starred {
            let end = sign.span.end as usize;
            push(text, sign, None, walk.inside, false, &mut found);
            at = end;
            continue;
        }
        if c == '*' && text[at..].starts_with("**") {
            bold = !bold;
            at += 2;
            continue;
        }
        if c == '\n' {
            bold = false;
        }
        let heads = walk.enter(at);
        if let Some(body) = heads.and_then(|index| walk.certain_body(index)) {
            at = body.max(at + c.len_utf8());
            continue;
        }
        if !signs::may_begin(c) && c != '`' && c != 'h' && c != 'w' && c != 'f' && c != 'H' && c != '!' {
            at += c.len_utf8();
            continue;
        }
        let masked = walk.masked(at);
        let sign = signs::sign_at(text, at).filter(|sign| masked.is_none_or(|mask| reads_through(text, mask, sign)));
        match sign {
            Some(sign) => {
                let end = sign.span.end as usize;
                push(text, sign, heads, walk.inside, bold, &mut found);
                at = end;
            }
            None => at = masked.map_or(at + c.len_utf8(), |mask| (mask.span.end as usize).max(at + 1)),
        }
    }
    demote_enumerations(text, &mut found);
    found
}

/// Elements that are signs themselves: the tag of `<sup>[1]</sup>`, the link of `[[1]](#_ftn1)`; and what only looks like
/// a link, the page behind a marker: `[1](P23)`.
fn reads_through(text: &str, mask: &Inline, sign: &Sign) -> bool {
    let is_page = |c: char| c.is_ascii_digit() || "Pp第页頁.,-–— ".contains(c);
    match mask.kind {
        InlineKind::Html => mask.span.start == sign.span.start,
        InlineKind::Link if sign.style == Style::Word => mask.span == sign.span,
        InlineKind::Link => {
            mask.span.start == sign.span.start
                && mask.target.start == sign.span.end + 1
                && mask.target.of(text).chars().all(is_page)
        }
        InlineKind::Code | InlineKind::Url => false,
    }
}

/// Where the scanner is among inline elements and definitions, both in order.
struct Walk<'a> {
    stops: landmarks::Walk<'a>,
    inline: &'a [Inline],
    definitions: &'a [Definition],
    next_inline: usize,
    next_definition: usize,
    inside: Option<usize>,
}

impl<'a> Walk<'a> {
    /// The next place, at or behind `at`, that a landmark or the start of a definition makes worth a look.
    fn next_stop(&mut self, text: &str, at: usize) -> Option<usize> {
        let definition = self.definitions.get(self.next_definition).map(|next| at.max(next.span.start as usize));
        let sign = self.stops.next_from(at);
        sign.into_iter().chain(definition.filter(|&start| start < text.len())).min()
    }

    /// The definition that begins at `at`.
    fn enter(&mut self, at: usize) -> Option<usize> {
        let mut entered = None;
        while self.definitions.get(self.next_definition).is_some_and(|definition| definition.span.start as usize <= at)
        {
            entered = entered
                .filter(|&first: &usize| self.shares(first, self.next_definition))
                .or(Some(self.next_definition));
            self.next_definition += 1;
        }
        if entered.is_some() {
            self.inside = entered;
        }
        entered
    }

    fn shares(&self, one: usize, other: usize) -> bool {
        self.definitions.get(one).map(|definition| definition.span)
            == self.definitions.get(other).map(|definition| definition.span)
    }

    fn certain_body(&self, index: usize) -> Option<usize> {
        self.definitions
            .get(index)
            .filter(|definition| definition.certain)
            .map(|definition| definition.body.start as usize)
    }

    /// The inline element that `at` stands in.
    fn masked(&mut self, at: usize) -> Option<&'a Inline> {
        while self.inline.get(self.next_inline).is_some_and(|inline| inline.span.end as usize <= at) {
            self.next_inline += 1;
        }
        self.inline.get(self.next_inline).filter(|inline| inline.span.contains(at))
    }
}

fn push(text: &str, sign: Sign, heads: Option<usize>, inside: Option<usize>, bold: bool, found: &mut Vec<Marker>) {
    let Some(certainty) = certainty(text, &sign) else { return };
    let mut span = sign.span;
    // `**[1]**` is one marker, in bold; not so the `[1]` of `**甲**[1]**乙**`.
    if bold && text[..span.start as usize].ends_with("**") && text[span.end as usize..].starts_with("**") {
        span = Span::new(span.start as usize - 2, span.end as usize + 2);
    }
    let inside = if heads.is_some() { None } else { inside };
    let before = found.last().and_then(|last: &Marker| text.get(last.span.end as usize..span.start as usize));
    let joined = before.and_then(joint).is_some();
    found.extend(sign.labels.into_iter().map(|label| Marker {
        span,
        label_span: label.span,
        label: label.text,
        number: label.number,
        numeral: label.numeral,
        style: sign.style,
        certainty,
        joined,
        heads,
        inside,
    }));
}

/// What stood between the numbers of a sign that became two, as the comment between them says: `<!-- , -->`.
pub fn joint(between: &str) -> Option<&str> {
    let inside = between.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    inside.chars().all(|c| " ,，、;；-–—~～][".contains(c)).then_some(inside)
}

/// How surely a sign is a marker, by its shape and its neighbours; `None` where it cannot be one.
fn certainty(text: &str, sign: &Sign) -> Option<Certainty> {
    let before = &text[..sign.span.start as usize];
    let last = before.chars().next_back();
    let after_word = last.is_some_and(|c| c.is_ascii_alphanumeric());
    match sign.style {
        Style::Plain => None,
        Style::Star => Some(Certainty::Placed),
        Style::Caret | Style::SupBracket | Style::Noted | Style::Escaped | Style::Word => Some(Certainty::Certain),
        Style::Bracket | Style::FullBracket | Style::Tortoise => {
            Some(if is_index(before) { Certainty::Possible } else { Certainty::Certain })
        }
        Style::Sup if is_exponent(before) => Some(Certainty::Possible),
        Style::Sup => Some(Certainty::Certain),
        Style::Superscript if after_word || last.is_some_and(|c| "米里克秒²³".contains(c)) => {
            Some(Certainty::Possible)
        }
        Style::Superscript => Some(placed(text, sign)),
        // 45(3), 第1514(15)號, 图（1）
        Style::Parenthesis if after_word || last.is_some_and(|c| "第图圖表式条條款项項例卷期号號".contains(c)) => {
            None
        }
        Style::Parenthesis | Style::Lenticular | Style::Circled => {
            Some(if enumerates(text, sign) { Certainty::Possible } else { placed(text, sign) })
        }
    }
}

/// What is told apart by numbers: 方案①.
const NUMBERED: &[&str] =
    &["方案", "选项", "選項", "情形", "情境", "步骤", "步驟", "类型", "類型", "阶段", "階段", "图", "圖", "公式", "第"];

/// True after a noun that numbers go with.
fn is_counted(text: &str, span: Span) -> bool {
    NUMBERED.iter().any(|noun| text[..span.start as usize].ends_with(noun))
}

/// Likely, and more than that with punctuation before or after it: 方案①和方案② are no notes.
fn placed(text: &str, sign: &Sign) -> Certainty {
    let before = &text[..sign.span.start as usize];
    if is_counted(text, sign.span) {
        return Certainty::Possible;
    }
    let closes = before.chars().next_back().is_some_and(|c| "。，；：！？”’」』）》〉…,.;:!?)".contains(c));
    if closes || !is_followed_by_words(text, sign.span) { Certainty::Placed } else { Certainty::Likely }
}

/// `x[1]`: one small letter alone before the bracket.
fn is_index(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(|c| c.is_ascii_lowercase() || c == '_')
        && !back.next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// 10<sup>9</sup>, km<sup>2</sup>
fn is_exponent(before: &str) -> bool {
    let word: String = before.chars().rev().take(3).take_while(char::is_ascii_alphanumeric).collect();
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word.as_str(), "m" | "mk" | "mc" | "mm" | "s" | "x" | "y" | "n")
}

/// True for a sign that numbers what follows it: `主要有：①加强……；②推进……`.
fn enumerates(text: &str, sign: &Sign) -> bool {
    let before = text[..sign.span.start as usize].trim_end_matches([' ', '\t', '\u{3000}', '*']);
    let opens =
        before.chars().next_back().is_none_or(|c| matches!(c, '\n' | '：' | ':' | '；' | ';' | '、' | '（' | '('));
    opens && is_followed_by_words(text, sign.span)
}

fn is_followed_by_words(text: &str, span: Span) -> bool {
    let after = text[span.end as usize..].trim_start_matches([' ', '\t', '\u{3000}', '*']);
    after.starts_with(|c: char| c.is_alphanumeric() || "“‘「『《".contains(c))
}

/// `如下。①甲；②乙，③丙`: the first of a row follows a full stop like a marker, a later one may follow a comma; the
/// others give them away.
fn demote_enumerations(text: &str, found: &mut [Marker]) {
    let row = |one: &Marker, next: &Marker| {
        one.style == next.style && one.number.zip(next.number).is_some_and(|(one, next)| one + 1 == next)
    };
    let numbers_words = |marker: &Marker| {
        let weak = (Certainty::Likely..Certainty::Certain).contains(&marker.certainty);
        let before = text.get(..marker.span.start as usize).and_then(|before| before.chars().next_back());
        weak && !before.is_some_and(char::is_alphanumeric) && is_followed_by_words(text, marker.span)
    };
    for index in (0..found.len()).rev() {
        let (head, tail) = found.split_at_mut(index + 1);
        let (Some(marker), Some(next)) = (head.last_mut(), tail.first()) else { continue };
        if next.certainty == Certainty::Possible && row(marker, next) && numbers_words(marker) {
            marker.certainty = Certainty::Possible;
        }
    }
    for index in 1..found.len() {
        let (head, tail) = found.split_at_mut(index);
        let (Some(before), Some(marker)) = (head.last(), tail.first_mut()) else { continue };
        if before.certainty == Certainty::Possible && row(before, marker) && numbers_words(marker) {
            marker.certainty = Certainty::Possible;
        }
    }
    // One sign alone, or among markers, numbers nothing, except at the start of a line, where the next ones stand on lines of their own.
    let alone = |index: usize, found: &[Marker]| {
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|other| found.get(other));
        let mut listed = beside.filter(|other| other.certainty == Certainty::Possible);
        found.get(index).is_some_and(|marker| !listed.any(|other| row(marker, other) || row(other, marker)))
    };
    for index in 0..found.len() {
        let lone = alone(index, found);
        let Some(marker) = found.get_mut(index) else { continue };
        let listed = matches!(marker.style, Style::Parenthesis | Style::Lenticular | Style::Circled);
        let start = text
            .get(..marker.span.start as usize)
            .is_none_or(|before| before.trim_end_matches([' ', '*']).ends_with('\n') || before.trim().is_empty());
        if lone && listed && !start && marker.certainty == Certainty::Possible && !is_counted(text, marker.span) {
            marker.certainty = Certainty::Placed;
        }
    }
}
