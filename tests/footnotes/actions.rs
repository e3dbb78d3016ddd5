//! Before and after: each action on a text with the caret at `|`.

use std::{io::Write, process::Stdio};

use chuchu::{
    analysis::Notes,
    features::notes::{
        actions::{self, Numbering, Refusal, Shape},
        note_at,
    },
    text::Language,
};

use crate::common::analyse;

const ACADEMIC: &str = include_str!("../../examples/academic.md");

/// The text without its caret, and where that stood.
fn caret(text: &str) -> (String, usize) {
    let at = text.find('|').expect("a caret");
    (text.replacen('|', "", 1), at)
}

/// The text after a new note, with the caret in it.
fn new(text: &str) -> String {
    let (text, at) = caret(text);
    let new = actions::new_note(&analyse(&text), at, "").unwrap();
    let mut edited = new.edits.apply(&text).unwrap();
    edited.insert(new.caret, '|');
    edited
}

fn delete(text: &str) -> String {
    let (text, at) = caret(text);
    actions::delete(&analyse(&text), at).unwrap().apply(&text).unwrap()
}

fn renumber(text: &str, numbering: Numbering) -> String {
    actions::renumber(&analyse(text), numbering).unwrap().apply(text).unwrap()
}

fn convert(text: &str, shape: Shape) -> String {
    actions::convert(&analyse(text), shape).unwrap().apply(text).unwrap()
}

#[test]
fn new_note_in_the_middle_of_a_page() {
    assert_eq!(
        new(
            "甲国<sup>[1]</sup>，乙国|，丙国<sup>[2]</sup>。\n\n[1] 一。\n\n[2] 二。\n\n丁国<sup>[1]</sup>。\n\n[1] 三。\n"
        ),
        "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>，丙国<sup>[3]</sup>。\n\n[1] 一。\n\n[2] |\n\n[3] 二。\n\n丁国<sup>[1]</sup>。\n\n[1] 三。\n"
    );
}

#[test]
fn new_note_among_notes_that_share_a_line_where_others_do_not() {
    assert_eq!(
        new(
            "甲国<sup>[1]</sup>。乙国<sup>[2]</sup>|，丙国<sup>[3]</sup>。\n\n## 注释\n\n[1] 一。\n\n[2] 二。[3] 三。\n"
        ),
        "甲国<sup>[1]</sup>。乙国<sup>[2]</sup><sup>[3]</sup>，丙国<sup>[4]</sup>。\n\n## 注释\n\n[1] 一。\n\n[2] 二。[3] |待补。[4] 三。\n"
    );
}

#[test]
fn new_note_before_all_others() {
    assert_eq!(new("甲國|，乙國①。\n\n① 《一》。\n"), "甲國①，乙國②。\n\n① |\n\n② 《一》。\n");
    assert_eq!(new("甲国|，乙国[1]。\n\n[1] 一。\n[2] 二。\n"), "甲国[1]，乙国[2]。\n\n[1] |\n[2] 一。\n[3] 二。\n");
}

#[test]
fn new_note_on_a_page_that_has_none_yet() {
    assert_eq!(
        new("甲国<sup>[1]</sup>。\n\n[1] 一。\n\n乙国随后|表态。\n"),
        "甲国<sup>[1]</sup>。\n\n[1] 一。\n\n乙国随后<sup>[1]</sup>表态。\n\n[1] |\n"
    );
}

#[test]
fn first_note_of_a_document() {
    assert_eq!(new("甲国表态。|\n"), "甲国表态。[^1]\n\n[^1]: |\n");
}

#[test]
fn new_note_among_names_takes_a_free_number() {
    assert_eq!(new("甲[^a]，乙|。\n\n[^a]: 一。\n"), "甲[^a]，乙[^1]。\n\n[^a]: 一。\n\n[^1]: |\n");
}

#[test]
fn new_note_inside_an_address_goes_after_it() {
    assert_eq!(new("见 <https://exam|ple.org/a>。\n"), "见 <https://example.org/a>[^1]。\n\n[^1]: |\n");
}

#[test]
fn new_note_keeps_numbers_that_go_on_from_an_earlier_part() {
    assert_eq!(
        new("甲国|，乙国[16]。\n\n注释\n\n[16] 一。\n"),
        "甲国[16]，乙国[17]。\n\n注释\n\n[16] |\n\n[17] 一。\n"
    );
}

