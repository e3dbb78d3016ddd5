//! From-scratch and incremental analysis agree on any edit sequence.

use chuchu::{
    analysis::{Analysis, Settings},
    rules::{self, Context, Finding},
    text::{Change, Document, Encoding, Language, Position},
};
use proptest::prelude::*;

/// Lines of every kind that the cutter and the rules treat differently, and breakers of each.
const PIECES: &[&str] = &[
    "---\n",
    "date: 2025-03-15\n",
    "# 标题\n",
    "\n",
    "\r\n",
    "\r",
    "```\n",
    "<!--\n",
    "-->\n",
    "<!-- chuchu: allow all -->\n",
    "美国总共援助1750亿美元。",
    "據報道，雙方將再次會晤。",
    "外界普遍认为谈判陷入僵局",
    "他说：“这很重要。”",
    "<sup>[1]</sup>",
    "<sup>[2]</sup>",
    "[1] 某某：《某书》，2024年版。\n",
    "[2] 又一条。\n",
    "[^a]",
    "[^a]: 注释。\n",
    "①",
    "① 注释。\n",
    "　　",
    "- 列表项\n",
    "> 引文\n",
    "| 表 | 格 |\n",
    "**加粗**",
    "（Reuters）\n",
    "問：局勢如何？\n",
    "𠮷",
    "👩‍👩‍👧",
    "e\u{301}",
    "”",
    "「",
    "『",
    "（",
    "[",
    "`",
    "[链接](https://example.org/a)",
    "泽连斯基（Volodymyr Zelenskyy）",
    "特朗普的使",
    "[",
    "]",
    "1. 第一\n",
    "注释：\n",
    "一、小标题\n",
    "中美俄",
    "\n\n",
];

#[derive(Clone, Debug)]
struct Step {
    start: usize,
    len: usize,
    text: String,
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::collection::vec(prop::sample::select(PIECES), 0..3).prop_map(|pieces| pieces.concat());
    (any::<prop::sample::Index>(), 0..40usize, text).prop_map(|(at, len, text)| Step {
        start: at.index(10_000),
        len,
        text,
    })
}

fn findings(analysis: &Analysis) -> Vec<Finding> {
    rules::check(&Context::new(analysis, Language::ZhHans))
}

/// The change of a step against `document`, in UTF-32 positions, so that any two places make a range.
fn change(document: &Document, step: &Step) -> Change {
    let chars = document.rope().len_chars();
    let start = step.start % (chars + 1);
    let end = (start + step.len).min(chars);
    let at = |char: usize| document.position(document.rope().char_to_byte(char), Encoding::Utf32);
    Change { range: Some((at(start), at(end))), text: step.text.clone() }
}

fn assert_same(updated: &Analysis, fresh: &Analysis) {
    let shape = |analysis: &Analysis| -> Vec<_> {
        analysis.blocks.iter().map(|b| (b.start, b.line, b.block.kind(), b.block.text.clone())).collect()
    };
    assert_eq!(shape(updated), shape(fresh));
    assert_eq!(updated.notes, fresh.notes);
    assert_eq!(updated.frame, fresh.frame);
    let claims = |analysis: &Analysis| -> Vec<_> { analysis.blocks.iter().map(|b| b.claims.clone()).collect() };
    assert_eq!(claims(updated), claims(fresh));
    assert_eq!(findings(updated), findings(fresh));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn updating_equals_starting_afresh(text in text(), batches in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..8)) {
        let settings = Settings::default();
        let mut document = Document::new(&text, 0);
        let mut analysis = Analysis::new(document.rope(), &settings);
        for (version, batch) in batches.iter().enumerate() {
            let mut edits = Vec::new();
            for step in batch {
                let change = change(&document, step);
                edits.extend(document.apply(&[change], version as i32 + 1, Encoding::Utf32).unwrap());
            }
            analysis = analysis.update(document.rope(), &edits);
            assert_same(&analysis, &Analysis::new(document.rope(), &settings));
        }
    }

    #[test]
    fn blocks_tile_the_text(text in text()) {
        let document = Document::new(&text, 0);
        let analysis = Analysis::new(document.rope(), &Settings::default());
        let tiled: String = analysis.blocks.iter().map(|placed| &*placed.block.text).collect();
        prop_assert_eq!(tiled, text);
    }
}

#[test]
fn a_position_inside_a_carriage_return_pair_is_the_end_of_its_line() {
    let document = Document::new("一二\r\n三", 0);
    assert_eq!(document.offset(Position { line: 0, column: 99 }, Encoding::Utf16), 6);
    assert_eq!(document.offset(Position { line: 1, column: 0 }, Encoding::Utf16), 8);
}

#[test]
fn front_matter_is_none_once_text_stands_before_it() {
    let settings = Settings::default();
    let mut document = Document::new("---\ndate: 2025-03-15\n---\n正文。\n", 0);
    let before = Analysis::new(document.rope(), &settings);
    let start = Position { line: 0, column: 0 };
    let change = Change { range: Some((start, start)), text: "前言。\n".into() };
    let edits = document.apply(&[change], 1, Encoding::Utf32).unwrap();
    assert_same(&before.update(document.rope(), &edits), &Analysis::new(document.rope(), &settings));
}
