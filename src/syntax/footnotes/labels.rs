//! The numbers of notes as they are written: 1, １, ①, ¹, 一, and the way back.

/// The writing of a note's number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Numeral {
    /// 12
    #[default]
    Arabic,
    /// １２
    FullWidth,
    /// ① … ㊿
    Circled,
    /// ¹²
    Superscript,
    /// 一, 十二
    Chinese,
    /// *, **, as title notes are numbered
    Star,
}

/// Numbers of notes have at most three digits: four are a year.
pub const LARGEST: u32 = 999;

const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number a circled sign stands for: ① … ㊿, also the filled ❶ … ❿.
pub fn circled(c: char) -> Option<u32> {
    let code = c as u32;
    match c {
        '①'..='⑳' => Some(code - '①' as u32 + 1),
        '㉑'..='㉟' => Some(code - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(code - '㊱' as u32 + 36),
        '❶'..='❿' => Some(code - '❶' as u32 + 1),
        _ => None,
    }
}

/// The digit a superscript sign stands for.
pub fn superscript(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => Some(c as u32 - '⁰' as u32),
        _ => None,
    }
}

/// An ASCII or full-width digit.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The number `text` begins with, its writing and its length in bytes. Chinese numerals only where `chinese` allows them:
/// in running text they are words.
pub fn number(text: &str, chinese: bool) -> Option<(u32, Numeral, usize)> {
    let first = text.chars().next()?;
    if let Some(number) = circled(first) {
        return Some((number, Numeral::Circled, first.len_utf8()));
    }
    let numeral = match first {
        '0'..='9' => Numeral::Arabic,
        _ if digit(first).is_some() => Numeral::FullWidth,
        _ if superscript(first).is_some() => Numeral::Superscript,
        _ if chinese => return chinese_number(text),
        _ => return None,
    };
    let value = |c: char| if numeral == Numeral::Superscript { superscript(c) } else { digit(c) };
    let (mut number, mut len) = (0u32, 0);
    for c in text.chars() {
        let Some(digit) = value(c) else { break };
        number = number * 10 + digit;
        len += c.len_utf8();
        if number > LARGEST {
            return None;
        }
    }
    (number > 0).then_some((number, numeral, len))
}

/// 一 … 九十九, as notes are numbered in words.
fn chinese_number(text: &str) -> Option<(u32, Numeral, usize)> {
    let (mut number, mut digit, mut len) = (0, None, 0);
    for c in text.chars().take(4) {
        match CHINESE.iter().position(|&sign| sign == c) {
            Some(value) if digit.is_none() => digit = u32::try_from(value).ok(),
            None if c == '十' && number == 0 => number = digit.take().unwrap_or(1) * 10,
            _ => break,
        }
        len += c.len_utf8();
    }
    let number = number + digit.unwrap_or(0);
    (number > 0).then_some((number, Numeral::Chinese, len))
}

/// The highest number that a writing has signs for.
pub fn highest(numeral: Numeral) -> u32 {
    match numeral {
        Numeral::Circled => 50,
        Numeral::Chinese => 99,
        Numeral::Star => 3,
        Numeral::Arabic | Numeral::FullWidth | Numeral::Superscript => LARGEST,
    }
}

/// Writes a number; where the writing has no sign for it (circled past 50, Chinese past 99), in Arabic.
pub fn write(number: u32, numeral: Numeral) -> String {
    let arabic = || number.to_string();
    let digits =
        |sign: fn(u32) -> Option<char>| arabic().chars().filter_map(|c| c.to_digit(10).and_then(sign)).collect();
    match numeral {
        Numeral::Arabic => arabic(),
        Numeral::FullWidth => digits(|digit| char::from_u32('０' as u32 + digit)),
        Numeral::Superscript => digits(|digit| SUPERSCRIPT.get(digit as usize).copied()),
        Numeral::Circled => circled_sign(number).map_or_else(arabic, String::from),
        Numeral::Chinese => chinese_words(number).unwrap_or_else(arabic),
        Numeral::Star => "*".repeat(number as usize),
    }
}

fn circled_sign(number: u32) -> Option<char> {
    match number {
        1..=20 => char::from_u32('①' as u32 + number - 1),
        21..=35 => char::from_u32('㉑' as u32 + number - 21),
        36..=50 => char::from_u32('㊱' as u32 + number - 36),
        _ => None,
    }
}

fn chinese_words(number: u32) -> Option<String> {
    let sign = |digit: u32| CHINESE.get(digit as usize).map(char::to_string);
    match number {
        1..=9 => sign(number),
        10..=99 => {
            let tens = if number < 20 { String::new() } else { sign(number / 10)? };
            let ones = if number.is_multiple_of(10) { String::new() } else { sign(number % 10)? };
            Some(format!("{tens}十{ones}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, Numeral, number, write};

    #[test]
    fn every_number_is_read_back_as_it_was_written() {
        for numeral in [Numeral::Arabic, Numeral::FullWidth, Numeral::Circled, Numeral::Superscript, Numeral::Chinese] {
            for n in 1..=LARGEST {
                let written = write(n, numeral);
                let (read, _, len) = number(&written, true).unwrap_or_default();
                assert_eq!((read, len), (n, written.len()), "{written}");
            }
        }
    }

    #[test]
    fn a_year_is_no_number_of_a_note() {
        assert_eq!(number("2012", false), None);
        assert_eq!(number("一", false), None);
    }
}
