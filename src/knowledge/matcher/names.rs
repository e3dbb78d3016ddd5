//! Names of two characters and more.

use super::{
    super::base::{
        Kind,
        forms::{self, flag, is_han},
    },
    Claim, Found, View, guards,
    words::{PREFIXES, SUFFIXES, is_dot},
};
use crate::knowledge::EntryId;

/// An occurrence of a form, for one of its owners.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    pub start: usize,
    pub end: usize,
    pub claim: Claim,
}

/// All occurrences of names, in order of their start and the longest first, and of abbreviations (their first byte).
pub fn scan(view: &View<'_>) -> (Vec<Hit>, Vec<usize>) {
    let (mut hits, mut letters) = (Vec::new(), Vec::new());
    for (layer, &first) in view.knowledge.layers.iter().zip(&view.knowledge.starts) {
        layer.scan(view.folded, |start, end, form| {
            if !whole(view.folded, start, end) {
                return;
            }
            let before = hits.len();
            for owner in layer.owners(form) {
                if cased(view.text.get(start..end).unwrap_or(""), owner.flags) {
                    let id = EntryId(first + owner.entry);
                    let claim = Claim { id, name: owner.name, flags: owner.flags, pending: false };
                    hits.push(Hit { start, end, claim });
                }
            }
            if hits.len() == before && end - start <= 4 && view.slice(start, end).chars().count() == 1 {
                letters.push(start);
            }
        });
    }
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.claim.flags & flag::TITLE, hit.claim.id));
    letters.sort_unstable();
    letters.dedup();
    (hits, letters)
}

/// Latin names are whole words.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c) && c < '\u{2000}');
    let inside = text.get(start..end).unwrap_or("");
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !(latin(inside.chars().next()) && latin(before) || latin(inside.chars().next_back()) && latin(after))
}

fn cased(written: &str, flags: u8) -> bool {
    if flags & flag::ACRONYM != 0 {
        !written.chars().any(char::is_lowercase)
    } else if flags & flag::CAPITAL != 0 {
        !written.starts_with(char::is_lowercase)
    } else {
        true
    }
}

/// Leftmost-longest among the hits that agree with the ordinary lexicon and their guards.
pub fn select(view: &View<'_>, hits: &[Hit]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut at, mut free) = (0, 0);
    while at < hits.len() {
        let Hit { start, end, .. } = hits[at];
        let next = at + hits[at..].iter().take_while(|hit| hit.start == start && hit.end == end).count();
        if start >= free && agrees(view, start, end, &hits[at].claim) {
            let claims: Vec<Claim> = hits[at..next].iter().filter_map(|hit| guards::judge(view, hits, hit)).collect();
            if !claims.is_empty() && !someone_else(view, start, end, &claims) {
                found.push(Found { start, end, claims, abbreviation: false, within: (start, end) });
                free = end;
            }
        }
        at = next;
    }
    found
}

/// True where the words of the lexicon leave room for a name.
fn agrees(view: &View<'_>, start: usize, end: usize, claim: &Claim) -> bool {
    let form = view.slice(start, end);
    if forms::certain(form) || !form.chars().any(is_han) {
        return true;
    }
    let boundaries = view.boundaries();
    let (left, right) = (boundaries.at(start), boundaries.at(end));
    if left && right {
        return true;
    }
    let (word_start, word_end) = boundaries.around(start, end);
    if claim.flags & flag::TITLE != 0 {
        return false;
    }
    let suffix = right || SUFFIXES.contains(&view.slice(end, word_end));
    let prefix = left || PREFIXES.contains(&view.slice(word_start, start));
    (left && suffix) || (right && prefix)
}

/// A surname beside the dot of another person's name: 德拉吉 in 马里奥·德拉吉 is he, 唐纳德 in 唐纳德·图斯克 nobody else.
fn someone_else(view: &View<'_>, start: usize, end: usize, claims: &[Claim]) -> bool {
    let form = view.slice(start, end);
    if form.contains(is_dot) || !form.chars().all(is_han) {
        return false;
    }
    let person = claims.iter().any(|claim| {
        view.entry(claim.id).is_some_and(|entry| matches!(entry.kind, Kind::Person | Kind::Place | Kind::State))
    });
    if !person {
        return false;
    }
    let mut after = view.after(end).chars();
    if after.next().is_some_and(is_dot) && after.next().is_some_and(is_han) {
        return true;
    }
    let mut before = view.before(start).chars().rev();
    if !before.next().is_some_and(is_dot) {
        return false;
    }
    let given: String = before.take_while(|&c| is_han(c)).take(8).collect::<Vec<_>>().into_iter().rev().collect();
    !given.is_empty()
        && !claims.iter().any(|claim| view.entry(claim.id).is_some_and(|entry| guards::given(entry, &given)))
}
