//! Ordinary words, as jieba's dictionary has them: what is one needs a guard to be a name.

use jieba_rs::Jieba;

/// Tags of names: persons, places, bodies, other names, abbreviations.
const NAME_TAGS: [&str; 8] = ["nr", "nrt", "nrfg", "ns", "nt", "nz", "j", "x"];
/// Names that the dictionary has among its nouns: nothing else is called so.
const NAMES: &[&str] = &[
    "港府",
    "晚邮报",
    "光明网",
    "环球网",
    "消息报",
    "真理报",
    "路透社",
    "大公报",
    "空客",
    "微软",
    "基民盟",
    "基社盟",
    "工社党",
    "极右翼",
    "极右派",
    "新芬党",
    "公明党",
    "巫统",
    "越共",
    "非国大",
    "舒默",
    "达赖",
    "基辛格",
    "祖马",
    "铁托",
    "周恩来",
    "三八线",
    "车臣",
    "底特律",
    "帝力",
    "基加利",
    "基辅",
    "冲绳",
    "板门店",
    "平壤",
    "基多",
    "红场",
    "首尔",
    "矽谷",
    "软银",
    "西半球",
    "约旦",
    "教廷",
    "也门",
];

/// True for a word that the dictionary has, and not as the name of a person, place or body.
pub fn is_everyday(jieba: &Jieba, text: &str) -> bool {
    match jieba.tag(text, false)[..] {
        [ref one] => one.word == text && !one.tag.is_empty() && !NAME_TAGS.contains(&one.tag) && !NAMES.contains(&text),
        _ => false,
    }
}
