//! Entry files: what is taken, and what is refused with its place.

use chuchu::knowledge::{Knowledge, overlay::Files};

/// The problems of one file on the built-in base, as `line: message`.
fn problems(text: &str) -> String {
    let source = "[[source]]\nid = \"src/test\"\ntitle = \"Test\"\nread = \"2026-11-01\"\n";
    let found = Files(&[("test.toml", text), ("source.toml", source)]).problems(&Knowledge::builtin());
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    found.iter().map(|one| format!("{}: {}", line(one.span.start), one.message)).collect::<Vec<_>>().join("\n")
}

const GOOD: &str = r#"
[[actor]]
id = "person/anna-example"
kind = "person"
country = "state/fr"
names = [
  { text = "安娜·埃克桑普勒", role = "full" },
  { text = "Anna Example", role = "original" },
]
about = { zh = "法国学者。", en = "French scholar." }
reviewed = "2026-11-01"
sources = ["src/test"]
"#;

#[test]
fn a_good_entry_is_taken() {
    assert_eq!(problems(GOOD), "");
}

#[test]
fn a_bad_entry_is_refused_with_its_line() {
    let bad = GOOD
        .replace("法国学者。", "法国现任部长。")
        .replace("state/fr", "state/nowhere")
        .replace("person/a", "state/a");
    insta::assert_snapshot!(problems(&bad), @r"
3: state/anna-example: 编号应写作 person/lower-case-words / an id of this kind is written person/lower-case-words
3: state/anna-example: 说明里的“现任”明天就可能不实；请写带日期的任职 / 现任 in a description is untrue tomorrow; give a tenure with dates
5: 没有词条 state/nowhere，是否指 state/ee？ / no entry state/nowhere; did you mean state/ee?
");
    let bad = GOOD.replace("安娜·埃克桑普勒", "安").replace("sources = [\"src/test\"]", "sources = []");
    insta::assert_snapshot!(problems(&bad), @r"
3: person/anna-example: 没有出处 / has no source
7: person/anna-example: 名称“安”只有一个字；请写在 abbreviations.toml 里 / one-character name “安”; write it in abbreviations.toml
");
    insta::assert_snapshot!(problems(&GOOD.replace("kind =", "knd =")), @"4: 没有 knd，是否指 kind？ / unknown knd; did you mean kind?");
    insta::assert_snapshot!(problems("[[actor]\nid = 1"), @r"
1: 不是合法的 TOML：unclosed array table, expected `]` / not valid TOML: unclosed array table, expected `]`
2: 没有 id 这一项，是否指 term？ / unknown key id; did you mean term?
");
}

#[test]
fn a_name_of_two_must_be_guarded_by_both() {
    let two = format!("{GOOD}{}", GOOD.replace("anna-example", "another").replace("Anna Example", "Anna Other"));
    insta::assert_snapshot!(problems(&two), @"19: person/another: 安娜·埃克桑普勒 也是 person/anna-example 的名称，两者都要加 guard / 安娜·埃克桑普勒 is a name of person/anna-example too; each must guard it");
}

#[test]
fn an_office_of_one_holder_has_one_at_a_time() {
    let holder = |slug: &str, from: &str, to: &str| {
        GOOD.replace("anna-example", slug)
            .replace("安娜·埃克桑普勒", &format!("{slug}·埃克桑普勒"))
            .replace("Anna Example", slug)
            .replace(
                "about",
                &format!("tenures = [{{ office = \"office/test-chair\", from = \"{from}\", to = \"{to}\" }}]\nabout"),
            )
    };
    let office =
        "[[office]]\nid = \"office/test-chair\"\ntitles = [{ text = \"测试主席\" }]\nsources = [\"src/test\"]\n";
    let clash = format!("{office}{}{}", holder("one", "2020", "2024-06-01"), holder("two", "2024-01-01", "2025"));
    insta::assert_snapshot!(problems(&clash), @"27: person/two: office/test-chair 的任期与 person/one（2020-12-31–2024-06-01）重叠 / the time as office/test-chair overlaps that of person/one (2020-12-31–2024-06-01)");
    let handover = format!("{office}{}{}", holder("one", "2020", "2024-06-01"), holder("two", "2024-05-31", "2025"));
    assert_eq!(problems(&handover), "");
}

#[test]
fn every_entry_of_the_base_is_read_whole() {
    let knowledge = Knowledge::builtin();
    assert!(knowledge.len() > 1_000);
    for id in knowledge.ids() {
        let entry = knowledge.entry(id).expect("an entry");
        assert_eq!(knowledge.find(&entry.id), Some(id));
        assert!(!entry.names.is_empty(), "{}", entry.id);
        for source in &entry.sources {
            assert!(knowledge.source(source).is_some(), "{source}");
        }
    }
}

#[test]
fn an_ordinary_word_is_no_name_without_a_guard() {
    let word = GOOD.replace("安娜·埃克桑普勒", "风筝");
    insta::assert_snapshot!(problems(&word), @"7: person/anna-example: “风筝”也是普通词语，要加 guard / “风筝” is an ordinary word too; guard it");
    let guarded = word.replace("role = \"full\" }", "role = \"full\", guard = { needs = [\"title\"] } }");
    assert_eq!(problems(&guarded), "");
    let unreviewed = word.replace("reviewed = \"2026-11-01\"\n", "");
    assert!(problems(&unreviewed).contains("风筝"));
}

#[test]
fn whoever_serves_is_reviewed_within_a_year_of_the_newest_review() {
    let serving = |slug: &str, reviewed: &str| {
        GOOD.replace("anna-example", slug)
            .replace("安娜·埃克桑普勒", &format!("{slug}·埃克桑普勒"))
            .replace("Anna Example", slug)
            .replace("2026-11-01", reviewed)
            .replace("about", "tenures = [{ office = \"office/test-envoy\", from = \"2020\" }]\nabout")
    };
    let office = "[[office]]\nid = \"office/test-envoy\"\nsingle = false\ntitles = [{ text = \"测试特使\" }]\nsources = [\"src/test\"]\n";
    let all = |old: &str| problems(&format!("{office}{}{}", serving("one", old), serving("two", "2026-11-01")));
    assert_eq!(all("2025-11-02"), "");
    insta::assert_snapshot!(all("2025-10-30"), @"8: person/one: 在任者应每年核对：2025-10-30 距最近一次核对（2026-11-01）已逾一年 / who serves is reviewed every year: 2025-10-30 is more than a year before the newest review, 2026-11-01");
}

#[test]
fn a_description_is_neutral_and_somebody_abroad_has_an_original_name() {
    let loaded = GOOD.replace("法国学者。", "臭名昭著的法国学者。");
    insta::assert_snapshot!(problems(&loaded), @"3: person/anna-example: 说明里的“臭名昭著”不是中性的说法 / 臭名昭著 in a description is not neutral");
    let bare = GOOD
        .replace("安娜·埃克桑普勒", "安娜埃克桑")
        .replace("  { text = \"Anna Example\", role = \"original\" },\n", "");
    insta::assert_snapshot!(problems(&bare), @"3: person/anna-example: 译名应附原名 / a transliterated name needs the original one");
    assert_eq!(problems(&bare.replace("state/fr", "state/jp")), "");
}

#[test]
fn an_office_of_one_holder_is_held_against_whoever_goes_last() {
    let holder = |slug: &str, tenures: &str| {
        GOOD.replace("anna-example", slug)
            .replace("安娜·埃克桑普勒", &format!("{slug}·埃克桑普勒"))
            .replace("Anna Example", slug)
            .replace("about", &format!("tenures = [{tenures}]\nabout"))
    };
    let office =
        "[[office]]\nid = \"office/test-chair\"\ntitles = [{ text = \"测试主席\" }]\nsources = [\"src/test\"]\n";
    let time = |from: &str, to: &str| format!("{{ office = \"office/test-chair\", from = \"{from}\", to = \"{to}\" }}");
    let first = [time("2000-01-01", "2020-01-01"), time("2005-01-01", "2006-01-01")].join(", ");
    let text = format!("{office}{}{}", holder("one", &first), holder("two", &time("2010-01-01", "2011-01-01")));
    insta::assert_snapshot!(problems(&text), @"27: person/two: office/test-chair 的任期与 person/one（2000-01-01–2020-01-01）重叠 / the time as office/test-chair overlaps that of person/one (2000-01-01–2020-01-01)");
}
