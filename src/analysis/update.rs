//! Following an edit: only the blocks that it touches are parsed again, and what spans blocks is worked out again only
//! where one of them says something new to the rest.

use std::{borrow::Cow, collections::BTreeSet, iter, ops::Range, sync::Arc};

use ropey::Rope;

use super::{
    Analysis, Block, Frame, Notes, Placed, Spelt, Splice, Window, claims, claims::Whole, names, names::Spelling, notes,
    notes::Carried, own::front_matter, tally, tally::Recited, text_lines,
};
use crate::{
    stage,
    syntax::{BlockKind, RawBlock, blocks},
    text::{Edit, Span},
};

/// What an update changed, for those who keep what they made of an analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// There was no edit.
    Nothing,
    /// Anything may be different.
    All,
    /// Some blocks; the frame and who is named are what they were.
    Patch(Patch),
}

/// What an edit changed, block by block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// What was edited, bytes of the document.
    pub window: Window,
    /// The number of lines changed.
    pub lines: bool,
    /// The new blocks, and others that were judged anew, in order, by their index.
    pub touched: Vec<usize>,
    /// Notes may be others, or stand otherwise in their blocks.
    pub notes: bool,
    /// Another note may be the first to name a source.
    pub sources: bool,
    /// What references of a sort mostly carry may be something else.
    pub customs: bool,
    /// How names are spelt may bear on what is found elsewhere.
    pub spellings: bool,
}

/// Blocks behind the edited one that are looked at first: the next one tells where it ends.
const AHEAD: usize = 2;

/// What names and spellings in new blocks bear on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Respelt {
    /// What mentions in other blocks stand for.
    named: bool,
    /// What is found of spellings elsewhere.
    spellings: bool,
}

impl Patch {
    /// From the first block that it touched to the last, bytes of the document.
    pub fn stretch(&self, analysis: &Analysis) -> Option<Span> {
        let first = analysis.blocks.get(*self.touched.first()?)?;
        let last = analysis.blocks.get(*self.touched.last()?)?;
        Some(Span::new(first.start, last.end().0))
    }
}

impl Analysis {
    /// Makes this the analysis of `rope`, which came from its text by `edits`.
    pub fn update(&mut self, rope: &Rope, edits: &[Edit]) -> Update {
        let Some(window) = Window::of(edits) else { return Update::Nothing };
        stage::begin("blocks");
        let (new, old) = self.recut(rope, window);
        if new.start == 0 && !self.own.follow(front_matter(&self.blocks)) {
            *self = Self::new(rope, &self.settings);
            return Update::All;
        }
        let respelt = self.respell(&new, &old, window);
        let alone = match &old[..] {
            [old] if new.len() == 1 && !respelt.named => self.alone(new.start, &old.block, window),
            _ => None,
        };
        let Some(alone) = alone else { return self.relate_again(new, &old, window, respelt) };
        stage::begin("claims");
        let whole = Whole { notes: &self.notes, frame: &self.frame, knowledge: &self.own.knowledge };
        let judged = Some(new.start).filter(|&index| whole.judges(&self.blocks, index));
        let mut touched = claims::judge_near(&mut self.blocks, judged, whole);
        touched.insert(new.start);
        Update::Patch(Patch { touched: touched.into_iter().collect(), spellings: respelt.spellings, ..alone })
    }

    /// Counts the names and spellings of new blocks in the place of old ones.
    fn respell(&mut self, new: &Range<usize>, old: &[Placed], window: Window) -> Respelt {
        let fresh = self.blocks.get(new.clone()).unwrap_or(&[]);
        let inside = || window.within(fresh.first()?.start);
        let alike = match (old, fresh) {
            ([old], [new]) => inside().is_some_and(|inside| names::spelt_alike(&old.block, &new.block, inside)),
            _ => false,
        };
        if let ([old], [new]) = (old, fresh)
            && alike
            && self.names.holds(&old.block, &new.block)
        {
            return Respelt::default();
        }
        let knowledge = &self.own.knowledge;
        let spellings = || old.iter().chain(fresh).flat_map(|placed| &placed.block.spellings);
        let varied = |spelt: &Spelt| spellings().any(|spelling| spelt.varies(spelling.id, knowledge));
        let before = varied(&self.spelt);
        self.spelt.make_way(old, Splice { first: new.start, old: old.len(), new: new.len() });
        let named = self.names.follow(old, fresh);
        self.spelt.add(fresh, new.start, &self.names);
        // What counts by itself counts as it did.
        let same = alike && spellings().all(Spelling::counts_always);
        Respelt { named, spellings: !same && (before || varied(&self.spelt)) }
    }

