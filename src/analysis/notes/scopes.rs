//! Scopes: where a number begins to mean another note. Pages are read off the text (a group of notes closes one); whether
//! they are scopes of their own is decided from all of them together.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::{
    At, Note, Notes, Scope, ScopeKind,
    families::{Sign, SignKind},
    numbers::Numbers,
};
use crate::syntax::{
    Definition, Marker,
    footnotes::{NotesHeading, Style},
};

/// Text with markers and the group of notes that closes it.
#[derive(Default)]
struct Page<'a> {
    markers: Vec<(At, &'a Marker)>,
    mentions: Vec<(At, &'a Marker)>,
    /// Signs that are markers only where a note waits for one.
    doubtful: Vec<(At, &'a Marker)>,
    definitions: Vec<(At, &'a Definition)>,
    /// The numbers of `definitions`.
    numbers: Numbers,
    heading: Option<NotesHeading>,
    /// What follows the group of notes.
    after: After,
    /// Its group of notes stands directly below another one: numbers only began again.
    glued: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum After {
    #[default]
    Nothing,
    Prose,
    Heading,
}

impl<'a> Page<'a> {
    fn define(&mut self, at: At, definition: &'a Definition) {
        definition.number.into_iter().for_each(|number| self.numbers.insert(number));
        self.definitions.push((at, definition));
    }

    fn is_empty(&self) -> bool {
        self.markers.is_empty() && self.mentions.is_empty() && self.definitions.is_empty()
    }

    fn defined(&self) -> impl Iterator<Item = u32> {
        self.definitions.iter().filter_map(|(_, definition)| definition.number)
    }

    fn first_marker(&self) -> Option<u32> {
        self.markers.first().and_then(|(_, marker)| marker.number)
    }

    /// The lowest number of the page.
    fn start(&self) -> Option<u32> {
        self.defined().chain(self.markers.iter().filter_map(|(_, marker)| marker.number)).min()
    }
}

/// Resolves the signs of one family and adds its scopes and notes.
pub(super) fn resolve(signs: &[Sign<'_>], family: usize, notes: &mut Notes) {
    let pages = pages(signs);
    let caret = pages.iter().any(|page| {
        page.markers.iter().any(|(_, marker)| marker.style == Style::Caret)
            || page.definitions.iter().any(|(_, definition)| definition.style == Style::Caret)
    });
    let (kind, scopes) = if caret { (ScopeKind::Document, vec![pages]) } else { scopes(pages) };
    let last = scopes.len();
    for (index, pages) in scopes.into_iter().enumerate() {
        let open = index + 1 == last
            && pages.last().is_some_and(|page| page.definitions.is_empty() || page.after == After::Nothing);
        let heading = pages.iter().find_map(|page| page.heading);
        notes.scopes.push(Scope { kind, ordinal: index + 1, family, open, heading });
        fill(&pages, notes);
    }
}

/// Cuts a family's signs at each group of definitions.
fn pages<'a>(signs: &[Sign<'a>]) -> Vec<Page<'a>> {
    let mut pages: Vec<Page<'a>> = Vec::new();
    let mut page = Page::default();
    let mut doubtful = Vec::new();
    for sign in signs {
        match sign.kind {
            SignKind::Marker(marker) => {
                if !page.definitions.is_empty() {
                    pages.push(std::mem::take(&mut page));
                }
                page.markers.push((sign.at, marker));
            }
            SignKind::Doubtful(marker) => doubtful.push((sign.at, marker)),
            SignKind::Mention(marker) => page.mentions.push((sign.at, marker)),
            SignKind::Definition(definition, heading) => {
                let again = definition.number.is_some_and(|number| page.numbers.contains(number));
                let glued = page.after == After::Nothing && page.defined().next() == definition.number;
                if again && (glued || page.after != After::Nothing) {
                    pages.push(std::mem::take(&mut page));
                    page.glued = glued;
                }
                page.doubtful.append(&mut doubtful);
                page.heading = page.heading.or(heading);
                page.after = After::Nothing;
                page.define(sign.at, definition);
            }
            SignKind::Prose | SignKind::Heading => {
                if !page.definitions.is_empty() && page.after == After::Nothing {
                    page.after = if let SignKind::Prose = sign.kind { After::Prose } else { After::Heading };
                }
            }
        }
    }
    pages.push(page);
    pages.retain(|page| !page.is_empty());
    unstack(pages)
}

/// Notes of all sections in a row at the end: gives each group the markers of its section, where markers begin again as
/// often as notes do. Else a group that began again without prose between was no group but a repeated label.
fn unstack(pages: Vec<Page<'_>>) -> Vec<Page<'_>> {
    let mut result: Vec<Page<'_>> = Vec::new();
    let mut pages = pages.into_iter().peekable();
    while let Some(first) = pages.next() {
        let mut stack = vec![first];
        while let Some(page) = pages.next_if(|page| page.markers.is_empty() && !page.definitions.is_empty()) {
            stack.push(page);
        }
        let runs = stack.first().map(|page| runs(&page.markers)).unwrap_or_default();
        if stack.len() > 1 && runs.len() == stack.len() {
            for (page, run) in stack.iter_mut().zip(runs) {
                page.markers = run;
            }
        }
        for mut page in stack {
            match result.last_mut() {
                Some(before) if page.glued && page.markers.is_empty() => {
                    page.definitions.drain(..).for_each(|(at, definition)| before.define(at, definition));
                    before.mentions.append(&mut page.mentions);
                    before.doubtful.append(&mut page.doubtful);
                    before.after = page.after;
                }
                _ => result.push(page),
            }
        }
    }
    result
}

/// Cuts markers where their numbers begin again. A sign of several notes begins nothing: it cites what was cited before.
fn runs<'a>(markers: &[(At, &'a Marker)]) -> Vec<Vec<(At, &'a Marker)>> {
    let start = markers.first().and_then(|(_, marker)| marker.number);
    let mut runs: Vec<Vec<(At, &Marker)>> = Vec::new();
    for sign in markers.chunk_by(in_one_sign) {
        let begins = sign.first().filter(|_| sign.len() == 1).is_some_and(|(_, marker)| marker.number == start);
        match runs.last_mut() {
            Some(run) if !begins => run.extend(sign),
            _ => runs.push(sign.to_vec()),
        }
    }
    runs
}

