//! Where a name stands: in the author's own prose, or where another spelling is in its right.

use std::sync::LazyLock;

use daachorse::charwise::CharwiseDoubleArrayAhoCorasick;

use super::super::block::Parsed;
use crate::{syntax::BlockKind, text::Span};

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

/// Words that introduce other spellings.
const GLOSSES: &[&str] = &[
    "又译",
    "又譯",
    "亦译",
    "亦譯",
    "也译",
    "也譯",
    "台译",
    "台譯",
    "港译",
    "港譯",
    "旧译",
    "舊譯",
    "另译",
    "另譯",
    "译作",
    "譯作",
    "译为",
    "譯為",
    "译名",
    "譯名",
    "音译",
    "音譯",
    "通译",
    "通譯",
    "大陆译",
    "大陸譯",
    "内地译",
    "內地譯",
    "又称",
    "又稱",
    "亦称",
    "亦稱",
    "又名",
    "俗称",
    "俗稱",
    "昵称",
    "暱稱",
    "绰号",
    "綽號",
    "外号",
    "外號",
    "台湾称",
    "台灣稱",
    "臺灣稱",
    "大陆称",
    "大陸稱",
    "香港称",
    "香港稱",
    "港称",
    "港稱",
    "台称",
    "台稱",
    "中文名",
    "本名",
    "原名",
    "旧称",
    "舊稱",
    "人称",
    "人稱",
    "写作",
    "寫作",
];
/// Words of fiction and sport: a bearer of the same name who is none of the base's.
const OTHERS: &[&str] =
    &["小说", "小說", "人物", "主人公", "主角", "演员", "演員", "歌手", "球员", "球員", "导演", "導演", "剧中", "劇中"];
/// Finds any of the words in one pass.
struct Finder(Option<CharwiseDoubleArrayAhoCorasick<u32>>);

impl Finder {
    fn new(words: &[&str]) -> Self {
        Self(CharwiseDoubleArrayAhoCorasick::new(words).ok())
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.find_iter(text).next().is_some())
    }
}

static GLOSS: LazyLock<Finder> = LazyLock::new(|| Finder::new(GLOSSES));
static OTHER: LazyLock<Finder> = LazyLock::new(|| Finder::new(OTHERS));

/// How far before a name, in bytes, such a word counts.
const NEAR: usize = 30;
/// How far a bracket or clause around a name reaches, in bytes (80 Han characters).
const REACH: usize = 240;

/// Whose words a span of a block stands in.
pub fn place(block: &Parsed<'_>, span: Span) -> Place {
    let prose = matches!(
        block.syntax.kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading { .. } | BlockKind::Caption
    );
    if !prose || block.syntax.quotations.iter().any(|quotation| quotation.span.encloses(span)) {
        return Place::Quoted;
    }
    let before = block.text.get(..span.start as usize).unwrap_or("");
    let near = &before[floor(before, before.len().saturating_sub(NEAR))..];
    if OTHER.is_in(near) {
        return Place::Quoted;
    }
    let before = &before[floor(before, before.len().saturating_sub(REACH))..];
    let after = block.text.get(span.end as usize..).unwrap_or("");
    let after = &after[..floor(after, after.len().min(REACH))];
    let bracket = before.rfind(['（', '(']).filter(|&open| !before[open..].contains(['）', ')']));
    let clause = before.rfind(['。', '；', '，', '！', '？', '\n']).map_or(0, |at| at + 1);
    let inside = bracket.map_or("", |open| &before[open..]);
    let clause = before.get(floor(before, clause)..).unwrap_or("");
    let closes = after.find(['）', ')']).map_or("", |close| &after[..close]);
    if GLOSS.is_in(inside) || GLOSS.is_in(clause) || bracket.is_some() && GLOSS.is_in(closes) {
        Place::Gloss
    } else {
        Place::Prose
    }
}

/// The character boundary at or before a byte.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
