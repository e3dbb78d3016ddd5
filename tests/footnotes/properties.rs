//! What holds of every draft.

use chuchu::{
    analysis::Analysis,
    features::notes::{
        self,
        actions::{Numbering, Shape, convert, delete, new_note, renumber},
    },
    text::{Edits, Language, TextEdit},
};
use proptest::{prelude::*, sample::Index};

use crate::{
    common::{NOTES, analyse, findings, table},
    drafts::{Draft, draft},
};

fn shape() -> impl Strategy<Value = Shape> {
    proptest::sample::select(&Shape::ALL[..])
}

/// A draft in one of the shapes, with either sort of line breaks.
fn written(draft: &Draft, shape: Shape) -> String {
    let text = draft.write(shape);
    if draft.crlf { text.replace('\n', "\r\n") } else { text }
}

fn apply(text: &str, edits: &Edits) -> String {
    edits.apply(text).expect("edits fit the text they were made for")
}

/// A place between two characters.
fn place(text: &str, index: Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    places[index.index(places.len())]
}

fn footnote_findings(text: &str) -> Vec<String> {
    findings(text, &["-footnote"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drafts_have_no_fault(draft in draft(), shape in shape()) {
        let text = written(&draft, shape);
        prop_assert_eq!(footnote_findings(&text), Vec::<String>::new(), "{}\n{}", text, table(&text));
    }

    #[test]
    fn a_new_note_deleted_leaves_the_text_as_it_was(draft in draft(), shape in shape(), at in any::<Index>()) {
        let text = written(&draft, shape);
        let at = place(&text, at);
        if let Ok(new) = new_note(&analyse(&text), at, "林远：《新书》，2025年。") {
            let edited = apply(&text, &new.edits);
            prop_assert_eq!(footnote_findings(&edited), Vec::<String>::new(), "{}", edited);
            prop_assert!(edited[new.caret..].starts_with("林远"), "{}", &edited[new.caret..]);
            let deleted = apply(&edited, &delete(&analyse(&edited), new.caret).unwrap());
            prop_assert_eq!(deleted, text, "{}", edited);
        }
    }

    #[test]
    fn a_deleted_note_leaves_no_fault(draft in draft(), shape in shape(), note in any::<Index>()) {
        let text = written(&draft, shape);
        let analysis = analyse(&text);
        let at = analysis.notes.notes[note.index(analysis.notes.notes.len())].definition.unwrap();
        let offset = chuchu::analysis::Notes::definition_span(&analysis.blocks, at).unwrap().start;
        let edited = apply(&text, &delete(&analysis, offset as usize).unwrap());
        prop_assert_eq!(footnote_findings(&edited), Vec::<String>::new(), "{}", edited);
        prop_assert_eq!(analyse(&edited).notes.notes.len() + 1, analysis.notes.notes.len(), "{}\n{}", edited, table(&edited));
    }

    #[test]
    fn converting_there_and_back_leaves_the_text_as_it_was(draft in draft(), from in shape(), to in shape()) {
        let text = written(&draft, from);
        match convert(&analyse(&text), to) {
            Ok(edits) => {
                let there = apply(&text, &edits);
                prop_assert_eq!(footnote_findings(&there), Vec::<String>::new(), "{}", there);
                let back = convert(&analyse(&there), from);
                prop_assert!(back.is_ok(), "{:?}\n{}", back, there);
                prop_assert_eq!(apply(&there, &back.unwrap()), text, "{}", there);
            }
            Err(refusal) => prop_assert!(from == to || draft.pages.len() == 1, "{:?} {:?} {}\n{}", from, to, refusal, text),
        }
    }

    #[test]
    fn renumbering_twice_is_renumbering_once(draft in draft(), shape in shape(), swaps in proptest::collection::vec((1u32..9, 1u32..9), 0..4)) {
        let text = shuffled(&written(&draft, shape), &swaps);
        for numbering in [Numbering::AsIs, Numbering::Page, Numbering::Section, Numbering::Document] {
            if let Ok(edits) = renumber(&analyse(&text), numbering) {
                let once = apply(&text, &edits);
                prop_assert_eq!(footnote_findings(&once), Vec::<String>::new(), "{:?}\n{}\n{}", numbering, text, once);
                let twice = renumber(&analyse(&once), numbering);
                prop_assert!(twice.is_err(), "{:?} {:?}\n{}", numbering, twice, once);
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "[\\[\\]［］〔【】(（）)<>/supa^0-9①②¹：:.、\\\\`#*\n 甲乙。，註注释見《》-]{0,60}") {
        every_request(&text);
    }

    #[test]
    fn any_string_is_read(text in any::<String>()) {
        every_request(&text);
    }
}

/// Swaps the numbers of notes, markers and definitions alike.
fn shuffled(text: &str, swaps: &[(u32, u32)]) -> String {
    let mut text = text.to_owned();
    for (one, other) in swaps {
        for (open, close) in [("[", "]"), ("[^", "]")] {
            let sign = |number: &dyn std::fmt::Display| format!("{open}{number}{close}");
            if text.contains(&sign(one)) && text.contains(&sign(other)) {
                text = text
                    .replace(&sign(one), &sign(&"x"))
                    .replace(&sign(other), &sign(one))
                    .replace(&sign(&"x"), &sign(other));
            }
        }
    }
    text
}

fn every_request(text: &str) {
    let analysis = analyse(text);
    let _ = findings(text, NOTES);
    for shape in Shape::ALL {
        check(text, convert(&analysis, shape).ok().as_ref());
    }
    check(text, renumber(&analysis, Numbering::Page).ok().as_ref());
    let _ = (
        notes::links(&analysis),
        notes::folds(&analysis),
        notes::symbols(&analysis),
        notes::uses(&analysis, Language::En),
    );
    for (at, _) in text.char_indices() {
        asked_at(text, &analysis, at);
    }
    asked_at(text, &analysis, text.len() + 7);
}

fn asked_at(text: &str, analysis: &Analysis, at: usize) {
    let _ = (
        notes::hover(analysis, at, Language::En),
        notes::highlights(analysis, at),
        notes::actions::prepare_rename(analysis, at),
    );
    if let Some(completion) = notes::complete(analysis, at, Language::En) {
        for item in completion.items {
            let main = TextEdit::new(completion.span, item.insert);
            check(text, Edits::new(item.edits.into_iter().chain([main]).collect()).ok().as_ref());
        }
    }
    let _ = (notes::definition(analysis, at), notes::back(analysis, at), notes::references(analysis, at, true));
    check(text, new_note(analysis, at, "x").ok().map(|new| new.edits).as_ref());
    check(text, delete(analysis, at).ok().as_ref());
    check(text, notes::actions::rename(analysis, at, "7").ok().as_ref());
    check(text, notes::actions::link_to_note(analysis, at).ok().map(|new| new.edits).as_ref());
}

fn check(text: &str, edits: Option<&Edits>) {
    if let Some(edits) = edits {
        apply(text, edits);
    }
}
