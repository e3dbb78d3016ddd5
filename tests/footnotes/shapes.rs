//! Every shape of marker and definition, and everything that only looks like one, in both scripts.

use crate::common::table;

/// (what, text, notes): a note is `label body <- text before each marker`.
const SHAPES: &[(&str, &str, &str)] = &[
    ("raised brackets", "北约扩员<sup>[1]</sup>。\n\n[1] 张宁：《北约史》。\n", "1 张宁：《北约史》。 <- 扩员\n"),
    ("raised number", "北约扩员<sup>1</sup>。\n\n## 注释\n\n1. 张宁：《北约史》。\n", "1 张宁：《北约史》。 <- 扩员\n"),
    ("raised link", "北约扩员<sup><a href=\"#fn1\">1</a></sup>。\n\n[1] 张宁书。\n", "1 张宁书。 <- 扩员\n"),
    ("raised by carets", "北约扩员^[1]^。\n\n[1] 张宁书。\n", "1 张宁书。 <- 扩员\n"),
    ("brackets", "北約擴員[1]，歐盟跟進[2]。\n\n[1] 甲書。\n[2] 乙書。\n", "1 甲書。 <- 擴員\n2 乙書。 <- 跟進\n"),
    ("a space inside", "北约扩员[1 ]。\n\n[1 ] 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("full width", "北约扩员［１］。\n\n［1］甲书。\n", "1 甲书。 <- 扩员\n"),
    ("tortoise", "北約擴員〔1〕。\n\n〔1〕甲書。\n", "1 甲書。 <- 擴員\n"),
    ("lenticular", "北约扩员【1】。\n\n【1】《甲书》。\n", "1 《甲书》。 <- 扩员\n"),
    ("round", "北约扩员（1）。\n\n参考资料\n\n(1) 甲书。\n(2) 乙书。\n", "1 甲书。 <- 扩员\n2 乙书。 <-\n"),
    (
        "circled",
        "北约扩员①，欧盟跟进。②\n\n① 《甲书》。\n② 《乙书》。\n",
        "1 《甲书》。 <- 扩员\n2 《乙书》。 <- 进。\n",
    ),
    ("circled past twenty", "北约扩员㉑。\n\n注释：\n㉑ 甲书。\n", "21 甲书。 <- 扩员\n"),
    (
        "superscript",
        "北约扩员¹，欧盟跟进¹²。\n\n注释\n\n1. 甲书。\n12. 乙书。\n",
        "1 甲书。 <- 扩员\n12 乙书。 <- 跟进\n",
    ),
    ("Markdown", "北约扩员[^a-1]。\n\n[^a-1]: 甲书。\n", "a-1 甲书。 <- 扩员\n"),
    ("Markdown with a full-width colon", "北约扩员[^1]。\n\n[^1]：甲书。\n", "1 甲书。 <- 扩员\n"),
    ("escaped", "北约扩员\\[1\\]。\n\n\\[1\\] 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("noted", "北約擴員[註1]，歐盟【註2】。\n\n註1：甲書。\n註 2：乙書。\n", "1 甲書。 <- 擴員\n2 乙書。 <- 歐盟\n"),
    (
        "noted in words",
        "北約擴員（註一），歐盟（註十二）。\n\n註一：甲書。\n註十二：乙書。\n",
        "1 甲書。 <- 擴員\n12 乙書。 <- 歐盟\n",
    ),
    ("noted above a list", "北約擴員[註1]。\n\n註釋\n\n1) 甲書。\n", "1 甲書。 <- 擴員\n"),
    (
        "bold above bare numbers",
        "北约扩员**[6]**。\n\n6 BBC中文：扩员，2023年4月5日。\n",
        "6 BBC中文：扩员，202 <- 扩员\n",
    ),
    ("bold", "北约扩员**[1]**。\n\n**[1]** 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("residue of a word processor", "北约扩员[[1]](#_ftn1)。\n\n[[1]](#_ftnref1) 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("the same, escaped", "北约扩员[\\[1\\]](#_ftn1)。\n\n[\\[1\\]](#_ftnref1) 甲书。\n", "1 甲书。 <- 扩员\n"),
    (
        "two labels in a marker",
        "北约扩员[1,3]，欧盟[1-3]。\n\n[1] 甲。\n[2] 乙。\n[3] 丙。\n",
        "1 甲。 <- 扩员 欧盟\n2 乙。 <- 欧盟\n3 丙。 <- 扩员 欧盟\n",
    ),
    (
        "two labels in a definition",
        "北約[1]，歐盟[2]，俄國[3]。\n\n註釋\n\n1) 甲書。\n2、3) 乙書。\n",
        "1 甲書。 <- 北約\n2 乙書。 <- 歐盟\n3 乙書。 <- 俄國\n",
    ),
    ("numbers from 16 on", "北约[16]，欧盟[17]。\n\n[16] 甲。\n[17] 乙。\n", "16 甲。 <- 北约\n17 乙。 <- 欧盟\n"),
    (
        "several on one line",
        "北约①，欧盟②。\n\n① 《甲》，2020年。② 《乙》，2021年。\n",
        "1 《甲》，2020年。 <- 北约\n2 《乙》，2021年。 <- 欧盟\n",
    ),
    (
        "several lines in one",
        "北约[1]，欧盟[2]。\n\n[1] 张宁、李平：《北约扩员与欧洲安全秩序的演变》，\n北京：某社，2020年。\n[2] 乙。\n",
        "1 张宁、李平：《北约扩员与 <- 北约\n2 乙。 <- 欧盟\n",
    ),
    ("indented lines in one", "北约[^1]。\n\n[^1]: 甲书。\n    又见乙书。\n", "1 甲书。 又见乙书。 <- 北约\n"),
    (
        "an address on the next line",
        "北约[1]。\n\n[1] 甲报网站，\nhttps://example.org/a\n",
        "1 甲报网站， https: <- 北约\n",
    ),
    (
        "a note that names another",
        "北约[1]，欧盟[2]。\n\n[1] 甲书。\n[2] 同[1]，第5页。\n",
        "1 甲书。 <- 北约\n2 同[1]，第5页。 <- 欧盟\n",
    ),
    (
        "no blank lines at all",
        "北约扩员[1]。\n欧盟跟进[2]。\n[1] 甲书。\n[2] 乙书。\n",
        "1 甲书。 <- 扩员\n2 乙书。 <- 跟进\n",
    ),
    ("an empty note", "北约扩员[1]。\n\n[1]\n", "1  <- 扩员\n"),
    ("in a bullet", "北约扩员[1]。\n\n- [1] 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("in a heading", "# 北约扩员<sup>[1]</sup>\n\n正文。\n\n[1] 本文系项目成果。\n", "1 本文系项目成果。 <- 扩员\n"),
    ("twice", "北约[1]，欧盟[1]。\n\n[1] 甲。\n", "1 甲。 <- 北约 欧盟\n"),
    (
        "a label twice",
        "北约[1]，欧盟[2]。\n\n[1] 甲。\n[2] 乙。\n[2] 丙。\n",
        "1 甲。 <- 北约\n2 乙。 <- 欧盟\n2 丙。 <- (again)\n",
    ),
    (
        "circles for notes, brackets for books",
        "北约①据书[1]。\n\n① 《甲》。\n\n参考文献\n\n[1] 乙书[M]。\n",
        "1 《甲》。 <- 北约\n1 乙书[M]。 <- 据书\n",
    ),
    (
        "an author's country in brackets",
        "甲国[1]，乙国[2]。\n\n[1] [美]甲某：《书》。\n[2]［英］乙某：《书》。\n",
        "1 [美]甲某：《书》。 <- 甲国\n2 ［英］乙某：《书》。 <- 乙国\n",
    ),
    ("the same below circles", "甲國①。\n\n①〔美〕甲某：《書》。\n", "1 〔美〕甲某：《書》。 <- 甲國\n"),
    (
        "noted, with blanks",
        "北約擴員【註1】，歐盟跟進【註2】。\n\n註 1 甲書。\n註 2 《乙書》。\n",
        "1 甲書。 <- 擴員\n2 《乙書》。 <- 跟進\n",
    ),
    (
        "noted above brackets of a list",
        "北約擴員[註1]，歐盟跟進[註2]。\n\n1) 甲書。\n2) 乙書。\n",
        "1 甲書。 <- 擴員\n2 乙書。 <- 跟進\n",
    ),
    (
        "announced on the same line",
        "北约扩员①，欧盟跟进②。\n\n注：①甲书。②乙书。\n",
        "1 甲书。 <- 扩员\n2 乙书。 <- 跟进\n",
    ),
    ("announced above a list", "北约扩员[1]。\n\n注释：1. 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("a numbered heading", "北約擴員[1]。\n\n五、註釋\n\n1. 甲書。\n", "1 甲書。 <- 擴員\n"),
    ("a bracketed heading", "北约扩员[1]。\n\n【参考资料】\n\n(1) 甲书。\n", "1 甲书。 <- 扩员\n"),
    ("raised circles", "北约扩员<sup>①</sup>。\n\n①甲书。\n", "1 甲书。 <- 扩员\n"),
    (
        "bold bare numbers, row by row",
        "北约扩员**[6]**，欧盟跟进**[7]**。\n\n6 BBC中文：扩员，2023年4月5日。\n7 新华社：欧盟，2023年4月6日。\n",
        "6 BBC中文：扩员，202 <- 扩员\n7 新华社：欧盟，2023年 <- 跟进\n",
    ),
    (
        "short notes",
        "甲国①，乙国②，丙国③。\n\n① 《甲》，2020年。\n\n② 同上\n\n③ 作者访谈\n",
        "1 《甲》，2020年。 <- 甲国\n2 同上 <- 乙国\n3 作者访谈 <- 丙国\n",
    ),
    ("a reference link", "见[官网][1]。\n\n[1]: https://example.org/a\n", "1 https://exam <- 网]\n"),
];

#[test]
fn every_shape_is_read() {
    let wrong: Vec<String> = SHAPES
        .iter()
        .filter(|(_, text, notes)| table(text) != *notes)
        .map(|(what, text, notes)| format!("{what}\n{text}expected\n{notes}found\n{}", table(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), SHAPES.len(), wrong.join("\n"));
}

/// Texts without a note.
const TRAPS: &[(&str, &str)] = &[
    ("a law report", "終審法院在案例[2012] HKCFA 87中裁定。\n"),
    ("a subsection", "條例第45(3)條規定。\n"),
    ("a resolution", "聯合國大會第1514(15)號決議。\n"),
    ("a row in round brackets", "（1）加强合作；（2）扩大开放；（3）改善民生。\n"),
    ("the same after a colon", "措施包括：（1）加强合作；（2）扩大开放。\n"),
    ("headings in round brackets", "（1）关于停火\n\n各方分歧仍大。\n\n（2）关于领土\n\n各方分歧更大。\n"),
    ("circled paragraphs", "①加强合作，扩大开放。\n②改善民生，促进就业。\n③保护环境。\n"),
    ("a circled row", "主要有三点：①加强合作；②扩大开放；③改善民生。\n"),
    ("a circled row after a full stop", "主要有三点。①加强合作；②扩大开放；③改善民生。\n"),
    ("a circled row with commas", "主要有三点：①加强合作，②扩大开放，③改善民生。\n"),
    ("numbered plans", "比较方案①与方案②。\n\n①甲方案增兵，代价较大。\n\n②乙方案谈判，耗时较长。\n"),
    ("a numbered list", "建议如下：\n\n1. 加强合作。\n2. 扩大开放。\n"),
    ("numbers with enumeration commas", "1、加强合作\n2、扩大开放\n"),
    ("code", "变量`x[1]`与`[^1]`。\n"),
    ("an index", "取 a[0] 与 x[1] 之和。\n"),
    ("fenced code", "```\n[1] 甲\n```\n"),
    ("a link", "见[1](https://example.org/a)。\n"),
    ("a link with a title", "见[报告](https://example.org/a_(1) \"题\")。\n"),
    ("an address", "见 https://example.org/a[1]?x=(2) 。\n"),
    ("task boxes", "- [x] 核对\n- [ ] 发表\n"),
    ("years", "〔2020〕12号文与（2021）沪01号。\n"),
    ("square kilometres", "面积10²km²，约10<sup>9</sup>平方米，m<sup>2</sup>。\n"),
    ("a figure", "如图（1）所示，表(2)亦同。\n"),
    ("document codes", "【中图分类号】D815\n\n【文献标识码】A\n"),
    ("a date at the start", "12 月 5 日，总统抵达。\n"),
    ("a comment", "正文。<!-- 见[1] -->\n"),
    (
        "numbered headings",
        "1. 中国的立场\n\n各方分歧仍大，谈判未停。\n\n2. 欧洲的立场\n\n各方分歧更大，谈判仍在继续。\n",
    ),
    ("numbers with units at the start", "3 个国家反对。\n\n12 亿美元已经到位。\n"),
    ("a remark", "注意：1月起生效。\n\n注：2024年数据。\n"),
    ("a bibliography by name", "参考文献\n\n张宁：《北约史》，2020年。\n"),
];

#[test]
fn what_only_looks_like_a_note_is_none() {
    let wrong: Vec<String> = TRAPS
        .iter()
        .filter(|(_, text)| !table(text).is_empty())
        .map(|(what, text)| format!("{what}: {text}{}", table(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), TRAPS.len(), wrong.join("\n"));
}

/// The same traps in a text that has notes: they stay silent.
#[test]
fn traps_beside_notes_stay_silent() {
    let plain = "北约扩员<sup>[1]</sup>。\n\n[1] 《甲书》，2020年。\n";
    let wrong: Vec<String> = TRAPS
        .iter()
        .filter(|(what, _)| *what != "a bibliography by name")
        .map(|(what, trap)| (what, format!("{trap}\n{plain}")))
        .filter(|(_, text)| table(text) != "1 《甲书》，2020年。 <- 扩员\n")
        .map(|(what, text)| format!("{what}: {text}{}", table(&text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), TRAPS.len(), wrong.join("\n"));
}

#[test]
fn a_sign_that_ends_on_the_next_line_is_no_further_note() {
    assert_eq!(table("北约扩员[1]。\n\n[1] 甲书。[注释\n  2]乙书。\n"), "1 甲书。[注释 2]乙书。 <- 扩员\n");
}
