//! Quantities with unit and scale: 1750 亿美元, 5%, 近700万人, 17萬5千, 三年多, 百分之三.
//!
//! Dates, ordinals (第三, 第27次), enumerations (三大问题, 两国) and parts of names (B-2, G20, 28点计划) are none.

mod units;

use super::{
    Date,
    landmarks::{Kind, Landmarks},
    numerals::{self, Numeral},
};
use crate::text::{Sieve, Span, begins, ends};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Money,
    /// 5%, 百分之三, 三分之二, 七成, 2个百分点
    Percent,
    /// 2.6倍, 翻一番
    Multiple,
    People,
    /// 三年多, 24小时
    Duration,
    /// Anything else with a unit: 26 次, 10 个国家.
    Count,
    /// A number with a scale and no unit: 700万.
    Bare,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// With approximations before and after (近, 约, 多, 以上) and the unit.
    pub span: Span,
    pub measure: Measure,
    /// The number times its scale, where it can be read; percentages as written (5% is 5). `None` for a range (60至90天)
    /// and for 数百.
    pub value: Option<f64>,
    /// The unit as written.
    pub unit: Span,
    /// 近, 约, 超过, 多, 以上 …
    pub approximate: bool,
    /// Written with Arabic digits, or with a scale of 百 and above: a figure, and no turn of speech (两个, 三次).
    pub figure: bool,
}

const BEFORE: &[&str] =
    &["大约", "超过", "将近", "接近", "至少", "最多", "不到", "不足", "高达", "多达", "近", "约", "超", "逾"];
const AFTER: &[&str] = &["以上", "以下", "左右", "上下", "之多", "有余", "多", "余"];
const TO: &[&str] = &["——", "—", "–", "－", "-", "～", "~", "至", "到"];
static LEADS_ON: Sieve = Sieve::of_words(TO);
/// Characters after which a number is an ordinal, a weekday or the like.
const ORDINAL: &[char] = &['第', '之', '周', '期', '初', '老', '拜', '统', '成', '唯', '同', '专', '万'];

/// All quantities of a block's text, folded to Simplified, in order. `dates` are its dates, whose numbers are taken.
pub fn quantities(text: &str, marks: &Landmarks, dates: &[Date]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut dates = dates.iter().map(|date| date.span).peekable();
    let mut skip = 0;
    for (at, c) in marks.places(Kind::Quantity) {
        if at < skip {
            continue;
        }
        while dates.next_if(|date| date.end as usize <= at).is_some() {}
        if let Some(date) = dates.peek().filter(|date| date.contains(at)) {
            skip = date.end as usize;
            continue;
        }
        if named(&text[..at], c) {
            skip = numerals::read(text, at).map_or(at, |number| number.end);
            continue;
        }
        let (quantity, end) = read(text, at);
        skip = end;
        if let Some(quantity) = quantity {
            found.push(quantity);
        }
    }
    found
}

/// What a quantity can begin with.
pub(super) const BEGINS: &str = "0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿数几上零";

/// True where the character before says that the number is an ordinal or belongs to a name (B-2, G20, v1.2, 第3).
fn named(before: &str, c: char) -> bool {
    let Some(previous) = before.chars().next_back() else { return false };
    ORDINAL.contains(&previous) && !(matches!(previous, '万' | '成' | '同') && numerals::arabic(c).is_some())
        || numerals::arabic(c).is_some()
            && (previous.is_ascii_alphanumeric() || matches!(previous, '-' | '.' | '/' | '_' | '=' | '#'))
}

/// The quantity that begins with the numeral at `at`, if there is one, and where reading goes on.
fn read(text: &str, at: usize) -> (Option<Quantity>, usize) {
    let number = numerals::read(text, at);
    let share = number.as_ref().and_then(|below| fraction(text, at, below));
    if let Some(share) = share.or_else(|| half(text, at)) {
        return widen(text, share);
    }
    let Some(number) = number else { return (None, at) };
    if let Some(range) = range(text, at, &number) {
        return widen(text, range);
    }
    let Some((measure, end)) = unit(text, &number).or_else(|| index(text, at, &number)) else {
        return (None, number.end);
    };
    let vague = text.get(number.end..).map_or(0, units::vague_suffix);
    widen(
        text,
        Quantity {
            span: Span::new(at, end),
            measure,
            value: number.value,
            unit: Span::new(number.end + vague, end),
            approximate: number.vague || vague > 0,
            figure: !number.han || number.scaled || counted(text.get(at..number.end + vague).unwrap_or(""), &number),
        },
    )
}

/// 三十七, 二十多: counted, while 十二 and 二十 may be what a thing is called.
fn counted(written: &str, number: &Numeral) -> bool {
    let more = written.ends_with(['多', '余']) && !written.starts_with('十');
    more || number.value.is_some_and(|value| value > 10.0 && number.digits > 1)
}

