//! Drafts made up for properties: pages of paragraphs with notes in one of many writings, as a writer would leave them.

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

/// How the notes of a draft are written.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    marker: (&'static str, &'static str),
    label: (&'static str, &'static str),
    circled: bool,
    /// A sign can hold several numbers.
    lists: bool,
    /// Notes can share a line.
    one_line: bool,
    paged: bool,
    endnotes: bool,
}

impl Look {
    const BRACKETS: Self = Self {
        marker: ("[", "]"),
        label: ("[", "]"),
        circled: false,
        lists: true,
        one_line: true,
        paged: true,
        endnotes: false,
    };

    pub fn of(shape: Shape) -> Self {
        let raised = Self { marker: ("<sup>[", "]</sup>"), ..Self::BRACKETS };
        match shape {
            Shape::Pages => raised,
            Shape::Endnotes => Self { paged: false, endnotes: true, ..raised },
            Shape::Circled => Self { marker: ("", ""), label: ("", ""), circled: true, lists: false, ..raised },
            Shape::Caret => {
                Self { marker: ("[^", "]"), label: ("[^", "]:"), lists: false, one_line: false, paged: false, ..raised }
            }
        }
    }

    /// Writings beside the four shapes.
    pub fn others() -> impl Strategy<Value = Self> {
        let brackets = Self::BRACKETS;
        select(vec![
            brackets,
            Self { paged: false, ..brackets },
            Self { marker: ("［", "］"), label: ("［", "］"), ..brackets },
            Self { marker: ("〔", "〕"), label: ("〔", "〕"), ..brackets },
            Self { marker: ("\\[", "\\]"), label: ("\\[", "\\]"), ..brackets },
            Self { marker: ("[註", "]"), label: ("註", "："), one_line: false, ..brackets },
            Self { marker: ("<sup>", "</sup>"), label: ("[", "]"), ..brackets },
        ])
    }

    fn is_caret(&self) -> bool {
        self.marker.0 == "[^"
    }
}

#[derive(Clone, Debug)]
pub struct Draft {
    /// Paragraphs of each page; a phrase and whether a note follows it.
    pub pages: Vec<Vec<Vec<(&'static str, bool)>>>,
    pub notes: Vec<&'static str>,
    pub tight: bool,
    pub tail: bool,
    pub crlf: bool,
    /// A heading above each page.
    pub sections: bool,
    /// Between a label and its text.
    pub gap: &'static str,
    /// Between notes on one line, where the writing allows it.
    pub one_line: Option<&'static str>,
    /// At the end of a page its notes are cited again, in one sign: from this one on, in this form.
    pub lists: Vec<(u32, &'static str)>,
    /// How `[^…]` is named: by its number, a word, or another number.
    pub names: Vec<u8>,
}

impl Draft {
    pub fn write(&self, shape: Shape) -> String {
        self.write_as(&Look::of(shape))
    }

    /// With either sort of line breaks.
    pub fn write_as(&self, look: &Look) -> String {
        let text = self.lines(look);
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }

    fn lines(&self, look: &Look) -> String {
        let mut text = "# 停火之后\n\n".to_owned();
        let mut stored = String::new();
        let mut total = 0;
        let mut bodies = self.notes.iter().cycle();
        for (index, page) in self.pages.iter().enumerate() {
            if self.sections {
                text.push_str(&format!("## 第{}节\n\n", index + 1));
            }
            let first = if look.paged { 1 } else { total + 1 };
            let mut number = first - 1;
            let mut notes = Vec::new();
            for paragraph in page {
                for (phrase, noted) in paragraph {
                    text.push_str(phrase);
                    if *noted {
                        number += 1;
                        text.push_str(&self.sign(look.marker, number, look));
                        let label = self.sign(look.label, number, look);
                        notes.push(format!("{label}{}{}", self.gap, bodies.next().unwrap()));
                    }
                }
                text.push_str("\n\n");
            }
            self.again(look, index, first, number, &mut text);
            total = number;
            let group = match self.one_line.filter(|_| look.one_line) {
                Some(blanks) => notes.join(blanks),
                None => notes.join(if self.tight { "\n" } else { "\n\n" }),
            };
            if look.endnotes && (self.pages.len() > 1 || self.tail) {
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

    /// A sentence that cites notes of the page again.
    fn again(&self, look: &Look, page: usize, first: u32, last: u32, text: &mut String) {
        let Some(&(from, form)) = self.lists.get(page).filter(|_| look.lists) else { return };
        let from = (first + from).min(last);
        let list = match form {
            "" => return,
            "-" | "–" if from < last => format!("{from}{form}{last}"),
            "," | "、" if from + 1 < last => format!("{from}{form}{last}"),
            "-," if from + 2 < last => format!("{from}-{},{last}", from + 1),
            _ => from.to_string(),
        };
        text.push_str(&format!("各方的声明大同小异{}{list}{}。\n\n", look.marker.0, look.marker.1));
    }

    fn sign(&self, (before, after): (&str, &str), number: u32, look: &Look) -> String {
        if look.circled {
            return circled(number).to_string();
        }
        let kind = self.names.get(number as usize % self.names.len().max(1)).filter(|_| look.is_caret());
        match kind {
            Some(1) => format!("{before}注-{number}{after}"),
            Some(2) => format!("{before}{}{after}", 200 - number),
            _ => format!("{before}{number}{after}"),
        }
    }
}

fn circled(number: u32) -> char {
    let from = |sign: char, first: u32| char::from_u32(sign as u32 + number - first).unwrap();
    match number {
        1..=20 => from('①', 1),
        21..=35 => from('㉑', 21),
        _ => from('㊱', 36),
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
    let list = (0u32..4, select(&["", "-", "–", ",", "、", "-,"][..]));
    let manner = (select(&["", " ", "\u{3000}"][..]), proptest::option::weighted(0.2, select(&["", " "][..])));
    (vec(page, 1..5), vec(select(NOTES), 1..6), any::<[bool; 4]>(), manner, vec(list, 0..5), vec(0u8..3, 0..4))
        .prop_map(|(pages, notes, [tight, tail, crlf, sections], (gap, one_line), lists, names)| Draft {
            pages,
            notes,
            tight,
            tail,
            crlf,
            sections,
            gap,
            one_line,
            lists,
            names,
        })
}
