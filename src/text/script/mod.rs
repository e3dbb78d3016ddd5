//! Simplified and Traditional script: folding one character to one character, detection, conversion.

// `build` is for build.rs.
#[allow(dead_code)]
mod pinyin;
#[allow(dead_code)]
mod table;

use std::{borrow::Cow, iter, sync::OnceLock};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use table::Row;

/// See [`table`]; made at build time from OpenCC's dictionaries.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/script.bin"));

static ROWS: [Row; table::PLANE] = table::rows(TABLE);

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

/// How many characters of a text are of one script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Characters that only Simplified texts write.
    pub simplified: usize,
    /// Characters that only Traditional texts write.
    pub traditional: usize,
    /// Characters that fold to Simplified ones, and those that are such: with what either script writes as well.
    pub folded: usize,
    pub unfolded: usize,
}

/// Folds a text to Simplified, character by character, and counts. The result has as many characters as `text`, and as
/// many bytes.
pub fn read(text: &str) -> (Cow<'_, str>, Counts) {
    let (mut bytes, mut counts) = (Vec::new(), Counts::default());
    for han in telling(text) {
        let own = usize::from(!han.is(han.row.both));
        if !han.is(han.row.traditional) {
            (counts.unfolded, counts.simplified) = (counts.unfolded + 1, counts.simplified + own);
            continue;
        }
        (counts.folded, counts.traditional) = (counts.folded + 1, counts.traditional + own);
        if bytes.is_empty() {
            bytes.extend_from_slice(text.as_bytes());
        }
        if let Some(place) = bytes.get_mut(han.at..han.at + 3) {
            place.copy_from_slice(&table::fold_bytes(TABLE, han.code));
        }
    }
    let plain = match simdutf8::basic::from_utf8(&bytes) {
        Ok(folded) if !folded.is_empty() => Cow::Owned(folded.to_owned()),
        _ => Cow::Borrowed(text),
    };
    (plain, counts)
}

/// Folds a text to Simplified: see [`read`].
pub fn folded(text: &str) -> Cow<'_, str> {
    read(text).0
}

/// The same as a text of its own.
pub fn fold_text(text: &str) -> String {
    folded(text).into_owned()
}

/// A character of the table.
struct Han {
    /// The byte it begins at.
    at: usize,
    code: u32,
    row: &'static Row,
}

impl Han {
    fn is(&self, bits: u64) -> bool {
        bits >> (self.code & 63) & 1 == 1
    }
}

/// The characters of a text that are of one script; no other is decoded.
#[inline]
fn telling(text: &str) -> impl Iterator<Item = Han> {
    let mut rest = text.as_bytes();
    iter::from_fn(move || {
        loop {
            match *rest {
                [lead @ 0xe3..=0xe9, second, third, ref tail @ ..] => {
                    let at = text.len() - rest.len();
                    rest = tail;
                    let place = u32::from(lead & 15) << 6 | u32::from(second & 63);
                    let row = ROWS.get(place as usize)?;
                    let han = Han { at, code: place << 6 | u32::from(third & 63), row };
                    if han.is(row.traditional | row.simplified) {
                        return Some(han);
                    }
                }
                [0xe0..=0xef, _, _, ref tail @ ..] | [_, ref tail @ ..] => rest = tail,
                [] => return None,
            }
        }
    })
}

/// True for a character that a text in `script` does not write.
pub fn foreign_to(script: Script, c: char) -> bool {
    let code = u32::from(c);
    ROWS.get(code as usize / 64).is_some_and(|row| {
        let other = if script == Script::Hans { row.traditional } else { row.simplified };
        (other & !row.both) >> (code & 63) & 1 == 1
    })
}

/// The script most of the distinguishing characters of `text` belong to; Simplified where none does.
pub fn detect(text: &str) -> Script {
    let balance: isize = telling(text).map(|han| if han.is(han.row.traditional) { 1 } else { -1 }).sum();
    if balance > 0 { Script::Hant } else { Script::Hans }
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