    /// Works out anew what spans blocks, where new ones came in the place of old ones. It is a patch yet where the frame
    /// comes out as it was, and names in other blocks stand for what they did.
    fn relate_again(&mut self, new: Range<usize>, old: &[Placed], window: Window, respelt: Respelt) -> Update {
        let fresh = self.blocks.get(new.clone()).unwrap_or(&[]);
        let speaks = |placed: &Placed| matches!(placed.block.kind(), BlockKind::Comment | BlockKind::FrontMatter);
        if respelt.named {
            // Spellings elsewhere may count now, or no more.
            self.relate();
            return Update::All;
        }
        if old.iter().chain(fresh).any(speaks) {
            self.settle();
            return Update::All;
        }
        stage::begin("notes");
        let splice = Splice { first: new.start, old: old.len(), new: new.len() };
        let notes = std::mem::replace(&mut self.notes, Notes::resolve(&self.blocks));
        let carried = Carried::of(old, fresh, splice, window);
        let same = carried.is_some_and(|carried| self.notes.are(&notes, &carried));
        let unlike = self.notes.unlike(&notes, splice);
        let recited = self.recite(old, &notes, &unlike, splice);
        stage::begin("frame");
        let frame = Frame::of(&self.blocks, &self.notes, &self.settings);
        let framed = std::mem::replace(&mut self.frame, frame) != self.frame;
        stage::begin("claims");
        let whole = Whole { notes: &self.notes, frame: &self.frame, knowledge: &self.own.knowledge };
        if framed {
            claims::judge_all(&mut self.blocks, whole);
            return Update::All;
        }
        let beside = new.start.saturating_sub(1)..(new.end + 1).min(self.blocks.len());
        let mut touched = claims::judge_near(&mut self.blocks, beside.chain(unlike), whole);
        touched.extend(new.clone());
        let lines = |blocks: &[Placed]| blocks.iter().map(|placed| placed.block.lines).sum::<usize>();
        Update::Patch(Patch {
            window,
            lines: lines(old) != lines(self.blocks.get(new).unwrap_or(&[])),
            touched: touched.into_iter().collect(),
            notes: !same,
            sources: recited.sources,
            customs: recited.customs,
            spellings: respelt.spellings,
        })
    }

    /// Counts what notes cite where others were resolved: in new blocks, and in those whose signs are notes otherwise.
    fn recite(&mut self, old: &[Placed], before: &Notes, unlike: &BTreeSet<usize>, splice: Splice) -> Recited {
        let blocks = &self.blocks;
        let gone = (splice.first..).zip(old);
        let came = blocks.iter().enumerate().skip(splice.first).take(splice.new);
        let other = unlike.iter().filter_map(|&index| Some((index, blocks.get(index)?)));
        let moved = |index: usize| if index < splice.first { index } else { index - splice.new + splice.old };
        let otherwise = other.clone().map(|(index, placed)| (moved(index), placed));
        let gone = gone.chain(otherwise).flat_map(|(index, placed)| tally::cited(&placed.block, index, before));
        let came = came.chain(other).flat_map(|(index, placed)| tally::cited(&placed.block, index, &self.notes));
        self.tally.follow(gone, came, Some(splice))
    }

    /// Cuts and parses what the edits touched. Gives the indices of the new blocks, and the blocks that stood there.
    fn recut(&mut self, rope: &Rope, window: Window) -> (Range<usize>, Vec<Placed>) {
        let mut first = self.first_touched(window.start);
        let begin = self.blocks.get(first).map_or(0, |placed| placed.start);
        // What was left open is looked for in all of the text.
        let open = self.blocks.get(first).is_some_and(|placed| placed.block.dangling);
        let mut ahead = if open { self.blocks.len() } else { AHEAD };
        let (text, cut, end) = loop {
            let (text, all) = self.text_ahead(rope, begin, window, ahead);
            match self.cut_again(&text, all, begin, window) {
                Some((cut, end)) => break (text, cut, end),
                None => ahead *= AHEAD * AHEAD,
            }
        };
        let (mut fresh, mut start) = (Vec::new(), begin);
        for raw in cut {
            let (at, len) = (start - begin, raw.len);
            if fresh.is_empty() && self.stays(first, start, &raw, window) {
                first += 1;
            } else {
                let text = text.get(at..at + len).unwrap_or("");
                fresh.push(Placed::new(Arc::new(Block::edited(raw, text, &self.own.knowledge, &mut self.memo))));
            }
            start += len;
        }
        let new = first..first + fresh.len();
        (new, self.splice(first..end, fresh, window))
    }

