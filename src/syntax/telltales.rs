//! Words that tell whose names stand about them: another spelling, a bearer of the same name.

use super::landmarks::{Kind, Landmarks};
use crate::text::{Span, begins, ends};

/// What such a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// 又译, 台译: another spelling follows.
    Gloss,
    /// 主人公, 球员: of fiction and sport, a bearer of the same name who is none of the base's.
    Stranger,
}

/// Such a word, in bytes of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telltale {
    pub span: Span,
    pub tells: Tells,
}

/// The words, by a character that begins or ends them, and that few other words have; in the order of these.
const WORDS: &[(char, Tells, &[&str])] = &[
    ('公', Tells::Stranger, &["主人公"]),
    ('写', Tells::Gloss, &["写作"]),
    ('剧', Tells::Stranger, &["剧中"]),
    ('劇', Tells::Stranger, &["劇中"]),
    ('号', Tells::Gloss, &["绰号", "外号"]),
    ('名', Tells::Gloss, &["又名", "中文名", "本名", "原名"]),
    ('寫', Tells::Gloss, &["寫作"]),
    ('歌', Tells::Stranger, &["歌手"]),
    ('演', Tells::Stranger, &["演员", "演員", "导演", "導演"]),
    ('物', Tells::Stranger, &["人物"]),
    ('球', Tells::Stranger, &["球员", "球員"]),
    (
        '称',
        Tells::Gloss,
        &["又称", "亦称", "俗称", "昵称", "台湾称", "大陆称", "香港称", "港称", "台称", "旧称", "人称"],
    ),
    (
        '稱',
        Tells::Gloss,
        &["又稱", "亦稱", "俗稱", "暱稱", "台灣稱", "臺灣稱", "大陸稱", "香港稱", "港稱", "台稱", "舊稱", "人稱"],
    ),
    ('號', Tells::Gloss, &["綽號", "外號"]),
    ('角', Tells::Stranger, &["主角"]),
    ('說', Tells::Stranger, &["小說"]),
    (
        '譯',
        Tells::Gloss,
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
        Tells::Gloss,
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
    ('说', Tells::Stranger, &["小说"]),
];
/// Those characters, folded to Simplified.
pub(super) const SIGNS: &str = "译称名号写说物公角演歌球剧";

/// All of a block's text, in order.
pub fn telltales(text: &str, marks: &Landmarks) -> Vec<Telltale> {
    let mut found = Vec::new();
    for (at, _) in marks.places(Kind::Telltale) {
        let Some((before, after)) = text.split_at_checked(at) else { continue };
        let Some(c) = after.chars().next() else { continue };
        let Ok(index) = WORDS.binary_search_by_key(&c, |(sign, ..)| *sign) else { continue };
        let Some(&(_, tells, words)) = WORDS.get(index) else { continue };
        for word in words {
            if begins(after, word) {
                found.push(Telltale { span: Span::new(at, at + word.len()), tells });
            } else if let Some(head) = word.strip_suffix(c).filter(|head| ends(before, head)) {
                found.push(Telltale { span: Span::new(at - head.len(), at + c.len_utf8()), tells });
            }
        }
    }
    found.sort_unstable_by_key(|telltale| telltale.span.start);
    found
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, WORDS};
    use crate::text::script;

    #[test]
    fn every_word_begins_or_ends_with_its_sign() {
        assert!(WORDS.is_sorted_by_key(|(sign, ..)| *sign));
        for (sign, _, words) in WORDS {
            assert!(SIGNS.contains(script::fold(*sign)), "{sign}");
            for word in *words {
                assert!(word.starts_with(*sign) || word.ends_with(*sign), "{word}");
            }
        }
    }
}
