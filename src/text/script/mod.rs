//! Simplified and Traditional script: folding one character to one character, detection, conversion.

// `build` is for build.rs.
#[allow(dead_code)]
mod pinyin;
#[allow(dead_code)]
mod table;

use std::{borrow::Cow, sync::OnceLock};

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
/// many bytes. `meet` is told where each of them begins: who wants to know them all need not walk again.
#[inline]
pub fn read(text: &str, mut meet: impl FnMut(usize, char)) -> (Cow<'_, str>, Counts) {
    let (mut folded, mut counts) = (Folding { text, bytes: Vec::new() }, Counts::default());
    for (at, c) in text.char_indices() {
        let row = row(c);
        // Counted without a branch: which script writes a character cannot be foretold.
        let (folds, simple, both) = (bit(row.traditional, c), bit(row.simplified, c), bit(row.both, c));
        counts.folded += folds;
        counts.unfolded += simple;
        counts.traditional += folds & !both;
        counts.simplified += simple & !both;
        meet(at, if folds == 1 { folded.put(at, c) } else { c });
    }
    let plain = match simdutf8::basic::from_utf8(&folded.bytes) {
        Ok(folded) if !folded.is_empty() => Cow::Owned(folded.to_owned()),
        _ => Cow::Borrowed(text),
    };
    (plain, counts)
}

/// A text as far as it is folded; nothing before there is anything to fold.
struct Folding<'a> {
    text: &'a str,
    bytes: Vec<u8>,
}

impl Folding<'_> {
    /// Folds the character at a byte. Apart from the walk, whose counts stay in registers.
    #[inline(never)]
    fn put(&mut self, at: usize, c: char) -> char {
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(self.text.as_bytes());
        }
        let folded = fold(c);
        if let Some(place) = self.bytes.get_mut(at..at + c.len_utf8()) {
            folded.encode_utf8(place);
        }
        folded
    }
}

/// Folds a text to Simplified: see [`read`].
pub fn folded(text: &str) -> Cow<'_, str> {
    read(text, |_, _| ()).0
}

/// The same as a text of its own.
pub fn fold_text(text: &str) -> String {
    folded(text).into_owned()
}

/// The row of a character; an empty one above the basic plane.
fn row(c: char) -> &'static Row {
    static NONE: Row = Row { traditional: 0, simplified: 0, both: 0 };
    ROWS.get(c as usize / 64).unwrap_or(&NONE)
}

/// 1 for a character that is in the bits of its row.
fn bit(bits: u64, c: char) -> usize {
    (bits >> (c as u32 & 63) & 1) as usize
}

/// True for a character that a text in `script` does not write.
pub fn foreign_to(script: Script, c: char) -> bool {
    let row = row(c);
    let other = if script == Script::Hans { row.traditional } else { row.simplified };
    bit(other & !row.both, c) == 1
}

/// The script most of the distinguishing characters of `text` belong to; Simplified where none does.
pub fn detect(text: &str) -> Script {
    let sign = |c: char| bit(row(c).traditional, c) as isize - bit(row(c).simplified, c) as isize;
    let balance: isize = text.chars().map(sign).sum();
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
