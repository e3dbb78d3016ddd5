//! Simplified and Traditional script: folding one character to one character, detection, conversion.

// `build` is for build.rs.
#[allow(dead_code)]
mod pinyin;
#[allow(dead_code)]
mod table;

use std::{borrow::Cow, sync::OnceLock};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use table::class;

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
    let mut folded = Folding { text, bytes: Vec::new() };
    // Counted without a branch: which script writes a character cannot be foretold.
    let mut tally = [0; class::COUNT];
    let mut next = 0;
    while let Some((c, width)) = char_at(text, next) {
        let at = next;
        next += width;
        let class = table::class(TABLE, c);
        tally[usize::from(class) % class::COUNT] += 1;
        meet(at, if class & class::TRADITIONAL == 0 { c } else { folded.put(at, c) });
    }
    let plain = match simdutf8::basic::from_utf8(&folded.bytes) {
        Ok(folded) if !folded.is_empty() => Cow::Owned(folded.to_owned()),
        _ => Cow::Borrowed(text),
    };
    (plain, Counts::of(&tally))
}

/// The character at a byte and the bytes it takes. Those of three bytes and of one, as most are, at less cost than by `chars`.
#[inline]
fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    match *text.as_bytes().get(at..)? {
        [lead @ 0xe0..=0xef, second, third, ..] => {
            let code = u32::from(lead & 15) << 12 | u32::from(second & 63) << 6 | u32::from(third & 63);
            Some((char::from_u32(code)?, 3))
        }
        [ascii @ ..0x80, ..] => Some((char::from(ascii), 1)),
        _ => {
            let c = text.get(at..)?.chars().next()?;
            Some((c, c.len_utf8()))
        }
    }
}

impl Counts {
    /// Of how many characters there are of each class.
    fn of(tally: &[usize; class::COUNT]) -> Self {
        let sum = |is: u8, not: u8| {
            let classes = (0..).zip(tally).filter(|&(class, _)| class & (is | not) == is);
            classes.map(|(_, count)| count).sum()
        };
        Self {
            simplified: sum(class::SIMPLIFIED, class::BOTH),
            traditional: sum(class::TRADITIONAL, class::BOTH),
            folded: sum(class::TRADITIONAL, 0),
            unfolded: sum(class::SIMPLIFIED, 0),
        }
    }
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

/// True for a character that a text in `script` does not write.
pub fn foreign_to(script: Script, c: char) -> bool {
    let class = table::class(TABLE, c);
    let other = if script == Script::Hans { class::TRADITIONAL } else { class::SIMPLIFIED };
    class & (other | class::BOTH) == other
}

/// The script most of the distinguishing characters of `text` belong to; Simplified where none does.
pub fn detect(text: &str) -> Script {
    let counts = read(text, |_, _| ()).1;
    if counts.folded > counts.unfolded { Script::Hant } else { Script::Hans }
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
