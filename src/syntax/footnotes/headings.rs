//! Headings that notes stand below.

use crate::text::{
    begins,
    script::{fold, fold_text},
};

/// What a heading above notes announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotesHeading {
    /// 注释, 註釋, Notes
    Notes,
    /// 参考文献, References: entries that nothing in the text need point to.
    Bibliography,
}

/// In Simplified characters, without blanks, in small letters.
const NOTES: &[&str] = &[
    "注释",
    "注",
    "附注",
    "脚注",
    "注脚",
    "尾注",
    "注解",
    "备注",
    "文内注释",
    "notes",
    "note",
    "footnotes",
    "endnotes",
];
const BIBLIOGRAPHY: &[&str] = &[
    "参考文献",
    "参考资料",
    "参考书目",
    "参考",
    "参考链接",
    "参考资料来源",
    "参考来源",
    "参考连结",
    "引用文献",
    "引用资料",
    "引用来源",
    "资料来源",
    "征引文献",
    "征引书目",
    "文献",
    "注释与参考文献",
    "注释及参考文献",
    "参考文献与注释",
    "参考文献及注释",
    "references",
    "bibliography",
    "workscited",
    "sources",
    "notesandreferences",
];
/// Longest line that can be such a heading, in bytes.
const LONGEST: usize = 80;

/// The kind of notes a line announces: `## 注释`, `參考文獻：`, `【注释】`, `五、参考文献`, `Notes`.
pub fn notes_heading(line: &str) -> Option<NotesHeading> {
    const FRAME: [char; 15] = ['#', '*', '_', '【', '】', '[', ']', '：', ':', '—', '-', '〔', '〕', '（', '）'];
    if line.len() > LONGEST {
        return None;
    }
    let last = line.trim_end_matches(|c: char| c.is_whitespace() || FRAME.contains(&c)).chars().next_back()?;
    let last = fold(last).to_ascii_lowercase();
    if !NOTES.iter().chain(BIBLIOGRAPHY).any(|words| words.ends_with(last)) {
        return None;
    }
    let words = fold_text(line.trim().trim_matches(FRAME).trim()).replace([' ', '\u{3000}'], "").to_lowercase();
    // 徵引 folds to 征引, but not in every table.
    let words = words.trim_matches(FRAME).replace('徵', "征");
    let words = match words.split_once(['、', '.', '．']) {
        Some((number, words)) if number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)) => {
            words
        }
        _ => words.as_str(),
    };
    if NOTES.contains(&words) {
        Some(NotesHeading::Notes)
    } else if BIBLIOGRAPHY.contains(&words) {
        Some(NotesHeading::Bibliography)
    } else {
        None
    }
}

/// Bytes of `注释：` before the first note on the same line.
pub(super) fn announced(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] = ["注释", "註釋", "注釋", "注", "註", "参考文献", "參考文獻", "Notes"];
    let rest = WORDS
        .iter()
        .find_map(|word| text.get(word.len()..).filter(|_| begins(text, word))?.strip_prefix(['：', ':']))?;
    Some(text.len() - rest.trim_start().len())
}
