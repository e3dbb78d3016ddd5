//! What the rules report, and what they leave alone.

use chuchu::{rules, text::Language};

use crate::common::{NOTES, analyse, findings};

const ACADEMIC: &str = include_str!("../../examples/academic.md");

#[test]
fn a_marker_without_a_note_on_its_page() {
    let text = "甲国[1]，乙国[2]。\n\n[1] 《甲》，2020年。\n[2] 《乙》，2020年。\n\n丙国[1]，丁国[2]，戊国[3]。\n\n[1] 《丙》，2020年。\n[3] 《丁》，2020年。\n\n完。\n";
    assert_eq!(findings(text, &["footnote"]), ["undefined-footnote: [2]"]);
}

#[test]
fn notes_still_to_be_written_are_one_finding() {
    let text = "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>，丙国<sup>[3]</sup>。\n";
    assert_eq!(findings(text, &["footnote"]), ["undefined-footnote: <sup>[1]</sup>"]);
    let text = format!("{text}\n[1] 《甲》，2020年。\n");
    assert_eq!(findings(&text, &["footnote"]), ["undefined-footnote: <sup>[2]</sup>"]);
}

#[test]
fn a_note_that_nothing_points_to() {
    let text = "甲国[1]。\n\n[1] 《甲》，2020年。\n[2] 《乙》，2020年。\n";
    assert_eq!(findings(text, &["footnote"]), ["unused-footnote: [2]"]);
}

#[test]
fn a_bibliography_is_not_cited_by_number() {
    let text = "甲国擴員。\n\n參考文獻\n\n[1] 張寧：《甲》，2020年。\n[2] 李平：《乙》，2021年。\n";
    assert!(findings(text, NOTES).is_empty());
}

#[test]
fn the_example_has_no_fault() {
    assert_eq!(findings(ACADEMIC, NOTES), Vec::<String>::new());
}

#[test]
fn a_draft_typed_key_by_key_waits_for_one_note_at_most() {
    for (end, _) in ACADEMIC.char_indices() {
        let draft = &ACADEMIC[..end];
        let found = findings(draft, &["undefined-footnote"]);
        assert!(found.len() <= 1, "{found:?} at {:?}", &draft[draft.len().saturating_sub(60)..]);
    }
}

#[test]
fn messages_speak_three_languages() {
    let analysis = analyse("甲国[1]。\n");
    let message = |language| rules::check(&rules::Context::new(&analysis, language)).remove(0).message;
    assert!(message(Language::ZhHans).contains("没有注文"));
    assert!(message(Language::ZhHant).contains("沒有注文"));
    assert!(message(Language::En).contains("has no note"));
}
