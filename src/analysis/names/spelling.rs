//! How a block spells the entries it names, as far as its author chose the spelling.

use super::{
    super::block::Parsed,
    Names,
    spelled::{Place, place},
};
use crate::{
    knowledge::{Entry, EntryId, Kind, Knowledge, Mention, Name, Region, Role, base::forms},
    text::{Span, script},
};

/// Words that turn a family name into an address.
const ADDRESSES: &[[char; 2]] = &[
    ['老', '师'],
    ['先', '生'],
    ['女', '士'],
    ['教', '授'],
    ['博', '士'],
    ['总', '统'],
    ['总', '理'],
    ['主', '席'],
    ['部', '长'],
    ['同', '志'],
    ['夫', '人'],
];

/// A name in the author's own prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    pub id: EntryId,
    /// Bytes of the block.
    pub span: Span,
    /// Not of the mainland.
    pub regional: bool,
    pub slip: bool,
    /// Counts only if the document names the entry elsewhere by an unambiguous name.
    pub pending: bool,
    /// Others whose name it may be: counts only if the document names none of them so.
    pub rivals: Box<[EntryId]>,
}

impl Spelling {
    /// True where it is this entry's name in any document.
    pub fn counts_always(&self) -> bool {
        !self.pending && self.rivals.is_empty()
    }

    /// True where it is this entry's name in this document.
    pub fn counts(&self, names: &Names) -> bool {
        (!self.pending || names.names(self.id)) && !self.rivals.iter().any(|&rival| names.names(rival))
    }
}

/// All spellings of a block, in order.
pub fn spellings(block: Parsed<'_>, mentions: &[Mention], knowledge: &Knowledge) -> Box<[Spelling]> {
    let of_entry = |mention: &Mention, id: EntryId, span: Span| {
        let entry = knowledge.entry(id).filter(|entry| varies(entry))?;
        if place(block, span) != Place::Prose {
            return None;
        }
        let name = name_of(entry, span.of(block.text));
        (name.is_some() || mention.slip).then(|| Spelling {
            id,
            span,
            regional: name.is_some_and(|name| !name.regions.has(Region::Cn)),
            slip: mention.slip,
            pending: false,
            rivals: Box::default(),
        })
    };
    let mut found = Vec::with_capacity(mentions.len());
    for mention in mentions.iter().filter(|mention| !mention.abbreviation) {
        let pending = mention.pending;
        if pending || mention.entries.len() == 1 {
            for &id in &mention.entries {
                let rivals = || match mention.entries.len() {
                    1 => Box::default(),
                    _ => mention.entries.iter().copied().filter(|&other| other != id).collect(),
                };
                if let Some(one) = of_entry(mention, id, mention.span) {
                    found.push(Spelling { pending, rivals: rivals(), ..one });
                }
            }
        }
        if let Some((id, end)) = mention.head
            && let Some(one) = of_entry(mention, id, Span { end, ..mention.span })
        {
            found.push(one);
        }
    }
    found.into()
}

/// True for entries that have more than one spelling to choose from.
fn varies(entry: &Entry) -> bool {
    !matches!(entry.kind, Kind::Office | Kind::Term) && entry.names.len() > 1
}

/// The name of the base that is written here, where it is one that a writer chooses: no nickname, no Latin.
fn name_of<'a>(entry: &'a Entry, written: &str) -> Option<&'a Name> {
    let same = |name: &&Name| {
        name.text.len() == written.len() && (name.text == written || forms::same(&name.text, written, script::fold))
    };
    let name = entry.names.iter().find(same)?;
    let chosen = matches!(name.role, Role::Full | Role::Short | Role::Abbreviation) && !forms::latin(name);
    (chosen && !is_address(written)).then_some(name)
}

/// 赵老师 is an address, no spelling.
fn is_address(written: &str) -> bool {
    let mut last = written.chars().rev().map(|c| forms::normal(script::fold(c)));
    let (Some(second), Some(first)) = (last.next(), last.next()) else { return false };
    ADDRESSES.iter().any(|address| address[1] == second && address[0] == first)
}

/// What tells one spelling from another: folded, and of persons the family name alone.
pub fn key(entry: &Entry, written: &str) -> String {
    let folded = forms::key(written, script::fold);
    match folded.rsplit_once(['·', '•']) {
        Some((_, family)) if entry.kind == Kind::Person => family.to_owned(),
        _ => folded,
    }
}
