//! The table that folds Traditional to Simplified: its layout, for the build that makes it and the code that reads it.
//!
//! One little-endian `u16` for each character from [`FIRST`] to [`LAST`]: what it folds to (itself, mostly); then one bit
//! each: whether only Simplified texts write it.

/// The first and the last character of the table: CJK ideographs of the basic plane with Extension A.
pub const FIRST: u32 = 0x3400;
pub const LAST: u32 = 0x9fff;
const COUNT: usize = (LAST - FIRST + 1) as usize;

/// Variants that OpenCC's dictionaries keep apart and readers do not: (variant, Simplified).
const VARIANTS: &[(char, char)] = &[('臺', '台'), ('妳', '你'), ('喫', '吃'), ('啓', '启'), ('衆', '众'), ('裡', '里')];

/// Builds the table from conversions of single characters in either direction.
pub fn build(simplify: impl Fn(char) -> char, traditional: impl Fn(char) -> char) -> Vec<u8> {
    let chars = || (FIRST..=LAST).filter_map(char::from_u32);
    let mut out = Vec::with_capacity(COUNT * 2 + COUNT / 8 + 1);
    for c in chars() {
        let known = VARIANTS.iter().find(|(variant, _)| *variant == c).map(|&(_, plain)| plain);
        // Only within the table: offsets of bytes hold, and folding twice is folding once.
        let to = known.unwrap_or_else(|| simplify(simplify(c)));
        let to = if (FIRST..=LAST).contains(&u32::from(to)) { to } else { c };
        out.extend_from_slice(&(u32::from(to) as u16).to_le_bytes());
    }
    let mut bits = vec![0_u8; COUNT.div_ceil(8)];
    for (at, c) in chars().enumerate() {
        if traditional(c) != c && simplify(c) == c {
            bits[at / 8] |= 1 << (at % 8);
        }
    }
    out.extend_from_slice(&bits);
    out
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

/// True for a character that only Simplified texts write.
pub fn only_simplified(table: &[u8], c: char) -> bool {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return false;
    }
    let at = (code - FIRST) as usize;
    table.get(COUNT * 2 + at / 8).is_some_and(|bits| bits >> (at % 8) & 1 == 1)
}
