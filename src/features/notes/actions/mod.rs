//! Actions on notes: each one set of edits that moves no other byte.

mod convert;
mod delete;
mod geometry;
mod link;
mod lists;
mod merge;
mod new;
mod relabel;
mod rename;
mod renumber;
mod template;
mod verify;

pub use convert::{Shape, convert};
pub use delete::{delete, delete_note};
pub use link::{link_at, link_to_note};
pub use merge::{merge, twins};
pub use new::{NewNote, define, new_note};
pub use rename::{prepare_rename, rename};
pub use renumber::{Numbering, is_out_of_order, renumber};

pub(super) use geometry::{definition, groups, main_family, scope_at, slice};
pub(super) use new::plan;
pub(super) use template::Template;

use std::fmt;

use crate::text::Language;

/// Why an action is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No note, or no place for one, at the offset.
    NotHere,
    /// The document has no notes.
    NoNotes,
    /// More notes than the style has numbers for.
    TooMany(u32),
    /// Not a label: empty, with blanks or brackets, or no number where numbers are the rule.
    BadLabel(String),
    /// Another note of the scope has the label.
    Taken(String),
    /// The number would stand out of its order.
    OutOfOrder(String),
    /// Several markers share the note's text (`2、3)`).
    Shared,
    /// The result would not be read as these notes again.
    Lossy,
    /// The way back would not give the same text; the line where it would differ, from 1.
    OneWay(usize),
    /// Nothing to do.
    Nothing,
}

impl Refusal {
    pub fn message(&self, language: Language) -> String {
        let (hans, hant, en) = match self {
            Self::NotHere => (
                "此处没有脚注，也不能放脚注。".to_owned(),
                "此處沒有註腳，也不能放註腳。".to_owned(),
                "There is no note here, nor a place for one.".to_owned(),
            ),
            Self::NoNotes => {
                ("本文没有脚注。".to_owned(), "本文沒有註腳。".to_owned(), "This document has no notes.".to_owned())
            }
            Self::TooMany(limit) => (
                format!("这种编号只到 {limit}。"),
                format!("這種編號只到 {limit}。"),
                format!("This style has no numbers past {limit}."),
            ),
            Self::OutOfOrder(label) => (
                format!("改成 {label} 就乱了次序。要重排全文编号，请用“重新编号”。"),
                format!("改成 {label} 就亂了次序。要重排全文編號，請用「重新編號」。"),
                format!("{label} would stand out of order. To number all notes anew, renumber them."),
            ),
            Self::BadLabel(label) => (
                format!("“{label}”不能作脚注编号。"),
                format!("「{label}」不能作註腳編號。"),
                format!("\"{label}\" cannot label a note."),
            ),
            Self::Taken(label) => (
                format!("已有编号为 {label} 的脚注。"),
                format!("已有編號為 {label} 的註腳。"),
                format!("Another note is labelled {label}."),
            ),
            Self::Shared => (
                "这条注文同时答几个标记，不能并入别的注。".to_owned(),
                "這條注文同時答幾個標記，不能併入別的註。".to_owned(),
                "Several markers share the text of this note; it cannot be merged.".to_owned(),
            ),
            Self::Lossy => (
                "改写后脚注会对不上，未作改动。".to_owned(),
                "改寫後註腳會對不上，未作改動。".to_owned(),
                "The notes would not be found again after this change; nothing was changed.".to_owned(),
            ),
            Self::OneWay(line) => (
                format!("第 {line} 行的写法换了样式就改不回来，未作改动。"),
                format!("第 {line} 行的寫法換了樣式就改不回來，未作改動。"),
                format!("Line {line} could not be changed back to what it is; nothing was changed."),
            ),
            Self::Nothing => (
                "脚注已是如此，无需改动。".to_owned(),
                "註腳已是如此，無需改動。".to_owned(),
                "The notes are like this already.".to_owned(),
            ),
        };
        match language {
            Language::ZhHans => hans,
            Language::ZhHant => hant,
            Language::En => en,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for Refusal {}
