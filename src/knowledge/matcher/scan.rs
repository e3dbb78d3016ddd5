//! One pass over a sentence: where forms of names stand, and what is nearly a name.

use super::{
    super::base::{
        forms::{Owner, flag, is_han},
        nears::Near,
        written::Written,
    },
    Claim, View, slips,
};
use crate::knowledge::{EntryId, Kind};

/// An occurrence of a form.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    pub start: usize,
    pub end: usize,
    /// From which claim of the scan to which: one for each owner of the form. A title has more than a hundred.
    claims: (usize, usize),
}

/// A stretch one character off a name.
#[derive(Clone, Copy, Debug)]
pub struct Slip {
    pub start: usize,
    pub end: usize,
    pub claim: Claim,
}

/// What one pass over the text finds.
#[derive(Default)]
pub struct Scan {
    /// Names, in order of their start and the longest first; one for each place.
    pub hits: Vec<Hit>,
    claims: Vec<Claim>,
    /// The first bytes of characters that may be abbreviations, in order.
    pub letters: Vec<usize>,
    pub slips: Vec<Slip>,
    /// Those of a layer that its stubs lead to, by the stubs' ends and starts.
    stubs: Vec<(usize, usize, Slip)>,
}

impl Scan {
    /// Whose name a hit may be, titles last.
    pub fn claims(&self, hit: &Hit) -> &[Claim] {
        self.claims.get(hit.claims.0..hit.claims.1).unwrap_or(&[])
    }

    /// True where somebody's title is written so.
    pub fn is_title(&self, hit: &Hit) -> bool {
        self.claims(hit).last().is_some_and(|claim| claim.flags & flag::TITLE != 0)
    }

    fn clear(&mut self) {
        self.hits.clear();
        self.claims.clear();
        self.letters.clear();
        self.slips.clear();
    }

    /// Makes one hit of those of several layers in one place.
    fn merge_layers(&mut self) {
        let place = |hit: &Hit| (hit.start, std::cmp::Reverse(hit.end));
        let mut hits = std::mem::take(&mut self.hits);
        hits.sort_by_key(place);
        for same in hits.chunk_by(|one, next| place(one) == place(next)) {
            let from = self.claims.len();
            for &Hit { claims: (from, to), .. } in same {
                self.claims.extend_from_within(from..to);
            }
            self.claims[from..].sort_by_key(|claim| (claim.flags & flag::TITLE, claim.id));
            self.hits.extend(same.first().map(|&hit| Hit { claims: (from, self.claims.len()), ..hit }));
        }
    }
}

/// All occurrences of names, of characters that may be abbreviations, and of what is nearly a name.
pub fn scan(view: &View<'_>, found: &mut Scan) {
    found.clear();
    for (layer, &first) in view.knowledge.layers.iter().zip(&view.knowledge.starts) {
        let written = layer.index().written();
        let mut nears = Vec::new();
        for pair in view.pairs {
            let (at, [a, b]) = (pair.at, pair.chars);
            let (rest, width) = (view.after(at), pair.width());
            let third = rest.get(width..).and_then(|behind| behind.chars().next());
            // Within a Latin word no name begins.
            if latin(a) && view.before(at).ends_with(latin) {
                continue;
            }
            let Some(start) = written.start(a, b) else { continue };
            if start.may_go_on(third) {
                for (form, len) in written.forms(&start, rest.as_bytes(), width) {
                    if whole(view.folded, at, at + len) {
                        owned(view, written.owners(form), first, (at, at + len), found);
                    }
                }
            }
            // Mostly none: a loop costs nothing then.
            for near in start.nears.map_while(|near| written.near(near)) {
                if let Some(slip) = nearly(view, written, near, first, at) {
                    nears.push(slip);
                }
            }
        }
        // Of slips in one place the first counts: those of the stubs by where these end.
        found.stubs.sort_by_key(|&(end, start, _)| (end, start));
        found.slips.extend(found.stubs.drain(..).map(|(.., slip)| slip));
        found.slips.append(&mut nears);
    }
    if view.knowledge.layers.len() > 1 {
        found.merge_layers();
    }
    let is_whole = |&at: &usize| whole(view.folded, at, at + view.after(at).chars().next().map_or(0, char::len_utf8));
    found.letters.extend(view.letters.iter().copied().filter(is_whole));
}

