//! Hover cards, in the three languages of the interface.

use chuchu::{features, text::Language};

use super::at_caret;

fn card(marked: &str, language: Language) -> String {
    let (analysis, caret) = at_caret(marked);
    features::hover(&analysis, caret, language).map_or_else(String::new, |card| card.markdown)
}

/// The first line, and those that hold a word.
fn lines(card: &str, word: &str) -> String {
    let lines = card.lines().enumerate().filter(|(at, line)| *at == 0 || line.contains(word));
    lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_office_of_the_documents_day_comes_first() {
    let card = card("---\ndate: 2019-06-01\n---\n\n默克|尔与拜登会面。", Language::ZhHans);
    insta::assert_snapshot!(lines(&card, "本文日期"), @r#"
**默克尔** → 安格拉·默克尔（Angela Merkel）
- 本文日期（2019年6月1日）：德国总理（2005年11月22日–2021年12月8日） [1]
"#);
}

#[test]
fn a_date_in_the_sentence_goes_before_the_documents() {
    let card = card("---\ndate: 2026-06-01\n---\n\n2023年3月，时任国务卿布林|肯到访。", Language::ZhHans);
    insta::assert_snapshot!(lines(&card, "日期"), @r"
**布林肯** → 安东尼·布林肯（Antony Blinken）
- 句中日期（2023年3月）：美国国务卿（2021年1月26日–2025年1月20日） [1]
");
}

#[test]
fn names_keep_their_characters_in_traditional_cards() {
    let card = card("庫|許納抵達，與維特科夫會談。", Language::ZhHant);
    assert!(card.starts_with("**庫許納** → 賈里德·庫什納"), "{card}");
}

#[test]
fn regional_names_lead_to_the_usual_one() {
    insta::assert_snapshot!(lines(&card("川|普發文。", Language::ZhHant), "本文"), @r#"
**川普** → 唐納德·特朗普（Donald Trump）
本文 1 次，首見第 1 行
"#);
    insta::assert_snapshot!(lines(&card("川|普发文。", Language::En), "In this"), @r#"
**川普** → Donald Trump (唐纳德·特朗普)
In this document: once in line 1
"#);
}

#[test]
fn abbreviations_are_named_in_their_compound() {
    insta::assert_snapshot!(lines(&card("俄|乌战场胶着。", Language::ZhHans), "——"), @"**俄乌战场** → 俄乌战争（Russia–Ukraine War）");
    insta::assert_snapshot!(lines(&card("俄乌|双方胶着。", Language::ZhHans), "——"), @"**乌**（俄乌） → 乌克兰（Ukraine）");
    insta::assert_snapshot!(lines(&card("继续对|俄施压。", Language::ZhHans), "——"), @"**俄**（对俄） → 俄罗斯（Russia）");
}

#[test]
fn what_the_document_does_not_settle_is_not_explained() {
    assert_eq!(card("舞会上响起了华|尔兹。", Language::ZhHans), "");
    assert_eq!(card("总|统办公室未予置评。", Language::ZhHans), "");
}

#[test]
fn a_name_that_waits_counts_once_the_document_names_its_bearer() {
    let marked = "国家安全顾问迈克尔·沃尔兹到访。\n\n迈克尔·华尔兹随后发言。\n\n会后，华|尔兹离开。";
    assert!(card(marked, Language::ZhHans).starts_with("**华尔兹** → 迈克尔·华尔兹"));
}

#[test]
fn every_office_leads_to_the_source_it_rests_on() {
    for marked in ["普|京发表讲话。", "美国国务|卿到访。", "默克|尔回忆往事。"] {
        for language in [Language::ZhHans, Language::ZhHant, Language::En] {
            let card = card(&format!("---\ndate: 2019-06-01\n---\n\n{marked}"), language);
            let (facts, sources) = card.rsplit_once("[1] ").expect("a card lists its sources");
            let offices = facts.lines().filter(|line| line.starts_with("- "));
            let cited: Vec<&str> = offices.flat_map(|line| line.split(" [").skip(1)).collect();
            assert!(cited.len() > 1, "{card}");
            for number in cited.iter().filter_map(|cited| cited.split(']').next()) {
                assert!(number == "1" || sources.contains(&format!("[{number}] ")), "{number} in {card}");
            }
        }
    }
}
