//! Titles of offices: 总统 alone is nobody's, 法国总统 and 总统马克龙 are.

use smallvec::SmallVec;

use super::{
    super::base::{Entry, Kind, forms::flag, index::tag},
    Claim, Claims, Found, View,
};
use crate::knowledge::{Entries, EntryId};

/// What may stand between a country and a title.
const BETWEEN: &[&str] =
    &["", "的", "前", "前任", "时任", "新任", "候任", "现任", "代理", "首任", "当选", "驻华", "常务", "“", "「"];
/// What may stand between a title and a name.
const BEFORE_NAME: &[&str] = &["", "“", "「", "：", "、"];

/// Decides whose title each title is; what stays open drops out.
pub fn resolve(view: &View<'_>, found: &mut Vec<Found>) {
    for at in 0..found.len() {
        if mixed(&found[at]) {
            let claims = either(view, found, at);
            found[at].claims = claims;
        }
        if found[at].is_title() {
            let claims = owners(view, found, at);
            found[at].claims = claims;
        }
    }
    found.retain(|one| !one.claims.is_empty());
    for at in 0..found.len() {
        if found[at].claims.len() > 1 && !found[at].is_title() {
            let claims = bearers(view, found, at);
            found[at].claims = claims;
        }
    }
}

fn is_title(claim: &Claim) -> bool {
    claim.flags & flag::TITLE != 0
}

/// True for a name that is a title as well: 苏丹.
fn mixed(found: &Found) -> bool {
    found.claims.iter().any(is_title) && !found.claims.iter().all(is_title)
}

/// The title where the country or body before it has that office (文莱苏丹), else the name.
fn either(view: &View<'_>, found: &[Found], at: usize) -> Claims {
    let one = &found[at];
    let before = at.checked_sub(1).and_then(|before| found.get(before));
    let before = before.filter(|before| BETWEEN.contains(&view.slice(before.end, one.start)));
    let place = before.and_then(|before| single(view, before)).map(Place::of);
    let (titles, names): (Claims, Claims) = one.claims.iter().copied().partition(is_title);
    let fits = |claim: &Claim| place.is_some_and(|place| place.has(view, claim.id));
    if titles.iter().any(fits) { titles } else { names }
}

/// Of several bearers of a name, those who hold the office beside it, else those of its country: 加拿大总理卡尼.
fn bearers(view: &View<'_>, found: &[Found], at: usize) -> Claims {
    let one = &found[at];
    let before = at.checked_sub(1).and_then(|before| found.get(before));
    let before = before.filter(|before| BEFORE_NAME.contains(&view.slice(before.end, one.start)));
    let after = found.get(at + 1).filter(|after| after.is_title() && after.start == one.end);
    let fitting = |fits: &dyn Fn(&Entry, &Entry) -> bool| -> Claims {
        let beside = || before.into_iter().chain(after).flat_map(|near| &near.claims).filter_map(|c| view.entry(c.id));
        let fits = |claim: &&Claim| view.entry(claim.id).is_some_and(|person| beside().any(|near| fits(person, near)));
        one.claims.iter().filter(fits).copied().collect()
    };
    let held = fitting(&|person, office| person.tenures.iter().any(|tenure| tenure.office == office.id));
    let held = if held.is_empty() {
        fitting(&|person, near| {
            let country = person.country.as_deref();
            country.is_some() && (near.country.as_deref() == country || Some(near.id.as_str()) == country)
        })
    } else {
        held
    };
    if held.is_empty() { one.claims.clone() } else { held }
}

fn owners(view: &View<'_>, found: &[Found], at: usize) -> Claims {
    let one = &found[at];
    let right = |claims: &[Claim]| claims.iter().copied().filter(|c| c.flags & flag::WRONG == 0).collect::<Claims>();
    let before = at.checked_sub(1).and_then(|before| found.get(before));
    let before = before.filter(|before| BETWEEN.contains(&view.slice(before.end, one.start)) && !before.is_title());
    let after = found.get(at + 1).filter(|after| BEFORE_NAME.contains(&view.slice(one.end, after.start)));
    let person = after.and_then(|after| single(view, after)).filter(|entry| entry.kind == Kind::Person);
    let offices = person.map(|person| self::offices(view, person)).unwrap_or_default();
    let held =
        |claims: &[Claim]| claims.iter().filter(|claim| offices.contains(&claim.id)).copied().collect::<Claims>();
    let place = before.and_then(|before| single(view, before));
    if let Some(holder) = place.filter(|place| place.kind == Kind::Person) {
        // 普京总统, or 特朗普特使: an office he held, else one of his country.
        let held = self::offices(view, holder);
        let his: Claims = one.claims.iter().filter(|claim| held.contains(&claim.id)).copied().collect();
        if !right(&his).is_empty() {
            return right(&his);
        }
    }
    if let Some(place) = place.map(Place::of) {
        let of_place: Claims = one.claims.iter().copied().filter(|claim| place.has(view, claim.id)).collect();
        let fitting = right(&of_place);
        let fitting = if fitting.is_empty() { of_place } else { fitting };
        let held = held(&fitting);
        return if held.is_empty() { fitting } else { held };
    }
    let fitting = right(&one.claims);
    let held_right = held(&fitting);
    if !held_right.is_empty() {
        return held_right;
    }
    let held_wrong = held(&one.claims);
    if !held_wrong.is_empty() {
        return held_wrong;
    }
    if let Some(country) = person.and_then(|person| person.country.as_deref()) {
        let of = |claim: &Claim| view.entry(claim.id).is_some_and(|office| office.country.as_deref() == Some(country));
        let of_country: Claims = one.claims.iter().copied().filter(of).collect();
        let fitting = right(&of_country);
        return if fitting.is_empty() { of_country } else { fitting };
    }
    let bearers = fitting.chunk_by(|one, next| one.id == next.id).count();
    if bearers <= Entries::MOST { fitting } else { Claims::new() }
}

fn single<'a>(view: &'a View<'_>, found: &Found) -> Option<&'a Entry> {
    let (first, rest) = found.claims.split_first()?;
    // Two names of one entry may be written alike.
    rest.iter().all(|claim| claim.id == first.id).then(|| view.entry(first.id)).flatten()
}

/// The offices that somebody holds or held.
fn offices(view: &View<'_>, person: &Entry) -> SmallVec<[EntryId; 8]> {
    person.tenures.iter().filter_map(|tenure| view.knowledge.find(&tenure.office)).collect()
}

/// A country or body before a title, with the tags of its id and its country: a title has more than a hundred bearers, whose
/// entries lie far apart.
#[derive(Clone, Copy)]
struct Place<'a> {
    entry: &'a Entry,
    tags: [u32; 2],
}

impl<'a> Place<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self { entry, tags: [tag(&entry.id), entry.country.as_deref().map_or(0, tag)] }
    }

    /// True where an office is one of it.
    fn has(&self, view: &View<'_>, office: EntryId) -> bool {
        let ([country, body], [own, of]) = (view.knowledge.homes(office), self.tags);
        if country != own && body != own && (of == 0 || country != of) {
            return false;
        }
        let Some(office) = view.entry(office) else { return false };
        let is = |id: &Option<String>| id.as_deref().is_some_and(|id| id == self.entry.id);
        is(&office.country) || is(&office.body) || of != 0 && office.country == self.entry.country
    }
}
