//! Forms that are also ordinary words, or names of several: when they count.

use super::{
    super::base::{
        Entry,
        entry::Need,
        forms::{self, flag},
    },
    Claim, Found, View,
    scan::{Hit, Scan},
    words::{self, TITLES, is_dot},
};
use crate::{knowledge::EntryId, text::script};

/// A claim of a hit, once its guard has spoken; `None` where the guard forbids it.
#[inline]
pub fn judge(view: &View<'_>, scan: &Scan, hit: &Hit, claim: Claim) -> Option<Claim> {
    if claim.flags & flag::GUARDED == 0 { Some(claim) } else { guarded(view, scan, hit, claim) }
}

fn guarded(view: &View<'_>, scan: &Scan, hit: &Hit, claim: Claim) -> Option<Claim> {
    let entry = view.entry(claim.id)?;
    let guard = entry.names.get(usize::from(claim.name))?.guard.as_ref()?;
    let (from, to) = words::sentence(view.folded, hit.start, hit.end);
    let (before, after) = (view.slice(from, hit.start), view.slice(hit.end, to));
    let sentence = view.slice(from, to);
    let beside = |words: &[String]| words.iter().any(|word| sentence.contains(word.as_str()));
    if beside(&guard.not) {
        return None;
    }
    if guard.needs.is_empty() && guard.near.is_empty() || beside(&guard.near) {
        return Some(claim);
    }
    let met = |need: &Need| match need {
        Need::Title => titled(before, after, scan, hit),
        Need::GivenName => given_before(entry, before),
        Need::Latin => latin_near(entry, before, after),
        Need::Seen => false,
    };
    if guard.needs.iter().any(met) {
        return Some(claim);
    }
    guard.needs.contains(&Need::Seen).then_some(Claim { pending: true, ..claim })
}

/// A title beside a name.
fn titled(before: &str, after: &str, scan: &Scan, hit: &Hit) -> bool {
    let title = |other: &Hit| (other.end == hit.start || other.start == hit.end) && scan.is_title(other);
    TITLES.iter().any(|title| before.ends_with(title) || after.starts_with(title)) || scan.hits.iter().any(title)
}

fn given_before(entry: &Entry, before: &str) -> bool {
    let Some(head) = before.strip_suffix(is_dot) else { return false };
    entry.names.iter().any(|name| {
        let form = forms::keyed(&name.text, script::fold);
        form.rsplit_once(is_dot).is_some_and(|(given, _)| head.ends_with(given))
    })
}

/// True where `given` is a given name of the entry (the part of a full name before a dot).
pub fn given(entry: &Entry, given: &str) -> bool {
    entry.names.iter().any(|name| {
        let form = forms::keyed(&name.text, script::fold);
        form.rsplit_once(is_dot).is_some_and(|(names, _)| names.split(is_dot).any(|name| name == given))
    })
}

fn latin_near(entry: &Entry, before: &str, after: &str) -> bool {
    entry.names.iter().filter(|name| forms::latin(name)).any(|name| {
        let form = forms::keyed(&name.text, script::fold);
        before.contains(&*form) || after.contains(&*form)
    })
}

/// Settles what waits for its bearer to be named, where the block itself names it.
pub fn settle(found: &mut [Found]) {
    if !found.iter().flat_map(|one| &one.claims).any(|claim| claim.pending) {
        return;
    }
    let sure = |one: &&Found| {
        let same = |claim: &Claim| one.claims.first().is_some_and(|first| first.id == claim.id && !claim.pending);
        !one.slip && one.claims.iter().all(same)
    };
    let mut seen: Vec<EntryId> = found.iter().filter(sure).filter_map(|one| Some(one.claims.first()?.id)).collect();
    seen.sort_unstable();
    for claim in found.iter_mut().flat_map(|one| one.claims.iter_mut()) {
        claim.pending = claim.pending && seen.binary_search(&claim.id).is_err();
    }
}
