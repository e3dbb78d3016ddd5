//! Positions and edits against oracles that count the slow way.

use chuchu::text::{Change, ChangeError, Document, Encoding, Position};
use proptest::prelude::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn text() -> impl Strategy<Value = String> {
    let piece =
        prop::sample::select(vec!["中", "𠮷", "a", "é", "👩‍👩‍👧", "\n", "\r\n", "\r", "，", "\u{2028}", "\u{b}", ""]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines end at \n, \r\n and \r, and at nothing else (U+2028 is text).
fn oracle(text: &str, offset: usize, encoding: Encoding) -> Position {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for at in 0..offset {
        let ends = bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if ends {
            (line, start) = (line + 1, at + 1);
        }
    }
    Position { line, column: encoding.len(&text[start..offset]) as u32 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn offsets_and_positions_are_inverse(text in text()) {
        let document = Document::new(&text, 0);
        for encoding in ENCODINGS {
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = document.position(offset, encoding);
                prop_assert_eq!(position, oracle(&text, offset, encoding));
                // Between \r and \n there is no place for a caret.
                if !(text[..offset].ends_with('\r') && text[offset..].starts_with('\n')) {
                    prop_assert_eq!(document.offset(position, encoding), offset);
                }
            }
        }
    }

    #[test]
    fn any_position_is_a_place_in_the_text(text in text(), line in 0..70u32, column in 0..70u32) {
        let document = Document::new(&text, 0);
        for encoding in ENCODINGS {
            let offset = document.offset(Position { line, column }, encoding);
            prop_assert!(text.is_char_boundary(offset));
        }
    }

    #[test]
    fn changes_do_what_they_say(text in text(), batch in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), text()), 0..5)) {
        for encoding in ENCODINGS {
            let mut document = Document::new(&text, 0);
            let mut expected = text.clone();
            for (a, b, new) in &batch {
                let places: Vec<usize> = expected.char_indices().map(|(at, _)| at).chain([expected.len()]).collect();
                let (a, b) = (places[a.index(places.len())], places[b.index(places.len())]);
                let (start, end) = (document.position(a.min(b), encoding), document.position(a.max(b), encoding));
                let (a, b) = (document.offset(start, encoding), document.offset(end, encoding));
                document.apply(&[Change { range: Some((start, end)), text: new.clone() }], 1, encoding).unwrap();
                expected.replace_range(a..b, new);
            }
            prop_assert_eq!(document.rope().to_string(), expected);
        }
    }

    #[test]
    fn an_edit_is_what_differs(head in text(), old in text(), new in text(), tail in text()) {
        let (before, after) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
        let mut document = Document::new(&before, 0);
        let edits = document.apply(&[Change { range: None, text: after.clone() }], 1, Encoding::Utf16).unwrap();
        prop_assert_eq!(document.rope().to_string(), after.clone());
        let (start, end) = (edits[0].removed.start, edits[0].removed.start + edits[0].inserted);
        prop_assert_eq!(format!("{}{}{}", &before[..start], &after[start..end], &before[edits[0].removed.end..]), after.clone());
        prop_assert!(edits[0].removed.len() <= old.len() + 2 && edits[0].inserted <= new.len() + 2);
        for (text, at) in [(&before, start), (&before, edits[0].removed.end), (&after, start), (&after, end)] {
            prop_assert!(!(text[..at].ends_with('\r') && text[at..].starts_with('\n')), "{at} in {text:?}");
        }
    }
}

#[test]
fn lines_in_the_place_of_lines_are_rewritten() {
    let rewrites = |old: &str, new: &str| {
        let changes = [Change { range: None, text: new.into() }];
        Document::new(old, 0).apply(&changes, 1, Encoding::Utf8).unwrap()[0].rewrites
    };
    assert!(rewrites("甲\n乙\n丙", "丁\n戊\n己"));
    assert!(!rewrites("甲\n乙\n丙", "甲\n乙字\n丙"));
    assert!(!rewrites("甲\n丙", "甲\n一段。\n\n又一段。\n丙"));
    assert!(!rewrites("甲\n乙\n丙", "甲丙"));
}

#[test]
fn a_column_inside_a_character_is_its_start() {
    let document = Document::new("𠮷a", 0);
    assert_eq!(document.offset(Position { line: 0, column: 1 }, Encoding::Utf16), 0);
    assert_eq!(document.offset(Position { line: 0, column: 3 }, Encoding::Utf8), 0);
    assert_eq!(document.offset(Position { line: 0, column: 2 }, Encoding::Utf16), 4);
}

#[test]
fn a_refused_batch_changes_nothing() {
    let mut document = Document::new("一二三", 4);
    let at = |line, column| Position { line, column };
    let good = Change { range: Some((at(0, 0), at(0, 1))), text: "四".into() };
    let reversed = Change { range: Some((at(0, 2), at(0, 1))), text: "五".into() };
    let refused = document.apply(&[good, reversed], 5, Encoding::Utf16);
    assert_eq!(refused, Err(ChangeError::Reversed { index: 1 }));
    assert_eq!((document.rope().to_string().as_str(), document.version()), ("一二三", 4));
}
