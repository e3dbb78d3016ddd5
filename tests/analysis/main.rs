//! From-scratch and incremental analysis agree on any edit sequence.

use chuchu::{
    analysis::{Analysis, Places, Settings, Update},
    rules::{self, Context, Found},
    text::{Change, Document, Encoding, Language, Position},
};
use proptest::prelude::*;

/// Lines of every kind that the cutter and the rules treat differently, and breakers of each.
const PIECES: &[&str] = &[
    "---\n",
    "names:\n",
    "  - 泽连斯基（Old Z）\n",
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

/// Names that have several spellings or wait for others, and what parts and moves them.
const NAMES: &[&str] = &[
    "特朗普",
    "川普",
    "特郎普",
    "泽连斯基",
    "澤倫斯基",
    "乍得",
    "查德",
    "乍总统",
    "乍得总统",
    "美国",
    "美",
    "俄罗斯",
    "俄",
    "（又译",
    "）",
    "。",
    "，",
    "访问了",
    "“",
    "”",
    "\n\n",
    "\n\n",
    "# ",
];

/// Notes that share their sources, and what parts and moves them.
const NOTES: &[&str] = &[
    "<sup>[1]</sup>",
    "<sup>[2]</sup>",
    "[3]",
    "[1] ",
    "[2] ",
    "[3] ",
    "某某：《某书》，2024年版。",
    "《某书》，2024年版。",
    "某某：《他书》，某社2023年版，第3页。",
    "https://example.org/a",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "正文说，",
    "又说。",
    "注释：\n",
    "# 一、\n",
    "1. ",
    "①",
    "同注[1]。",
    "2、3) ",
];

/// A paragraph behind everything else, with a sentence to type in.
const TAIL: &str = "\n\n最后一段话没有脚注也没有名字，写到这里还要再写几个字。\n";

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
    step_of(PIECES)
}

fn step_of(pieces: &'static [&'static str]) -> impl Strategy<Value = Step> {
    let text = prop::collection::vec(prop::sample::select(pieces), 0..3).prop_map(|pieces| pieces.concat());
    (any::<prop::sample::Index>(), 0..40usize, text).prop_map(|(at, len, text)| Step {
        start: at.index(10_000),
        len,
        text,
    })
}

fn context(analysis: &Analysis) -> Context<'_> {
    Context::new(analysis, Language::ZhHans)
}

/// A document that follows edits.
struct Followed {
    document: Document,
    analysis: Analysis,
    found: Found,
    /// How many edits were patches.
    patches: usize,
}

impl Followed {
    fn new(text: &str) -> Self {
        let document = Document::new(text, 0);
        let analysis = Analysis::new(document.rope(), &Settings::default());
        let found = rules::found(&context(&analysis));
        Self { document, analysis, found, patches: 0 }
    }

    /// Makes a batch of changes, each against the text that the one before it left.
    fn apply(&mut self, changes: impl IntoIterator<Item = impl FnOnce(&Document) -> Change>) {
        let mut edits = Vec::new();
        for change in changes {
            let change = change(&self.document);
            edits.extend(self.document.apply(&[change], self.document.version() + 1, Encoding::Utf32).unwrap());
        }
        let update = self.analysis.update(self.document.rope(), &edits);
        let before = std::mem::take(&mut self.found);
        self.found = match update {
            Update::Nothing => before,
            Update::All => rules::found(&context(&self.analysis)),
            Update::Patch(patch) => {
                self.patches += 1;
                rules::refresh(&context(&self.analysis), before, &patch).0
            }
        };
    }

    /// It is what starting afresh gives.
    fn assert_fresh(&self) {
        let fresh = Analysis::new(self.document.rope(), &Settings::default());
        let shape = |analysis: &Analysis| -> Vec<_> {
            analysis.blocks.iter().map(|b| (b.start, b.line, b.block.kind(), b.block.text.clone())).collect()
        };
        assert_eq!(shape(&self.analysis), shape(&fresh));
        assert_eq!(self.analysis.notes, fresh.notes);
        assert_eq!(self.analysis.frame, fresh.frame);
        assert_eq!(self.analysis.names, fresh.names);
        assert_eq!(self.analysis.tally, fresh.tally);
        let claims = |analysis: &Analysis| -> Vec<_> { analysis.blocks.iter().map(|b| b.claims.clone()).collect() };
        assert_eq!(claims(&self.analysis), claims(&fresh));
        assert_eq!(self.found, rules::found(&context(&fresh)));
    }
}

