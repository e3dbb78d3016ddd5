//! Halves of surrogate pairs in JSON: editors that keep text in UTF-16 write them as `\ud83d`, and no UTF-8 can hold them.
//!
//! Refusing the message would lose the edit, and with it the agreement on what the text is. Replaced by U+FFFD each half
//! still counts one UTF-16 unit, so that positions after it stay right.

use std::ops::RangeInclusive;

const HIGH: RangeInclusive<u16> = 0xd800..=0xdbff;
const LOW: RangeInclusive<u16> = 0xdc00..=0xdfff;
/// Length of `\uXXXX`.
const ESCAPE: usize = 6;

/// The body with every lone surrogate replaced; `None` where there is none.
pub(super) fn mend(body: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = body.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'\\')) {
        at += found;
        let unit = unit(body, at);
        let pair = unit.is_some_and(|unit| HIGH.contains(&unit))
            && self::unit(body, at + ESCAPE).is_some_and(|next| LOW.contains(&next));
        if pair {
            at += 2 * ESCAPE;
        } else if unit.is_some_and(|unit| HIGH.contains(&unit) || LOW.contains(&unit)) {
            mended.extend_from_slice(body.get(copied..at)?);
            mended.extend_from_slice(b"\\ufffd");
            at += ESCAPE;
            copied = at;
        } else {
            // Past the escaped character, which may be a backslash.
            at += 2;
        }
    }
    mended.extend_from_slice(body.get(copied..).filter(|_| copied > 0)?);
    Some(mended)
}

/// The unit of the escape `\uXXXX` that stands at `at`.
fn unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + ESCAPE)?.strip_prefix(b"\\u")?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &str) -> Option<String> {
        mend(body.as_bytes()).map(|body| String::from_utf8(body).unwrap())
    }

    #[test]
    fn lone_halves_are_replaced_and_pairs_kept() {
        assert_eq!(mended(r#""\ud83d""#).as_deref(), Some(r#""\ufffd""#));
        assert_eq!(mended(r#""\udc4d\ud83d\udc4d\ud83d""#).as_deref(), Some(r#""\ufffd\ud83d\udc4d\ufffd""#));
        assert_eq!(mended(r#""\ud83d\ud83d\udc4d""#).as_deref(), Some(r#""\ufffd\ud83d\udc4d""#));
    }

    #[test]
    fn everything_else_is_left_alone() {
        for body in ["", "\\", r#""\\ud83d""#, r#""\u4e2d\n\ud83d\udc4d""#, r#""\ud8"#, r#"\u+123"#] {
            assert_eq!(mended(body), None, "{body}");
        }
    }
}