    /// The text from a block on to the end of so many blocks behind the edited one; true with all that there is. In one piece:
    /// it costs less than the rope line by line.
    fn text_ahead<'r>(&self, rope: &'r Rope, begin: usize, window: Window, blocks: usize) -> (Cow<'r, str>, bool) {
        let edited = self.block_at(window.old_end).map_or(0, |(index, _)| index);
        let last = self.blocks.get(edited + blocks).map(|placed| placed.end().0);
        // That block and more are as they were.
        let end = last.filter(|&end| end > window.old_end && edited + blocks + 1 < self.blocks.len());
        let reach = end.map_or(rope.len_bytes(), |end| window.after(end));
        (piece(rope, begin, reach), end.is_none())
    }

    /// The blocks of a text that begins with a block of before, up to where an old block follows, and that one's index. `None`
    /// where what lies behind the text bears on them.
    fn cut_again(&self, text: &str, all: bool, begin: usize, window: Window) -> Option<(Vec<RawBlock>, usize)> {
        let (mut cut, mut start) = (Vec::new(), begin);
        for raw in blocks::cut(text_lines(text), begin == 0) {
            start += raw.len;
            let open = raw.dangling || start == begin + text.len();
            cut.push(raw);
            if open && !all {
                return None;
            }
            // The block that began the document was cut by rules of its own (front matter), and is cut again elsewhere.
            let rest = window.before(start).filter(|&old| old > 0).and_then(|old| self.index_starting_at(old));
            if let Some(rest) = rest {
                return Some((cut, rest));
            }
        }
        Some((cut, self.blocks.len()))
    }

    /// Puts new blocks in the place of old ones, which it gives back, and moves those behind them.
    fn splice(&mut self, range: Range<usize>, fresh: Vec<Placed>, window: Window) -> Vec<Placed> {
        let (first, behind) = (range.start, range.start + fresh.len());
        let begin = first.checked_sub(1).and_then(|last| self.blocks.get(last)).map_or((0, 0), Placed::end);
        let mut next = begin;
        let old: Vec<Placed> = self.blocks.splice(range.clone(), fresh).collect();
        for placed in self.blocks.iter_mut().take(behind).skip(first) {
            (placed.start, placed.line) = next;
            next = placed.end();
        }
        let before = old.last().map_or(begin, Placed::end);
        for placed in self.blocks.iter_mut().skip(behind) {
            (placed.start, placed.line) = (window.after(placed.start), placed.line - before.1 + next.1);
        }
        let dangles = |placed: &Placed| placed.block.dangling;
        if old.iter().any(dangles) || self.blocks.iter().take(behind).skip(first).any(dangles) {
            self.open = self.blocks.iter().position(dangles);
        } else if let Some(open) = self.open.filter(|&open| open >= range.end) {
            self.open = Some(open - range.len() + (behind - first));
        }
        old
    }

    /// The patch that one block in the place of another is, if notes and frame need not be worked out anew.
    fn alone(&mut self, index: usize, old: &Block, window: Window) -> Option<Patch> {
        let placed = self.blocks.get(index)?;
        let (new, inside) = (&placed.block, window.within(placed.start)?);
        let alike = old.kind() == new.kind()
            && !matches!(new.kind(), BlockKind::Comment | BlockKind::FrontMatter)
            && notes::alike(old, new, inside)
            && self.frame.holds(&self.blocks, (index, old, new), window);
        if !alike {
            return None;
        }
        let recited = self.tally.recite(index, old, new, &self.notes);
        Some(Patch {
            window,
            lines: new.lines != old.lines,
            touched: Vec::new(),
            notes: !notes::stand_alike(old, new, inside),
            sources: recited.sources,
            customs: recited.customs,
            spellings: false,
        })
    }

    /// The first block that an edit at `offset` may change: the one before the edited one looked at its first line, and
    /// a block left open looked further.
    fn first_touched(&self, offset: usize) -> usize {
        let edited = self.block_at(offset).map_or(0, |(index, _)| index);
        edited.saturating_sub(1).min(self.open.unwrap_or(usize::MAX))
    }

    /// True where the block at `index` is what was cut at `start` now, of text before the edits.
    fn stays(&self, index: usize, start: usize, raw: &RawBlock, window: Window) -> bool {
        let stood = self.blocks.get(index).filter(|placed| placed.start == start && start + raw.len <= window.start);
        stood.is_some_and(|placed| {
            let block = &placed.block;
            let shape = (block.text.len(), block.kind(), block.lines, block.dangling);
            shape == (raw.len, raw.kind, raw.lines, raw.dangling)
        })
    }

    /// The index of the block that starts at exactly `offset`.
    fn index_starting_at(&self, offset: usize) -> Option<usize> {
        self.blocks.binary_search_by_key(&offset, |placed| placed.start).ok()
    }
}

/// A stretch of a rope, bytes between characters, in one piece: copied only where it lies in several. A slice of the rope
/// would count characters and lines at both ends first.
fn piece(rope: &Rope, start: usize, end: usize) -> Cow<'_, str> {
    let (mut chunks, mut at, ..) = rope.chunks_at_byte(start);
    let mut part = || {
        let chunk = chunks.next()?;
        let part = chunk.get(start.saturating_sub(at)..chunk.len().min(end.checked_sub(at)?));
        at += chunk.len();
        part
    };
    let first = part().unwrap_or("");
    if start + first.len() == end {
        return first.into();
    }
    let mut piece = String::with_capacity(end - start);
    piece.push_str(first);
    piece.extend(iter::from_fn(part));
    piece.into()
}
