//! The list of a document's diagnostics as it goes to the client. After a key that changed a few of them, the new list is
//! the last one with these written anew: writing all of a long list takes milliseconds.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

/// Items of a list that others came in the place of; those before and behind are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    /// The first of them, by its index in both lists.
    pub first: usize,
    /// How many they were, and how many they are now.
    pub old: usize,
    pub new: usize,
}

/// A list, once it was written.
type Once = Arc<OnceLock<List>>;

/// What is reported of an analysis to whoever asks; the same report for all texts that an editor is shown the same of.
#[derive(Clone, Default)]
pub(super) struct Report {
    list: Once,
    /// The list that this one was before an edit, where it was written.
    before: Option<(Once, Replaced)>,
}

impl Report {
    /// The report after an edit that changed some items of this one.
    pub fn after(&self, replaced: Replaced) -> Self {
        let before = self.list.get().is_some().then(|| (self.list.clone(), replaced));
        Self { list: Once::default(), before }
    }

    /// The list, if somebody asked for it.
    pub fn written(&self) -> Option<&List> {
        self.list.get()
    }

    /// The list; `write` gives its items from an index on, as many as are asked for.
    ///
    /// # Errors
    /// An item cannot be written as JSON.
    pub fn list<T: Serialize>(&self, mut write: impl FnMut(usize, usize) -> Vec<T>) -> serde_json::Result<&List> {
        if let Some(list) = self.list.get() {
            return Ok(list);
        }
        let before = self.before.as_ref().and_then(|(before, replaced)| Some((before.get()?, *replaced)));
        let spliced = before.and_then(|(before, replaced)| {
            let items = Items::of(&write(replaced.first, replaced.new));
            items.map(|items| before.items.spliced(replaced, &items)).transpose()
        });
        let items = spliced.unwrap_or_else(|| Items::of(&write(0, usize::MAX)))?;
        Ok(self.list.get_or_init(|| List::of(items)))
    }
}

/// A list as JSON.
pub(super) struct List {
    /// The same for two lists only if they are the same.
    pub id: String,
    items: Items,
}

impl List {
    fn of(items: Items) -> Self {
        Self { id: format!("{:032x}", xxh3_128(&items.text)), items }
    }

    /// The items, with commas between them.
    pub fn items(&self) -> &[u8] {
        self.items.text.strip_suffix(b",").unwrap_or(&self.items.text)
    }
}

/// Items as JSON, each with a comma behind it.
#[derive(Default)]
struct Items {
    text: Vec<u8>,
    /// The byte behind each.
    ends: Vec<usize>,
}

impl Items {
    fn of<T: Serialize>(items: &[T]) -> serde_json::Result<Self> {
        let mut all = Self::default();
        for item in items {
            serde_json::to_writer(&mut all.text, item)?;
            all.text.push(b',');
            all.ends.push(all.text.len());
        }
        Ok(all)
    }

    /// The byte before the item at an index.
    fn start(&self, index: usize) -> Option<usize> {
        index.checked_sub(1).map_or(Some(0), |last| self.ends.get(last).copied())
    }

    /// These with others in the place of some; `None` where there are no such.
    fn spliced(&self, Replaced { first, old, new }: Replaced, items: &Self) -> Option<Self> {
        let (start, end) = (self.start(first)?, self.start(first + old)?);
        let (head, tail) = (self.text.get(..start)?, self.text.get(end..)?);
        let ends = self.ends.get(first + old..)?.iter().map(|at| at - end + start + items.text.len());
        (items.ends.len() == new).then(|| Self {
            text: [head, &items.text, tail].concat(),
            ends: self.ends[..first]
                .iter()
                .copied()
                .chain(items.ends.iter().map(|at| start + at))
                .chain(ends)
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report of a list that was written.
    fn report(list: &[&str]) -> Report {
        let report = Report::default();
        report.list(|_, _| list.to_vec()).unwrap();
        report
    }

    #[test]
    fn a_list_that_follows_another_is_what_it_is_afresh() {
        let before = report(&["甲", "乙", "丙", "丁"]);
        let cases: &[(&[&str], Replaced)] = &[
            (&["甲", "二", "丙", "丁"], Replaced { first: 1, old: 1, new: 1 }),
            (&["一", "二", "三", "乙", "丙", "丁"], Replaced { first: 0, old: 1, new: 3 }),
            (&["甲", "乙"], Replaced { first: 2, old: 2, new: 0 }),
            (&["甲", "乙", "丙", "丁", "戊"], Replaced { first: 4, old: 0, new: 1 }),
            (&[], Replaced { first: 0, old: 4, new: 0 }),
            // No list follows so from this one: it is written from scratch.
            (&["子"], Replaced { first: 5, old: 0, new: 0 }),
        ];
        for &(list, replaced) in cases {
            let follows = before.after(replaced);
            let follows = follows.list(|from, count| list.iter().skip(from).take(count).collect()).unwrap();
            let fresh = report(list);
            let fresh = fresh.written().unwrap();
            assert_eq!(
                (follows.items(), &follows.id, &follows.items.ends),
                (fresh.items(), &fresh.id, &fresh.items.ends)
            );
        }
    }

    #[test]
    fn only_what_was_replaced_is_written_again() {
        let follows = report(&["甲", "乙", "丙"]).after(Replaced { first: 1, old: 1, new: 1 });
        let asked = std::cell::RefCell::default();
        let write = |from, count| {
            asked.replace((from, count));
            vec!["二"]
        };
        assert_eq!(follows.list(write).unwrap().items(), "\"甲\",\"二\",\"丙\"".as_bytes());
        assert_eq!(asked.into_inner(), (1, 1));
    }
}
