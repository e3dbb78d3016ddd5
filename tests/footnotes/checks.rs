//! What the rules report, and what they leave alone.

use chuchu::{
    features::notes::actions::{Shape, convert},
    rules,
    text::{Change, Document, Encoding, Language},
};

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
    for shape in Shape::ALL {
        let edits = convert(&analyse(ACADEMIC), shape);
        let text = edits.map_or(ACADEMIC.to_owned(), |edits| edits.apply(ACADEMIC).unwrap());
        let (mut document, mut analysis) = (Document::new("", 0), analyse(""));
        for (version, (at, key)) in (1..).zip(text.char_indices()) {
            let end = document.position(at, Encoding::Utf8);
            let change = Change { range: Some((end, end)), text: key.to_string() };
            let edits = document.apply(&[change], version, Encoding::Utf8).unwrap();
            analysis.update(document.rope(), &edits);
            let found = rules::check(&rules::Context::new(&analysis, Language::ZhHans));
            let waiting = found.iter().filter(|finding| finding.code == "undefined-footnote").count();
            assert!(waiting <= 1, "{shape:?}: {found:?} after {}", &text[..at]);
        }
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

/// (rule, text, findings)
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "a label twice",
        "甲国[1]，乙国[2]。\n\n[1] 《甲》，2020年。\n[2] 《乙》，2020年。\n[2] 《丙》，2020年。\n",
        &["duplicate-footnote: [2]"],
    ),
    ("a label on two pages", "甲国[1]。\n\n[1] 《甲》，2020年。\n\n乙国[1]。\n\n[1] 《乙》，2020年。\n", &[]),
    (
        "numbers out of order",
        "甲国[1]，乙国[3]，丙国[2]，丁国[4]。\n\n[1] 一二。\n[2] 三四。\n[3] 五六。\n[4] 七八。\n",
        &["out-of-order-footnote: [3]"],
    ),
    ("a number left out", "甲国[1]，乙国[3]。\n\n[1] 一二。\n[3] 五六。\n", &["out-of-order-footnote: [3]"]),
    (
        "a page that begins with two",
        "甲国[1]。\n\n[1] 一二。\n\n乙国[1]。\n\n[1] 三四。\n\n丙国[1]。\n\n[1] 五六。\n\n丁国[3]。\n\n[3] 七八。\n",
        &["out-of-order-footnote: [3]"],
    ),
    ("a part that begins with sixteen", "甲國[16]，乙國[17]。\n\n註釋\n\n[16] 一二。\n[17] 三四。\n", &[]),
    ("a note cited again", "甲国[1]，乙国[2]，又甲国[1]。\n\n[1] 一二。\n[2] 三四。\n", &[]),
    ("names need no order", "甲国[^2]，乙国[^1]。\n\n[^1]: 一二。\n\n[^2]: 三四。\n", &[]),
    (
        "an empty note",
        "甲国[1]，乙国[2]。\n\n[1]\n\n[2] 参见：\n",
        &["empty-footnote: [1]", "empty-footnote: [2] 参见："],
    ),
    ("a note to come", "甲國①。\n\n① 待補\n\n乙國宣佈增兵。\n", &["empty-footnote: ① 待補"]),
    (
        "同上 is a note",
        "甲国[1]，乙国[2]，丙国[3]。\n\n[1] 《甲乙丙》，2020年。\n[2] 同上，第5页。\n[3] Ibid., p. 7.\n",
        &[],
    ),
    (
        "a reference given again",
        "甲国[1]，乙国[2]。\n\n[1] 张宁：《北约东扩史》，某出版社2020年版，第3页。\n[2] 张宁：《北约东扩史》，某出版社2020年版，第9页。\n",
        &["repeated-reference: 张宁：《北约东扩史》，某出版社2020年版，第9页。"],
    ),
    (
        "an address alone",
        "甲国[1]。\n\n[1] <https://example.org/a>\n",
        &["incomplete-reference: <https://example.org/a>"],
    ),
    (
        "a book without its year",
        "甲国[1]，乙国[2]，丙国[3]，丁国[4]。\n\n[1] 甲一：《一国政治》，某出版社2020年版，第1页。\n[2] 乙二：《二国政治》，某出版社2021年版，第2页。\n[3] 丙三：《三国政治》，某出版社，第3页。\n[4] 丁四：《四国政治》，某出版社2023年版，第4页。\n",
        &["incomplete-reference: 丙三：《三国政治》，某出版社，第3页。"],
    ),
    (
        "GB/T 7714",
        "甲国[1]，乙国[2]，丙国[3]，丁国[4]。\n\n参考文献\n\n[1] 甲一. 一国政治[M]. 北京: 某社, 2020: 1.\n[2] 乙二. 二国政治[M]. 北京: 某社, 2021: 2.\n[3] 二国外交[M]. 北京: 某社, 2021: 2.\n[4] 丁四. 四国政治[J]. 某刊, 2023(4): 4-9.\n[5] 戊五. 五国政治[M]. 北京: 某社, 2023: 4.\n",
        &["incomplete-reference: 二国外交[M]. 北京: 某社, 2021: 2.", "unused-footnote: [5]"],
    ),
    ("an explanation is no reference", "甲国[1]。\n\n[1] 这里指战后的安排，与战时不同。\n", &[]),
];

