//! Simplified and Traditional script: folding one character to one character, detection, conversion.

mod both;
// `build` is for build.rs.
#[allow(dead_code)]
mod pinyin;
#[allow(dead_code)]
mod table;

use std::sync::OnceLock;

pub use both::foreign_to;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// See [`table`]; made at build time from OpenCC's dictionaries.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/script.bin"));

/// See [`pinyin`].
static SOUNDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.bin"));

/// The first reading of a character in pinyin, without its tone.
pub fn sound(c: char) -> Option<&'static str> {
    static TABLE: OnceLock<pinyin::Sounds<'static>> = OnceLock::new();
    TABLE.get_or_init(|| pinyin::Sounds::read(SOUNDS)).of(c)
}

/// The script a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    #[default]
    Hans,
    Hant,
}

/// The language of messages and cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    ZhHans,
    ZhHant,
    En,
}

/// Folds one character to Simplified (one character to one character of the same length in UTF-8; Latin letters to lower
/// case stay the matcher's work).
#[inline]
pub fn fold(c: char) -> char {
    table::fold(TABLE, c)
}

/// Folds a text to Simplified, character by character. The result has as many characters as `text`, and as many bytes.
pub fn fold_text(text: &str) -> String {
    mapped(text, fold)
}

/// A text with each character replaced by one of the same length in UTF-8, in one allocation. What stays is copied in runs.
pub fn mapped(text: &str, map: impl Fn(char) -> char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let to = map(c);
        if to != c {
            out.push_str(&text[copied..at]);
            out.push(to);
            copied = at + c.len_utf8();
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// True for a character that only Traditional texts write (Japanese and old-style texts aside).
pub fn is_traditional(c: char) -> bool {
    fold(c) != c
}

/// True for a character that only Simplified texts write.
pub fn is_simplified(c: char) -> bool {
    table::only_simplified(TABLE, c)
}

/// The script most of the distinguishing characters of `text` belong to; Simplified where none does.
pub fn detect(text: &str) -> Script {
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for c in text.chars() {
        if is_traditional(c) {
            traditional += 1;
        } else if is_simplified(c) {
            simplified += 1;
        }
    }
    if traditional > simplified { Script::Hant } else { Script::Hans }
}

/// Characters that stand in names as they are, and that a converter takes for the simple form of another: 賈里德, 于, 范.
const OF_NAMES: &str = "里于范谷余岳郁沈姜斗干后松丑";

/// A name in Traditional characters.
pub fn name_to_traditional(name: &str) -> String {
    let converted = to_traditional(name);
    if converted.chars().count() != name.chars().count() {
        return converted;
    }
    let kept = |(old, new): (char, char)| if OF_NAMES.contains(old) { old } else { new };
    name.chars().zip(converted.chars()).map(kept).collect()
}

/// A name in a script.
pub fn name_in(name: &str, script: Script) -> String {
    match script {
        Script::Hans => fold_text(name),
        Script::Hant => name_to_traditional(name),
    }
}

/// Simplified text in Traditional characters (phrase-aware, the forms of Taiwan, 台 for 臺 as most people write it); for
/// messages and cards, never for the writer's text.
pub fn to_traditional(text: &str) -> String {
    // Loading takes 1.5 ms and 4 MB: only who writes in Traditional script pays for it.
    static CONVERTER: OnceLock<Option<OpenCC>> = OnceLock::new();
    match CONVERTER.get_or_init(|| OpenCC::from_config(BuiltinConfig::S2tw).ok()) {
        Some(converter) => converter.convert(text).replace('臺', "台"),
        None => text.to_owned(),
    }
}
