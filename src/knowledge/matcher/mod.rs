//! Finds the names of the base in a text.
//!
//! All forms are found in one pass over the folded text; then leftmost-longest, where short names must agree with the
//! words of the ordinary lexicon; then one-character abbreviations, in what is left; then titles, by their neighbours.

mod abbreviations;
mod guards;
mod memo;
mod names;
mod scan;
mod slips;
mod titles;
mod walk;
mod words;

pub use memo::Memo;
pub use walk::Walk;
pub use words::is_sound;

use std::{borrow::Cow, cell::OnceCell};

use smallvec::SmallVec;

use self::{scan::Scan, walk::Pair};
use super::{
    Choice, Entries, EntryId, Head, Kind, Knowledge, Mention,
    base::{
        Entry,
        forms::{self, flag},
    },
    lexicon::Boundaries,
};
use crate::text::{Span, script};

/// A text on its way through the matcher.
struct View<'a> {
    knowledge: &'a Knowledge,
    /// In Simplified.
    text: &'a str,
    /// The same in lower case, of the same length.
    folded: &'a str,
    pairs: &'a [Pair],
    /// Where characters stand that may be abbreviations.
    letters: &'a [usize],
    boundaries: OnceCell<Boundaries<'a>>,
}

impl<'a> View<'a> {
    fn new(knowledge: &'a Knowledge, text: &'a str, folded: &'a str) -> Self {
        Self { knowledge, text, folded, pairs: &[], letters: &[], boundaries: OnceCell::new() }
    }

    fn boundaries(&self) -> &Boundaries<'a> {
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
    flags: u16,
    /// Of the entry.
    kind: Kind,
    /// Counts only if the document names the entry elsewhere.
    pending: bool,
}

/// Mostly one; a title has many.
type Claims = SmallVec<[Claim; 2]>;

/// A place that was found to be a name.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    claims: Claims,
    abbreviation: bool,
    compound: bool,
    within: (usize, usize),
    slip: bool,
    head: Option<(Claim, usize)>,
}

impl Found {
    /// The same, further on by so many bytes.
    fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
            within: (self.within.0 + by, self.within.1 + by),
            head: self.head.map(|(claim, end)| (claim, end + by)),
            ..self
        }
    }

    fn is_title(&self) -> bool {
        self.claims.first().is_some_and(|claim| claim.flags & flag::TITLE != 0)
    }
}

/// No name reaches over the end of a sentence.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// All mentions of a text in Simplified, in order and without overlap; what the memo knows is not looked for again.
pub fn mentions_again(knowledge: &Knowledge, text: &str, memo: &mut Memo) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(ends_sentence) {
        let known = memo.recall(sentence, || Walk::over(knowledge, sentence).found(sentence).into());
        found.extend(known.iter().map(|one| one.clone().shifted(start)));
        start += sentence.len();
    }
    resolve(knowledge, text, &mut found, || Cow::Owned(forms::key(text, |c| c)))
}

/// Decides what sentences leave open, with the whole text before one: `fold` gives it in Simplified and lower case.
fn resolve<'a>(
    knowledge: &Knowledge,
    text: &str,
    found: &mut Vec<Found>,
    fold: impl FnOnce() -> Cow<'a, str>,
) -> Vec<Mention> {
    guards::settle(found);
    if found.iter().any(|one| one.is_title() || one.claims.len() > 1) {
        titles::resolve(&View::new(knowledge, text, &fold()), found);
    }
    let mut mentions = Vec::with_capacity(found.len());
    mentions.extend(found.drain(..).filter_map(|found| mention(knowledge, found)));
    mentions
}

/// What a sentence alone says: names, slips and abbreviations.
fn within_sentence(view: &View<'_>, scan: &mut Scan, found: &mut Vec<Found>) {
    found.clear();
    scan::scan(view, scan);
    names::select(view, scan, found);
    slips::add(&scan.slips, found);
    abbreviations::add(view, &scan.letters, found);
}

fn mention(knowledge: &Knowledge, mut found: Found) -> Option<Mention> {
    let sure = found.claims.iter().any(|claim| !claim.pending);
    if found.claims.len() > 1 {
        // What nobody checked does not make doubtful what somebody did.
        let reviewed = |claim: &Claim| knowledge.entry(claim.id).is_some_and(Entry::is_reviewed);
        let settled = found.claims.iter().any(|claim| !claim.pending && reviewed(claim));
        found.claims.retain(|claim| !settled || reviewed(claim));
    }
    let counted = found.claims.iter().filter(|claim| !(sure && claim.pending));
    let (entries, choices) = match &found.claims[..] {
        // As mostly.
        [claim] => (Entries::one(claim.id), [choice([claim].into_iter()), None, None]),
        _ => {
            let entries = Entries::of(counted.clone().map(|claim| claim.id))?;
            (entries, entries.all(|id| choice(counted.clone().filter(|claim| claim.id == id))))
        }
    };
    Some(Mention {
        kind: counted.clone().next().map(|claim| claim.kind)?,
        span: Span::new(found.start, found.end),
        entries,
        abbreviation: found.abbreviation,
        within: Span::new(found.within.0, found.within.1),
        compound: found.compound,
        wrong: found.claims.iter().all(|claim| claim.flags & flag::WRONG != 0),
        slip: found.slip,
        choices,
        head: found.head.map(|(claim, end)| Head {
            id: claim.id,
            end: Span::new(0, end).end,
            choice: choice([claim].iter()),
        }),
        pending: !sure,
    })
}

/// The spelling that is chosen with the names of one entry that are written so.
fn choice<'a>(mut claims: impl Iterator<Item = &'a Claim>) -> Option<Choice> {
    let chosen = claims.find(|claim| claim.flags & flag::CHOSEN != 0)?;
    Some(if chosen.flags & flag::REGIONAL == 0 { Choice::Mainland } else { Choice::Regional })
}

/// The entries a name stands for whatever the context.
pub fn named(knowledge: &Knowledge, name: &str) -> Vec<EntryId> {
    let name = &*script::folded(name.trim());
    let mut ids: Vec<EntryId> = Vec::new();
    let mut walk = Walk::over(knowledge, name);
    walk.each_sentence(name, |view, _, scan, _| {
        scan::scan(view, scan);
        let whole = scan.hits.iter().filter(|hit| hit.start == 0 && hit.end == name.len());
        let mut claims: Vec<&Claim> = whole.flat_map(|hit| scan.claims(hit)).collect();
        claims.sort_by_key(|claim| claim.flags & (flag::TITLE | flag::WRONG));
        let right = claims.iter().any(|claim| claim.flags & flag::WRONG == 0);
        claims.retain(|claim| !right || claim.flags & flag::WRONG == 0);
        ids.extend(claims.into_iter().map(|claim| claim.id));
        if ids.is_empty() && scan.letters.first().is_some_and(|&at| at == 0) && name.chars().count() == 1 {
            ids.extend(abbreviations::readings(view, view.folded).map(|(id, _)| id));
        }
    });
    walk.leave(name);
    let mut seen = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    ids
}