/// 60至90天, 3%—5%, 10到20亿美元: the unit of the second number is that of both.
fn range(text: &str, at: usize, first: &Numeral) -> Option<Quantity> {
    let rest = text.get(first.end..)?;
    let rest = rest.strip_prefix(['%', '％']).unwrap_or(rest);
    if !LEADS_ON.admits(rest) {
        return None;
    }
    let second_at = TO.iter().find(|sign| begins(rest, sign)).map(|sign| text.len() - rest.len() + sign.len())?;
    let second = numerals::read(text, second_at).filter(|second| second.han == first.han)?;
    let (measure, end) = unit(text, &second)?;
    Some(Quantity {
        span: Span::new(at, end),
        measure,
        value: None,
        unit: Span::new(second.end, end),
        approximate: false,
        figure: !second.han || second.scaled,
    })
}

/// The most characters of a fraction's lower number.
const BELOW: usize = 5;

/// 百分之三, 千分之五, 三分之二; `below` is the number at `at`.
fn fraction(text: &str, at: usize, below: &Numeral) -> Option<Quantity> {
    let above = text.get(below.end..)?.strip_prefix("分之")?;
    let start = text.len() - above.len();
    let (written, below) = (text.get(at..below.end)?, below.value?);
    if written.chars().count() > BELOW {
        return None;
    }
    let above = numerals::read(text, start)?;
    Some(Quantity {
        span: Span::new(at, above.end),
        measure: Measure::Percent,
        value: above.value.filter(|_| below > 0.0).map(|value| value / below * 100.0),
        unit: Span::new(at, start),
        approximate: above.vague,
        figure: true,
    })
}

/// 近一半, 一半以上: said of about how much.
fn half(text: &str, at: usize) -> Option<Quantity> {
    let end = at + text.get(at..)?.strip_prefix("一半").map(|_| "一半".len())?;
    let about = BEFORE.iter().any(|word| ends(&text[..at], word))
        || ["以上", "左右", "以下"].iter().any(|word| text[end..].starts_with(word));
    let unit = Span::new(end, end);
    let whole = Quantity {
        span: Span::new(at, end),
        measure: Measure::Percent,
        value: Some(50.0),
        unit,
        approximate: true,
        figure: true,
    };
    about.then_some(whole)
}

/// What a number counts, and where its unit ends.
fn unit(text: &str, number: &Numeral) -> Option<(Measure, usize)> {
    // 一个, 一场 … are articles, no counts; 一成, 一倍 and 一亿 are figures.
    let article = number.han && number.value == Some(1.0) && !number.scaled;
    let rest = text.get(number.end..)?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let rest = &rest[blank..];
    let at = number.end + blank;
    let vague = if number.vague { 0 } else { units::vague_suffix(rest) };
    if let Some((measure, length)) = units::find(&rest[vague..], number) {
        let counted = !article || matches!(measure, Measure::Percent | Measure::Multiple | Measure::Money);
        let idiom = number.bare_scale && !number.vague && matches!(measure, Measure::Count | Measure::Duration);
        return (counted && !idiom).then_some((measure, at + vague + length));
    }
    if blank > 0 && !number.scaled || number.bare_scale && !number.vague {
        return None;
    }
    if number.scaled {
        return Some(match units::people_ahead(rest) {
            Some(length) => (Measure::People, at + length),
            None => (Measure::Bare, number.end),
        });
    }
    None
}

/// 降至0.72, 为2.1: a decimal without a unit that a verb of measure leads.
fn index(text: &str, at: usize, number: &Numeral) -> Option<(Measure, usize)> {
    let decimal = !number.han && number.value.is_some_and(|value| value.fract() != 0.0);
    if !decimal {
        return None;
    }
    let led =
        text.get(..at)?.trim_end_matches(' ').ends_with(['为', '是', '达', '至', '到', '约', '近', '于', '的', '在']);
    let rest = text.get(number.end..)?;
    let alone = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric() && c != '.' && c != '-');
    (led && alone).then_some((Measure::Bare, number.end))
}

/// Takes the approximations before and after into the span; also where reading goes on.
fn widen(text: &str, quantity: Quantity) -> (Option<Quantity>, usize) {
    let Span { start, end } = quantity.span;
    let (at, end) = (start as usize, end as usize);
    let head = text.get(..at).unwrap_or("").trim_end_matches(' ');
    let start = BEFORE.iter().find(|word| ends(head, word)).map_or(at, |word| head.len() - word.len());
    let tail = text.get(end..).unwrap_or("");
    let last = AFTER.iter().find(|word| begins(tail, word)).map_or(end, |word| end + word.len());
    let approximate = quantity.approximate || start < at || last > end;
    (Some(Quantity { span: Span::new(start, last), approximate, ..quantity }), last)
}
