//! Entry files: what is taken, and what is refused with its place.

use chuchu::{
    knowledge::{Date, Kind, Knowledge, base::forms, lexicon, overlay::Files},
    text::script,
};

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
    insta::assert_snapshot!(problems(&bad), @r#"
3: person/anna-example: 没有出处 / has no source
7: person/anna-example: 名称“安”只有一个字；请写在 abbreviations.toml 里 / one-character name “安”; write it in abbreviations.toml
"#);
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

/// Names that the lexicon has among its nouns: nothing else is called so.
const NAMES: &str = "港府 晚邮报 光明网 环球网 消息报 真理报 路透社 大公报 空客 微软 基民盟 基社盟 工社党 极右翼 极右派 新芬党 公明党 巫统 越共 非国大 舒默 达赖 \
    基辛格 祖马 铁托 周恩来 三八线 车臣 底特律 帝力 基加利 基辅 冲绳 板门店 平壤 基多 红场 首尔 矽谷 西半球 约旦 教廷 也门";

#[test]
fn an_unguarded_name_is_no_everyday_word() {
    let knowledge = Knowledge::builtin();
    // Weapons are called by what they are: 航母, 无人机.
    let actors = knowledge.ids().filter_map(|id| knowledge.entry(id));
    let actors = actors.filter(|entry| !matches!(entry.kind, Kind::Office | Kind::Term | Kind::Weapon));
    let mut wrong = Vec::new();
    for entry in actors {
        for name in entry.names.iter().filter(|name| name.guard.is_none()) {
            let form = script::fold_text(&name.text);
            let short = form.chars().count() < 4 && form.chars().all(forms::is_han);
            if short && lexicon::is_everyday(&form) && !NAMES.split(' ').any(|name| name == form) {
                wrong.push(format!("{} {}", entry.id, name.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} names want a guard:\n{}", wrong.len(), wrong.join("\n"));
}

/// Against a stated day, so that the test stays what it is: move the day with each review of the base.
#[test]
fn who_serves_was_reviewed_within_a_year() {
    let reviewed = Date::new(2026, 11, 20);
    let knowledge = Knowledge::builtin();
    let serving = knowledge
        .ids()
        .filter_map(|id| knowledge.entry(id))
        .filter(|entry| entry.tenures.iter().any(|tenure| tenure.to.is_none()));
    let old = serving.filter(|entry| entry.reviewed.is_none_or(|day| reviewed.days() - day.days() > 365));
    assert_eq!(old.map(|entry| entry.id.as_str()).collect::<Vec<_>>(), [] as [&str; 0]);
}
