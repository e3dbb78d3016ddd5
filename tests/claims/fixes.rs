//! What is offered about a finding, and that it answers it.

use chuchu::{
    analysis::{Analysis, Profile, Settings},
    features::claims,
    rules::{self, Context, Finding},
    text::Language,
};
use ropey::Rope;

fn analyse(text: &str) -> Analysis {
    Analysis::new(&Rope::from_str(text), &Settings::default())
}

fn findings(analysis: &Analysis) -> Vec<Finding> {
    rules::check(&Context::new(analysis, Language::ZhHans))
}

/// The offers for the only finding of a text: each title, and the text it makes.
fn offers(text: &str) -> Vec<(String, String)> {
    let analysis = analyse(text);
    let found = findings(&analysis);
    assert_eq!(found.len(), 1, "{found:?}");
    let end = text.trim_end().len();
    let fixes = claims::fixes(&analysis, &found[0], Some(end), Language::ZhHans);
    fixes.into_iter().map(|fix| (fix.title, fix.edits.apply(text).expect("edits of the text"))).collect()
}

/// Every offer, and after it what the rules still find: nothing.
fn answered(text: &str) -> String {
    let mut out = String::new();
    for (_, edited) in offers(text) {
        // The blanks stand for what the writer fills in.
        let filled = edited.replace("〔机构、日期〕", "海关总署1月14日").replace("〔媒体、日期〕", "路透社3月5日");
        let filled = filled.replace("〔姓名、身份〕", "外相").replace("〔时间、场合〕", "8月3日的记者会上");
        let filled =
            filled.replace("〔場合〕", "記者會上").replace("〔场合〕", "记者会上").replace("〔日期〕", "3月5日");
        let filled = filled.replace("〔媒體、日期〕", "路透社3月5日").replace("〔文件〕", "年报");
        let left = findings(&analyse(&filled));
        let codes: Vec<_> = left.iter().map(|finding| finding.code).collect();
        out += &format!(
            "{}{}\n",
            edited.trim_end(),
            if codes.is_empty() { String::new() } else { format!(" -- {codes:?}") }
        );
    }
    out
}

#[test]
fn a_figure_gets_the_words_for_its_source() {
    insta::assert_snapshot!(answered("但去年两国贸易额突破9800亿美元。\n"), @r"
    但根据〔机构、日期〕发布的数据，去年两国贸易额突破9800亿美元。
    但据〔媒体、日期〕报道，去年两国贸易额突破9800亿美元。
    ");
}

#[test]
fn a_vague_source_is_replaced() {
    insta::assert_snapshot!(answered("有媒體披露，雙方早有默契。\n"), @r"
    據〔媒體、日期〕報道，雙方早有默契。
    〔姓名、身份〕在〔場合〕指出，雙方早有默契。
    ");
}

#[test]
fn a_motive_can_be_said_as_ones_own_judgement() {
    insta::assert_snapshot!(answered("总统真正担心的是党内初选。\n"), @r"
    据〔媒体、日期〕报道，总统真正担心的是党内初选。
    笔者认为，总统真正担心的是党内初选。
    ");
}

#[test]
fn the_note_of_an_earlier_sentence_can_be_taken_over() {
    let text = "去年出口额为300亿美元。[^1]进口额为200亿美元。\n\n[^1]: 海关总署。\n";
    let analysis = analyse(text);
    let found = findings(&analysis);
    let at = text.find("\n\n").expect("a paragraph");
    let fixes = claims::fixes(&analysis, &found[0], Some(at), Language::ZhHans);
    let taken = fixes.iter().find(|fix| fix.title.starts_with("沿用")).expect("the offer");
    let edited = taken.edits.apply(text).expect("edits of the text");
    assert!(edited.starts_with("去年出口额为300亿美元。[^1]进口额为200亿美元。[^1]\n"), "{edited}");
    assert!(findings(&analyse(&edited)).is_empty());
}

#[test]
fn a_judgement_explains_itself() {
    let analysis = analyse("据报道，双方早有默契。他会同意吗？\n");
    let lines: Vec<_> = analysis.blocks[0].claims.iter().map(|judgement| judgement.explain(Language::ZhHans)).collect();
    assert_eq!(lines, ["陈述，文件或报道的内容：来源说不出是谁", "提问，没有需要出处的内容"]);
    let english = analysis.blocks[0].claims[0].explain(Language::En);
    assert_eq!(english, "assertion, contents of a document or story: its source is nobody in particular");
}

#[test]
fn a_claim_about_words_is_allowed_as_the_authors_judgement() {
    insta::assert_snapshot!(offers("官员私下承认，总统真正担心的是党内初选。\n").last().unwrap().1, @r"
    <!-- chuchu: allow unsourced-event -- 作者的判断 -->
    官员私下承认，总统真正担心的是党内初选。
    ");
}

#[test]
fn a_new_note_begins_with_the_key_words_of_its_claim() {
    let stub = |text: &str| {
        let analysis = analyse(text);
        claims::stub(&analysis, &findings(&analysis)[0])
    };
    assert_eq!(stub("去年美国对乌克兰的援助为300亿美元。\n"), "〔待补：美国 乌克兰 300亿美元〕");
    assert_eq!(stub("據悉，雙方早有默契。\n"), "〔待補：據悉，雙方早有默契。〕");
    // The stub is no source: the note stays empty until it is written over.
    let noted = analyse("去年援助为300亿美元。[^1]\n\n[^1]: 〔待补：300亿美元〕\n");
    assert_eq!(findings(&noted).iter().map(|finding| finding.code).collect::<Vec<_>>(), ["empty-footnote"]);
}

#[test]
fn a_message_sets_no_quotation_marks_inside_their_like() {
    let message = |text: &str, language| rules::check(&Context::new(&analyse(text), language))[0].message.clone();
    let quoted = message("“战争早就该结束，谁也拦不住和平。”\n", Language::ZhHans);
    assert!(quoted.contains("引语“战争早就该结束，谁也拦不住和平。”"), "{quoted}");
    let motive = message("总统真正担心的是“通俄”调查重启。\n", Language::ZhHans);
    assert!(motive.contains("是‘通俄’调查"), "{motive}");
    let traditional = message("「戰爭早就該結束，誰也攔不住和平。」\n", Language::ZhHant);
    assert!(
        traditional.contains("「戰爭早就該結束，誰也攔不住和平。」") && !traditional.contains('“'),
        "{traditional}"
    );
}

#[test]
fn a_text_gives_its_profile_in_its_front_matter() {
    let text = "---\ntitle: 草稿\nprofile: \"academic\"\n---\n\n特朗普强调，战争的责任在对方。\n";
    let asked = Settings { profile: Some(Profile::News), ..Settings::default() };
    let analysis = Analysis::new(&Rope::from_str(text), &asked);
    assert_eq!(analysis.frame.profile, Profile::Academic);
    assert_eq!(findings(&analysis)[0].code, "unsourced-statement");
    assert_eq!(findings(&analyse(&text.replace("academic", "op-ed"))), []);
}