/// The hit of a form, with a claim for each of its owners.
fn owned(
    view: &View<'_>,
    owners: impl Iterator<Item = Owner>,
    first: u32,
    (start, end): (usize, usize),
    found: &mut Scan,
) {
    let from = found.claims.len();
    for Owner { entry, name, flags, kind } in owners {
        let id = EntryId(first + entry);
        if view.knowledge.hides(id) || !cased(view, start, end, flags) {
            continue;
        }
        let claim = Claim { id, name, flags, kind, pending: false };
        if flags & flag::STUB == 0 {
            found.claims.push(claim);
        } else if let Some((from, to)) = slips::around(view, start, end, flags) {
            found.stubs.push((end, start, Slip { start: from, end: to, claim }));
        }
    }
    if found.claims.len() > from {
        found.hits.push(Hit { start, end, claims: (from, found.claims.len()) });
    }
}

/// True for what Latin words are of.
#[inline]
pub fn latin(c: char) -> bool {
    c < '\u{2000}' && c.is_alphanumeric()
}

/// Latin names are whole words.
fn whole(text: &str, start: usize, end: usize) -> bool {
    // Most names begin and end with characters of three bytes that are no letters.
    let beyond = |at: usize| text.as_bytes().get(at).is_some_and(|&lead| lead >= 0xe2);
    if beyond(start) && end.checked_sub(3).is_some_and(beyond) {
        return true;
    }
    let inside = text.get(start..end).unwrap_or("");
    let on_left = || text.get(..start).is_some_and(|before| before.ends_with(latin));
    let on_right = || text.get(end..).is_some_and(|after| after.starts_with(latin));
    !(inside.starts_with(latin) && on_left() || inside.ends_with(latin) && on_right())
}

/// True for a name that is written as it must be; a label of a host name may be in lower case.
fn cased(view: &View<'_>, start: usize, end: usize, flags: u16) -> bool {
    let written = || view.text.get(start..end).unwrap_or("");
    if flags & flag::ACRONYM != 0 {
        !written().chars().any(char::is_lowercase) || in_domain(view.folded, start, end)
    } else if flags & flag::CAPITAL != 0 {
        !written().starts_with(char::is_lowercase) || in_domain(view.folded, start, end)
    } else {
        true
    }
}

/// A label of a host name: `csis` in `www.csis.org`.
fn in_domain(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).is_some_and(|before| before.ends_with(['.', '/', '@']));
    before && text.get(end..).is_some_and(|after| after.starts_with(['.', '/']))
}

/// The stretch at a byte that is one character inside off a name which begins or ends with the two characters there. The
/// names have characters of three bytes alone.
fn nearly(view: &View<'_>, written: Written<'_>, near: Near, first: u32, at: usize) -> Option<Slip> {
    const WIDTH: usize = 3;
    let form = written.bytes(near.form)?;
    // With the second character wrong, the last two are right; with a later one, the first two.
    let start = if near.ending { at.checked_sub(form.len().checked_sub(2 * WIDTH)?)? } else { at };
    let (end, text) = (start + form.len(), view.folded.as_bytes());
    let mut pairs =
        text.get(start..end)?.chunks(WIDTH).zip(form.chunks(WIDTH)).enumerate().filter(|(_, (a, b))| a != b);
    let (place, _) = pairs.next()?;
    let inside = place > 0 && (place + 1) * WIDTH < form.len() && (place == 1) == near.ending;
    if !inside || pairs.next().is_some() {
        return None;
    }
    let wrong = view.folded.get(start + place * WIDTH..start + (place + 1) * WIDTH)?;
    let id = EntryId(first + near.entry);
    let claim = Claim { id, name: near.name, flags: 0, kind: Kind::Person, pending: false };
    let counts = wrong.chars().all(is_han) && !view.knowledge.hides(id) && slips::apart(view, start, end);
    counts.then_some(Slip { start, end, claim })
}