fn in_one_sign((one, of_one): &(At, &Marker), (other, of_other): &(At, &Marker)) -> bool {
    one.block == other.block && (of_one.span == of_other.span || of_other.joined)
}

/// Pages as scopes of their own, or all together as one.
fn scopes(pages: Vec<Page<'_>>) -> (ScopeKind, Vec<Vec<Page<'_>>>) {
    if !restarts(&pages) {
        return (ScopeKind::Document, vec![pages]);
    }
    let pages: Vec<Page<'_>> = pages.into_iter().flat_map(split_missing).collect();
    let closed = pages.split_last().map_or(&[][..], |(_, closed)| closed);
    let sections = closed.iter().all(|page| page.after != After::Prose);
    let kind = if sections { ScopeKind::Section } else { ScopeKind::Page };
    let mut scopes: Vec<Vec<Page<'_>>> = Vec::new();
    for page in pages {
        // A section of several pages: numbers go on exactly where the page before stopped.
        let highest = scopes.last().and_then(|scope| scope.iter().flat_map(Page::defined).max());
        let goes_on = highest.zip(page.start()).is_some_and(|(highest, start)| start == highest + 1);
        match scopes.last_mut() {
            Some(scope) if goes_on => scope.push(page),
            _ => scopes.push(vec![page]),
        }
    }
    (kind, scopes)
}

