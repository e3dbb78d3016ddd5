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
const ADDRESSES: &[&str] = &["老师", "先生", "女士", "教授", "博士", "总统", "总理", "主席", "部长", "同志", "夫人"];

/// A name in the author's own prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    pub id: EntryId,
    /// Bytes of the block.
    pub span: Span,
    /// Folded; of persons the family name alone.
    pub key: Box<str>,
    /// Not of the mainland.
    pub regional: bool,
    pub slip: bool,
    /// Counts only if the document names the entry elsewhere by an unambiguous name.
    pub pending: bool,
    /// Others whose name it may be: counts only if the document names none of them so.
    pub rivals: Box<[EntryId]>,
}

impl Spelling {
    /// True where it is this entry's name in this document.
    pub fn counts(&self, names: &Names) -> bool {
        (!self.pending || names.names(self.id)) && !self.rivals.iter().any(|&rival| names.names(rival))
    }
}

/// All spellings of a block, in order.
pub fn spellings(block: &Parsed<'_>, mentions: &[Mention], knowledge: &Knowledge) -> Box<[Spelling]> {
    let mut found = Vec::new();
    for mention in mentions.iter().filter(|mention| !mention.abbreviation) {
        let pending = mention.pending;
        if pending || mention.entries.len() == 1 {
            for &id in &mention.entries {
                let rivals = mention.entries.iter().copied().filter(|&other| other != id).collect();
                let found_here = spelling(block, knowledge, mention, id, mention.span);
                found.extend(found_here.map(|found| Spelling { pending, rivals, ..found }));
            }
        }
        if let Some((id, end)) = mention.head {
            found.extend(spelling(block, knowledge, mention, id, Span { end, ..mention.span }));
        }
    }
    found.into()
}

fn spelling(block: &Parsed<'_>, knowledge: &Knowledge, mention: &Mention, id: EntryId, span: Span) -> Option<Spelling> {
    let entry = knowledge.entry(id).filter(|entry| varies(entry))?;
    let written = span.of(block.text);
    let name = name_of(entry, written);
    if name.is_none() && !mention.slip || place(block, span) != Place::Prose {
        return None;
    }
    Some(Spelling {
        id,
        span,
        key: key(entry, written).into(),
        regional: name.is_some_and(|name| !name.regions.has(Region::Cn)),
        slip: mention.slip,
        pending: false,
        rivals: Box::default(),
    })
}

/// True for entries that have more than one spelling to choose from.
fn varies(entry: &Entry) -> bool {
    !matches!(entry.kind, Kind::Office | Kind::Term) && entry.names.len() > 1
}

/// The name of the base that is written here, where it is one that a writer chooses: no nickname, no Latin.
fn name_of<'a>(entry: &'a Entry, written: &str) -> Option<&'a Name> {
    let name = entry.names.iter().find(|name| forms::same(&name.text, written, script::fold))?;
    let chosen = matches!(name.role, Role::Full | Role::Short | Role::Abbreviation) && !forms::latin(name);
    // 赵老师 is an address, no spelling.
    let written = forms::key(written, script::fold);
    let address = ADDRESSES.iter().any(|address| written.ends_with(address));
    (chosen && !address).then_some(name)
}

/// What tells one spelling from another: folded, and of persons the family name alone.
pub fn key(entry: &Entry, written: &str) -> String {
    let folded = forms::key(written, script::fold);
    match folded.rsplit_once(['·', '•']) {
        Some((_, family)) if entry.kind == Kind::Person => family.to_owned(),
        _ => folded,
    }
}
