//! Quick fixes of findings on notes.

use chuchu::text::Language;

use crate::common::analyse;

/// The text after the first fix of the first finding of `code`.
fn fixed(text: &str, code: &str, index: usize) -> String {
    let analysis = analyse(text);
    let found = chuchu::rules::check(&chuchu::rules::Context::new(&analysis, Language::ZhHans));
    let finding = found.iter().find(|finding| finding.code == code).expect("a finding");
    let fixes = chuchu::features::notes::fixes(&analysis, finding, Language::ZhHans);
    fixes[index].edits.apply(text).unwrap()
}

#[test]
fn fixes_of_findings() {
    let missing = "甲国[1]，乙国[2]，丙国[3]。\n\n[1] 一二。\n[3] 三四。\n";
    assert_eq!(
        fixed(missing, "undefined-footnote", 0),
        "甲国[1]，乙国[2]，丙国[3]。\n\n[1] 一二。\n[2] \n[3] 三四。\n"
    );
    assert_eq!(fixed(missing, "undefined-footnote", 1), "甲国[1]，乙国，丙国[2]。\n\n[1] 一二。\n[2] 三四。\n");
    let pending = "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>。\n";
    assert_eq!(fixed(pending, "undefined-footnote", 0), "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>。\n\n[1] \n");
    let unused = "甲国[1]。\n\n[1] 一二。\n[2] 三四。\n";
    assert_eq!(fixed(unused, "unused-footnote", 0), "甲国[1]。\n\n[1] 一二。\n");
    let twice = "甲国[1]。\n\n[1] 一二。\n[1] 三四。\n";
    assert_eq!(fixed(twice, "duplicate-footnote", 0), "甲国[1]。\n\n[1] 一二。\n");
    assert_eq!(
        fixed("甲国[1]。\n\n[1] 《甲乙丙》，2020年，<https://wwwexample.org/a>。\n", "malformed-url", 0),
        "甲国[1]。\n\n[1] 《甲乙丙》，2020年，<https://www.example.org/a>。\n"
    );
    let again = "甲国[1]，乙国[2]。\n\n[1] 张宁：《北约东扩史》，某出版社2020年版，第3页。\n[2] 张宁：《北约东扩史》，某出版社2020年版，第9页。\n";
    assert_eq!(
        fixed(again, "repeated-reference", 0),
        "甲国[1]，乙国[2]。\n\n[1] 张宁：《北约东扩史》，某出版社2020年版，第3页。\n[2] 同上，第9页。\n"
    );
    let page = "甲国[1]。\n\n[1] 张宁：《北约东扩史》，某出版社2020年版，第3页。\n\n乙国[1]。\n\n";
    assert_eq!(
        fixed(&format!("{page}[1] 张宁：《北约东扩史》，某出版社2020年版，第9页。\n"), "repeated-reference", 0),
        format!("{page}[1] 前引张宁：《北约东扩史》，第9页。\n")
    );
}

/// A note among three complete ones of its sort, before and after the fix.
fn completed(others: [&str; 3], own: &str) -> String {
    let text = format!(
        "甲国[1]，乙国[2]，丙国[3]，丁国[4]。\n\n[1] {}\n[2] {}\n[3] {}\n[4] {own}\n",
        others[0], others[1], others[2]
    );
    let fixed = fixed(&text, "incomplete-reference", 0);
    let still = crate::common::findings(&fixed, &["incomplete-reference"]);
    assert_eq!(still.len(), 1, "{fixed}");
    fixed.lines().last().unwrap().trim_start_matches("[4] ").to_owned()
}

#[test]
fn what_a_reference_lacks_is_put_where_its_style_has_it() {
    let books = [
        "甲一：《一国政治》，某出版社2020年版，第1页。",
        "乙二：《二国政治》，某出版社2021年版，第2页。",
        "丙三：《三国政治》，某出版社2022年版，第3页。",
    ];
    assert_eq!(
        completed(books, "丁四：《四国政治》，某出版社，第4页。"),
        "丁四：《四国政治》，某出版社，【补日期】，第4页。"
    );
    assert_eq!(
        completed(books, "《四国政治》，某出版社2023年版。"),
        "【补作者】：《四国政治》，某出版社2023年版，第【补页码】页。"
    );
    let coded = [
        "甲一. 一国政治[M]. 北京: 某社, 2020: 1.",
        "乙二. 二国政治[M]. 北京: 某社, 2021: 2.",
        "丙三. 三国政治[M]. 北京: 某社, 2022: 3.",
    ];
    assert_eq!(completed(coded, "四国政治[M]. 北京: 某社, 2023: 4."), "【补作者】. 四国政治[M]. 北京: 某社, 2023: 4.");
    let pages = [
        "甲一：《一》，某报，2020年1月2日，<https://example.org/1>。",
        "乙二：《二》，某报，2020年1月3日，<https://example.org/2>。",
        "丙三：《三》，某报，2020年1月4日，<https://example.org/3>。",
    ];
    assert_eq!(
        completed(pages, "<https://example.org/4>"),
        "【补作者】：《【补题目】》，【补日期】，<https://example.org/4>"
    );
    assert_eq!(
        completed(pages, "丁四：《四》，某报，<https://example.org/4>"),
        "丁四：《四》，某报，【补日期】，<https://example.org/4>"
    );
}
