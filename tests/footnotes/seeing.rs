//! What an editor shows of notes: cards, completion, links, folds, the outline.

use chuchu::{
    features::notes::{self, ItemKind},
    text::{Edits, Language, TextEdit},
};

use crate::common::analyse;

fn caret(text: &str) -> (String, usize) {
    let at = text.find('|').expect("a caret");
    (text.replacen('|', "", 1), at)
}

fn hover(text: &str, language: Language) -> String {
    let (text, at) = caret(text);
    notes::hover(&analyse(&text), at, language).map(|card| card.markdown).unwrap_or_default()
}

const PAGES: &str = "甲国表态<sup>[1]</sup>。\n\n[1] 甲报，https://example.org/a\\_b。\n\n乙国反对<sup>[|1]</sup>，丙国<sup>[1]</sup>。\n\n[1] 《乙报》，2025年。\n";

#[test]
fn card_of_a_marker() {
    insta::assert_snapshot!(hover(PAGES, Language::ZhHans), @r"
    **\[1\]** · 第 2 页 · 第 7 行 · 引用 2 次

    《乙报》，2025年。
    ");
    insta::assert_snapshot!(hover(PAGES, Language::ZhHant).lines().next().unwrap(), @r"**\[1\]** · 第 2 頁 · 第 7 行 · 引用 2 次");
    insta::assert_snapshot!(hover(PAGES, Language::En).lines().next().unwrap(), @r"**\[1\]** · page 2 · line 7 · used 2 times");
}

#[test]
fn card_of_a_note_shows_where_it_is_used() {
    insta::assert_snapshot!(hover("甲国表态①。\n\n|① 《甲报》。\n", Language::ZhHans), @"
    **①** · 第 3 行 · 引用 1 次

    > 甲国表态**①**
    ");
}

#[test]
fn addresses_in_a_card_end_where_they_end() {
    let card = hover("甲国<sup>[1|]</sup>。\n\n[1] 甲报，https://example.org/a\\_b，2025年。\n", Language::ZhHans);
    assert!(card.ends_with("甲报，<https://example.org/a_b>，2025年。"), "{card}");
}

#[test]
fn card_of_a_marker_without_a_note() {
    assert!(hover("甲国[^x|]。\n", Language::ZhHans).ends_with("没有对应的注文。"));
    assert!(hover("甲國[^x|]。\n\n[^x]:\n", Language::ZhHant).ends_with("（注文尚為空）"));
    assert_eq!(hover("甲|国。\n", Language::ZhHans), "");
}

/// `label: detail` of each item.
fn completion(text: &str) -> Vec<String> {
    let (text, at) = caret(text);
    let completion = notes::complete(&analyse(&text), at, Language::ZhHans);
    completion.map_or(Vec::new(), |completion| {
        completion.items.into_iter().map(|item| format!("{}: {}", item.label, item.detail)).collect()
    })
}

/// The text after taking the last item.
fn completed(text: &str) -> String {
    let (text, at) = caret(text);
    let completion = notes::complete(&analyse(&text), at, Language::ZhHans).expect("something to complete");
    let item = completion.items.last().unwrap().clone();
    let main = TextEdit::new(completion.span, item.insert);
    Edits::new(item.edits.into_iter().chain([main]).collect()).unwrap().apply(&text).unwrap()
}

#[test]
fn completion_offers_the_notes_of_the_page_and_a_new_one() {
    let text = "甲国<sup>[1]</sup>。\n\n[1] 甲报。\n\n乙国<sup>[1]</sup>，丙国<sup>[|\n\n[1] 乙报。\n";
    assert_eq!(completion(text), ["[1]: 乙报。", "2: 新脚注"]);
    assert_eq!(
        completed(text),
        "甲国<sup>[1]</sup>。\n\n[1] 甲报。\n\n乙国<sup>[1]</sup>，丙国<sup>[2]</sup>\n\n[1] 乙报。\n\n[2] \n"
    );
    assert_eq!(completion("甲国[^a]，乙国[^|]。\n\n[^a]: 甲报。\n"), ["[^a]: 甲报。", "1: 新脚注"]);
    assert_eq!(completion("甲國［1］，乙國［|\n\n［1］甲報。\n"), ["［1］: 甲報。", "2: 新脚注"]);
}

#[test]
fn completion_takes_the_brackets_that_the_editor_closed() {
    assert_eq!(completed("甲国[^|]。\n"), "甲国[^1]。\n\n[^1]: \n");
    assert_eq!(
        completed("甲国<sup>[1]</sup>，乙国<sup>[|]</sup>。\n\n[1] 甲报。\n"),
        "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>。\n\n[1] 甲报。\n\n[2] \n"
    );
}

#[test]
fn completion_at_the_start_of_a_line_offers_the_notes_that_wait() {
    let (text, at) = caret("甲国[^a]，乙国[^b]。\n\n[^a]: 甲报。\n\n[^|\n");
    let completion = notes::complete(&analyse(&text), at, Language::ZhHans).unwrap();
    assert_eq!(completion.items.len(), 1);
    assert_eq!((completion.items[0].kind, completion.items[0].insert.as_str()), (ItemKind::Definition, "[^b]: "));
}

#[test]
fn completion_keeps_out_of_links_and_words() {
    for text in ["甲国[|]\n", "甲国[链接|]\n", "甲国|\n", "甲国[1]|\n"] {
        assert_eq!(completion(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn links_end_before_punctuation_and_lose_their_escapes() {
    let text = "见 https://example.org/a\\_b。又见<https://example.org/c，d>及[丙](https://example.org/e_(f))。\n";
    let links: Vec<String> = notes::links(&analyse(text)).into_iter().map(|link| link.target).collect();
    assert_eq!(links, ["https://example.org/a_b", "https://example.org/c", "https://example.org/e_(f)"]);
}

#[test]
fn groups_of_notes_fold_and_stand_in_the_outline() {
    let text = "# 题\n\n甲国[1]，乙国[2]。\n\n[1] 甲报。\n\n[2] 乙报。\n";
    let analysis = analyse(text);
    assert_eq!(notes::folds(&analysis), [(4, 6)]);
    let symbols = notes::symbols(&analysis);
    assert_eq!(symbols.len(), 1);
    let names: Vec<&str> = symbols[0].children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!((symbols[0].name.as_str(), names), ("注释（2）", vec!["[1] 甲报。", "[2] 乙报。"]));
    let uses: Vec<String> = notes::uses(&analysis, Language::En).into_iter().map(|(_, words)| words).collect();
    assert_eq!(uses, ["used once", "used once"]);
}

#[test]
fn definition_and_references_both_ways() {
    let (text, at) = caret(PAGES);
    let analysis = analyse(&text);
    let link = notes::definition(&analysis, at).unwrap();
    assert_eq!(link.target.of(&text), "[1] 《乙报》，2025年。");
    let back = notes::definition(&analysis, link.target.start as usize).unwrap();
    assert_eq!(back.target.of(&text), "<sup>[1]</sup>");
    assert_eq!(back.target.start as usize, text.find("反对").unwrap() + "反对".len());
    assert_eq!(notes::references(&analysis, at, false).len(), 2);
    assert_eq!(notes::references(&analysis, at, true).len(), 3);
    let inside = link.target.end as usize - 1;
    assert_eq!(notes::definition(&analysis, inside), None);
    assert_eq!(notes::back(&analysis, inside).map(|link| link.target), Some(back.target));
}

#[test]
fn card_of_a_title_s_note_names_its_star() {
    let text = "# 海峡制度*\n\n海峡制度形成于上世纪。\n\n* 本文系某项目成果。\n";
    let card = chuchu::features::notes::hover(
        &crate::common::analyse(text),
        text.find('*').unwrap(),
        chuchu::text::Language::ZhHans,
    );
    assert_eq!(card.unwrap().markdown, "**\\*** · 第 5 行 · 引用 1 次\n\n本文系某项目成果。");
}
