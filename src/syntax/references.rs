//! References as notes write them: who, what, where, when. GB/T 7714 (`张三. 书名[M]. 北京: 某社, 2020: 5.`), the style of
//! Chinese journals (`张三：《书名》，某社2020年版，第5页`), and Western ones.

use std::{borrow::Cow, sync::LazyLock};

use memchr::memmem;
use regex::Regex;
use xxhash_rust::xxh3::xxh3_64;

use super::inline::has_scheme;
use crate::text::{Sieve, begins};

/// What sort of source a note names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// Something with an address.
    Web,
    /// 某社2020年版, [M]
    Book,
    /// 载《刊》2020年第3期, [J]
    Article,
}

/// What the text of a note carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// `None` for explanations and for 同上.
    pub kind: Option<ReferenceKind>,
    pub author: bool,
    pub title: bool,
    pub date: bool,
    pub pages: bool,
    /// Nothing is written yet, or 参见 alone.
    pub empty: bool,
    /// It points to another place: 参见, 同上.
    pub points: bool,
    /// Tells one source from another: its address, else its author and title.
    pub source: Option<u64>,
}

impl Reference {
    /// True of a text with any part of a reference; items of a list mostly have none.
    pub fn looks_like_one(&self) -> bool {
        self.kind.is_some() || self.title || self.date || self.pages || self.points
    }
}

/// A part that references of most sorts carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Author,
    Title,
    Date,
    Pages,
}

pub const PARTS: [Part; 4] = [Part::Author, Part::Title, Part::Date, Part::Pages];

impl Part {
    /// True where a reference carries it.
    pub fn of(self, reference: &Reference) -> bool {
        match self {
            Self::Author => reference.author,
            Self::Title => reference.title,
            Self::Date => reference.date,
            Self::Pages => reference.pages,
        }
    }
}

/// Words that announce a source and name none.
const POINTERS: &[&str] = &[
    "参见",
    "參見",
    "参阅",
    "參閱",
    "参看",
    "參看",
    "详见",
    "詳見",
    "见",
    "見",
    "转引自",
    "轉引自",
    "引自",
    "See also",
    "See",
    "see",
    "cf.",
    "Cf.",
];
/// What writers leave where a note is to come.
const PLACEHOLDERS: &[&str] = &["待补", "待補", "待查", "待核", "todo", "tbd", "xxx", "？", "?", "……", "…"];
/// References to an earlier note.
const AGAIN: &[&str] = &[
    "同上",
    "同前",
    "前引",
    "前揭",
    "同注",
    "同註",
    "上引",
    "出处同上",
    "出處同上",
    "Ibid",
    "ibid",
    "op. cit",
    "Op. cit",
    "idem",
];
/// Marks around titles, opening and closing.
const TITLES: &[(char, char)] =
    &[('《', '》'), ('〈', '〉'), ('“', '”'), ('"', '"'), ('「', '」'), ('『', '』'), ('*', '*')];

static TITLED: Sieve = Sieve::of("《〈“\"「『*");

/// What GB/T 7714 calls sorts of sources.
const CODES: [&str; 8] = ["[M]", "[J]", "[N]", "[R]", "[D]", "[C]", "[EB/OL]", "[OL]"];

/// True of a reference by GB/T 7714.
pub fn is_coded(text: &str) -> bool {
    CODES.iter().any(|code| text.contains(code))
}

/// The text without what waits to be filled in (`《【补题目】》`): it is not there yet.
fn without_placeholders(text: &str) -> Cow<'_, str> {
    static PLACEHOLDER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("[《“]?(?:第|p\\. )?【(?:补|補|add )[^】\n]{1,30}】(?:》|,”|页|頁)?").ok());
    // Most texts have none: the expression is not even made for them.
    let placeholder = if text.contains('【') { PLACEHOLDER.as_ref() } else { None };
    placeholder.map_or(Cow::Borrowed(text), |placeholder| placeholder.replace_all(text, ""))
}

