//! One look at each character of a text in Simplified: its lower case, where sentences end, where names may begin.

use std::{borrow::Cow, cell::Cell, mem};

use super::{
    super::{Knowledge, Mention, base::forms::normal, beginnings},
    Found, View, ends_sentence, resolve,
    scan::Scan,
    within_sentence,
};

/// A sentence: where it ends in the text, in the pairs and in the letters.
#[derive(Clone, Copy, Debug, Default)]
struct Sentence {
    end: usize,
    pairs: usize,
    letters: usize,
}

/// Two characters that a name may begin with.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The byte of their sentence where they begin.
    pub at: usize,
    pub chars: [char; 2],
}

impl Pair {
    /// Bytes of the two.
    pub fn width(&self) -> usize {
        self.chars[0].len_utf8() + self.chars[1].len_utf8()
    }
}

/// What the matcher works with, block after block: each allocates it anew otherwise.
#[derive(Default)]
struct Workspace {
    sentences: Vec<Sentence>,
    pairs: Vec<Pair>,
    /// Where characters stand that may be abbreviations; bytes of their sentence.
    letters: Vec<usize>,
    /// Characters of the text that are others in lower case, and which.
    lowered: Vec<(usize, char)>,
    scan: Scan,
    /// Those of a sentence.
    found: Vec<Found>,
    all: Vec<Found>,
}

thread_local! {
    static WORKSPACE: Cell<Option<Box<Workspace>>> = const { Cell::new(None) };
}

/// No name begins with it: what stands before a sentence.
const NONE: char = '\0';

/// Bytes of the longest text whose workspace is kept.
const USUAL: usize = 1 << 16;

/// A walk over a text in Simplified, character by character; then the names in it.
pub struct Walk<'k> {
    knowledge: &'k Knowledge,
    workspace: Box<Workspace>,
    /// Where the sentence begins.
    start: usize,
    /// The last two characters of the sentence, in lower case; [`NONE`] before the first.
    last: [char; 2],
    pair: beginnings::Pair,
}

