//! The names sheet, and the day of a document.

use chuchu::{features::names::sheet, knowledge::Date, syntax::dates, text::Language};

use super::analyse;

#[test]
fn who_appears_as_what_where_and_how_often() {
    let text = "---\ndate: 2024-06-01\n---\n\n美国国务卿布林肯（Antony Blinken）抵达。拜登说，中美关系重要。\n\n\
        布林肯与记者塔德乌什·科瓦尔（Tadeusz Kowal）交谈。";
    let sheet = sheet::sheet(&analyse(text), None, Language::ZhHans);
    insta::assert_snapshot!(sheet::markdown(&sheet, Language::ZhHans), @r"
# 名单

## 人物

| 名字 | 职务（2024年6月1日） | 文中称 | 首见行 | 次数 | 写法 |
| --- | --- | --- | --- | --- | --- |
| 安东尼·布林肯（Antony Blinken） | 美国国务卿（2021年1月26日–2025年1月20日） | 美国国务卿 | 5 | 3 | 布林肯 2、Antony Blinken 1 |
| 乔·拜登（Joe Biden） | 美国总统（2021年1月20日–2025年1月20日） |  | 5 | 1 | 拜登 |

## 国家

| 名字 | 首见行 | 次数 | 写法 |
| --- | --- | --- | --- |
| 美国（United States） | 5 | 1 | 美国 |

## 本文引入、知识库没有的名字

| 名字 | 全名或原名 | 首见行 | 次数 |
| --- | --- | --- | --- |
| 塔德乌什·科瓦尔 | Tadeusz Kowal | 7 | 1 |
");
}

#[test]
fn another_day_may_be_asked_for() {
    let sheet = sheet::sheet(&analyse("默茨抵达。"), Date::parse("2025-06-01"), Language::En);
    assert!(sheet.rows[0].offices[0].ends_with("(Germany) (since 2025-05-06)"), "{:?}", sheet.rows[0]);
    assert_eq!(sheet.rows[0].name, "Friedrich Merz");
}

#[test]
fn a_text_without_names_says_so() {
    let sheet = sheet::sheet(&analyse("今天天气很好。"), None, Language::ZhHant);
    assert_eq!(sheet::markdown(&sheet, Language::ZhHant), "# 名單\n\n沒有知識庫認識的名字。\n");
}

#[test]
fn the_name_of_a_file_gives_a_day() {
    let cases = [
        ("drafts/2025-06-01.md", Some((2025, Some(6), Some(1)))),
        ("20250601 评论.txt", Some((2025, Some(6), Some(1)))),
        ("2025年6月稿.md", Some((2025, Some(6), None))),
        ("2025_06.md", Some((2025, Some(6), None))),
        ("/2025-06-01/草稿3.md", None),
        ("F-16与歼10.md", None),
        ("2025.md", None),
        ("12345678.md", None),
        ("", None),
    ];
    for (name, day) in cases {
        assert_eq!(dates::of_name(name), day, "{name}");
    }
}

#[test]
fn a_dated_byline_gives_a_day_and_a_sentence_does_not() {
    let day = |line: &str| analyse(&format!("# 标题\n\n{line}\n\n正文从这里开始，谈的是别的事情。\n")).frame.declared;
    for line in [
        "记者 张三 2023年5月20日",
        "張三（2023年5月20日，台北）",
        "2023-05-20 14:30 来源：某报",
        "【某報專訊】2023年5月20日",
        "2023年5月20日",
    ] {
        assert!(day(line), "{line}");
    }
    for line in [
        "2023年5月20日，会谈在东京举行",
        "会谈2023年5月20日在东京举行。",
        "双方商定会期为 2023年5月20日。",
        "2023年5月",
    ] {
        assert!(!day(line), "{line}");
    }
}
