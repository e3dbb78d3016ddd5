//! Units of measure, in both scripts.

use std::sync::LazyLock;

use super::{Measure, Numeral};
use crate::text::{Sieve, begins};

/// Units and what they measure. Where one begins another, the longer stands first.
const UNITS: &[(&str, Measure)] = &[
    ("个百分点", Measure::Percent),
    ("百分点", Measure::Percent),
    ("%", Measure::Percent),
    ("％", Measure::Percent),
    ("‰", Measure::Percent),
    ("倍", Measure::Multiple),
    ("番", Measure::Multiple),
    ("美元", Measure::Money),
    ("美金", Measure::Money),
    ("欧元", Measure::Money),
    ("英镑", Measure::Money),
    ("日元", Measure::Money),
    ("日圆", Measure::Money),
    ("港元", Measure::Money),
    ("港币", Measure::Money),
    ("新台币", Measure::Money),
    ("台币", Measure::Money),
    ("人民币", Measure::Money),
    ("元人民币", Measure::Money),
    ("韩元", Measure::Money),
    ("韩圜", Measure::Money),
    ("卢布", Measure::Money),
    ("卢比", Measure::Money),
    ("瑞士法郎", Measure::Money),
    ("法郎", Measure::Money),
    ("加元", Measure::Money),
    ("澳元", Measure::Money),
    ("新元", Measure::Money),
    ("里亚尔", Measure::Money),
    ("里拉", Measure::Money),
    ("比索", Measure::Money),
    ("雷亚尔", Measure::Money),
    ("格里夫纳", Measure::Money),
    ("第纳尔", Measure::Money),
    ("泰铢", Measure::Money),
    ("越南盾", Measure::Money),
    ("令吉", Measure::Money),
    ("块钱", Measure::Money),
    ("元", Measure::Money),
    ("人次", Measure::People),
    ("人", Measure::People),
    ("名", Measure::People),
    ("位", Measure::People),
    ("户", Measure::People),
    ("个月", Measure::Duration),
    ("个季度", Measure::Duration),
    ("个世纪", Measure::Duration),
    ("个小时", Measure::Duration),
    ("个星期", Measure::Duration),
    ("小时", Measure::Duration),
    ("分钟", Measure::Duration),
    ("秒", Measure::Duration),
    ("世纪", Measure::Duration),
    ("星期", Measure::Duration),
    ("周岁", Measure::Duration),
    ("周年", Measure::Duration),
    ("周", Measure::Duration),
    ("载", Measure::Duration),
    ("岁", Measure::Duration),
    ("年", Measure::Duration),
    ("天", Measure::Duration),
    ("日", Measure::Duration),
    ("平方公里", Measure::Count),
    ("平方千米", Measure::Count),
    ("平方米", Measure::Count),
    ("立方米", Measure::Count),
    ("标准箱", Measure::Count),
    ("个基点", Measure::Percent),
    ("基点", Measure::Percent),
    ("GWh", Measure::Count),
    ("TWh", Measure::Count),
    ("MWh", Measure::Count),
    ("kWh", Measure::Count),
    ("GW", Measure::Count),
    ("MW", Measure::Count),
    ("kW", Measure::Count),
    ("km", Measure::Count),
    ("kg", Measure::Count),
    ("nm", Measure::Count),
    ("吉瓦时", Measure::Count),
    ("千瓦时", Measure::Count),
    ("千瓦", Measure::Count),
    ("兆瓦", Measure::Count),
    ("吉瓦", Measure::Count),
    ("公里", Measure::Count),
    ("英里", Measure::Count),
    ("海里", Measure::Count),
    ("公顷", Measure::Count),
    ("公斤", Measure::Count),
    ("千克", Measure::Count),
    ("公吨", Measure::Count),
    ("公尺", Measure::Count),
    ("纳米", Measure::Count),
    ("奈米", Measure::Count),
    ("吨", Measure::Count),
    ("桶", Measure::Count),
    ("米", Measure::Count),
    ("亩", Measure::Count),
    ("次", Measure::Count),
    ("个", Measure::Count),
    ("家", Measure::Count),
    ("架", Measure::Count),
    ("辆", Measure::Count),
    ("枚", Measure::Count),
    ("艘", Measure::Count),
    ("座", Measure::Count),
    ("起", Measure::Count),
    ("件", Measure::Count),
    ("项", Measure::Count),
    ("份", Measure::Count),
    ("篇", Measure::Count),
    ("条", Measure::Count),
    ("场", Measure::Count),
    ("轮", Measure::Count),
    ("批", Measure::Count),
    ("支", Measure::Count),
    ("门", Measure::Count),
    ("发", Measure::Count),
    ("颗", Measure::Count),
    ("套", Measure::Count),
    ("台", Measure::Count),
    ("部", Measure::Count),
    ("所", Measure::Count),
    ("间", Measure::Count),
    ("处", Measure::Count),
    ("票", Measure::Count),
    ("席", Measure::Count),
    ("页", Measure::Count),
    ("例", Measure::Count),
    ("宗", Measure::Count),
    ("单", Measure::Count),
    ("股", Measure::Count),
    ("种", Measure::Count),
    ("只", Measure::Count),
    ("列", Measure::Count),
    ("班", Measure::Count),
    ("趟", Measure::Count),
    ("度", Measure::Count),
    ("字", Measure::Count),
    ("英亩", Measure::Count),
    ("英尺", Measure::Count),
    ("点", Measure::Count),
];

