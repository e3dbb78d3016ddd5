//! The table that folds Traditional to Simplified: its layout, for the build that makes it and the code that reads it.
//!
//! One little-endian `u16` for each character from [`FIRST`] to [`LAST`]: what it folds to (itself, mostly); then a
//! [`Row`] of three little-endian `u64` for every 64 characters.

/// The first and the last character of the table: CJK ideographs of the basic plane with Extension A.
pub const FIRST: u32 = 0x3400;
pub const LAST: u32 = 0x9fff;
const COUNT: usize = (LAST - FIRST + 1) as usize;
/// How many rows the table has, and how many there are in the basic plane.
const ROWS: usize = COUNT / 64;
pub const PLANE: usize = 0x10000 / 64;
/// Bytes of a row.
const ROW_BYTES: usize = 24;

/// What the 64 characters are that share their first two bytes in UTF-8, one bit each.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Folding changes it: only Traditional texts write it, but for those in `both`.
    pub traditional: u64,
    /// Only Simplified texts write it, but for those in `both`.
    pub simplified: u64,
    /// One of the others that either script writes.
    pub both: u64,
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
    let mut out = Vec::with_capacity(COUNT * 2 + ROWS * ROW_BYTES);
    let mut rows = vec![[0_u64; 3]; ROWS];
    for (at, c) in chars().enumerate() {
        let known = VARIANTS.iter().find(|(variant, _)| *variant == c).map(|&(_, plain)| plain);
        // Only within the table: offsets of bytes hold, and folding twice is folding once.
        let to = known.unwrap_or_else(|| simplify(simplify(c)));
        let to = if (FIRST..=LAST).contains(&u32::from(to)) { to } else { c };
        out.extend_from_slice(&(u32::from(to) as u16).to_le_bytes());
        let simplified = to == c && traditional(c) != c && simplify(c) == c;
        let both = to != c && IN_SIMPLIFIED.contains(c) || simplified && IN_TRADITIONAL.contains(c);
        for (bits, is) in rows[at / 64].iter_mut().zip([to != c, simplified, both]) {
            *bits |= u64::from(is) << (at % 64);
        }
    }
    out.extend(rows.iter().flatten().flat_map(|bits| bits.to_le_bytes()));
    out
}

/// The rows of the basic plane, read from a table while the program is compiled. Whoever has the first two bytes of a
/// character need not ask whether there is one.
pub const fn rows(table: &[u8]) -> [Row; PLANE] {
    const fn bits(table: &[u8], mut at: usize) -> u64 {
        let (mut bits, end) = (0, at + 8);
        while at < end {
            bits = bits >> 8 | (table[at] as u64) << 56;
            at += 1;
        }
        bits
    }
    let mut rows = [Row { traditional: 0, simplified: 0, both: 0 }; PLANE];
    let mut row = 0;
    while row < ROWS {
        let at = COUNT * 2 + row * ROW_BYTES;
        rows[FIRST as usize / 64 + row] =
            Row { traditional: bits(table, at), simplified: bits(table, at + 8), both: bits(table, at + 16) };
        row += 1;
    }
    rows
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