impl<'k> Walk<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let mut workspace = WORKSPACE.take().unwrap_or_default();
        workspace.clear();
        Self { knowledge, workspace, start: 0, last: [NONE; 2], pair: Default::default() }
    }

    /// A walk that went over a whole text.
    pub fn over(knowledge: &'k Knowledge, text: &str) -> Self {
        let mut walk = Self::new(knowledge);
        text.char_indices().for_each(|(at, c)| walk.meet(at, c));
        walk
    }

    /// Goes on to the character at a byte. What most characters are not is out of line, so that those that are something
    /// keep no registers from the others.
    #[inline(always)]
    pub fn meet(&mut self, at: usize, c: char) {
        let beginnings = &self.knowledge.beginnings;
        // Most characters are of these ranges, where nothing is other in lower case or ends a sentence.
        let to = if matches!(c, '\u{3400}'..='\u{9fff}' | '[' ..='~' | ' '..='@') { c } else { self.other(at, c) };
        if beginnings.is_letter(to) {
            self.keep_letter(at);
        }
        if beginnings.may_begin(self.pair, to) {
            self.keep_pair(at);
        }
        self.pair = beginnings::Pair::of(self.last[1], to);
        self.last = [self.last[1], to];
    }

    /// A character of another range in lower case; none where it ends a sentence.
    #[inline(never)]
    fn other(&mut self, at: usize, c: char) -> char {
        if ends_sentence(c) {
            self.end_sentence(at, at + c.len_utf8());
            return NONE;
        }
        let to = normal(c);
        if to != c {
            self.workspace.lowered.push((at, to));
        }
        to
    }

    #[inline(never)]
    fn keep_letter(&mut self, at: usize) {
        self.workspace.letters.push(at - self.start);
    }

    /// Keeps the last two characters, which end at a byte.
    #[inline(never)]
    fn keep_pair(&mut self, end: usize) {
        let chars = self.last;
        let len = chars[0].len_utf8() + chars[1].len_utf8();
        // Less is there where the sentence has but one character: nothing begins with NONE.
        if let Some(at) = end.checked_sub(self.start + len) {
            self.workspace.pairs.push(Pair { at, chars });
        }
    }

    fn end(&mut self, text: &str) {
        if self.start < text.len() {
            self.end_sentence(text.len(), text.len());
        }
    }

    /// Ends the sentence at a byte; what ends it stands in `last..end`.
    fn end_sentence(&mut self, last: usize, end: usize) {
        // The last two may be a name.
        self.keep_pair(last);
        let Workspace { sentences, pairs, letters, .. } = &mut *self.workspace;
        sentences.push(Sentence { end, pairs: pairs.len(), letters: letters.len() });
        (self.start, self.last, self.pair) = (end, [NONE; 2], Default::default());
    }

    /// The names in the text that was walked over.
    pub fn mentions(mut self, text: &str) -> Vec<Mention> {
        // A text may end with a name, and without the end of a sentence.
        self.end(text);
        let mut mentions = Vec::new();
        if !(self.workspace.pairs.is_empty() && self.workspace.letters.is_empty()) {
            let mut all = mem::take(&mut self.workspace.all);
            let folded = self.find(text, &mut all);
            mentions = resolve(self.knowledge, text, &mut all, || folded);
            self.workspace.all = all;
        }
        self.leave(text);
        mentions
    }

    /// What its sentences say by themselves.
    pub(super) fn found(mut self, text: &str) -> Vec<Found> {
        let mut all = Vec::new();
        self.find(text, &mut all);
        self.leave(text);
        all
    }

    fn find<'t>(&mut self, text: &'t str, all: &mut Vec<Found>) -> Cow<'t, str> {
        self.each_sentence(text, |view, start, scan, found| {
            within_sentence(view, scan, found);
            all.extend(found.drain(..).map(|one| one.shifted(start)));
        })
    }

    /// Works on each sentence, told where it begins, and gives the text in lower case.
    pub(super) fn each_sentence<'t>(
        &mut self,
        text: &'t str,
        mut work: impl FnMut(&View<'_>, usize, &mut Scan, &mut Vec<Found>),
    ) -> Cow<'t, str> {
        self.end(text);
        let Workspace { sentences, pairs, letters, lowered, scan, found, .. } = &mut *self.workspace;
        let folded = changed(text, lowered);
        let mut last = Sentence::default();
        for &next in sentences.iter() {
            let (start, end) = (last.end, next.end);
            let (Some(sentence), Some(in_folded)) = (text.get(start..end), folded.get(start..end)) else { break };
            let pairs = pairs.get(last.pairs..next.pairs).unwrap_or_default();
            let letters = letters.get(last.letters..next.letters).unwrap_or_default();
            let view = View { pairs, letters, ..View::new(self.knowledge, sentence, in_folded) };
            work(&view, start, scan, found);
            last = next;
        }
        folded
    }

    /// Leaves the workspace to the next walk.
    pub(super) fn leave(self, text: &str) {
        if text.len() <= USUAL {
            WORKSPACE.set(Some(self.workspace));
        }
    }
}

impl Workspace {
    /// Forgets what a text left, or a panic.
    fn clear(&mut self) {
        self.sentences.clear();
        self.pairs.clear();
        self.letters.clear();
        self.lowered.clear();
        self.found.clear();
        self.all.clear();
    }
}

/// A text with other characters, of the same length, at some bytes.
fn changed<'t>(text: &'t str, changes: &[(usize, char)]) -> Cow<'t, str> {
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut changed, mut taken) = (String::with_capacity(text.len()), 0);
    for &(at, to) in changes {
        changed.push_str(text.get(taken..at).unwrap_or(""));
        changed.push(to);
        taken = at + to.len_utf8();
    }
    changed.push_str(text.get(taken..).unwrap_or(""));
    Cow::Owned(changed)
}
