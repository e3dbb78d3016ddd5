//! Dates as written: 2025 年 2 月, 去年4月, 8月15日, 12月2日晚, 20世纪70年代, 民國114年, 2025-02-14.

use super::{
    landmarks::{Kind, Landmarks},
    numerals::{self, plain},
};
use crate::text::{Span, begins};

/// A date; what the words do not say is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub span: Span,
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// 去年, 今年, 上月, 近日: relative to the day of writing; `year` is an offset then (去年 = -1).
    pub relative: bool,
}

/// Words for a time relative to the day of writing that begin with a character: what follows it, and the offset of the
/// year where they name one.
fn relatives(first: char) -> &'static [(&'static str, Option<i32>)] {
    match first {
        '去' => &[("年", Some(-1))],
        '今' => &[("年", Some(0)), ("日", None), ("天", None)],
        '本' => &[("年", Some(0)), ("月", None), ("周", None)],
        '明' => &[("年", Some(1)), ("天", None)],
        '前' => &[("年", Some(-2)), ("天", None), ("不久", None), ("几天", None), ("些天", None)],
        '后' => &[("年", Some(2))],
        '上' => &[("个月", None), ("月", None), ("周", None)],
        '下' => &[("月", None), ("周", None)],
        '近' => &[("日", None), ("期", None)],
        '日' => &[("前", None)],
        '昨' => &[("日", None), ("天", None), ("晚", None)],
        '当' => &[("天", None), ("日", None)],
        '不' => &[("久前", None)],
        _ => &[],
    }
}

const HOURS: &[&str] = &["凌晨", "清晨", "上午", "中午", "下午", "傍晚", "晚间", "晚上", "深夜", "晚", "夜"];
const PARTS_OF_MONTH: &[&str] = &["上旬", "中旬", "下旬", "初", "底", "末"];
const PARTS_OF_YEAR: &[&str] = &["年初", "年底", "年末", "初", "底", "末", "上半年", "下半年"];
/// The year before the first of the Republic (民國), official in Taiwan.
const REPUBLIC: i32 = 1911;

/// The day that the name of a file gives: `2025-06-01.md`, `20250601 评论.md`, `2025年6月稿.txt`.
pub fn of_name(path: &str) -> Option<(i32, Option<u8>, Option<u8>)> {
    let name = path.rsplit(['/', '\\']).next()?;
    let runs: Vec<(usize, &str)> = numbers(name).collect();
    runs.iter().enumerate().find_map(|(at, &(start, digits))| {
        if digits.len() == 8 {
            let two = |range| digits.get(range).and_then(|digits: &str| digits.parse().ok());
            return written(digits.get(..4)?.parse().ok()?, two(4..6)?, two(6..8));
        }
        let near = |end: usize, at: usize| {
            let &(next, digits) = runs.get(at)?;
            let gap = name.get(end..next)?;
            let joined = gap.chars().count() == 1 && gap.contains(['-', '_', '.', ' ', '年', '月']);
            (joined && digits.len() <= 2).then_some((next + digits.len(), digits.parse().ok()?))
        };
        let year = Some(digits).filter(|digits| digits.len() == 4)?.parse().ok()?;
        let (end, month) = near(start + digits.len(), at + 1)?;
        written(year, month, near(end, at + 2).map(|(_, day)| day))
    })
}

/// A day of our time, with a month that there is.
fn written(year: i32, month: u8, day: Option<u8>) -> Option<(i32, Option<u8>, Option<u8>)> {
    let ours = (1900..2100).contains(&year) && (1..=12).contains(&month);
    ours.then_some((year, Some(month), day.filter(|day| (1..=31).contains(day))))
}

/// The runs of ASCII digits of a text, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_ascii_digit()).filter_map(move |digits| {
        let start = at;
        at += digits.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!digits.is_empty()).then_some((start, digits))
    })
}

/// What a date can begin with.
pub(super) const BEGINS: &str = "0123456789０１２３４５６７８９一二三四五六七八九十民廿卅上去今本明前后下近日昨当不";

/// All dates of a text folded to Simplified.
pub fn of_text(text: &str) -> Vec<Date> {
    dates(text, &Landmarks::of(text))
}

