//! Entries as the index holds them and the crate reads them.

use serde::{Deserialize, Serialize};

use super::{
    Date,
    pack::{Pack, packed},
};

/// What an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    Person,
    State,
    Government,
    Organization,
    Party,
    Media,
    ThinkTank,
    Place,
    Weapon,
    /// Written as `[[term]]`.
    #[serde(skip)]
    Term,
    /// Written as `[[office]]`.
    #[serde(skip)]
    Office,
}

impl Kind {
    /// The prefix of its ids.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Person => "person/",
            Self::State => "state/",
            Self::Government => "gov/",
            Self::Organization => "org/",
            Self::Party => "party/",
            Self::Media => "media/",
            Self::ThinkTank => "think-tank/",
            Self::Place => "place/",
            Self::Weapon => "weapon/",
            Self::Term => "term/",
            Self::Office => "office/",
        }
    }

    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::State,
        Self::Government,
        Self::Organization,
        Self::Party,
        Self::Media,
        Self::ThinkTank,
        Self::Place,
        Self::Weapon,
        Self::Term,
        Self::Office,
    ];

    /// The kind whose ids begin so.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| id.starts_with(kind.prefix()))
    }
}

/// What sort of term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    #[default]
    Concept,
    Policy,
    Document,
    Event,
    Treaty,
    Slogan,
    Currency,
    Military,
    Economy,
    Law,
    MediaGenre,
}

/// What a name is to its bearer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Full,
    #[default]
    Short,
    /// In the bearer's own spelling, Latin.
    Original,
    /// Another Latin spelling.
    Latin,
    Nickname,
    Abbreviation,
    Former,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Official,
    #[default]
    Common,
    Variant,
    Deprecated,
    Misspelling,
}

/// How firmly a fact stands; nothing unsettled drives a warning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Official,
    #[default]
    Current,
    Unsettled,
}

/// Where a form is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Region {
    Cn,
    Hk,
    Tw,
    Sg,
}

impl Region {
    pub const ALL: [Self; 4] = [Self::Cn, Self::Hk, Self::Tw, Self::Sg];
}

/// A set of regions; empty: everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Regions(pub u8);

impl Regions {
    pub fn of(regions: &[Region]) -> Self {
        Self(regions.iter().fold(0, |bits, &region| bits | 1 << region as u8))
    }

    pub fn with(self, region: Region) -> Self {
        Self(self.0 | 1 << region as u8)
    }

    pub fn everywhere(self) -> bool {
        self.0 == 0
    }

    pub fn has(self, region: Region) -> bool {
        self.everywhere() || self.0 & 1 << region as u8 != 0
    }
}

/// What may license a guarded form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A title beside it.
    #[default]
    Title,
    /// Its bearer's given name before it.
    GivenName,
    /// Its bearer's Latin name near it.
    Latin,
    /// Its bearer is named in the document by an unambiguous name.
    Seen,
}

/// When a form that is also an ordinary word, or somebody else's name, counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guard {
    pub needs: Vec<Need>,
    /// Any of these in the same sentence licenses it.
    pub near: Vec<String>,
    /// Any of these in the same sentence vetoes it.
    pub not: Vec<String>,
}

/// A name of an actor or term, or a title of an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub role: Role,
    pub regions: Regions,
    pub status: Status,
    pub guard: Option<Guard>,
    /// Where own entries tell to use it (`prefer`).
    pub preferred: Vec<Region>,
    /// A title that an office bore only for a time.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A time in office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenure {
    pub office: String,
    pub from: Option<Date>,
    /// `None`: not known to have ended when the entry was reviewed.
    pub to: Option<Date>,
    pub acting: bool,
    pub confidence: Confidence,
    pub source: Option<String>,
}

/// What somebody is to another person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    #[default]
    Son,
    Daughter,
    SonInLaw,
    DaughterInLaw,
    Husband,
    Wife,
    Father,
    Mother,
    ElderBrother,
    YoungerBrother,
    ElderSister,
    YoungerSister,
}

/// A bond of family.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// Id of the other person.
    pub of: String,
    /// What this one is to the other.
    pub relation: Relation,
}

/// A text in Chinese (Simplified) and English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub zh: String,
    pub en: String,
}

/// An actor, a term or an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub kind: Kind,
    /// Of terms; `Concept` elsewhere.
    pub category: Category,
    pub names: Vec<Name>,
    /// State or body it belongs to (id).
    pub country: Option<String>,
    /// The body of an office (id).
    pub body: Option<String>,
    /// Offices: one holder at a time.
    pub single: bool,
    /// Offices: forms of the title that are wrong for it.
    pub wrong: Vec<String>,
    /// Offices: ids of all who held it.
    pub holders: Vec<String>,
    pub tenures: Vec<Tenure>,
    pub kin: Vec<Kin>,
    pub died: Option<Date>,
    pub about: Text,
    pub origin: Option<String>,
    pub contrast: Vec<String>,
    pub related: Vec<String>,
    pub wikidata: Option<String>,
    pub reviewed: Option<Date>,
    pub sources: Vec<String>,
}

/// Where facts were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub url: Option<String>,
    pub read: Date,
}

impl Entry {
    /// The name the base calls it by in Chinese: its full name, else its first.
    pub fn canonical(&self) -> &str {
        let full = self.names.iter().find(|name| name.role == Role::Full && name.regions.has(Region::Cn));
        full.or(self.names.first()).map_or(self.id.as_str(), |name| name.text.as_str())
    }

    /// True for an entry that has more than one spelling to choose from.
    pub fn varies(&self) -> bool {
        !matches!(self.kind, Kind::Office | Kind::Term) && self.names.len() > 1
    }

    /// True for an entry whose facts somebody checked: only these drive findings.
    pub fn is_reviewed(&self) -> bool {
        self.reviewed.is_some() || self.kind == Kind::Office
    }

    /// The usual short name in Chinese, where it has one.
    pub fn short(&self) -> Option<&str> {
        let short = |name: &&Name| name.role == Role::Short && name.regions.has(Region::Cn) && name.guard.is_none();
        self.names.iter().find(short).map(|name| name.text.as_str())
    }

    /// The name in its own (Latin) spelling.
    pub fn original(&self) -> Option<&str> {
        self.names.iter().find(|name| name.role == Role::Original).map(|name| name.text.as_str())
    }
}

packed! {
    enum Kind { Person, State, Government, Organization, Party, Media, ThinkTank, Place, Weapon, Term, Office }
    enum Category { Concept, Policy, Document, Event, Treaty, Slogan, Currency, Military, Economy, Law, MediaGenre }
    enum Role { Full, Short, Original, Latin, Nickname, Abbreviation, Former }
    enum Status { Official, Common, Variant, Deprecated, Misspelling }
    enum Confidence { Official, Current, Unsettled }
    enum Region { Cn, Hk, Tw, Sg }
    enum Need { Title, GivenName, Latin, Seen }
    enum Relation {
        Son, Daughter, SonInLaw, DaughterInLaw, Husband, Wife, Father, Mother, ElderBrother, YoungerBrother, ElderSister,
        YoungerSister
    }
    struct Kin { of, relation }
    struct Guard { needs, near, not }
    struct Name { text, role, regions, status, guard, preferred, from, to }
    struct Tenure { office, from, to, acting, confidence, source }
    struct Text { zh, en }
    struct Entry {
        id, kind, category, names, country, body, single, wrong, holders, tenures, kin, died, about, origin, contrast,
        related, wikidata, reviewed, sources
    }
    struct Source { id, title, publisher, url, read }
}