/// The change of a step against `document`, in UTF-32 positions, so that any two places make a range.
fn change(document: &Document, step: &Step) -> Change {
    let chars = document.rope().len_chars();
    let start = step.start % (chars + 1);
    let end = (start + step.len).min(chars);
    let at = |char: usize| document.position(document.rope().char_to_byte(char), Encoding::Utf32);
    Change { range: Some((at(start), at(end))), text: step.text.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_are_the_positions_of_the_document(
        text in text(),
        asked in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..20),
    ) {
        let document = Document::new(&text, 0);
        let analysis = Analysis::new(document.rope(), &Settings::default());
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut places = Places::new(&analysis, &document, encoding);
            let mut last = 0;
            for (at, onwards) in &asked {
                let from = if *onwards { last } else { 0 };
                let boundaries: Vec<usize> = (from..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
                last = *at.get(&boundaries);
                prop_assert_eq!(places.position(last), document.position(last, encoding));
            }
        }
    }

    #[test]
    fn updating_equals_starting_afresh(text in text(), batches in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..8)) {
        let mut followed = Followed::new(&text);
        for batch in &batches {
            followed.apply(batch.iter().map(|step| |document: &Document| change(document, step)));
            followed.assert_fresh();
        }
    }

    /// Behind what tells the script of a text, most keys touch one block alone.
    #[test]
    fn patches_equal_starting_afresh(text in text(), steps in prop::collection::vec(step(), 1..12)) {
        let mut followed = Followed::new(&format!("{}{text}{TAIL}", "开头的一段，没有什么可说。\n\n".repeat(80)));
        let head = followed.document.rope().len_chars() - text.chars().count() - TAIL.chars().count();
        for step in &steps {
            let one = |document: &Document| {
                let rest = document.rope().len_chars().saturating_sub(head);
                let step = Step { start: head + step.start % (rest + 1), len: step.len % 3, text: step.text.clone() };
                change(document, &step)
            };
            followed.apply([one]);
            followed.assert_fresh();
        }
    }

    #[test]
    fn what_is_counted_over_blocks_follows_edits(
        (text, steps) in prop::sample::select(&[NAMES, NOTES][..]).prop_flat_map(|pieces| {
            let text = prop::collection::vec(prop::sample::select(pieces), 20..80).prop_map(|pieces| pieces.concat());
            (text, prop::collection::vec(step_of(pieces), 1..12))
        }),
    ) {
        let mut followed = Followed::new(&text);
        for step in &steps {
            let short = Step { len: step.len % 4, ..step.clone() };
            followed.apply([|document: &Document| change(document, &short)]);
            followed.assert_fresh();
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
fn a_key_in_one_paragraph_is_a_patch() {
    let head = "开头的一段，没有什么可说[1]。\n\n".repeat(80);
    let mut followed = Followed::new(&format!("{head}[1] 某某：《某书》，2024年版。{TAIL}"));
    let end = followed.document.rope().len_chars() - 10;
    for (typed, key) in "美国总共援助1750亿美元。".chars().enumerate() {
        followed
            .apply([|document: &Document| change(document, &Step { start: end + typed, len: 0, text: key.into() })]);
        followed.assert_fresh();
    }
    // 美国 is a name that the text had not, the others are words.
    assert!(followed.patches >= 12, "{}", followed.patches);
}

#[test]
fn words_at_the_head_breaks_and_signs_of_notes_are_patches() {
    let mut followed = Followed::new(&format!("第一段话很短，还没写完。后面还有一句[1]。\n\n第二段[2]。{TAIL}"));
    for (patches, (start, text)) in [(3, "也"), (12, "\n\n"), (8, "[3]"), (2, "報")].into_iter().enumerate() {
        followed.apply([|document: &Document| change(document, &Step { start, len: 0, text: text.into() })]);
        followed.assert_fresh();
        assert_eq!(followed.patches, patches + 1, "{text:?}");
    }
}

#[test]
fn front_matter_is_none_once_text_stands_before_it() {
    let mut followed = Followed::new("---\ndate: 2025-03-15\n---\n正文。\n");
    followed.apply([|document: &Document| change(document, &Step { start: 0, len: 0, text: "前言。\n".into() })]);
    followed.assert_fresh();
}

/// 查德 is a country only where the document names it elsewhere: what its spelling bears on comes with that name.
#[test]
fn a_name_that_others_wait_for_makes_their_spellings_count() {
    let before = "乍总统访问了邻国。\n\n查德的局势仍不稳定。\n";
    let mut followed = Followed::new(before);
    assert!(followed.found.shown.is_empty());
    let at = |column| Position { line: 0, column };
    followed.apply([|_: &Document| Change { range: Some((at(1), at(1))), text: "得".into() }]);
    assert!(followed.found.shown.iter().any(|finding| finding.code == "inconsistent-name"));
    followed.assert_fresh();
    followed.apply([|_: &Document| Change { range: Some((at(1), at(2))), text: String::new() }]);
    assert!(followed.found.shown.is_empty());
    followed.assert_fresh();
}
