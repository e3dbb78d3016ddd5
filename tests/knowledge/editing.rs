//! What an editor asks about names, and does to them.

use chuchu::{
    features::{self, names},
    text::Language,
};

use super::at_caret;

fn spans(marked: &str) -> Vec<String> {
    let (analysis, caret) = at_caret(marked);
    let text = marked.replacen('|', "", 1);
    features::references(&analysis, caret, true).into_iter().map(|span| span.of(&text).to_owned()).collect()
}

/// The text after renaming what stands at the caret.
fn renamed(marked: &str, new: &str) -> String {
    let (analysis, caret) = at_caret(marked);
    let edits = features::rename(&analysis, caret, new, Language::ZhHans).expect("a name");
    edits.apply(&marked.replacen('|', "", 1)).expect("edits that fit")
}

fn offered(marked: &str) -> Vec<String> {
    let (analysis, caret) = at_caret(marked);
    let completion = names::complete(&analysis, caret, Language::ZhHans);
    completion.map_or_else(Vec::new, |found| found.items.into_iter().map(|item| item.insert).collect())
}

/// The texts that the names offered at the caret make of a draft.
fn completed(marked: &str) -> Vec<String> {
    let (analysis, caret) = at_caret(marked);
    let text = marked.replacen('|', "", 1);
    let Some(found) = names::complete(&analysis, caret, Language::ZhHans) else { return Vec::new() };
    let typed = found.span.of(&text).to_lowercase();
    assert!(found.items.iter().all(|item| item.filter.starts_with(&typed)), "{typed}: {:?}", found.items);
    let made =
        |insert: &str| format!("{}{insert}{}", &text[..found.span.start as usize], &text[found.span.end as usize..]);
    found.items.iter().map(|item| made(&item.insert)).collect()
}

#[test]
fn references_are_all_names_of_the_actor() {
    assert_eq!(spans("美国总统特|朗普发文。川普随后补充，Trump 一词登上热搜。"), ["特朗普", "川普", "Trump"]);
    assert_eq!(spans("|中美双方与中国代表。"), ["中", "中国"]);
}

#[test]
fn definition_leads_to_the_introduction() {
    let marked = "马克龙（Emmanuel Macron）到访。次日马|克龙离开。";
    let (analysis, caret) = at_caret(marked);
    let link = features::definition(&analysis, caret).expect("an introduction");
    let text = marked.replacen('|', "", 1);
    assert_eq!((link.focus.of(&text), link.focus.start), ("马克龙", 0));
    assert_eq!(link.target.of(&text), "马克龙（Emmanuel Macron）");
}