/// All dates of a block's text, folded to Simplified, in order.
pub fn dates(text: &str, marks: &Landmarks) -> Vec<Date> {
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, c) in marks.places(Kind::Date) {
        if at < skip {
            continue;
        }
        let date = match c {
            '0'..='9' | '０'..='９' if !part_of_name(&text[..at]) => numeric(text, at),
            '二' | '一' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => in_han(text, at),
            '民' => republic(text, at),
            '廿' | '卅' => old_day(text, at, c),
            '上' if text[at..].starts_with("上世纪") => decade(text, at + "上世纪".len())
                .map(|(date, end)| (Date { year: date.year.map(|y| 1900 + y), ..date }, end)),
            _ => relative(text, at, c),
        };
        if let Some((date, end)) = date {
            found.push(Date { span: Span::new(at, end), ..date });
            skip = end;
        }
    }
    found
}

/// Digits after a letter, a dash or a point belong to a name or number: B-2, G20, 2.0.
fn part_of_name(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '=' | '第'))
}

const NONE: Date = Date { span: Span { start: 0, end: 0 }, year: None, month: None, day: None, relative: false };

fn numeric(text: &str, at: usize) -> Option<(Date, usize)> {
    let (value, end, count) = plain(text, at)?;
    if count == 4 && (1000..3000).contains(&value) {
        let year = i32::try_from(value).ok();
        return iso(text, end, year).or_else(|| year_range(text, end, year)).or_else(|| after_year(text, end, year));
    }
    if count == 2 {
        // 22年2月: the century is the reader's.
        if let Some(found) = eat(text, end, &["年"]).and_then(|end| month(text, end, None)) {
            let year = Some(i32::try_from(value).unwrap_or(0) + if value < 50 { 2000 } else { 1900 });
            return Some((Date { year, ..found.0 }, found.1));
        }
        if let Some((date, end)) = century(text, end, value).or_else(|| decade(text, at)) {
            return Some((date, end));
        }
    }
    month(text, at, None).or_else(|| day_alone(text, at))
}

/// `-02-14`, `/2/14` or `.2.14` after the year.
fn iso(text: &str, end: usize, year: Option<i32>) -> Option<(Date, usize)> {
    let sign = text.get(end..)?.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, end, _) = plain(text, end + sign.len_utf8())?;
    let end = eat_char(text, end, sign)?;
    let (day, end, _) = plain(text, end)?;
    Some((Date { year, month: in_range(month, 12)?.into(), day: in_range(day, 31)?.into(), ..NONE }, end))
}

/// 2019—2023年
fn year_range(text: &str, end: usize, year: Option<i32>) -> Option<(Date, usize)> {
    let from = eat(text, end, &["年"]).unwrap_or(end);
    let to = eat(text, from, &["——", "—", "–", "-", "~", "～", "至", "到"])?;
    let (value, end, count) = plain(text, to)?;
    let end = eat(text, end, &["年"])?;
    (count == 4 && (1000..3000).contains(&value)).then_some((Date { year, ..NONE }, end))
}

/// 年 and what may follow it: a month and day, a fiscal year, a part of the year.
fn after_year(text: &str, end: usize, year: Option<i32>) -> Option<(Date, usize)> {
    if let Some(end) = eat(text, end, &["财年", "年度"]) {
        return Some((Date { year, ..NONE }, end));
    }
    let end = eat(text, end, &["年"])?;
    if text.get(end..).is_some_and(|rest| rest.starts_with(['多', '余'])) {
        return None;
    }
    if let Some(end) = eat(text, end, &["代"]) {
        return Some((Date { year, ..NONE }, end));
    }
    if let Some(found) = month(text, end, year) {
        return Some(found);
    }
    Some((Date { year, ..NONE }, eat(text, end, PARTS_OF_YEAR).unwrap_or(end)))
}

/// 2 月, 2月14日, 2月下旬, 12月2日晚
fn month(text: &str, at: usize, year: Option<i32>) -> Option<(Date, usize)> {
    let (value, end, _) = number(text, spaces(text, at))?;
    let month = in_range(value, 12)?;
    let end = eat(text, end, &["月"])?;
    let date = Date { year, month: Some(month), ..NONE };
    if let Some((day, end)) = day(text, end) {
        return Some((Date { day: Some(day), ..date }, end));
    }
    Some((date, eat(text, end, PARTS_OF_MONTH).unwrap_or(end)))
}

fn day(text: &str, at: usize) -> Option<(u8, usize)> {
    let (value, end, _) = number(text, spaces(text, at))?;
    let end = eat(text, end, &["日", "号"])?;
    Some((in_range(value, 31)?, eat(text, end, HOURS).unwrap_or(end)))
}

/// 12日 by itself, as news reports write it; 12日内 is a length of time.
fn day_alone(text: &str, at: usize) -> Option<(Date, usize)> {
    let (value, end, _) = plain(text, at)?;
    let end = eat(text, end, &["日"])?;
    if text.get(end..).is_some_and(|rest| rest.starts_with(['内', '后', '元', '圆', '本'])) {
        return None;
    }
    Some((Date { day: Some(in_range(value, 31)?), ..NONE }, eat(text, end, HOURS).unwrap_or(end)))
}

