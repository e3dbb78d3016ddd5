//! Offices of one holder.

use std::collections::{HashMap, HashSet};

use super::super::{
    Date, Entry, Kind, Message,
    entry::Confidence,
    load::{Item, Problem},
    merge::Below,
};

/// Days that a new holder may come before the old one goes.
const OVERLAP_DAYS: i32 = 2;

/// A time in an office of one holder, and where it is written, if in these files.
struct Held<'a> {
    from: Date,
    to: Date,
    holder: String,
    place: Option<(&'a Item, usize)>,
}

impl<'a> Held<'a> {
    /// `None` for what is not held against anyone: acting, unsettled.
    fn of(entry: &Entry, at: usize, item: Option<&'a Item>) -> Option<Self> {
        let tenure = entry.tenures.get(at)?;
        let counts = !tenure.acting && tenure.confidence != Confidence::Unsettled;
        counts.then(|| Self {
            // Days that are not known are read so that they clash least.
            from: tenure.from.map_or(Date::new(0, 1, 1), Date::last),
            to: tenure.to.map_or(Date::new(9999, 1, 1), Date::first),
            holder: entry.id.clone(),
            place: item.map(|item| (item, at)),
        })
    }

    /// True where somebody else comes long before this one goes.
    fn clashes(&self, after: &Self) -> bool {
        self.holder != after.holder && self.to.days() - after.from.days() > OVERLAP_DAYS
    }
}

/// An office of one holder has one at a time, those of the layers below included.
pub(super) fn check(items: &[Item], below: &dyn Below, problems: &mut Vec<Problem>) {
    let own: HashSet<&str> = items.iter().map(|item| item.entry.id.as_str()).collect();
    let single = items.iter().filter(|item| item.entry.kind == Kind::Office && item.entry.single);
    let mut times: HashMap<&str, Vec<Held<'_>>> = single.clone().map(|item| (&*item.entry.id, Vec::new())).collect();
    for item in items {
        for (at, tenure) in item.entry.tenures.iter().enumerate() {
            if let Some(times) = times.get_mut(tenure.office.as_str()) {
                times.extend(Held::of(&item.entry, at, Some(item)));
            }
        }
    }
    for office in single {
        let others = office.entry.holders.iter().filter(|id| !own.contains(id.as_str()));
        for other in others.filter_map(|id| below.entry(id)) {
            let held = (0..other.tenures.len()).filter(|&at| other.tenures[at].office == office.entry.id);
            let held = held.filter_map(|at| Held::of(&other, at, None));
            times.entry(&office.entry.id).or_default().extend(held);
        }
    }
    for (office, mut times) in times {
        times.sort_by_key(|held| (held.from, held.to));
        // Whoever goes last of those that came before.
        let mut last: Option<&Held<'_>> = None;
        for after in &times {
            if let Some(before) = last.filter(|before| before.clashes(after)) {
                problems.extend(clash(office, before, after));
            }
            if last.is_none_or(|last| last.to < after.to) {
                last = Some(after);
            }
        }
    }
}

/// Two who held an office at once, told where one of them is written.
fn clash(office: &str, before: &Held<'_>, after: &Held<'_>) -> Option<Problem> {
    let (item, at) = after.place.or(before.place)?;
    let span = item.tenures_at.get(at).unwrap_or(&item.at).clone();
    let other = if after.place.is_some() { before } else { after };
    let message = Message::new("{} 的任期与 {}（{}–{}）重叠", "the time as {} overlaps that of {} ({}–{})");
    let message = message.with(office).with(&other.holder).with(other.from).with(other.to);
    Some(Problem { span, ..item.fault(message) })
}
