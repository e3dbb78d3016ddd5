//! Names, dates and kinds in the words of the interface's three languages.

use std::borrow::Cow;

use super::{Date, Entry, Kind, Message, Region, Role, base::Category};
use crate::text::{Language, script};

/// Chinese for a language: as written, or in Traditional characters.
pub fn chinese(text: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::ZhHant => Cow::Owned(script::to_traditional(text)),
        _ => Cow::Borrowed(text),
    }
}

/// One of two wordings; the Chinese one in the language's characters.
pub fn either(language: Language, zh: &'static str, en: &'static str) -> Cow<'static, str> {
    if language == Language::En { Cow::Borrowed(en) } else { chinese(zh, language) }
}

/// What sort of entry it is.
pub fn kind(entry: &Entry, language: Language) -> Cow<'static, str> {
    let (zh, en) = match entry.kind {
        Kind::Person => ("人物", "person"),
        Kind::State => ("国家", "state"),
        Kind::Government => ("政府机构", "government body"),
        Kind::Organization => ("组织", "organization"),
        Kind::Party => ("政党、派别", "party"),
        Kind::Media => ("媒体", "media"),
        Kind::ThinkTank => ("智库", "think-tank"),
        Kind::Place => ("地方", "place"),
        Kind::Weapon => ("武器", "weapon"),
        Kind::Office => ("职务", "office"),
        Kind::Term => match entry.category {
            Category::Concept => ("概念", "concept"),
            Category::Policy => ("政策", "policy"),
            Category::Document => ("文件", "document"),
            Category::Event => ("事件", "event"),
            Category::Treaty => ("条约", "treaty"),
            Category::Slogan => ("口号、提法", "slogan"),
            Category::Currency => ("货币", "currency"),
            Category::Military => ("军事用语", "military term"),
            Category::Economy => ("经济用语", "economic term"),
            Category::Law => ("法律用语", "legal term"),
            Category::MediaGenre => ("媒体用语", "media term"),
        },
    };
    either(language, zh, en)
}

pub fn region(region: Region, language: Language) -> Cow<'static, str> {
    let (zh, en) = match region {
        Region::Cn => ("大陆", "mainland"),
        Region::Hk => ("港", "Hong Kong"),
        Region::Tw => ("台", "Taiwan"),
        Region::Sg => ("新马", "Singapore, Malaysia"),
    };
    either(language, zh, en)
}

/// A day as people write it: 2025年1月21日, or 2025-01-21 in English.
pub fn date(date: Date, language: Language) -> String {
    if language == Language::En {
        return date.to_string();
    }
    let mut text = format!("{}年", date.year);
    if date.month > 0 {
        text += &format!("{}月", date.month);
    }
    if date.day > 0 {
        text += &format!("{}日", date.day);
    }
    text
}

/// An entry's name for readers of a language: Chinese, or original (else English) where that is asked for.
pub fn name(entry: &Entry, language: Language) -> Cow<'_, str> {
    match (language, entry.original()) {
        (Language::En, Some(original)) => Cow::Borrowed(original),
        (Language::En, None) => {
            let latin = entry.names.iter().find(|name| name.role == Role::Latin);
            Cow::Borrowed(latin.map_or(entry.canonical(), |name| name.text.as_str()))
        }
        (Language::ZhHant, _) if matches!(entry.kind, Kind::Person | Kind::Place | Kind::State) => {
            Cow::Owned(script::name_to_traditional(entry.canonical()))
        }
        _ => chinese(entry.canonical(), language),
    }
}

/// What is said of entries and settings, for readers of a language.
pub fn message(message: &Message, language: Language) -> String {
    match language {
        Language::En => message.english(),
        _ => message.chinese(|text| chinese(text, language).into_owned()),
    }
}
