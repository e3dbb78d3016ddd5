//! The table that folds Traditional to Simplified: its layout, for the build that makes it and the code that reads it.
//!
//! One little-endian `u16` for each character from [`FIRST`] to [`LAST`]: what it folds to (itself, mostly); then one byte for
//! each, of [`class`].

/// The first and the last character of the table: CJK ideographs of the basic plane with Extension A.
pub const FIRST: u32 = 0x3400;
pub const LAST: u32 = 0x9fff;
const COUNT: usize = (LAST - FIRST + 1) as usize;

/// What a character is, one bit each; most are nothing of it.
pub mod class {
    /// Folding changes it: only Traditional texts write it, but for those that are [`BOTH`] as well.
    pub const TRADITIONAL: u8 = 1;
    /// Only Simplified texts write it, but for those that are [`BOTH`] as well.
    pub const SIMPLIFIED: u8 = 2;
    /// One of the others that either script writes.
    pub const BOTH: u8 = 4;
    /// How many classes these make.
    pub const COUNT: usize = 8;
}

/// Folded by OpenCC, and yet right in Simplified texts (乾隆, 著名, 徵羽): in GB 2312, but for 後 and 於, which only stand there
/// for names of antiquity.
const IN_SIMPLIFIED: &str = "么乾吒夥徵抬捱摺榘甯菸著薹醣麴麽";
/// The simple form of another, and yet right in Traditional texts (皇后, 公里, 云云, 范): the first level of Big5, but for 儿 听
/// 坏 愿 扑, and some of its second.
const IN_TRADITIONAL: &str = "丑丰于云仆伙余佣准几凶划占台吁吃后咨咸唇夸尸岩岳峰帘干并床征托挂斗晒朴杠杰涌游灶痴皂秘筑粽群肴腌范荐虫虱辟郁采里雇霉\
    凄栖熏昵炖厘涂沈";

/// Variants that OpenCC's dictionaries keep apart and readers do not: (variant, Simplified).
const VARIANTS: &[(char, char)] = &[('臺', '台'), ('妳', '你'), ('喫', '吃'), ('啓', '启'), ('衆', '众'), ('裡', '里')];

/// Builds the table from conversions of single characters in either direction.
pub fn build(simplify: impl Fn(char) -> char, traditional: impl Fn(char) -> char) -> Vec<u8> {
    let chars = || (FIRST..=LAST).filter_map(char::from_u32);
    let (mut out, mut classes) = (Vec::with_capacity(COUNT * 3), Vec::with_capacity(COUNT));
    for c in chars() {
        let known = VARIANTS.iter().find(|(variant, _)| *variant == c).map(|&(_, plain)| plain);
        // Only within the table: offsets of bytes hold, and folding twice is folding once.
        let to = known.unwrap_or_else(|| simplify(simplify(c)));
        let to = if (FIRST..=LAST).contains(&u32::from(to)) { to } else { c };
        out.extend_from_slice(&(u32::from(to) as u16).to_le_bytes());
        let simplified = to == c && traditional(c) != c && simplify(c) == c;
        let both = to != c && IN_SIMPLIFIED.contains(c) || simplified && IN_TRADITIONAL.contains(c);
        let bits = [(to != c, class::TRADITIONAL), (simplified, class::SIMPLIFIED), (both, class::BOTH)];
        classes.push(bits.into_iter().filter(|&(is, _)| is).fold(0, |all, (_, bit)| all | bit));
    }
    out.append(&mut classes);
    out
}

/// The class of a character by a table; none outside of it.
#[inline]
pub fn class(table: &[u8], c: char) -> u8 {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    if place < COUNT { table.get(COUNT * 2 + place).copied().unwrap_or(0) } else { 0 }
}

/// Folds one character by a table. Never changes its length in UTF-8.
#[inline]
pub fn fold(table: &[u8], c: char) -> char {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return c;
    }
    let at = (code - FIRST) as usize * 2;
    match table.get(at..at + 2) {
        Some(&[low, high]) => char::from_u32(u32::from(u16::from_le_bytes([low, high]))).unwrap_or(c),
        _ => c,
    }
}
