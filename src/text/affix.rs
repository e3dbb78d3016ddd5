//! Words at either end of a text, for who tries many: mostly the first byte tells, without a call of the C library.

/// True where a text begins with a word.
#[inline]
pub fn begins(text: &str, word: &str) -> bool {
    let mut bytes = text.bytes();
    word.bytes().all(|byte| bytes.next() == Some(byte))
}

/// True where a text ends with a word.
#[inline]
pub fn ends(text: &str, word: &str) -> bool {
    let mut bytes = text.bytes().rev();
    word.bytes().rev().all(|byte| bytes.next() == Some(byte))
}

#[cfg(test)]
mod tests {
    use super::{begins, ends};

    #[test]
    fn words_are_found_at_their_end_alone() {
        assert!(begins("公里处", "公里") && begins("公", "公") && begins("公", "") && !begins("公", "公里"));
        assert!(ends("时任", "任") && ends("任", "任") && ends("", "") && !ends("任", "时任") && !ends("时任", "时"));
    }
}
