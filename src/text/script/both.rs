//! Characters that are right in one script, in the other, or in both.

use super::{Script, is_simplified, is_traditional};

/// Folded by OpenCC, and yet right in Simplified texts (乾隆, 著名, 徵羽): in GB 2312, but for 後 and 於, which only stand there
/// for names of antiquity.
const IN_SIMPLIFIED: &str = "么乾吒夥徵抬捱摺榘甯菸著薹醣麴麽";
/// The simple form of another, and yet right in Traditional texts (皇后, 公里, 云云, 范): the first level of Big5, but for 儿 听
/// 坏 愿 扑, and some of its second.
const IN_TRADITIONAL: &str = "丑丰于云仆伙余佣准几凶划占台吁吃后咨咸唇夸尸岩岳峰帘干并床征托挂斗晒朴杠杰涌游灶痴皂秘筑粽群肴腌范荐虫虱辟郁采里雇霉\
    凄栖熏昵炖厘涂沈";

/// True for a character that a text in `script` does not write.
pub fn foreign_to(script: Script, c: char) -> bool {
    match script {
        Script::Hans => is_traditional(c) && !IN_SIMPLIFIED.contains(c),
        Script::Hant => is_simplified(c) && !IN_TRADITIONAL.contains(c),
    }
}
