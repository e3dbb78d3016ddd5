//! How a block spells the entries it names, as far as its author chose the spelling.

use super::{
    super::block::Parsed,
    Names,
    spelled::{Place, may_spell, place},
};
use crate::{
    knowledge::{Choice, Entry, EntryId, Head, Kind, Knowledge, Mention, base::forms},
    text::{Span, script},
};

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
    if !may_spell(block.syntax.kind) {
        return Box::default();
    }
    let prose = |span: Span| place(block, span) == Place::Prose;
    let mut found = Vec::with_capacity(mentions.len());
    for mention in mentions.iter().filter(|mention| !mention.abbreviation) {
        let &Mention { span, slip, pending, ref entries, ref choices, head, .. } = mention;
        let spelt =
            |choice: Option<Choice>, id| choice.is_some() || slip && knowledge.entry(id).is_some_and(Entry::varies);
        if pending || entries.len() == 1 {
            for (&id, &choice) in entries.iter().zip(choices).filter(|&(&id, &choice)| spelt(choice, id) && prose(span))
            {
                let rivals = || match entries.len() {
                    1 => Box::default(),
                    _ => entries.iter().copied().filter(|&other| other != id).collect(),
                };
                let regional = choice == Some(Choice::Regional);
                found.push(Spelling { id, span, regional, slip, pending, rivals: rivals() });
            }
        }
        if let Some(Head { id, end, choice: Some(choice) }) = head
            && let span = (Span { end, ..span })
            && prose(span)
        {
            let (regional, pending) = (choice == Choice::Regional, false);
            found.push(Spelling { id, span, regional, slip, pending, rivals: Box::default() });
        }
    }
    found.into()
}

/// What tells one spelling from another: folded, and of persons the family name alone.
pub fn key(entry: &Entry, written: &str) -> String {
    let folded = forms::key(written, script::fold);
    match folded.rsplit_once(['·', '•']) {
        Some((_, family)) if entry.kind == Kind::Person => family.to_owned(),
        _ => folded,
    }
}
