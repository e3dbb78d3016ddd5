//! Entry files as they are written (TOML); see `docs/knowledge-base.md`. Unknown keys are errors.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Category, Date, Guard, Kind, Region, Role, Status,
    entry::{Confidence, Relation},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTable {
    pub id: Spanned<String>,
    pub title: String,
    #[serde(default)]
    pub publisher: String,
    pub url: Option<String>,
    pub read: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeTable {
    pub id: Spanned<String>,
    pub country: Option<Spanned<String>>,
    pub body: Option<Spanned<String>>,
    /// One holder at a time; true unless said otherwise.
    pub single: Option<bool>,
    #[serde(default)]
    pub titles: Vec<TitleTable>,
    #[serde(default)]
    pub wrong: Vec<Spanned<String>>,
    #[serde(default)]
    pub en: String,
    #[serde(default)]
    pub sources: Vec<Spanned<String>>,
    /// Titles of the office below that do not hold.
    #[serde(default)]
    pub remove: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleTable {
    pub text: Spanned<String>,
    #[serde(default)]
    pub regions: Vec<Region>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorTable {
    pub id: Spanned<String>,
    /// Without it, what the id begins with.
    pub kind: Option<Kind>,
    pub wikidata: Option<String>,
    pub country: Option<Spanned<String>>,
    #[serde(default)]
    pub names: Vec<NameTable>,
    #[serde(default)]
    pub tenures: Vec<TenureTable>,
    #[serde(default)]
    pub kin: Vec<KinTable>,
    pub died: Option<Date>,
    #[serde(default)]
    pub about: TextTable,
    #[serde(default)]
    pub related: Vec<Spanned<String>>,
    pub reviewed: Option<Date>,
    #[serde(default)]
    pub sources: Vec<Spanned<String>>,
    /// Names, and offices held, of the entry below that do not hold.
    #[serde(default)]
    pub remove: Vec<Spanned<String>>,
    /// The name to use in a region.
    #[serde(default)]
    pub prefer: BTreeMap<Region, Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermTable {
    pub id: Spanned<String>,
    pub wikidata: Option<String>,
    #[serde(default)]
    pub names: Vec<NameTable>,
    pub category: Option<Category>,
    #[serde(default)]
    pub definition: TextTable,
    pub origin: Option<String>,
    #[serde(default)]
    pub contrast: Vec<Spanned<String>>,
    #[serde(default)]
    pub related: Vec<Spanned<String>>,
    pub reviewed: Option<Date>,
    #[serde(default)]
    pub sources: Vec<Spanned<String>>,
    /// Names, and offices held, of the entry below that do not hold.
    #[serde(default)]
    pub remove: Vec<Spanned<String>>,
    /// The name to use in a region.
    #[serde(default)]
    pub prefer: BTreeMap<Region, Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameTable {
    pub text: Spanned<String>,
    #[serde(default)]
    pub role: Role,
    #[serde(default)]
    pub regions: Vec<Region>,
    #[serde(default)]
    pub status: Status,
    pub guard: Option<Guard>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenureTable {
    pub office: Spanned<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub source: Option<Spanned<String>>,
    #[serde(default)]
    pub acting: bool,
    #[serde(default)]
    pub confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KinTable {
    pub of: Spanned<String>,
    pub relation: Relation,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextTable {
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
}

/// The words that license one-character abbreviations.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contexts {
    #[serde(default)]
    pub left: Vec<String>,
    #[serde(default)]
    pub right: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbbreviationTable {
    pub text: Spanned<String>,
    pub id: Spanned<String>,
    /// The other characters of a compound in which this reading holds (巴 with 以 is Palestine, with 印 Pakistan).
    #[serde(default)]
    pub with: Vec<String>,
    /// Left contexts of this character alone; without the key, those of `[contexts]`.
    pub left: Option<Vec<String>>,
    /// Right contexts of this character alone; without the key, those of `[contexts]`.
    pub right: Option<Vec<String>>,
}