#[test]
fn short_forms_of_the_document_lead_to_their_introduction() {
    let marked = "东海海洋研究所（以下简称“东海所”）发布报告。东|海所认为形势严峻。";
    let (analysis, caret) = at_caret(marked);
    let text = marked.replacen('|', "", 1);
    let link = features::definition(&analysis, caret).expect("an introduction");
    assert_eq!(link.target.of(&text), "东海海洋研究所（以下简称“东海所”）");
    let card = features::hover(&analysis, caret, Language::ZhHans).expect("a card");
    insta::assert_snapshot!(card.markdown, @r#"
**东海所** → 东海海洋研究所

本文第 1 行引入的简称；知识库中没有这个名字。
"#);
}

#[test]
fn the_family_name_of_an_introduced_person_counts_alone() {
    let text = "托德·林德奎斯（Seb Lindqvis）撰文。托德·林德奎斯说，林德|奎斯不同意林德";
    let (analysis, caret) = at_caret(text);
    let plain = text.replace('|', "");
    let card = features::hover(&analysis, caret, Language::ZhHans).expect("a card");
    assert_eq!(card.span.of(&plain), "林德奎斯");
    assert!(card.markdown.contains("Seb Lindqvis"), "{}", card.markdown);
    let link = features::definition(&analysis, caret).expect("a place");
    assert_eq!((link.focus.start, link.focus.of(&plain)), (0, "托德·林德奎斯"));
    let places: Vec<&str> =
        features::references(&analysis, caret, true).into_iter().map(|span| span.of(&plain)).collect();
    assert_eq!(places, ["托德·林德奎斯", "托德·林德奎斯", "林德奎斯"]);
    let offered = features::names::complete(&analysis, plain.len(), Language::ZhHans).expect("names");
    assert!(offered.items.iter().any(|item| item.insert == "林德奎斯"), "{offered:?}");
}

#[test]
fn names_of_nobody_known_are_introduced_too() {
    let marked = "记者塔德乌什·科瓦尔（Tadeusz Kowal）报道。塔德乌什·科|瓦尔随后补充。";
    let (analysis, caret) = at_caret(marked);
    let card = features::hover(&analysis, caret, Language::En).expect("a card");
    insta::assert_snapshot!(card.markdown, @r#"
**塔德乌什·科瓦尔** → Tadeusz Kowal

Introduced in line 1 of this document.
"#);
}

#[test]
fn the_documents_own_names_complete_and_have_references() {
    let draft = "东海海洋研究所（以下简称“东海所”）发布报告。记者塔德乌什·科瓦尔（Tadeusz Kowal）到场。\n\n";
    assert!(offered(&format!("{draft}dhs|")).contains(&"东海所".to_owned()));
    assert!(offered(&format!("{draft}东海|")).contains(&"东海所".to_owned()));
    assert!(offered(&format!("{draft}Kow|")).contains(&"塔德乌什·科瓦尔".to_owned()));
    assert!(offered(&format!("{draft}tadew|")).contains(&"塔德乌什·科瓦尔".to_owned()));
    assert_eq!(spans(&format!("{draft}东海|所认为形势严峻。东海所的报告很长。")), ["东海所"; 3]);
}

#[test]
fn renaming_makes_a_name_uniform() {
    assert_eq!(
        renamed("特使威|特科夫抵达。史蒂夫·威特科夫说，维特科夫不会让步。有人喊：“威特科夫！”", "维特科夫"),
        "特使维特科夫抵达。史蒂夫·维特科夫说，维特科夫不会让步。有人喊：“威特科夫！”"
    );
    assert_eq!(renamed("川|普发文，川普政府跟进。", "特朗普"), "特朗普发文，特朗普政府跟进。");
}

#[test]
fn names_by_pinyin_initials_letters_and_characters() {
    assert!(offered("会见zelian|").contains(&"泽连斯基".to_owned()));
    assert!(offered("会见zlsj|").contains(&"泽连斯基".to_owned()));
    assert!(offered("会见Zelensk|").contains(&"泽连斯基".to_owned()));
    assert!(offered("会见泽连|").contains(&"泽连斯基".to_owned()));
    assert!(offered("放在桌子上|").is_empty());
}

#[test]
fn what_was_typed_begins_what_the_editor_filters_by() {
    for (marked, typed) in
        [("会见内塔|", "内塔"), ("会见neitan|", "neitan"), ("会见ntny|", "ntny"), ("會見Netan|", "netan")]
    {
        let (analysis, caret) = at_caret(marked);
        let found = names::complete(&analysis, caret, Language::ZhHans).expect("names");
        assert_eq!(found.span.of(&marked.replacen('|', "", 1)).to_lowercase(), typed);
        assert!(found.items.iter().all(|item| item.filter.starts_with(typed)), "{:?}", found.items);
    }
}

/// One of the completions makes `text`; gives all of them.
fn becomes(marked: &str, text: &str) -> Vec<String> {
    let made = completed(marked);
    assert!(made.iter().any(|made| made == text), "{marked}: {made:?}");
    made
}

#[test]
fn characters_and_the_letters_behind_them_are_one_name() {
    for (marked, text) in [
        ("创始人任zhengf|表示", "创始人任正非表示"),
        ("創辦人與臺灣記者談話。任zhengf|表示", "創辦人與臺灣記者談話。任正非表示"),
        ("创始人任zf|", "创始人任正非"),
        ("会见泽lian|", "会见泽连斯基"),
        ("總統抵達華盛頓。會見澤lian|", "總統抵達華盛頓。會見澤連斯基"),
        ("会见泽lsj|", "会见泽连斯基"),
        ("会见泽Zelen|", "会见泽连斯基"),
        ("会见泽连si|", "会见泽连斯基"),
        ("会见弗拉基米尔·泽lian|", "会见弗拉基米尔·泽连斯基"),
        ("總統抵達華盛頓。會見泽連|", "總統抵達華盛頓。會見澤連斯基"),
    ] {
        let made = becomes(marked, text);
        assert!(
            !made.iter().any(|made| made.contains("任任") || made.contains("泽泽") || made.contains("澤澤")),
            "{made:?}"
        );
    }
}

#[test]
fn a_character_that_begins_no_such_name_stays() {
    for (marked, text) in [
        ("写字zelian|", "写字泽连斯基"),
        ("總統抵達華盛頓。寫字zelian|", "總統抵達華盛頓。寫字澤連斯基"),
        ("写字Zelensk|", "写字泽连斯基"),
        ("集中China|", "集中中国"),
        ("访美lubi|", "访美鲁比奥"),
        ("访美lu|", "访美鲁比奥"),
    ] {
        becomes(marked, text);
    }
}

#[test]
fn the_documents_own_names_go_on_in_letters() {
    let draft = "东海海洋研究所（以下简称“东海所”）发布报告。记者塔德乌什·科瓦尔（Tadeusz Kowal）到场。\n\n";
    for (typed, name) in [("东海su", "东海所"), ("东hs", "东海所"), ("塔dewus", "塔德乌什·科瓦尔"), ("科wae", "科瓦尔")]
    {
        let made = completed(&format!("{draft}{typed}|"));
        assert_eq!(made.first(), Some(&format!("{draft}{name}")), "{typed}");
    }
}

#[test]
fn the_first_mention_brings_the_original_name() {
    assert_eq!(offered("会见zelianisji|").len(), 0);
    assert_eq!(
        offered("会见zelianjisi|zzz").len(),
        0,
        "what follows the caret does not matter, what stands before it does"
    );
    assert_eq!(offered("会见zelianji|").len(), 0);
    assert_eq!(offered("会见zeliansiji|")[0], "弗拉基米尔·泽连斯基（Volodymyr Zelenskyy）");
    assert_eq!(offered("泽连斯基抵达。会见zeliansiji|")[0], "泽连斯基");
    assert!(offered("澤連斯基抵達華盛頓，總統會見zeliansiji|").contains(&"澤連斯基".to_owned()));
}

#[test]
fn the_name_that_own_entries_prefer_is_offered() {
    let draft = "---\nnames:\n- id: person/steve-witkoff\n  prefer: 威特科夫\n---\n\n";
    assert_eq!(
        completed(&format!("{draft}總統抵達華盛頓。特使Witk|"))[1],
        format!("{draft}總統抵達華盛頓。特使威特科夫")
    );
    assert_eq!(completed("總統抵達華盛頓。特使Witk|")[0], "總統抵達華盛頓。特使魏科夫");
}
