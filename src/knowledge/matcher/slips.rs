//! Slips of the pen: one wrong character in a transliterated name.

use super::{
    super::base::forms::{flag, is_han},
    Claim, Found, View,
    scan::Slip,
    words::{is_dot, is_sound},
};

/// The stretch that a stub and the character beside it make; `None` where that plainly is part of something longer.
pub fn around(view: &View<'_>, start: usize, end: usize, flags: u16) -> Option<(usize, usize)> {
    let (before, after) = (view.before(start), view.after(end));
    let (start, end) = if flags & flag::HEAD != 0 {
        (start, end + after.chars().next().filter(|&c| is_han(c))?.len_utf8())
    } else {
        (start - before.chars().next_back().filter(|&c| is_han(c))?.len_utf8(), end)
    };
    apart(view, start, end).then_some((start, end))
}

/// False for a stretch that plainly is part of a longer foreign name.
pub fn apart(view: &View<'_>, start: usize, end: usize) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| is_dot(c) || is_sound(c));
    !goes_on(view.before(start).chars().next_back()) && !goes_on(view.after(end).chars().next())
}

/// Adds the slips that stand where no name does.
pub fn add(slips: &[Slip], found: &mut Vec<Found>) {
    let mut added: Vec<Found> = Vec::new();
    for &Slip { start, end, claim } in slips {
        let free = |one: &Found| one.end <= start || end <= one.start;
        let claim = Claim { pending: true, ..claim };
        if let Some(same) = added.iter_mut().find(|one| (one.start, one.end) == (start, end)) {
            same.claims.push(claim);
        } else if found.iter().all(free) && added.iter().all(free) {
            let claims = [claim].into_iter().collect();
            let (abbreviation, compound, head) = (false, false, None);
            added.push(Found { start, end, claims, abbreviation, compound, within: (start, end), slip: true, head });
        }
    }
    if !added.is_empty() {
        found.extend(added);
        found.sort_by_key(|one| one.start);
    }
}