#[test]
fn no_note_in_a_note_or_in_code() {
    for text in ["甲国[1]。\n\n[1] 一|二。\n", "```\n甲|国\n```\n", "|"] {
        let (text, at) = caret(text);
        assert_eq!(actions::new_note(&analyse(&text), at, ""), Err(Refusal::NotHere), "{text}");
    }
}

#[test]
fn past_the_last_circle_nothing_is_changed() {
    let signs: Vec<char> = ('①'..='⑳').chain('㉑'..='㉟').chain('㊱'..='㊿').collect();
    let text: String = signs.iter().map(|sign| format!("甲国{sign}，")).chain(["完。\n\n".to_owned()]).collect();
    let notes: String = signs.iter().map(|sign| format!("{sign} 《某书》。\n")).collect();
    let text = text + &notes;
    assert_eq!(actions::new_note(&analyse(&text), "甲国".len(), ""), Err(Refusal::TooMany(50)));
}

#[test]
fn delete_from_marker_label_or_text() {
    let after = "甲国<sup>[1]</sup>，乙国，丙国<sup>[2]</sup>。\n\n[1] 一。\n\n[2] 三。\n";
    for text in [
        "甲国<sup>[1]</sup>，乙国<sup>[|2]</sup>，丙国<sup>[3]</sup>。\n\n[1] 一。\n\n[2] 二。\n\n[3] 三。\n",
        "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>，丙国<sup>[3]</sup>。\n\n[1] 一。\n\n[|2] 二。\n\n[3] 三。\n",
        "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>，丙国<sup>[3]</sup>。\n\n[1] 一。\n\n[2] 二|。\n\n[3] 三。\n",
    ] {
        assert_eq!(delete(text), after);
    }
}

#[test]
fn delete_the_only_note_of_a_page() {
    assert_eq!(delete("甲国[1|]，而乙\n\n[1] 一。\n\n国[1]。\n\n[1] 二。\n"), "甲国，而乙\n\n国[1]。\n\n[1] 二。\n");
}

#[test]
fn delete_one_label_of_several() {
    assert_eq!(
        delete("甲国[1,2|]，乙国[1-3]。\n\n[1] 一。\n[2] 二。\n[3] 三。\n"),
        "甲国[1]，乙国[1-2]。\n\n[1] 一。\n[2] 三。\n"
    );
}

#[test]
fn renumber_by_first_appearance_and_move_the_notes() {
    assert_eq!(
        renumber("甲国[2]，乙国[4]，丙国[2]。\n\n[2] 二，见[4]。\n[3] 无人引。\n[4] 四。\n", Numbering::Page),
        "甲国[1]，乙国[2]，丙国[1]。\n\n[1] 二，见[2]。\n[2] 四。\n[3] 无人引。\n"
    );
    assert_eq!(
        renumber("甲國②，乙國①。\n\n① 《一》。\n② 《二》。\n", Numbering::AsIs),
        "甲國①，乙國②。\n\n① 《二》。\n② 《一》。\n"
    );
}

#[test]
fn renumber_through_the_document_and_back_by_page() {
    let pages = "甲国[1]，乙国[2]。\n\n[1] 一。\n[2] 二。\n\n丙国[1]。\n\n[1] 三。\n";
    let whole = "甲国[1]，乙国[2]。\n\n[1] 一。\n[2] 二。\n\n丙国[3]。\n\n[3] 三。\n";
    assert_eq!(renumber(pages, Numbering::Document), whole);
    assert_eq!(renumber(whole, Numbering::Page), pages);
    assert_eq!(actions::renumber(&analyse(whole), Numbering::Document), Err(Refusal::Nothing));
}

#[test]
fn renumber_by_section() {
    assert_eq!(
        renumber(
            "# 一\n\n甲国[1]。\n\n[1] 一。\n\n乙国[2]。\n\n[2] 二。\n\n# 二\n\n丙国[3]。\n\n[3] 三。\n",
            Numbering::Section
        ),
        "# 一\n\n甲国[1]。\n\n[1] 一。\n\n乙国[2]。\n\n[2] 二。\n\n# 二\n\n丙国[1]。\n\n[1] 三。\n"
    );
}

