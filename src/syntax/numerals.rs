//! Numerals as dates and quantities read them: Arabic, full-width and Han digits, scales and thousands marks.

/// A numeral at some place of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Byte offset after it.
    pub end: usize,
    /// What it says; `None` for 数百, 几十 and the like.
    pub value: Option<f64>,
    /// Written with Han characters alone.
    pub han: bool,
    /// Digits before any scale or point.
    pub digits: usize,
    /// Ends in or holds 千 百 万 亿 兆.
    pub scaled: bool,
    /// 数百, 几十, 三十多, 百余.
    pub vague: bool,
    /// A Han numeral that begins with its scale: 百万, 千.
    pub bare_scale: bool,
}

/// The value of an Arabic digit, half or full width.
pub(super) fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Han digit.
pub(super) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<f64> {
    Some(match c {
        '十' => 1e1,
        '百' => 1e2,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

/// True for words that make a scale approximate when they stand before it: 数百, 几十, 上千.
pub(super) fn vague_prefix(c: char) -> bool {
    matches!(c, '数' | '几' | '上')
}

/// 多, 余 … between a number and its scale or unit.
fn vague_suffix(c: char) -> bool {
    matches!(c, '多' | '余' | '几')
}

/// Arabic digits at `at` without any scale: value, end and count. At most twelve are read.
pub(super) fn plain(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut end, mut count) = (0_u32, at, 0);
    for c in text.get(at..)?.chars() {
        let Some(digit) = arabic(c) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        end += c.len_utf8();
        count += 1;
        if count > 12 {
            return None;
        }
    }
    (count > 0).then_some((value, end, count))
}

/// A numeral at `at`, which must be its first character.
pub(super) fn read(text: &str, at: usize) -> Option<Numeral> {
    let first = text.get(at..)?.chars().next()?;
    if arabic(first).is_some() {
        return Some(with_scales(text, digits(text, at)?));
    }
    (han_digit(first).is_some() || scale(first).is_some() || vague_prefix(first)).then(|| han(text, at))?
}

/// Digits with thousands marks and a decimal point.
fn digits(text: &str, at: usize) -> Option<Numeral> {
    let (mut number, mut end, mut count, mut fraction) = (0.0, at, 0, 0.0);
    for (offset, c) in text.get(at..)?.char_indices() {
        if let Some(digit) = arabic(c) {
            if fraction > 0.0 {
                number += f64::from(digit) * fraction;
                fraction /= 10.0;
            } else {
                number = number * 10.0 + f64::from(digit);
                count += 1;
            }
            end = at + offset + c.len_utf8();
            continue;
        }
        let follows = |n: usize| {
            let tail = text.get(at + offset + c.len_utf8()..).unwrap_or("");
            tail.chars().take_while(|&c| arabic(c).is_some()).take(n + 1).count()
        };
        match c {
            ',' | '，' if fraction == 0.0 && count <= 12 && follows(3) == 3 => {}
            '.' | '．' if fraction == 0.0 && follows(1) >= 1 => fraction = 0.1,
            _ => break,
        }
    }
    Some(Numeral {
        end,
        value: Some(number),
        han: false,
        digits: count,
        scaled: false,
        vague: false,
        bare_scale: false,
    })
}

/// Scales after Arabic digits, and further parts: 1750 亿, 17萬5千, 30多万, 1.2 万亿.
fn with_scales(text: &str, mut number: Numeral) -> Numeral {
    let (mut total, mut part) = (0.0, number.value);
    loop {
        let rest = text.get(number.end..).unwrap_or("");
        let blank = if number.scaled { 0 } else { rest.len() - rest.trim_start_matches(' ').len() };
        let mut chars = rest[blank..].chars();
        let (mut next, mut taken) = (chars.next(), blank);
        let vague = next.filter(|&c| vague_suffix(c));
        if let Some(c) = vague {
            taken += c.len_utf8();
            next = chars.next();
        }
        let Some((c, factor)) = next.and_then(|c| Some((c, scale(c)?))).filter(|&(c, _)| c != '十') else { break };
        number.vague |= vague.is_some();
        number.scaled = true;
        number.end += taken + c.len_utf8();
        let mut value = part.take().unwrap_or(1.0) * factor;
        // 1.2 万亿: scales multiply when no digit stands between them.
        while let Some((c, factor)) =
            text.get(number.end..).and_then(|rest| rest.chars().next()).and_then(|c| Some((c, scale(c)?)))
        {
            value *= factor;
            number.end += c.len_utf8();
        }
        total += value;
        // 17萬5千: another part counts only with a scale of its own.
        let Some(more) = text.get(number.end..).filter(|rest| rest.starts_with(|c| arabic(c).is_some())) else { break };
        let Some(next) = digits(text, number.end) else { break };
        let after = text.get(next.end..).and_then(|rest| rest.chars().next()).and_then(scale);
        if after.is_none_or(|next| next >= factor) || more.is_empty() {
            break;
        }
        part = next.value;
        number.end = next.end;
    }
    if number.scaled {
        number.value = (!number.vague).then_some(total + part.unwrap_or(0.0));
    }
    number
}

/// Longest Han numeral read, in characters. It is tried at every digit, so it bounds what a page of digits costs.
const LONGEST: usize = 40;

/// A Han numeral: 三百五十, 两千万, 数百, 二〇二五, 三点五.
fn han(text: &str, at: usize) -> Option<Numeral> {
    let (mut total, mut section, mut digit) = (0.0, 0.0, None::<f64>);
    let mut number =
        Numeral { end: at, value: None, han: true, digits: 0, scaled: false, vague: false, bare_scale: false };
    let mut run = 0_u32;
    let mut chars = text.get(at..)?.char_indices().take(LONGEST).peekable();
    while let Some((offset, c)) = chars.next() {
        if let Some(value) = han_digit(c) {
            run += 1;
            digit = Some(if run > 1 { digit.unwrap_or(0.0) * 10.0 } else { 0.0 } + f64::from(value));
        } else if let Some(factor) = scale(c) {
            number.bare_scale |= offset == 0 && c != '十';
            number.scaled |= c != '十';
            run = 0;
            if factor < 1e4 {
                section += digit.take().unwrap_or(1.0) * factor;
            } else {
                let part = section + digit.take().unwrap_or(0.0);
                total = if part == 0.0 {
                    if total == 0.0 { factor } else { total * factor }
                } else {
                    total + part * factor
                };
                section = 0.0;
            }
        } else if vague_prefix(c) && offset == 0 || vague_suffix(c) && offset > 0 {
            // 数百 needs its scale; 三十多万 goes on, 三十多 ends here.
            number.vague = true;
            let goes_on = chars.peek().is_some_and(|&(_, next)| scale(next).is_some());
            if !goes_on {
                if offset == 0 {
                    return None;
                }
                number.end = at + offset + c.len_utf8();
                break;
            }
        } else if matches!(c, '点')
            && digit.is_some()
            && chars.peek().is_some_and(|&(_, next)| han_digit(next).is_some())
        {
            let mut fraction = 0.1;
            while let Some((offset, c, value)) = chars.peek().and_then(|&(o, c)| Some((o, c, han_digit(c)?))) {
                digit = digit.map(|digit| digit + f64::from(value) * fraction);
                fraction /= 10.0;
                number.end = at + offset + c.len_utf8();
                chars.next();
            }
            continue;
        } else {
            break;
        }
        number.digits += 1;
        number.end = at + offset + c.len_utf8();
    }
    if number.end == at {
        return None;
    }
    number.value = (!number.vague).then_some(total + section + digit.unwrap_or(0.0));
    Some(number)
}
