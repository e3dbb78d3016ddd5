//! Finds the names of the base in a text.
//!
//! All forms are found in one pass over the folded text; then leftmost-longest, where short names must agree with the
//! words of the ordinary lexicon; then one-character abbreviations, in what is left; then titles, by their neighbours.

mod abbreviations;
mod guards;
mod names;
mod slips;
mod titles;
mod words;

pub use words::is_sound;

use std::cell::OnceCell;

use super::{
    EntryId, Knowledge, Mention,
    base::{
        Entry,
        forms::{flag, normal},
    },
    lexicon::Boundaries,
};
use crate::text::{Span, script};

/// The most candidates that a mention carries.
const CANDIDATES: usize = 3;

/// A text on its way through the matcher.
struct View<'a> {
    knowledge: &'a Knowledge,
    text: &'a str,
    /// The text in Simplified and lower case, of the same length.
    folded: &'a str,
    boundaries: OnceCell<Boundaries>,
}

impl View<'_> {
    fn boundaries(&self) -> &Boundaries {
        self.boundaries.get_or_init(|| Boundaries::of(self.folded))
    }

    fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.knowledge.entry(id)
    }

    fn before(&self, at: usize) -> &str {
        self.folded.get(..at).unwrap_or("")
    }

    fn after(&self, at: usize) -> &str {
        self.folded.get(at..).unwrap_or("")
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.folded.get(start..end).unwrap_or("")
    }
}

/// Whose form a hit may be, and on what terms.
#[derive(Clone, Copy, Debug)]
struct Claim {
    id: EntryId,
    name: u16,
    flags: u8,
    /// Counts only if the document names the entry elsewhere.
    pending: bool,
}

/// A place that was found to be a name.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    claims: Vec<Claim>,
    abbreviation: bool,
    compound: bool,
    within: (usize, usize),
    slip: bool,
    head: Option<(EntryId, usize)>,
}

impl Found {
    fn is_title(&self) -> bool {
        self.claims.first().is_some_and(|claim| claim.flags & flag::TITLE != 0)
    }
}

/// Folds a text for matching; bytes stay where they are.
fn folded(text: &str) -> String {
    script::mapped(text, |c| if c.is_ascii() { c.to_ascii_lowercase() } else { normal(script::fold(c)) })
}

pub fn mentions(knowledge: &Knowledge, text: &str) -> Vec<Mention> {
    let folded = folded(text);
    let view = View { knowledge, text, folded: &folded, boundaries: OnceCell::new() };
    let names::Scan { hits, letters, slips } = names::scan(&view);
    if hits.is_empty() && letters.is_empty() && slips.is_empty() {
        return Vec::new();
    }
    let mut found = names::select(&view, &hits, &letters);
    slips::add(&slips, &mut found);
    abbreviations::add(&view, &letters, &mut found);
    guards::settle(&mut found);
    titles::resolve(&view, &mut found);
    found.into_iter().filter_map(|found| mention(knowledge, found)).collect()
}

fn mention(knowledge: &Knowledge, mut found: Found) -> Option<Mention> {
    let sure = found.claims.iter().any(|claim| !claim.pending);
    if found.claims.len() > 1 {
        // What nobody checked does not make doubtful what somebody did.
        let reviewed = |claim: &Claim| knowledge.entry(claim.id).is_some_and(Entry::is_reviewed);
        let settled = found.claims.iter().any(|claim| !claim.pending && reviewed(claim));
        found.claims.retain(|claim| !settled || reviewed(claim));
    }
    let mut entries: Vec<EntryId> = Vec::new();
    for claim in found.claims.iter().filter(|claim| !(sure && claim.pending)) {
        if !entries.contains(&claim.id) {
            entries.push(claim.id);
        }
    }
    (1..=CANDIDATES).contains(&entries.len()).then(|| Mention {
        span: Span::new(found.start, found.end),
        entries,
        abbreviation: found.abbreviation,
        within: Span::new(found.within.0, found.within.1),
        compound: found.compound,
        wrong: found.claims.iter().all(|claim| claim.flags & flag::WRONG != 0),
        slip: found.slip,
        head: found.head.map(|(id, end)| (id, Span::new(0, end).end)),
        pending: !sure,
    })
}

/// The entries a name stands for whatever the context.
pub fn named(knowledge: &Knowledge, name: &str) -> Vec<EntryId> {
    let folded = folded(name.trim());
    let view = View { knowledge, text: name.trim(), folded: &folded, boundaries: OnceCell::new() };
    let names::Scan { hits, letters, .. } = names::scan(&view);
    let mut claims: Vec<_> = hits.iter().filter(|hit| hit.start == 0 && hit.end == folded.len()).collect();
    claims.sort_by_key(|hit| hit.claim.flags & (flag::TITLE | flag::WRONG));
    let right = claims.iter().any(|hit| hit.claim.flags & flag::WRONG == 0);
    claims.retain(|hit| !right || hit.claim.flags & flag::WRONG == 0);
    let mut ids: Vec<EntryId> = claims.into_iter().map(|hit| hit.claim.id).collect();
    if ids.is_empty() && letters.first().is_some_and(|&at| at == 0) && folded.chars().count() == 1 {
        ids.extend(abbreviations::readings(&view, &folded).map(|(id, _)| id));
    }
    let mut seen = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    ids
}