const PAGES: &str =
    "甲国<sup>[1]</sup>，乙\n\n[1] 《一》。\n\n国<sup>[1]</sup>，丙国。<sup>[2]</sup>\n\n[1] 《二》。\n\n[2] 同[1]。\n";

#[test]
fn convert_to_every_shape() {
    assert_eq!(
        convert(PAGES, Shape::Caret),
        "甲国[^1]，乙\n\n[^1]: 《一》。\n\n国[^2]，丙国。[^3]\n\n[^2]: 《二》。\n\n[^3]: 同[^2]。\n"
    );
    assert_eq!(convert(PAGES, Shape::Circled), "甲国①，乙\n\n① 《一》。\n\n国①，丙国。②\n\n① 《二》。\n\n② 同①。\n");
    assert_eq!(
        convert(PAGES, Shape::Endnotes),
        "甲国<sup>[1]</sup>，乙\n\n<!-- chuchu: notes -->\n\n国<sup>[2]</sup>，丙国。<sup>[3]</sup>\n\n\
         <!-- chuchu: notes -->\n\n## 注释\n\n[1] 《一》。\n\n[2] 《二》。\n\n[3] 同[2]。\n"
    );
    for shape in [Shape::Caret, Shape::Circled, Shape::Endnotes] {
        assert_eq!(convert(&convert(PAGES, shape), Shape::Pages), PAGES);
    }
}

#[test]
fn a_note_shared_by_two_pages_is_not_torn_apart() {
    let text = "甲国[^1]。\n\n[^1]: 《一》。\n\n乙国[^2]，又甲国[^1]。\n\n[^2]: 《二》。\n";
    assert_eq!(actions::convert(&analyse(text), Shape::Pages), Err(Refusal::Lossy));
}

#[test]
fn link_and_bare_address_become_notes() {
    let link = |text: &str| {
        let (text, at) = caret(text);
        actions::link_to_note(&analyse(&text), at).unwrap().edits.apply(&text).unwrap()
    };
    assert_eq!(
        link("见[年度|报告](https://example.org/a)的结论。\n"),
        "见年度报告[^1]的结论。\n\n[^1]: <https://example.org/a>\n"
    );
    assert_eq!(
        link("甲国增兵（https://example.org/|a），乙国<sup>[1]</sup>。\n\n[1] 一。\n"),
        "甲国增兵<sup>[1]</sup>，乙国<sup>[2]</sup>。\n\n[1] <https://example.org/a>\n\n[2] 一。\n"
    );
}

#[test]
fn two_notes_of_one_source_become_one() {
    let text = "甲国[1]，乙国[2]，丙国[3]。\n\n[1] 《一》，2020年。\n[2] 二。\n[3] 《一》，2020年\n";
    let analysis = analyse(text);
    assert_eq!(actions::twins(&analysis, 0), [2]);
    assert_eq!(
        actions::merge(&analysis, 0, 2).unwrap().apply(text).unwrap(),
        "甲国[1]，乙国[2]，丙国[1]。\n\n[1] 《一》，2020年。\n[2] 二。\n"
    );
}

#[test]
fn rename_at_any_place_of_a_note() {
    let rename = |text: &str, new: &str| {
        let (text, at) = caret(text);
        actions::rename(&analyse(&text), at, new).map(|edits| edits.apply(&text).unwrap())
    };
    let text = "甲[^a|]，乙[^a]。\n\n[^a]: 一。\n\n[^b]: 二。\n";
    assert_eq!(rename(text, "北约-1").unwrap(), "甲[^北约-1]，乙[^北约-1]。\n\n[^北约-1]: 一。\n\n[^b]: 二。\n");
    assert_eq!(rename(text, "b"), Err(Refusal::Taken("b".into())));
    assert_eq!(rename(text, "b]"), Err(Refusal::BadLabel("b]".into())));
    assert_eq!(rename("甲①|。\n\n① 《一》。\n", "3").unwrap(), "甲③。\n\n③ 《一》。\n");
    let two = "甲<sup>[1]|</sup>，乙<sup>[2]</sup>。\n\n[1] 《一》。\n\n[2] 《二》。\n";
    assert_eq!(rename(two, "9"), Err(Refusal::OutOfOrder("9".into())));
    assert_eq!(rename("甲①|。\n\n① 《一》。\n", "三月"), Err(Refusal::BadLabel("三月".into())));
    let (text, at) = caret(text);
    assert_eq!(actions::prepare_rename(&analyse(&text), at).unwrap().1, "a");
}

