//! Reads TOML table by table, so that a fault costs the value it stands in and nothing else.

use std::ops::Range;

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Error, ValueDeserializer},
};

use super::{
    Message,
    date::NO_DATE,
    nearest::{nearest, shortened},
};

/// A fault and the bytes where it stands.
pub type Fault = (Range<usize>, Message);

/// Faults that are told of one table or of the syntax of one file; a binary file has one at each byte.
const FAULTS: usize = 16;

/// Longest file that is read on behind a fault of its syntax, in bytes: what the parser keeps of each fault takes two
/// hundred times the space of the text.
const MENDED: usize = 1 << 20;

/// The tables of a file, as far as it is TOML, and what is not.
pub fn tables(text: &str) -> (DeTable<'_>, Vec<Fault>) {
    let fault = |error: &Error| (place(error), no_toml(error));
    if text.len() > MENDED {
        return match DeTable::parse(text) {
            Ok(table) => (table.into_inner(), Vec::new()),
            Err(error) => (DeTable::new(), vec![fault(&error)]),
        };
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    (table.into_inner(), errors.iter().take(FAULTS).map(fault).collect())
}

/// The value as a `T`: what does not fit is left out, and named. `None` where nothing is left.
pub fn value<'i, T: Deserialize<'i>>(mut value: Spanned<DeValue<'i>>, faults: &mut Vec<Fault>) -> Option<T> {
    for _ in 0..FAULTS {
        match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(value) => return Some(value),
            Err(error) => {
                let at = error.span().unwrap_or_else(|| value.span());
                faults.push((at.clone(), explained(error.message())));
                if !cut(value.get_mut(), &at) {
                    return None;
                }
            }
        }
    }
    None
}

/// The items of an array of tables, each by itself.
pub fn each<'i, T: Deserialize<'i>>(items: Spanned<DeValue<'i>>, faults: &mut Vec<Fault>) -> Vec<T> {
    let at = items.span();
    match items.into_inner() {
        DeValue::Array(array) => array.into_iter().filter_map(|item| value(item, faults)).collect(),
        _ => {
            faults.push((at, Message::new("这里应当是 [[…]]", "expected an array of tables")));
            Vec::new()
        }
    }
}

/// A key that no table of this sort has.
pub fn unknown<'a>(name: &str, at: Range<usize>, valid: impl Iterator<Item = &'a str>) -> Fault {
    let near = nearest(name, valid).unwrap_or_default();
    let message = Message::new("没有 {} 这一项，是否指 {}？", "unknown key {}; did you mean {}?");
    (at, message.with(shortened(name)).with(near))
}

/// What the parser of TOML says; it says it in English.
pub fn no_toml(error: &Error) -> Message {
    Message::new("不是合法的 TOML：{}", "not valid TOML: {}").with(error.message())
}

fn place(error: &Error) -> Range<usize> {
    error.span().unwrap_or_default()
}

/// Takes the smallest key, value or item around a place out of a table or array.
fn cut(value: &mut DeValue<'_>, at: &Range<usize>) -> bool {
    let around = |span: Range<usize>| span.start <= at.start && at.end <= span.end;
    match value {
        DeValue::Table(table) => {
            if table.iter_mut().any(|(_, value)| cut(value.get_mut(), at)) {
                return true;
            }
            let found = table.iter().find(|(key, value)| around(key.span()) || around(value.span()));
            let key = found.map(|(key, _)| key.get_ref().to_string());
            key.is_some_and(|key| table.remove(key.as_str()).is_some())
        }
        DeValue::Array(array) => {
            if array.iter_mut().any(|item| cut(item.get_mut(), at)) {
                return true;
            }
            let mut kept = DeArray::new();
            array.iter().filter(|item| !around(item.span())).for_each(|item| kept.push(item.clone()));
            let fewer = kept.len() < array.len();
            *array = kept;
            fewer
        }
        _ => false,
    }
}

/// What serde says; it quotes a word that it does not know first, and those that it knows after.
fn explained(message: &str) -> Message {
    if let Some(given) = message.strip_suffix(NO_DATE) {
        let zh = "{} 不是日期（YYYY、YYYY-MM、YYYY-MM-DD）";
        return Message::new(zh, "{} is no date (YYYY, YYYY-MM, YYYY-MM-DD)").with(given);
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (unknown, given) = (message.starts_with("unknown "), quoted.next());
    match (unknown, given, given.and_then(|given| nearest(given, quoted))) {
        (true, Some(given), Some(near)) => {
            let message = Message::new("没有 {}，是否指 {}？", "unknown {}; did you mean {}?");
            message.with(shortened(given)).with(near)
        }
        (false, Some(given), _) if message.starts_with("missing field") => {
            Message::new("缺少 {}", "{} is missing").with(given)
        }
        _ => Message::new("不能这样写：{}", "{}").with(message),
    }
}