/// True where numbers begin again from page to page.
fn restarts(pages: &[Page<'_>]) -> bool {
    let Some((first, rest)) = pages.split_first() else { return false };
    let Some(start) = first.start() else { return false };
    let mut seen = first.numbers;
    for page in rest {
        let begins_again = page.defined().min().is_some_and(|number| number <= start)
            || page.first_marker().is_some_and(|number| number <= start);
        if begins_again && seen.collides(&page.numbers) {
            return true;
        }
        page.defined().for_each(|number| seen.insert(number));
    }
    // The second page of a draft has no notes yet; the first has its own below it, in the middle of the text.
    let [first, second] = pages else { return false };
    second.definitions.is_empty()
        && second.first_marker().is_some_and(|number| number <= start)
        && first.heading.is_none()
        && !first.markers.is_empty()
        && !first.definitions.is_empty()
}

/// Parts a page whose notes are missing from the next one: numbers begin again before a group of notes, and the notes
/// are just those of the numbers after that.
fn split_missing(mut page: Page<'_>) -> Vec<Page<'_>> {
    let mut runs = runs(&page.markers);
    let own = runs.last().is_some_and(|run| {
        let mut defined: Vec<u32> = page.defined().collect();
        defined.dedup();
        let alone = run.chunk_by(in_one_sign).filter(|sign| sign.len() == 1).flatten();
        alone.filter_map(|(_, marker)| marker.number).eq(defined)
    });
    // Within a paragraph, or alone, the same note is cited again.
    let (last, before) = (runs.last().and_then(|run| run.first()), runs.iter().rev().nth(1));
    let again = before.is_none_or(|run| run.len() < 2);
    let apart = last.zip(before.and_then(|run| run.last())).is_some_and(|((last, _), (end, _))| last.block > end.block);
    if !own || !apart || again {
        return vec![page];
    }
    page.markers = runs.pop().unwrap_or_default();
    let missing = runs.into_iter().map(|markers| Page { markers, after: After::Prose, ..Page::default() });
    missing.chain([page]).collect::<Vec<_>>()
}

/// The notes of a scope by their labels.
#[derive(Default)]
struct Known<'a> {
    numbers: BTreeMap<u32, usize>,
    /// `[^id]`, compared without case, as Markdown does.
    names: HashMap<Cow<'a, str>, usize>,
}

impl<'a> Known<'a> {
    /// The note with a label; where there is none, `index` gets it.
    fn get_or(&mut self, label: &'a str, number: Option<u32>, style: Style, index: usize) -> usize {
        match number.filter(|_| style != Style::Caret) {
            Some(number) => *self.numbers.entry(number).or_insert(index),
            None => *self.names.entry(name(label)).or_insert(index),
        }
    }

    fn get(&self, marker: &Marker) -> Option<usize> {
        match marker.number.filter(|_| marker.style != Style::Caret) {
            Some(number) => self.numbers.get(&number).copied(),
            None => self.names.get(&name(&marker.label)).copied(),
        }
    }
}

fn name(label: &str) -> Cow<'_, str> {
    if label.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(label)
    } else {
        Cow::Owned(label.to_lowercase())
    }
}

/// Makes the notes of one scope, which was pushed last.
fn fill(pages: &[Page<'_>], notes: &mut Notes) {
    let scope = notes.scopes.len() - 1;
    let mut known = Known::default();
    for &(at, definition) in pages.iter().flat_map(|page| &page.definitions) {
        let index = notes.notes.len();
        let first = known.get_or(&definition.label, definition.number, definition.style, index);
        let repeats = (first != index).then_some(first);
        notes.notes.push(Note { definition: Some(at), scope, number: definition.number, repeats, ..Note::default() });
    }
    for &(at, marker) in pages.iter().flat_map(|page| &page.markers) {
        let index = known.get_or(&marker.label, marker.number, marker.style, notes.notes.len());
        if index == notes.notes.len() {
            notes.notes.push(Note { scope, number: marker.number, ..Note::default() });
        }
        if let Some(note) = notes.notes.get_mut(index) {
            note.markers.push(at);
        }
    }
    for &(at, marker) in pages.iter().flat_map(|page| &page.doubtful) {
        let waiting = known.get(marker).and_then(|index| notes.notes.get_mut(index));
        if let Some(note) = waiting.filter(|note| note.markers.is_empty() && note.definition.is_some()) {
            note.markers.push(at);
        }
    }
    for &(at, marker) in pages.iter().flat_map(|page| &page.mentions) {
        if let Some(note) = known.get(marker).and_then(|index| notes.notes.get_mut(index)) {
            note.mentions.push(at);
        }
    }
}