#[test]
fn rules_find_what_is_wrong_and_nothing_else() {
    let mut wrong = Vec::new();
    for (what, text, expected) in CASES {
        let mut found = findings(text, NOTES);
        found.sort();
        if found != *expected {
            wrong.push(format!("{what}\n{text}expected {expected:?}\nfound    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// (text, what is flagged, what it should be)
const ADDRESSES: &[(&str, Option<(&str, &str)>)] = &[
    ("<https://wwwexample.org/a>", Some(("https://wwwexample.org/a", "https://www.example.org/a"))),
    ("https://wwwexample.com.cn/a", Some(("https://wwwexample.com.cn/a", "https://www.example.com.cn/a"))),
    ("https://wwwnc.cdc.gov/travel", None),
    ("https://www2.example.org/a", None),
    ("https：//www.example.org/a", Some(("https：//www.example.org/a", "https://www.example.org/a"))),
    ("https://www。example.org/a", Some(("https://www。example.org/a", "https://www.example.org/a"))),
    ("<https://www.example.org/a，b>", Some(("https://www.example.org/a，b", "https://www.example.org/a,b"))),
    ("见https://www.example.org/a。", None),
    ("（https://www.example.org/a）", None),
    ("<https://www.exam ple.org/a>", Some(("https://www.exam ple.org/a", "https://www.example.org/a"))),
    ("https:///a/b", Some(("https:///a/b", ""))),
    ("https://example/a", Some(("https://example/a", ""))),
    ("http://localhost:8080/a", None),
    ("htps://example.org/a", Some(("htps://example.org/a", "https://example.org/a"))),
    ("https:/example.org/a", Some(("https:/example.org/a", "https://example.org/a"))),
    ("https//example.org/a", Some(("https//example.org/a", "https://example.org/a"))),
    ("https://https://example.org/a", Some(("https://https://example.org/a", "https://example.org/a"))),
    ("<https://example.org/a", Some(("https://example.org/a", ""))),
    ("[报告](https://example.org/a\\_b)", None),
    ("`https://wwwexample.org`", None),
    ("https://en.wikipedia.org/wiki/A_(b)", None),
];

#[test]
fn addresses_that_cannot_be_right() {
    let mut wrong = Vec::new();
    for (text, expected) in ADDRESSES {
        let text = format!("详情{text}\n");
        let analysis = analyse(&text);
        let bad = analysis.blocks.iter().flat_map(|placed| &placed.block.syntax.bad_urls);
        let found: Vec<(&str, &str)> =
            bad.map(|bad| (bad.span.of(&text), bad.repair.as_deref().unwrap_or(""))).collect();
        if found != expected.iter().copied().collect::<Vec<_>>() {
            wrong.push(format!("{text}  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
