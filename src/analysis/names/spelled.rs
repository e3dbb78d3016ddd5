//! Where a name stands: in the author's own prose, or where another spelling is in its right.

use std::{cell::OnceCell, ops::Range};

use super::super::block::Parsed;
use crate::{
    syntax::BlockKind,
    text::{Sieve, Span, floor},
};

/// Whose words a name stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The author's own.
    Prose,
    /// Somebody else's: a quotation, a title of a work, a note.
    Quoted,
    /// Said to be another spelling: 又译, 台译.
    Gloss,
}

/// Words that introduce other spellings, and words of fiction and sport (a bearer of the same name who is none of the
/// base's); by a character that begins or ends them, and that few other words have; in the order of these.
const WORDS: &[(char, Place, &[&str])] = &[
    ('公', Place::Quoted, &["主人公"]),
    ('写', Place::Gloss, &["写作"]),
    ('剧', Place::Quoted, &["剧中"]),
    ('劇', Place::Quoted, &["劇中"]),
    ('号', Place::Gloss, &["绰号", "外号"]),
    ('名', Place::Gloss, &["又名", "中文名", "本名", "原名"]),
    ('寫', Place::Gloss, &["寫作"]),
    ('歌', Place::Quoted, &["歌手"]),
    ('演', Place::Quoted, &["演员", "演員", "导演", "導演"]),
    ('物', Place::Quoted, &["人物"]),
    ('球', Place::Quoted, &["球员", "球員"]),
    (
        '称',
        Place::Gloss,
        &["又称", "亦称", "俗称", "昵称", "台湾称", "大陆称", "香港称", "港称", "台称", "旧称", "人称"],
    ),
    (
        '稱',
        Place::Gloss,
        &["又稱", "亦稱", "俗稱", "暱稱", "台灣稱", "臺灣稱", "大陸稱", "香港稱", "港稱", "台稱", "舊稱", "人稱"],
    ),
    ('號', Place::Gloss, &["綽號", "外號"]),
    ('角', Place::Quoted, &["主角"]),
    ('說', Place::Quoted, &["小說"]),
    (
        '譯',
        Place::Gloss,
        &[
            "又譯",
            "亦譯",
            "也譯",
            "台譯",
            "港譯",
            "舊譯",
            "另譯",
            "譯作",
            "譯為",
            "譯名",
            "音譯",
            "通譯",
            "大陸譯",
            "內地譯",
        ],
    ),
    (
        '译',
        Place::Gloss,
        &[
            "又译",
            "亦译",
            "也译",
            "台译",
            "港译",
            "旧译",
            "另译",
            "译作",
            "译为",
            "译名",
            "音译",
            "通译",
            "大陆译",
            "内地译",
        ],
    ),
    ('说', Place::Quoted, &["小说"]),
];
/// Finds those characters.
static TELLTALES: Sieve = Sieve::of("译譯称稱名号號写寫说說物公角演歌球剧劇");

/// How far before a name, in bytes, such a word counts.
const NEAR: usize = 30;
/// How far a bracket or clause around a name reaches, in bytes (80 Han characters).
const REACH: usize = 240;

/// Tells whose words the names of one block stand in.
pub struct Voices<'a> {
    block: Parsed<'a>,
    /// The words that tell, in order; looked for with the first name.
    words: OnceCell<Vec<(Place, Range<usize>)>>,
}

impl<'a> Voices<'a> {
    pub fn new(block: Parsed<'a>) -> Self {
        Self { block, words: OnceCell::new() }
    }

    /// Whose words a span of the block stands in.
    pub fn of(&self, span: Span) -> Place {
        let syntax = self.block.syntax;
        let prose = matches!(
            syntax.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading { .. } | BlockKind::Caption
        );
        if !prose || syntax.quotations.iter().any(|quotation| quotation.span.encloses(span)) {
            return Place::Quoted;
        }
        let (text, start, end) = (self.block.text, span.start as usize, span.end as usize);
        let behind = floor(text, (end + REACH).min(text.len()));
        let [near, before] = [NEAR, REACH].map(|reach| floor(text, start.saturating_sub(reach)));
        if self.holds(Place::Quoted, near..start) {
            return Place::Quoted;
        }
        // Most names have no such word about them.
        if self.holds(Place::Gloss, before..behind) && self.glossed(before..start, end..behind) {
            return Place::Gloss;
        }
        Place::Prose
    }

    /// True where a word that introduces other spellings stands in the bracket or clause around a name.
    fn glossed(&self, before: Range<usize>, behind: Range<usize>) -> bool {
        let gloss = |range| self.holds(Place::Gloss, range);
        let [left, right] = [&before, &behind].map(|range| self.block.text.get(range.clone()).unwrap_or(""));
        let bracket = left.rfind(['（', '(']).filter(|&open| !left[open..].contains(['）', ')']));
        let clause = left.rfind(['。', '；', '，', '！', '？', '\n']).unwrap_or(0);
        let closes = right.find(['）', ')']).unwrap_or(0);
        let inside = |open: usize| gloss(before.start + open..before.end) || gloss(behind.start..behind.start + closes);
        gloss(before.start + clause..before.end) || bracket.is_some_and(inside)
    }

    /// True where a word that tells so stands in a stretch of the block.
    fn holds(&self, tells: Place, range: Range<usize>) -> bool {
        let words = self.words.get_or_init(|| words(self.block.text));
        let first = words.partition_point(|(_, word)| word.start < range.start);
        let mut inside = words.iter().skip(first).take_while(|(_, word)| word.start < range.end);
        inside.any(|(place, word)| *place == tells && word.end <= range.end)
    }
}

/// The words of a text that tell whose names are.
fn words(text: &str) -> Vec<(Place, Range<usize>)> {
    let mut found = Vec::new();
    for (at, c) in TELLTALES.places(text) {
        let Ok(index) = WORDS.binary_search_by_key(&c, |(telltale, ..)| *telltale) else { continue };
        let Some((_, place, words)) = WORDS.get(index) else { continue };
        let end = at + c.len_utf8();
        let (Some(before), Some(after)) = (text.get(..end), text.get(at..)) else { continue };
        for word in *words {
            if before.ends_with(word) {
                found.push((*place, end - word.len()..end));
            } else if after.starts_with(word) {
                found.push((*place, at..at + word.len()));
            }
        }
    }
    found.sort_unstable_by_key(|(_, word)| word.start);
    found
}

/// Whose words a span of a block stands in; see [`Voices`] for more than one.
pub fn place(block: Parsed<'_>, span: Span) -> Place {
    Voices::new(block).of(span)
}

#[cfg(test)]
mod tests {
    use super::{TELLTALES, WORDS};

    #[test]
    fn every_word_begins_or_ends_with_its_telltale() {
        assert!(WORDS.is_sorted_by_key(|(telltale, ..)| *telltale));
        for (telltale, _, words) in WORDS {
            assert!(TELLTALES.admits(&telltale.to_string()), "{telltale}");
            for word in *words {
                assert!(word.starts_with(*telltale) || word.ends_with(*telltale), "{word}");
            }
        }
    }
}