/// [`UNITS`] in order of their first characters, which stand before them.
static BY_FIRST: LazyLock<Vec<(char, &str, Measure)>> = LazyLock::new(|| {
    let first = |&(unit, measure): &(&'static str, Measure)| Some((unit.chars().next()?, unit, measure));
    let mut units: Vec<_> = UNITS.iter().filter_map(first).collect();
    units.sort_by_key(|&(first, ..)| first);
    units
});

/// What a unit can begin with: most of what follows a number is none.
static BEGINS: Sieve = {
    let (mut sieve, mut at) = (Sieve::of(""), 0);
    while at < UNITS.len() {
        sieve = sieve.and_word(UNITS[at].0);
        at += 1;
    }
    sieve
};

/// The unit that `rest` begins with.
fn unit(rest: &str) -> Option<(&'static str, Measure)> {
    if !BEGINS.admits(rest) {
        return None;
    }
    let head = rest.chars().next()?;
    let from = BY_FIRST.partition_point(|&(first, ..)| first < head);
    let mut alike = BY_FIRST.get(from..)?.iter().take_while(|&&(first, ..)| first == head);
    alike.find(|(_, unit, _)| begins(rest, unit)).map(|&(_, unit, measure)| (unit, measure))
}

/// Units of one character that are another word when one of these follows.
const NOT_BEFORE: &[(char, &[&str])] = &[
    ('元', &["首", "旦", "素", "老", "年", "月", "件", "宇"]),
    ('人', &["类", "民", "工", "权", "道", "均", "心", "物", "事"]),
    ('名', &["单", "义", "为", "叫", "列"]),
    ('位', &["于", "置", "列"]),
    ('天', &["然", "下", "空", "津", "价"]),
    ('日', &["本", "元", "圆", "益", "俄", "美", "韩", "中"]),
    ('周', &["边", "围", "恩"]),
    ('年', &["代", "级"]),
    ('米', &["尔"]),
    ('家', &["庭"]),
    ('起', &["来", "初", "步", "因", "草", "诉"]),
    ('部', &["长", "门", "队", "署", "分"]),
    ('所', &["谓", "有", "以", "长"]),
    ('处', &["理", "于", "境"]),
    ('发', &["展", "布", "表", "生", "动", "出", "起", "射"]),
    ('台', &["湾", "海"]),
    ('度', &["过"]),
    ('字', &["母"]),
    // 28点计划, 三点看法, 凌晨四点: an index only after a large number.
    ('点', &["钟", "多", "计", "方", "和", "建", "看", "意", "共", "内", "要", "主", "原", "声", "半"]),
    ('列', &["强", "为", "宁"]),
    ('只', &["有", "是", "能", "要"]),
    ('单', &["位", "独", "方"]),
    ('股', &["市", "票", "东"]),
    ('支', &["持", "援", "付"]),
    ('门', &["槛"]),
    ('条', &["约", "款", "件"]),
    ('件', &["事"]),
    ('种', &["族"]),
    ('场', &["面"]),
];

/// Nouns for people that follow a large number after a modifier: 700万乌克兰人, 数十万俄军, 三百万难民.
const PEOPLE: &[&str] = &[
    "人", "军", "兵", "民众", "难民", "平民", "居民", "选民", "公民", "国民", "移民", "劳工", "工人", "学生", "儿童",
    "人口",
];
/// What such a noun can begin with.
static PERSON: Sieve = Sieve::of_words(PEOPLE);
/// How far, in bytes, such a noun may stand from its number (six Han characters).
const PEOPLE_WITHIN: usize = 18;

/// Length of 多, 余 … between a number and its unit (30多个).
pub(super) fn vague_suffix(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, '多' | '余' | '来')).map_or(0, char::len_utf8)
}

