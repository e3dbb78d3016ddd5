//! Entries laid over those of the layers below: merged by id, field by field.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    Entry, Kin, Kind, Name, Region, Role, Tenure,
    load::{Item, Loaded},
};

/// The layers that entries are laid over.
pub trait Below {
    fn entry(&self, id: &str) -> Option<Entry>;
    fn has_source(&self, id: &str) -> bool;
    /// The ids that begin so.
    fn ids(&self, prefix: &str) -> Vec<String>;
    /// The entries, offices apart, that bear a name without a guard.
    fn bearers(&self, name: &str) -> Vec<String>;
}

/// No layer below: the built-in base stands on nothing.
impl Below for () {
    fn entry(&self, _: &str) -> Option<Entry> {
        None
    }

    fn has_source(&self, _: &str) -> bool {
        false
    }

    fn ids(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn bearers(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

impl Loaded {
    /// Completes what was read from the layers below. Only the entries that it changes are taken over from there, and
    /// the offices that it gives a holder.
    pub fn settle(&mut self, below: &dyn Below) {
        for item in &mut self.items {
            if let Some(under) = below.entry(&item.entry.id) {
                item.lay_over(under);
            }
            item.preferred();
        }
        let own: HashSet<&str> = self.items.iter().map(|item| item.entry.id.as_str()).collect();
        let mut held: HashMap<String, usize> = HashMap::new();
        for item in &self.items {
            for tenure in item.entry.tenures.iter().filter(|tenure| !own.contains(tenure.office.as_str())) {
                held.entry(tenure.office.clone()).or_insert(item.file);
            }
        }
        let mut offices: Vec<_> = held.into_iter().collect();
        offices.sort_unstable();
        for (office, file) in offices {
            if let Some(entry) = below.entry(&office).filter(|entry| entry.kind == Kind::Office) {
                self.items.push(Item { entry, file, over: true, inherited: true, ..Item::default() });
            }
        }
    }
}

impl Item {
    fn lay_over(&mut self, under: Entry) {
        self.over = true;
        let own = std::mem::take(&mut self.entry);
        let names = std::mem::take(&mut self.names_at).into_iter();
        let tenures = std::mem::take(&mut self.tenures_at).into_iter();
        let removed = |text: &str| self.remove.iter().any(|(name, _)| name == text);
        let kept = |names: Vec<Name>| names.into_iter().filter(|name| !removed(&name.text)).collect();
        let same_name = |a: &Name, b: &Name| a.text == b.text;
        let (names, names_at) = laid(kept(under.names), own.names.into_iter().zip(names), same_name, &self.at);
        let kept = under.tenures.into_iter().filter(|tenure| !removed(&tenure.office)).collect();
        let same_time = |a: &Tenure, b: &Tenure| a.office == b.office && a.from == b.from;
        let (tenures, tenures_at) = laid(kept, own.tenures.into_iter().zip(tenures), same_time, &self.at);
        (self.names_at, self.tenures_at) = (names_at, tenures_at);
        let or = |own: String, under: String| if own.is_empty() { under } else { own };
        self.entry = Entry {
            id: own.id,
            kind: own.kind,
            category: self.category.unwrap_or(under.category),
            names,
            country: own.country.or(under.country),
            body: own.body.or(under.body),
            single: self.single.unwrap_or(under.single),
            wrong: union(under.wrong, own.wrong),
            holders: under.holders,
            tenures,
            kin: kin(under.kin, own.kin),
            died: own.died.or(under.died),
            about: super::Text { zh: or(own.about.zh, under.about.zh), en: or(own.about.en, under.about.en) },
            origin: own.origin.or(under.origin),
            contrast: union(under.contrast, own.contrast),
            related: union(under.related, own.related),
            wikidata: own.wikidata.or(under.wikidata),
            reviewed: own.reviewed.or(under.reviewed),
            sources: union(own.sources, under.sources),
        };
    }

    /// Puts the names to use in a region first, and marks them; completion and cards take the first that fits.
    fn preferred(&mut self) {
        for (region, text, at) in &self.prefer {
            self.entry.names.iter_mut().for_each(|name| name.preferred.retain(|other| other != region));
            let known = self.entry.names.iter().position(|name| name.text == *text);
            let (name, place) = match known {
                Some(found) => (self.entry.names.remove(found), self.names_at.remove(found)),
                None => (Name { text: text.clone(), role: Role::Short, ..Name::default() }, at.clone()),
            };
            let everywhere = known.is_some() && name.regions.everywhere();
            let regions = if everywhere { name.regions } else { name.regions.with(*region) };
            // The first name of all is the one for the mainland.
            let first = if *region == Region::Cn { 0 } else { self.entry.names.len().min(1) };
            let preferred = name.preferred.iter().copied().chain([*region]).collect();
            self.entry.names.insert(first, Name { regions, preferred, ..name });
            self.names_at.insert(first, place);
        }
    }
}

/// Own facts over those below: the same fact in the place of the old one, new ones behind; and where each stands (`at`
/// for those from below).
fn laid<T>(
    under: Vec<T>,
    own: impl Iterator<Item = (T, Range<usize>)>,
    same: impl Fn(&T, &T) -> bool,
    at: &Range<usize>,
) -> (Vec<T>, Vec<Range<usize>>) {
    let mut all: Vec<(T, Range<usize>)> = under.into_iter().map(|fact| (fact, at.clone())).collect();
    for (fact, place) in own {
        match all.iter_mut().find(|(other, _)| same(other, &fact)) {
            Some(old) => *old = (fact, place),
            None => all.push((fact, place)),
        }
    }
    all.into_iter().unzip()
}

/// One bond to each person: the own one.
fn kin(under: Vec<Kin>, own: Vec<Kin>) -> Vec<Kin> {
    let mut all = under;
    all.retain(|old| !own.iter().any(|new| new.of == old.of));
    all.extend(own);
    all
}

fn union(mut first: Vec<String>, more: Vec<String>) -> Vec<String> {
    for one in more {
        if !first.contains(&one) {
            first.push(one);
        }
    }
    first
}