#[test]
fn refusals_speak_three_languages() {
    assert_eq!(Refusal::TooMany(50).message(Language::ZhHans), "这种编号只到 50。");
    assert_eq!(Refusal::Taken("a".into()).message(Language::ZhHant), "已有編號為 a 的註腳。");
    assert_eq!(Refusal::NotHere.to_string(), "There is no note here, nor a place for one.");
}

/// The example as `[^n]`, read by others: each marker its note, in order.
#[test]
fn other_readers_resolve_the_converted_notes() {
    let text = convert(ACADEMIC, Shape::Caret);
    let notes = analyse(&text).notes.notes.len();
    assert_eq!(notes, 9);
    let options = pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let mut markers = Vec::new();
    let mut definitions = Vec::new();
    for event in pulldown_cmark::Parser::new_ext(&text, options) {
        match event {
            pulldown_cmark::Event::FootnoteReference(label) => markers.push(label.to_string()),
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::FootnoteDefinition(label)) => {
                definitions.push(label.to_string())
            }
            _ => {}
        }
    }
    let wanted: Vec<String> = (1..=notes).map(|number| number.to_string()).collect();
    assert_eq!((&markers, &definitions), (&wanted, &wanted));
    let native = pandoc(&text);
    assert_eq!(native.matches("Note\n").count() + native.matches("Note [").count(), notes, "{native}");
}

/// Pandoc's reading of a text; `./test` installs it.
fn pandoc(text: &str) -> String {
    let mut command = std::process::Command::new("pandoc");
    command.args(["--from", "markdown", "--to", "native"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("pandoc is installed");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn note_under_the_caret_of_a_sign_with_two_labels() {
    let text = "甲国[1,3]。\n\n[1] 一。\n[2] 二。\n[3] 三。\n";
    let analysis = analyse(text);
    let label = |at: usize| {
        let note = note_at(&analysis, at).unwrap().note;
        Notes::label(&analysis.notes, &analysis.blocks, note).to_owned()
    };
    assert_eq!(label(text.find("[1").unwrap() + 1), "1");
    assert_eq!(label(text.find("3]").unwrap()), "3");
}

#[test]
fn a_text_that_markers_share_is_not_merged() {
    let text = "北約[1]，歐盟[2]，俄國[3]。\n\n註釋\n\n1) 某書，2020年。\n2、3) 某書，2020年。\n";
    let analysis = analyse(text);
    assert_eq!(actions::twins(&analysis, 0), [0usize; 0]);
    assert_eq!(actions::merge(&analysis, 0, 1), Err(Refusal::Shared));
}

#[test]
fn what_a_shape_cannot_say_is_kept_in_comments() {
    let pages = "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>，丙国<sup>[1-2]</sup>。\n\n[1] 一。\n\n[2] 二。\n";
    assert_eq!(
        convert(pages, Shape::Caret),
        "甲国[^1]，乙国[^2]，丙国[^1]<!-- - -->[^2]。\n\n[^1]: 一。\n\n[^2]: 二。\n"
    );
    let named = "甲国[^nato]。\n\n[^nato]: 一。\n";
    assert_eq!(convert(named, Shape::Pages), "甲国<sup>[1]</sup>。\n\n[1] <!-- chuchu: [^nato] -->一。\n");
    let line = "甲国①，乙国②。\n\n①一。②二。\n";
    assert_eq!(
        convert(line, Shape::Caret),
        "甲国[^1]，乙国[^2]。\n\n[^1]:一。<!-- chuchu: same line \"\" -->\n\n[^2]:二。\n"
    );
}

#[test]
fn a_range_that_a_new_note_parts_closes_when_it_goes() {
    let text = "甲国[1]，乙国|，丙国[2]，丁国[1-2]。\n\n[1] 一。\n[2] 二。\n";
    let parted = "甲国[1]，乙国[2]，丙国[3]，丁国[1;3]。\n\n[1] 一。\n[2] |\n[3] 二。\n";
    assert_eq!(new(text), parted);
    assert_eq!(delete(parted), text.replace('|', ""));
}
