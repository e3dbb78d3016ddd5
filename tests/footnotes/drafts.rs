//! Drafts made up for properties: pages of paragraphs with notes in one of the four shapes, as a writer would leave them.

use chuchu::features::notes::actions::Shape;
use proptest::{collection::vec, prelude::*, sample::select};

/// Words that a marker can follow, with and without punctuation.
const PHRASES: &[&str] = &[
    "甲国宣布增兵",
    "外长随后否认，",
    "“谈判仍在继续”",
    "欧盟表示欢迎。",
    "联合国召开会议，",
    "各方没有表态。",
    "《年度报告》",
    "援助达5%",
    "北约（NATO）",
    "议长说：",
    "停火协议",
    "国防支出上升；",
    "他问：“谁来担保？”",
    "NATO",
    "2025年",
];
const NOTES: &[&str] = &[
    "张宁：《北约史》，某社2020年版，第3页。",
    "Li Ping, “On Peace,” 2021, <https://example.org/a_b>.",
    "参见王平：《和平》，2019年。",
    "作者访谈，2024年5月。",
    "《公报》，新华网，2025年1月14日。",
    "这里指战后的安排，与战时不同。",
];

#[derive(Clone, Debug)]
pub struct Draft {
    /// Paragraphs of each page; a phrase and whether a note follows it.
    pub pages: Vec<Vec<Vec<(&'static str, bool)>>>,
    pub notes: Vec<&'static str>,
    pub tight: bool,
    pub tail: bool,
    pub crlf: bool,
}

impl Draft {
    pub fn write(&self, shape: Shape) -> String {
        let mut text = "# 停火之后\n\n".to_owned();
        let mut stored = String::new();
        let mut total = 0;
        let mut bodies = self.notes.iter().cycle();
        for (index, page) in self.pages.iter().enumerate() {
            let mut number = if matches!(shape, Shape::Pages | Shape::Circled) { 0 } else { total };
            let mut notes = Vec::new();
            for paragraph in page {
                for (phrase, noted) in paragraph {
                    text.push_str(phrase);
                    if *noted {
                        number += 1;
                        text.push_str(&marker(shape, number));
                        notes.push(format!("{}{}", label(shape, number), bodies.next().unwrap()));
                    }
                }
                text.push_str("\n\n");
            }
            total = number;
            if notes.is_empty() {
                continue;
            }
            let group = notes.join(if self.tight { "\n" } else { "\n\n" });
            if shape == Shape::Endnotes && (self.pages.len() > 1 || self.tail) {
                text.push_str("<!-- chuchu: notes -->");
                stored.push_str("\n\n");
                stored.push_str(&group);
            } else {
                text.push_str(&group);
            }
            text.push_str(if index + 1 == self.pages.len() && !self.tail { "\n" } else { "\n\n" });
        }
        if self.tail {
            text.push_str("全文完。各方仍在观望。\n");
        }
        if !stored.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n## 注释");
            text.push_str(&stored);
            text.push('\n');
        }
        text
    }
}

fn circled(number: u32) -> char {
    char::from_u32('①' as u32 + number - 1).unwrap()
}

fn marker(shape: Shape, number: u32) -> String {
    match shape {
        Shape::Pages | Shape::Endnotes => format!("<sup>[{number}]</sup>"),
        Shape::Caret => format!("[^{number}]"),
        Shape::Circled => circled(number).to_string(),
    }
}

fn label(shape: Shape, number: u32) -> String {
    match shape {
        Shape::Pages | Shape::Endnotes => format!("[{number}] "),
        Shape::Caret => format!("[^{number}]: "),
        Shape::Circled => format!("{} ", circled(number)),
    }
}

/// Drafts in which every page has a note; the last paragraph of a page may stop in the middle of a sentence.
pub fn draft() -> impl Strategy<Value = Draft> {
    let phrase = (select(PHRASES), any::<bool>());
    let paragraph = vec(phrase, 1..6).prop_map(|mut phrases| {
        phrases.insert(0, ("据各方公开的材料", false));
        phrases
    });
    let page = vec(paragraph, 1..4).prop_map(|mut page: Vec<Vec<(&'static str, bool)>>| {
        page[0].push(("立场如前所述", true));
        page
    });
    (vec(page, 1..5), vec(select(NOTES), 1..6), any::<[bool; 3]>())
        .prop_map(|(pages, notes, [tight, tail, crlf])| Draft { pages, notes, tight, tail, crlf })
}