/// Reads the text of a note.
pub fn reference(body: &str) -> Reference {
    let body = without_placeholders(body);
    let text = body.trim();
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "。.，,；;：:、*（）()【】[]".contains(c));
    let announced = POINTERS.contains(&bare);
    if bare.is_empty() && !text.contains(['？', '?', '…'])
        || announced
        || PLACEHOLDERS.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(bare))
        || ["〔待补", "〔待補"].iter().any(|stub| bare.starts_with(stub))
        || is_question(text)
    {
        return Reference { empty: true, points: announced, ..Reference::default() };
    }
    let pointed = POINTERS
        .iter()
        .find(|pointer| begins(text, pointer))
        .map_or(text, |pointer| &text[pointer.len()..])
        .trim_start();
    if AGAIN.iter().any(|again| begins(pointed, again)) {
        return Reference { points: true, ..Reference::default() };
    }
    let address = address(text);
    let code = CODES.into_iter().find(|code| text.contains('[') && text.contains(code));
    let marked = title(pointed);
    let named = code.and_then(|code| pointed.split(code).next()).and_then(coded_title);
    let title = marked.or(named);
    let published = || {
        text.contains("出版社")
            || text.contains("书局")
            || text.contains("書局")
            || text.contains("印书馆")
            || text.contains("印書館")
            || text.contains(" Press")
    };
    let kind = if address.is_some() {
        Some(ReferenceKind::Web)
    } else if code == Some("[J]") || title.is_some() && is_issue(text) {
        Some(ReferenceKind::Article)
    } else if code.is_some() || title.is_some() && published() {
        Some(ReferenceKind::Book)
    } else {
        None
    };
    let before = title.map(|(at, _)| pointed.get(..at).unwrap_or(""));
    let author = before.is_some_and(|before| before.chars().any(char::is_alphabetic));
    let words = title.map(|(_, title)| title);
    Reference {
        kind,
        author,
        title: words.is_some(),
        // What an address carries is no date of the note; addresses stand last.
        date: has_year(address.map_or(text, |(at, _)| &text[..at])),
        pages: has_pages(text),
        empty: false,
        points: pointed.len() < text.len(),
        source: source(address.map(|(_, address)| address), words, before),
    }
}

/// `？？？`
fn is_question(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '？' | '?' | '…' | ' '))
}

/// The first title and where its mark stands.
fn title(text: &str) -> Option<(usize, &str)> {
    let closing = |open| TITLES.iter().find(|(mark, _)| *mark == open).map(|(_, close)| *close);
    let (at, open, close) = TITLED.places(text).find_map(|(at, open)| Some((at, open, closing(open)?)))?;
    let inside = text.get(at + open.len_utf8()..)?;
    let end = inside.find(close)?;
    (end > 0).then(|| (at, &inside[..end]))
}

/// The title before `[M]`: what follows the author's full stop.
fn coded_title(before: &str) -> Option<(usize, &str)> {
    let at = before
        .rfind(['.', '．', '。', '，'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let title = before.get(at..)?.trim();
    (!title.is_empty()).then_some((at, title))
}

/// The first address, and where it begins.
fn address(text: &str) -> Option<(usize, &str)> {
    let find = |word: &str| memmem::find(text.as_bytes(), word.as_bytes());
    let at = find("http").filter(|&at| has_scheme(&text[at..])).or_else(|| find("www."))?;
    let url = &text[at..];
    let len = url
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']' | '，' | '。' | '；' | '）'))
        .unwrap_or(url.len());
    Some((at, &url[..len]))
}

/// 2020年第3期, No. 3, vol. 12
fn is_issue(text: &str) -> bool {
    let counted = text.contains('第') && (text.contains('期') || text.contains('卷'));
    counted || ["Vol.", "vol.", "No.", "no."].iter().any(|word| text.contains(word))
}

fn has_pages(text: &str) -> bool {
    let counted = text.contains('第') && (text.contains('页') || text.contains('頁'));
    counted || ["pp.", "p. ", "页。", "頁。"].iter().any(|word| text.contains(word))
}

/// The digits of a year.
static DIGITS: Sieve = Sieve::of("0123456789０１２３４５６７８９〇零一二三四五六七八九");

/// A year from 1800 to 2099, in digits of either width, or 二〇二五.
fn has_year(text: &str) -> bool {
    let digit = |c: char| match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '八' => Some(8),
        '九' => Some(9),
        '三' | '四' | '五' | '六' | '七' => Some(5),
        c => c.to_digit(10),
    };
    let year = |count, number| count == 4 && (1800..2100).contains(&number);
    let (mut count, mut number, mut end) = (0_u32, 0_u32, 0);
    for (at, c) in DIGITS.places(text) {
        let Some(digit) = digit(c) else { continue };
        if at > end {
            if year(count, number) {
                return true;
            }
            (count, number) = (0, 0);
        }
        (count, number) = (count + 1, number.saturating_mul(10).saturating_add(digit));
        end = at + c.len_utf8();
    }
    year(count, number)
}

/// A key of the source; titles of a few characters are too common to tell sources apart.
fn source(address: Option<&str>, title: Option<&str>, author: Option<&str>) -> Option<u64> {
    const SHORTEST: usize = 5;
    if let Some(address) = address {
        let (_, rest) = address.split_once("://").unwrap_or(("", address));
        let plain = rest.trim_start_matches("www.").trim_end_matches(['/', '.', ',']).replace("\\_", "_");
        // The front page of a site is no source.
        return plain.contains('/').then(|| xxh3_64(plain.as_bytes()));
    }
    let title = title.filter(|title| title.chars().count() >= SHORTEST)?;
    let author = author.unwrap_or("");
    let mut key = String::with_capacity(author.len() + "/".len() + title.len());
    key.extend(author.chars().filter(|c| c.is_alphanumeric()));
    key.push('/');
    key.extend(title.chars().filter(|c| c.is_alphanumeric()));
    Some(xxh3_64(key.as_bytes()))
}
