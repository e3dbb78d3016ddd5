//! Whether notes that were resolved anew are those of before, moved along with the blocks that they stand in.

use std::{collections::BTreeSet, iter::zip};

use super::{At, Note, Notes};
use crate::{
    analysis::{Placed, Splice, Window},
    syntax::{BlockSyntax, Definition, Marker},
    text::Span,
};

/// Where the signs of before stand now, all of which an edit left as they were.
pub struct Carried {
    splice: Splice,
    /// Of the blocks that others came in the place of: where each stood, and where it stands, sorted.
    markers: Vec<(At, At)>,
    definitions: Vec<(At, At)>,
}

impl Carried {
    /// `None` where the new blocks have other signs than those whose place they took.
    pub(in crate::analysis) fn of(old: &[Placed], new: &[Placed], splice: Splice, edit: Window) -> Option<Self> {
        let marker = |sign: &Marker, place: &dyn Fn(Span) -> Option<Span>| {
            Some(Marker { span: place(sign.span)?, label_span: place(sign.label_span)?, ..sign.clone() })
        };
        let definition = |sign: &Definition, place: &dyn Fn(Span) -> Option<Span>| {
            let (span, label_span, body) = (place(sign.span)?, place(sign.label_span)?, place(sign.body)?);
            Some(Definition { span, label_span, body, ..sign.clone() })
        };
        let (old, new) = ((old, Some(edit)), (new, None));
        Some(Self {
            splice,
            markers: pairs(splice.first, [old, new], |syntax| &syntax.markers, marker)?,
            definitions: pairs(splice.first, [old, new], |syntax| &syntax.definitions, definition)?,
        })
    }

    fn marker(&self, at: At) -> Option<At> {
        self.place(&self.markers, at)
    }

    fn definition(&self, at: At) -> Option<At> {
        self.place(&self.definitions, at)
    }

    fn place(&self, pairs: &[(At, At)], at: At) -> Option<At> {
        let among = || pairs.binary_search_by_key(&at, |&(before, _)| before).ok().and_then(|index| pairs.get(index));
        at.moved(self.splice).or_else(|| among().map(|&(_, now)| now))
    }
}

/// The places of signs in blocks before and after an edit, the first of which have the index `first`; `None` where the
/// signs are not the same. `placed` gives a sign with its spans moved by a function.
fn pairs<T: PartialEq>(
    first: usize,
    [old, new]: [(&[Placed], Option<Window>); 2],
    signs: impl Fn(&BlockSyntax) -> &[T],
    placed: impl Fn(&T, &dyn Fn(Span) -> Option<Span>) -> Option<T>,
) -> Option<Vec<(At, At)>> {
    let all = |(blocks, edit): (&[Placed], Option<Window>)| -> Option<Vec<(At, T)>> {
        let of_block = |(block, one): (usize, &Placed)| {
            let in_document = |span| edit.map_or(Some(one.span(span)), |edit| edit.moved(one.span(span)));
            let signs = signs(&one.block.syntax).iter().enumerate();
            signs.map(|(index, sign)| Some((At { block, index }, placed(sign, &in_document)?))).collect::<Vec<_>>()
        };
        (first..).zip(blocks).flat_map(of_block).collect()
    };
    let (old, new) = (all(old)?, all(new)?);
    let same = old.len() == new.len() && zip(&old, &new).all(|((_, old), (_, new))| old == new);
    same.then(|| zip(old, new).map(|((before, _), (now, _))| (before, now)).collect())
}

impl Notes {
    /// True where these notes are those of before, with all signs carried along.
    pub fn are(&self, before: &Self, carried: &Carried) -> bool {
        let all = |before: &[At], now: &[At]| {
            before.len() == now.len() && zip(before, now).all(|(&before, &now)| carried.marker(before) == Some(now))
        };
        let same = |(before, now): (&Note, &Note)| {
            before.definition.map(|at| carried.definition(at)) == now.definition.map(Some)
                && (before.scope, before.number, before.repeats) == (now.scope, now.number, now.repeats)
                && all(&before.markers, &now.markers)
                && all(&before.mentions, &now.mentions)
        };
        self.scopes == before.scopes
            && self.notes.len() == before.notes.len()
            && zip(&before.notes, &self.notes).all(same)
    }

    /// The blocks, away from those that are new, with signs that were notes before or are notes now, but not both.
    pub(in crate::analysis) fn unlike(&self, before: &Self, splice: Splice) -> BTreeSet<usize> {
        let new = splice.first..splice.first + splice.new;
        let differ = |before: &[(At, usize)], now: &[(At, usize)]| -> BTreeSet<usize> {
            let before = || before.iter().filter_map(|(at, _)| at.moved(splice));
            let now = || now.iter().map(|(at, _)| *at).filter(|at| !new.contains(&at.block));
            if before().eq(now()) {
                return BTreeSet::new();
            }
            let (before, now): (BTreeSet<At>, BTreeSet<At>) = (before().collect(), now().collect());
            before.symmetric_difference(&now).map(|at| at.block).collect()
        };
        &differ(&before.markers, &self.markers) | &differ(&before.definitions, &self.definitions)
    }
}
