//! The numbers of notes in another shape, page by page.

use std::collections::HashMap;

use super::{super::geometry::Group, endnotes::anchors};
use crate::analysis::{Analysis, Notes, notes::Note};

/// The notes of each page, in order. Pages are groups of definitions, or what stood between the anchors of endnotes.
pub(super) fn pages(analysis: &Analysis, family: usize, groups: &[Group]) -> Vec<Vec<usize>> {
    let anchors = anchors(analysis);
    let ends: Vec<usize> = if anchors.is_empty() {
        groups.iter().map(|group| group.span.end as usize).collect()
    } else {
        anchors.iter().map(|anchor| anchor.start as usize).collect()
    };
    let grouped = groups.iter().enumerate().flat_map(|(group, own)| own.notes.iter().map(move |&note| (note, group)));
    let grouped: HashMap<usize, usize> = grouped.filter(|_| anchors.is_empty()).collect();
    let mut pages = vec![Vec::new(); ends.len() + 1];
    let mut last = 0;
    for (index, note) in analysis.notes.notes.iter().enumerate() {
        if analysis.notes.scopes.get(note.scope).is_none_or(|scope| scope.family != family) {
            continue;
        }
        let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
        let page = match (grouped.get(&index), marker) {
            (Some(&group), _) => group,
            (None, Some(marker)) => ends.partition_point(|&end| end < marker.start as usize),
            (None, None) => last,
        };
        last = page;
        if let Some(page) = pages.get_mut(page) {
            page.push(index);
        }
    }
    pages
}

/// New numbers. Old ones keep their distances: a gap stays a gap, or there would be no way back. Names and their likes
/// (`caret`) are numbered by the order of the text.
pub(super) fn numbers(analysis: &Analysis, pages: &[Vec<usize>], paged: bool, caret: bool) -> HashMap<usize, u32> {
    let note = |index: &usize| analysis.notes.notes.get(*index);
    let number = |index: &usize| note(index).and_then(|note| note.number);
    let shared = pages.iter().flatten().filter_map(note).map(|note| note.scope).collect::<Vec<_>>();
    let one_scope = shared.windows(2).all(|pair| pair.first() == pair.last());
    // One count over all pages, in order, can be cut into counts by page; else numbers come from the order of the text.
    let highest = |page: &Vec<usize>| page.iter().filter_map(number).max();
    let lowest = |page: &Vec<usize>| page.iter().filter_map(number).min();
    let filled: Vec<&Vec<usize>> = pages.iter().filter(|page| !page.is_empty()).collect();
    let ascending = filled.windows(2).all(|pair| match pair {
        [one, next] => highest(one) < lowest(next),
        _ => true,
    });
    if caret || one_scope && !ascending {
        return by_order(analysis, pages, paged);
    }
    let (mut numbers, mut base) = (HashMap::new(), 0);
    for page in filled {
        let before = if one_scope && paged { base } else { 0 };
        let after = if !one_scope && !paged { base } else { 0 };
        for index in page {
            numbers.extend(number(index).map(|number| (*index, number - before + after)));
        }
        base = if one_scope { highest(page).unwrap_or(base) } else { base + highest(page).unwrap_or(0) };
    }
    numbers
}

/// Numbers by the order of first markers, then of definitions.
pub(super) fn by_order(analysis: &Analysis, pages: &[Vec<usize>], paged: bool) -> HashMap<usize, u32> {
    let place = |note: &Note| {
        let marker = note.markers.first().and_then(|&at| Notes::marker_span(&analysis.blocks, at));
        marker.map_or(u32::MAX, |span| span.start)
    };
    let (mut numbers, mut next) = (HashMap::new(), 1);
    for page in pages {
        if paged {
            next = 1;
        }
        let mut page = page.clone();
        page.sort_by_key(|&index| analysis.notes.notes.get(index).map_or(u32::MAX, place));
        for index in page {
            let first = analysis.notes.notes.get(index).and_then(|note| note.repeats);
            match first.and_then(|first| numbers.get(&first).copied()) {
                Some(number) => drop(numbers.insert(index, number)),
                None => {
                    numbers.insert(index, next);
                    next += 1;
                }
            }
        }
    }
    numbers
}
