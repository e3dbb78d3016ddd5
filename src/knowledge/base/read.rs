//! Reads TOML table by table, so that a fault costs the value it stands in and nothing else.

use std::ops::Range;

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Error, ValueDeserializer},
};

use super::nearest::{nearest, shortened};

/// A fault and the bytes where it stands.
pub type Fault = (Range<usize>, String);

/// Faults that are told of one table or of the syntax of one file; a binary file has one at each byte.
const FAULTS: usize = 16;

/// The tables of a file, as far as it is TOML, and what is not.
pub fn tables(text: &str) -> (DeTable<'_>, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let fault = |error: &Error| (place(error), format!("不是合法的 TOML / not valid TOML: {}", error.message()));
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
        DeValue::Array(array) => array.iter().filter_map(|item| value(item.clone(), faults)).collect(),
        _ => {
            faults.push((at, "这里应当是 [[…]] / expected an array of tables".to_owned()));
            Vec::new()
        }
    }
}

/// A key that no table of this sort has.
pub fn unknown<'a>(name: &str, at: Range<usize>, valid: impl Iterator<Item = &'a str>) -> Fault {
    let near = nearest(name, valid).unwrap_or_default();
    let name = shortened(name);
    (at, format!("没有 {name} 这一项，是否指 {near}？/ unknown key {name}; did you mean {near}?"))
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
fn explained(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (unknown, given) = (message.starts_with("unknown "), quoted.next());
    match (unknown, given, given.and_then(|given| nearest(given, quoted))) {
        (true, Some(given), Some(near)) => {
            let given = shortened(given);
            format!("没有 {given}，是否指 {near}？/ unknown {given}; did you mean {near}?")
        }
        (false, Some(given), _) if message.starts_with("missing field") => {
            format!("缺少 {given} / {given} is missing")
        }
        _ => message.to_owned(),
    }
}
