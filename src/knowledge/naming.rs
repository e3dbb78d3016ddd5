//! What can be told of a new entry by its name: its kind, its id, the family name in it.

use super::{
    Entry, Kind, Name, Region,
    base::forms::{is_han, plain},
};
use crate::text::{Script, script};

/// What names of bodies end with.
const BODIES: &[&str] = &[
    "所", "院", "会", "部", "局", "署", "厅", "社", "委", "党", "大学", "公司", "集团", "银行", "基金", "组织", "联盟",
    "中心", "智库", "报", "网", "台",
];
/// Longest Chinese name of a person without a dot, in characters.
const PERSON_CHARS: usize = 4;

/// What a name is most likely that of; a Latin one is a person's.
pub fn kind(name: &str) -> Kind {
    let name = script::fold_text(name);
    if name.contains('·') || !name.contains(is_han) {
        Kind::Person
    } else if BODIES.iter().any(|end| name.ends_with(end)) {
        Kind::Organization
    } else if name.chars().count() <= PERSON_CHARS {
        Kind::Person
    } else {
        Kind::Term
    }
}

/// The name that own entries tell to use in texts of a script.
pub fn preferred(entry: &Entry, script: Script) -> Option<&Name> {
    let homes = match script {
        Script::Hans => [Region::Cn, Region::Sg],
        Script::Hant => [Region::Tw, Region::Hk],
    };
    homes.iter().find_map(|home| entry.names.iter().find(|name| name.preferred.contains(home)))
}

/// The family name of a foreign name, behind its last dot.
pub fn family(name: &str) -> Option<&str> {
    name.rsplit('·').next().filter(|family| *family != name && family.chars().count() > 1)
}

/// An id that is not used yet: of the Latin letters of a name, or of the pinyin of its characters.
pub fn id(kind: Kind, name: &str, used: impl Fn(&str) -> bool) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match plain(c).to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ => {
                let sound = script::sound(script::fold(c)).unwrap_or_default();
                slug.push('-');
                slug.push_str(sound);
                slug.extend((!sound.is_empty()).then_some('-'));
            }
        }
    }
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    let slug = if words.is_empty() { "new".to_owned() } else { words.join("-") };
    let base = format!("{}{slug}", kind.prefix());
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !used(id)).unwrap_or(base)
}
