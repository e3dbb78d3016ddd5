//! Which layer says what, where it is not the built-in base that says all.

use crate::{
    knowledge::{Entry, Knowledge, Level, offices, wording::either},
    text::Language,
};

/// _词条：工作区；乌克兰总统（2026年1月起）：用户_. `None` for what the built-in base alone says.
pub(super) fn layers(knowledge: &Knowledge, entry: &Entry, language: Language) -> Option<String> {
    let levels: Vec<Level> = knowledge.versions(&entry.id).map(|(level, _)| level).collect();
    if levels.iter().all(|&level| level == Level::Builtin) {
        return None;
    }
    let english = language == Language::En;
    let [colon, comma] = if english { [": ", ", "] } else { ["：", "、"] };
    let first = levels.first().copied().unwrap_or_default();
    let mut facts =
        vec![format!("{}{colon}{}", either(language, "词条出自", "Entry from"), level_name(first, language))];
    for level in levels.into_iter().filter(|&level| level != first) {
        let from = |says: &dyn Fn(&Entry) -> bool| knowledge.origin(&entry.id, says) == Some(level);
        let mut own: Vec<String> = Vec::new();
        let names =
            entry.names.iter().filter(|name| from(&|one| one.names.iter().any(|other| other.text == name.text)));
        own.extend(names.map(|name| name.text.clone()));
        let tenures = entry.tenures.iter().filter(|tenure| from(&|one| one.tenures.contains(tenure)));
        own.extend(tenures.map(|tenure| offices::line(knowledge, tenure, None, language)));
        if !entry.about.zh.is_empty() && from(&|one| one.about == entry.about) {
            own.push(either(language, "说明", "description").into_owned());
        }
        let what =
            if own.is_empty() { either(language, "其他", "other facts").into_owned() } else { own.join(comma) };
        facts.push(format!("{}{colon}{what}", level_name(level, language)));
    }
    let unreviewed = entry.reviewed.is_none().then(|| either(language, "未核", "not reviewed").into_owned());
    facts.extend(unreviewed);
    Some(facts.join(if english { "; " } else { "；" }))
}

fn level_name(level: Level, language: Language) -> String {
    let (chinese, english) = match level {
        Level::Builtin => ("内置", "built-in"),
        Level::User => ("用户", "user"),
        Level::Workspace => ("工作区", "workspace"),
        Level::Document => ("本文", "this document"),
    };
    either(language, chinese, english).into_owned()
}