/// The unit that `rest` begins with: what it measures and its length in bytes.
pub(super) fn find(rest: &str, number: &Numeral) -> Option<(Measure, usize)> {
    if let Some(length) = tenths(rest, number) {
        return Some((Measure::Percent, length));
    }
    // 十个国家 is a count; 三国, 两国 name their members.
    let many = !number.han || number.scaled || number.value.is_none_or(|value| value > 10.0);
    if let Some(after) = rest.strip_prefix('国').filter(|_| many) {
        // 四十四国代表, 二十七国集团: the number names who they are.
        let names = ["家", "集团", "代表", "的代表", "首脑", "领导人", "外长", "峰会", "机制", "联盟"];
        if !names.iter().any(|name| begins(after, name)) {
            return Some((Measure::Count, '国'.len_utf8()));
        }
    }
    let (unit, measure) = unit(rest)?;
    if unit == "点" && number.value.is_none_or(|value| value < 100.0) {
        return None;
    }
    let after = &rest[unit.len()..];
    let mut chars = unit.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    let other =
        NOT_BEFORE.iter().any(|(word, next)| Some(*word) == only && next.iter().any(|next| begins(after, next)));
    (!other).then_some((measure, unit.len()))
}

/// 七成, 三成五: tenths, not 成员 or 成为.
fn tenths(rest: &str, number: &Numeral) -> Option<usize> {
    let after = rest.strip_prefix('成')?;
    let tenth = !number.scaled && number.value.is_none_or(|value| value <= 10.0);
    let words = ["员", "立", "为", "果", "功", "本", "就", "长", "效", "熟", "都", "份", "分", "型"];
    (tenth && !words.iter().any(|word| begins(after, word))).then(|| {
        let half = after.chars().next().filter(|&c| super::numerals::han_digit(c).is_some());
        '成'.len_utf8() + half.map_or(0, char::len_utf8)
    })
}

/// Length up to the end of a noun for people that stands near.
pub(super) fn people_ahead(rest: &str) -> Option<usize> {
    let mut end = 0;
    for c in rest.chars() {
        if !c.is_alphabetic() || end >= PEOPLE_WITHIN {
            break;
        }
        let rest = &rest[end..];
        if let Some(noun) = PEOPLE.iter().find(|noun| PERSON.admits(rest) && begins(rest, noun)) {
            return Some(end + noun.len());
        }
        end += c.len_utf8();
    }
    None
}
