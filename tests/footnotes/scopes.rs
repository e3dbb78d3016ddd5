//! Where a number begins to mean another note.

use crate::common::table;

fn check(text: &str, notes: &str) {
    assert_eq!(table(text), notes, "{text}");
}

#[test]
fn a_group_of_notes_closes_a_page_and_its_paragraph_goes_on() {
    check(
        "甲国表态<sup>[1]</sup>，乙国随后跟进，而丙\n\n[1] 甲报。\n\n国则反对<sup>[1]</sup>，丁国<sup>[2]</sup>。\n\n[1] 丙报。\n\n[2] 丁报。\n",
        "1 甲报。 <- 表态\n1 丙报。 <- 反对\n2 丁报。 <- 丁国\n",
    );
}

#[test]
fn numbers_that_go_on_reach_across_the_document() {
    check(
        "甲国[1]。\n\n[1] 甲报。\n\n乙国[2]，又甲国[1]。\n\n[2] 乙报。\n",
        "1 甲报。 <- 甲国 甲国\n2 乙报。 <- 乙国\n",
    );
}

#[test]
fn the_second_page_of_a_draft_has_its_own_numbers_before_its_first_note() {
    let page = "甲国[1]，乙国[2]。\n\n[1] 甲报。\n[2] 乙报。\n\n丙国";
    check(&format!("{page}[1]。\n"), "1 甲报。 <- 甲国\n2 乙报。 <- 乙国\n1 - <- 丙国\n");
    check(&format!("{page}[1]。\n\n[1] 丙报。\n"), "1 甲报。 <- 甲国\n2 乙报。 <- 乙国\n1 丙报。 <- 丙国\n");
    check(&format!("{page}[3]。\n"), "1 甲报。 <- 甲国\n2 乙报。 <- 乙国\n3 - <- 丙国\n");
}

#[test]
fn a_page_that_lost_a_note_keeps_the_others() {
    check(
        "甲国[1]，乙国[2]。\n\n[1] 一。\n[2] 二。\n\n丙国[1]，丁国[2]。\n\n[2] 四。\n",
        "1 一。 <- 甲国\n2 二。 <- 乙国\n1 - <- 丙国\n2 四。 <- 丁国\n",
    );
}

#[test]
fn a_page_that_lost_all_notes_does_not_take_those_of_the_next() {
    check(
        "甲国[1]。\n\n[1] 一。\n\n乙国[1]，丙国[2]。\n\n丁国[1]，戊国[2]，己国[3]。\n\n[1] 四。\n[2] 五。\n[3] 六。\n\n庚国[1]。\n\n[1] 七。\n",
        "1 一。 <- 甲国\n1 - <- 乙国\n2 - <- 丙国\n1 四。 <- 丁国\n2 五。 <- 戊国\n3 六。 <- 己国\n1 七。 <- 庚国\n",
    );
}

#[test]
fn notes_of_sections_stacked_at_the_end() {
    check(
        "# 一\n\n甲国[1]，乙国[2]。\n\n# 二\n\n丙国[1]。\n\n# 注释\n\n[1] 一。\n[2] 二。\n\n[1] 三。\n",
        "1 一。 <- 甲国\n2 二。 <- 乙国\n1 三。 <- 丙国\n",
    );
}

#[test]
fn endnotes_are_the_document_s() {
    check("甲国[1]。\n\n乙国[2]，甲国[1]。\n\n注释：\n[1] 一。\n[2] 二。\n", "1 一。 <- 甲国 甲国\n2 二。 <- 乙国\n");
}

#[test]
fn a_page_number_between_two_notes_of_a_page() {
    check("甲国[1]，乙国[2]。\n\n[1] 一。\n\n71\n\n[2] 二。\n", "1 一。 <- 甲国\n2 二。 <- 乙国\n");
}

#[test]
fn a_paragraph_that_goes_on_with_a_raised_marker() {
    check(
        "甲国<sup>[1]</sup>，乙国宣布\n\n[1] 甲报。\n\n<sup>[1]</sup>反对，2020年又见《声明》<sup>[2]</sup>。\n\n[1] 乙报。\n[2] 丙报。\n",
        "1 甲报。 <- 甲国\n1 乙报。 <-\n2 丙报。 <- 明》\n",
    );
}

#[test]
fn text_goes_on_below_a_note_without_a_blank_line() {
    check(
        "甲国[1]。\n[1] 张宁：《北约扩员与欧洲安全秩序的演变》，某社2020年版，第12页\n乙国随后表态，认为此举无助于缓和[1]。\n\
         [1] 李平：《战后安排》，https://example.org/archive/2020/01\n丙国亦不赞成此举，并且要求再议[1]。\n[1] 王宁的访谈\n丁国没有表态，也没有解释为何没有表态，外界只能猜测。\n",
        "1 张宁：《北约扩员与欧洲安 <- 甲国\n1 李平：《战后安排》，ht <- 缓和\n1 王宁的访谈 <- 再议\n",
    );
}

#[test]
fn a_wrapped_note_goes_on() {
    check(
        "甲国[1]。\n\n[1] 张宁、李平、王安：《北约扩员与欧洲安全秩序的演变\n及其对周边国家的影响》，某社2020年版，第12页。\n\n完。\n",
        "1 张宁、李平、王安：《北约 <- 甲国\n",
    );
}