/// 世纪 and perhaps a decade after the number of the century.
fn century(text: &str, end: usize, value: u32) -> Option<(Date, usize)> {
    let end = eat(text, end, &["世纪"])?;
    let start = i32::try_from(value).ok()?.checked_sub(1)?.checked_mul(100)?;
    if let Some((date, end)) = decade(text, end) {
        return Some((Date { year: date.year.map(|year| start + year), ..date }, end));
    }
    Some((Date { year: Some(start), ..NONE }, eat(text, end, &["初", "末", "中叶"]).unwrap_or(end)))
}

/// 70年代; the year is the decade's within its century.
fn decade(text: &str, at: usize) -> Option<(Date, usize)> {
    let (value, end, _) = number(text, spaces(text, at))?;
    let end = eat(text, end, &["年代"])?;
    Some((Date { year: i32::try_from(value).ok(), ..NONE }, eat(text, end, &["初", "末"]).unwrap_or(end)))
}

/// 二〇二五年, 三月十五日, 十二月, 二十世纪
fn in_han(text: &str, at: usize) -> Option<(Date, usize)> {
    if text[..at].ends_with(|c| matches!(c, '第' | '十') || numerals::han_digit(c).is_some()) {
        return None;
    }
    let number = numerals::read(text, at).filter(|number| number.han && !number.vague)?;
    let value = number.value.filter(|value| (0.0..3000.0).contains(value)).map(|value| value as u32)?;
    // Of what may follow only these: 年, 年度, 财年, 世纪, 月.
    text.get(spaces(text, number.end)..).filter(|rest| rest.starts_with(['年', '财', '世', '月']))?;
    if number.digits == 4 && !number.scaled && value >= 1000 {
        return after_year(text, number.end, i32::try_from(value).ok());
    }
    century(text, number.end, value).or_else(|| month(text, at, None)).filter(|_| !number.scaled)
}

/// 廿九日, 卅日
fn old_day(text: &str, at: usize, tens: char) -> Option<(Date, usize)> {
    let tens_end = at + tens.len_utf8();
    let unit = text.get(tens_end..)?.chars().next().and_then(|c| Some((numerals::han_digit(c)?, c.len_utf8())));
    let (unit, length) = unit.unwrap_or((0, 0));
    let end = eat(text, tens_end + length, &["日"])?;
    let day = in_range(if tens == '廿' { 20 } else { 30 } + unit, 31)?;
    Some((Date { day: Some(day), ..NONE }, end))
}

/// 民國114年, 民国三年
fn republic(text: &str, at: usize) -> Option<(Date, usize)> {
    let start = eat(text, at, &["民国"])?;
    let (value, end, _) = number(text, spaces(text, start))?;
    after_year(text, end, Some(i32::try_from(value).ok()?.checked_add(REPUBLIC)?))
}

fn relative(text: &str, at: usize, first: char) -> Option<(Date, usize)> {
    let rest = text.get(at + first.len_utf8()..)?;
    let (word, year) = relatives(first).iter().find(|(word, _)| begins(rest, word))?;
    let end = text.len() - rest.len() + word.len();
    if year.is_some() {
        if let Some((date, end)) = month(text, end, *year) {
            return Some((Date { relative: true, ..date }, end));
        }
        let end = eat(text, end, PARTS_OF_YEAR).unwrap_or(end);
        return Some((Date { year: *year, relative: true, ..NONE }, end));
    }
    Some((Date { relative: true, ..NONE }, end))
}

/// An Arabic or Han whole number below a hundred thousand.
fn number(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    if let Some(found) = plain(text, at) {
        return Some(found);
    }
    let number = numerals::read(text, at).filter(|number| number.han && !number.scaled && !number.vague)?;
    let value = number.value.filter(|value| (0.0..1e5).contains(value))?;
    Some((value as u32, number.end, number.digits))
}

fn in_range(value: u32, most: u8) -> Option<u8> {
    u8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}

fn spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start_matches(' ').len()
}

/// The end of the first of `words` that stands at `at`, blanks before it allowed.
fn eat(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let at = spaces(text, at);
    let rest = text.get(at..)?;
    words.iter().find(|word| begins(rest, word)).map(|word| at + word.len())
}

fn eat_char(text: &str, at: usize, c: char) -> Option<usize> {
    text.get(at..)?.starts_with(c).then_some(at + c.len_utf8())
}
