//! Entries in the front matter: they hold for their document, over all other layers.

use chuchu::{
    analysis::{Analysis, Settings},
    features,
    knowledge::{Knowledge, Level},
    rules::{self, Context},
    text::{Change, Document, Encoding, Language},
};
use proptest::prelude::*;

use super::{analyse, at_caret};

/// The card at the caret of a text.
fn card(marked: &str) -> String {
    let (analysis, caret) = at_caret(marked);
    features::hover(&analysis, caret, Language::ZhHans).map_or_else(String::new, |card| card.markdown)
}

/// What does not hold in the front matter, as `line: message`.
fn faults(text: &str) -> String {
    let analysis = analyse(text);
    let found = rules::check(&Context::new(&analysis, Language::ZhHans));
    let lines = found.iter().filter(|finding| finding.code == "front-matter").map(|finding| {
        let line = text[..finding.span.start as usize].matches('\n').count() + 1;
        format!("{line}: {} [{}]", finding.message, finding.span.of(text).lines().next().unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every way to write an entry, one document each.
const FORMS: [&str; 8] = [
    "names:\n  - 托德·林奎斯特（Tove Lindqvist）：本刊编辑\n",
    "names:\n- 托德·林奎斯特 (Tove Lindqvist): 本刊编辑\n",
    "names: [托德·林奎斯特（Tove Lindqvist）：本刊编辑]\n",
    "names:\n  托德·林奎斯特: Tove Lindqvist\n  另一位·林格伦: 撰稿人\n",
    "names:\n  托德·林奎斯特:\n    original: Tove Lindqvist\n    about: 本刊编辑\n",
    "names:\n  - name: 托德·林奎斯特\n    original: Tove Lindqvist\n    aliases: [老林]\n    about: 本刊编辑\n",
    "names:\n  # 编辑部\n\n  - name: '托德·林奎斯特'\n    original: \"Tove Lindqvist\"\n",
    "人名:\r\n  - 姓名: 托德·林奎斯特\r\n    原名: Tove Lindqvist\r\n    别名: 老林\r\n    说明: 本刊编辑\r\ntags: [a]\r\n",
];

#[test]
fn an_entry_is_written_as_one_would_guess() {
    for form in FORMS {
        let text = format!("---\ntitle: 稿子\n{form}---\n林奎|斯特谈到，编辑部已经搬家。\n");
        let shown = card(&text);
        assert!(shown.contains("托德·林奎斯特（Tove Lindqvist）"), "{form}\n{shown}");
        assert!(shown.contains("词条出自：本文"), "{form}\n{shown}");
        assert_eq!(faults(&text.replace('|', "")), "", "{form}");
    }
    insta::assert_snapshot!(card("---\n姓名: x\nnames:\n  - name: 托德·林奎斯特\n    original: Tove Lindqvist\n    aliases: 老林\n    about: 本刊编辑。\n---\n老|林谈到，编辑部已经搬家。"), @"
**老林** → 托德·林奎斯特（Tove Lindqvist）

人物

本刊编辑。

本文 1 次，首见第 9 行

词条出自：本文；未核
");
}

#[test]
fn an_entry_below_is_changed_field_by_field() {
    let front = "---\nnames:\n  - name: 泽连斯基\n    aliases: [老泽]\n    remove: [Zelensky]\n---\n";
    let shown = card(&format!("{front}会见老|泽。"));
    assert!(shown.contains("（Volodymyr Zelenskyy）") && shown.contains("本文：老泽"), "{shown}");
    assert!(analyse(&format!("{front}Zelensky说。")).blocks[1].block.mentions.is_empty());
    let shown = card("---\nnames:\n- id: person/volodymyr-zelenskyy\n  about: 本文的主角。\n---\n会见泽连斯|基。");
    assert!(shown.contains("本文的主角。") && shown.contains("乌克兰"), "{shown}");
    let preferred = analyse("---\nnames:\n- id: person/steve-witkoff\n  prefer: 威特科夫\n---\n字");
    let entry = preferred.knowledge().get("person/steve-witkoff").expect("the entry");
    assert_eq!(entry.names[0].text, "威特科夫");
}

#[test]
fn it_holds_in_its_document_alone() {
    let analysis = analyse("---\nnames: [托德·林奎斯特]\n---\n托德·林奎斯特说。");
    let id = analysis.blocks[1].block.mentions[0].entries[0];
    assert_eq!(analysis.knowledge().level(id), Level::Document);
    assert!(Knowledge::builtin().named("托德·林奎斯特").is_empty());
    assert!(analyse("托德·林奎斯特说。").blocks[0].block.mentions.is_empty());
}

#[test]
fn its_names_complete_and_lead_to_the_front_matter() {
    let (analysis, caret) = at_caret("---\nnames:\n  - 托德·林奎斯特（Tove Lindqvist）\n---\n编辑部的linkui|");
    let offered = features::names::complete(&analysis, caret, Language::ZhHans).expect("names");
    let inserts: Vec<&str> = offered.items.iter().map(|item| item.insert.as_str()).collect();
    assert_eq!(inserts, ["托德·林奎斯特（Tove Lindqvist）", "林奎斯特"]);
    let text =
        "---\ntitle: 稿\nnames:\n  - name: 托德·林奎斯特\n---\n托德·林奎斯特（Tove Lindqvist）到了。林奎|斯特说。";
    let (analysis, caret) = at_caret(text);
    let link = features::definition(&analysis, caret).expect("a place");
    let focus = link.focus.of(text);
    assert_eq!((focus, link.focus.start as usize), ("托德·林奎斯特", text.find("托德").expect("the name")));
}

#[test]
fn a_reviewed_name_is_held_to_one_spelling() {
    let text = "---\nnames:\n  - name: 托德·林奎斯特\n    aliases: [托维·林德奎斯特]\n    reviewed: 2026-11-01\n---\n\
        托德·林奎斯特来了。林奎斯特说，托维·林德奎斯特也说。";
    let analysis = analyse(text);
    let found = rules::check(&Context::new(&analysis, Language::ZhHans));
    assert!(
        found.iter().any(|one| one.code == "inconsistent-name" && one.span.of(text) == "托维·林德奎斯特"),
        "{found:?}"
    );
}

#[test]
fn a_fault_is_shown_at_its_line_and_costs_only_itself() {
    let text = "---
title: 稿子
names:
  - name: [甲
    about: 坏的
  - name: 托德·林奎斯特
    orignal: Tove Lindqvist
    reviewed: 昨天
    kind: persn
  - 姓名：甲乙丙
  - about: 无名
  - [甲, 乙]
  - &a 甲乙丁
  - id: person/nobody Here
  - name: 国
  - name: 泽连斯基
    remove: [没有这个名字]
    prefer: {XX: 泽连斯基}
  - 甲: {b: {c: [1]}}
  - \"未完
  - 东湖所（East Lake Institute）
date: 2026-11-01
---
林奎斯特和东湖所都到了。
";
    insta::assert_snapshot!(faults(text), @r#"
5: 不是合法的 YAML：illegal placement of ':' indicator [about: 坏的]
7: 没有 orignal 这一项，是否指 original？ [orignal]
8: 昨天 不是日期（YYYY、YYYY-MM、YYYY-MM-DD） [昨天]
9: 没有 persn 这一类，是否指 person？ [persn]
10: “姓名”后要用半角冒号加空格 [姓名：甲乙丙]
11: 缺少 name [about: 无名]
12: 这里应当是“- 名字（原名）：说明”，或“- name: …” [[甲, 乙]
14: person/nobody Here: 编号应写作 person/lower-case-words [person/nobody Here]
14: person/nobody Here: 没有名称 [person/nobody Here]
15: person/guo: 名称“国”只有一个字；请写在 abbreviations.toml 里 [国]
17: person/volodymyr-zelenskyy: 下层词条没有 没有这个名字 [没有这个名字]
18: 地区只有 CN、HK、TW、SG [XX]
19: person/jia: 名称“甲”只有一个字；请写在 abbreviations.toml 里 [甲]
19: 没有 b 这一项，是否指 id？ [b]
20: 不是合法的 YAML：while scanning a quoted scalar, found unexpected end of stream [- "未完]
"#);
    let analysis = analyse(text);
    assert_eq!(analysis.blocks[1].block.mentions.len(), 2, "{:?}", analysis.blocks[1].block.mentions);
    assert!(analysis.knowledge().find("org/east-lake-institute").is_some());
}

#[test]
fn a_long_list_is_refused_and_so_is_a_bomb() {
    let long = format!("---\nnames: [{}]\n---\n字", "甲乙丙丁, ".repeat(6_000));
    assert_eq!(faults(&long), "2: 名单超过 65536 字节，不读 []");
    let many: String = (0..1_000).map(|n| format!("甲乙{n}, ")).collect();
    assert!(faults(&format!("---\nnames: [{many}]\n---\n字")).contains("只读前 500 个词条"));
    let deep = format!("---\nnames: {}\n---\n字", "[".repeat(30_000));
    assert_eq!(faults(&deep).lines().count(), 1);
    let bomb = "---\nnames:\n- [&a [甲, 乙], &b [*a, *a], &c [*b, *b]]\n---\n字";
    assert_eq!(faults(bomb), "3: 不是合法的 YAML：an alias (*) is not followed here [*a]");
}

#[test]
fn an_edit_of_the_front_matter_is_followed() {
    let text = "---\ntitle: 稿\nnames:\n  - 托德·林奎斯特\n---\n托德·林奎斯特和老林都到了。\n";
    let mut document = Document::new(text, 0);
    let mut analysis = Analysis::new(document.rope(), &Settings::default());
    let mut edit = |old: &str, new: &str, version| {
        let text = document.rope().to_string();
        let at = text.find(old).expect("the text");
        let position = |at| document.position(at, Encoding::Utf8);
        let change = Change { range: Some((position(at), position(at + old.len()))), text: new.to_owned() };
        let edits = document.apply(&[change], version, Encoding::Utf8).expect("an edit");
        analysis.update(document.rope(), &edits);
        let fresh = Analysis::new(document.rope(), &Settings::default());
        let at = |analysis: &Analysis| analysis.own.place("person/tuo-de-lin-kui-si-te");
        assert_eq!(at(&analysis), at(&fresh));
        assert_eq!(analysis.blocks[1].block.mentions, fresh.blocks[1].block.mentions);
        analysis.blocks.get(1).map_or(0, |placed| placed.block.mentions.len())
    };
    assert_eq!(edit("title: 稿", "title: 稿子", 1), 1);
    assert_eq!(edit("林奎斯特\n", "林奎斯特\n  - 老林（Old Lin）\n", 2), 2);
    assert_eq!(edit("都到了", "都到过", 3), 2);
    assert_eq!(edit("names:", "namen:", 4), 0);
}

/// Pieces that front matter is made of, and what breaks them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&FORMS[..]).prop_map(str::to_owned),
        Just("names:\n".to_owned()),
        Just("  - name: 甲乙丙\n".to_owned()),
        Just("    aliases: [甲, \"乙丙\", {a: b}]\n".to_owned()),
        Just("    prefer: {CN: 甲乙}\n".to_owned()),
        Just("  - id: person/volodymyr-zelenskyy\n".to_owned()),
        Just("  - |\n    甲乙\n".to_owned()),
        Just("  - ? 甲\n    : 乙\n".to_owned()),
        Just("---\n".to_owned()),
        "[-\\[\\]{}&*!|>'\"%@`#:,? \ta甲：（）\r\n]{0,16}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_front_matter_gives_faults_inside_it(pieces in prop::collection::vec(piece(), 0..8)) {
        let text = format!("---\nnames:\n{}\n---\n甲乙丙", pieces.concat());
        let analysis = analyse(&text);
        for (span, _) in analysis.own.problems() {
            prop_assert!(span.end as usize <= text.len() && text.get(span.range()).is_some(), "{span:?}");
        }
    }
}
