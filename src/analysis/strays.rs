//! Characters of either script in one block: what a document in the other script may not want.

use crate::text::{
    Script, Span,
    script::{Counts, foreign_to},
};

/// Most characters of a script that can be strays in a block.
const MOST: usize = 24;

/// How many characters of a block only one of the scripts writes, and where the fewer of them stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scripts {
    /// Characters that only Simplified texts write.
    pub simplified: usize,
    /// Characters that only Traditional texts write.
    pub traditional: usize,
    /// Runs of the rarer script, in bytes of the block, in order; none where they are as many as the others.
    pub strays: Box<[Span]>,
    /// Characters that fold to Simplified ones, and those that are such: with what either script writes as well.
    folded: usize,
    unfolded: usize,
}

impl Scripts {
    /// `counts` are those of the text.
    pub fn of(text: &str, counts: Counts) -> Self {
        let Counts { simplified, traditional, folded, unfolded } = counts;
        let main = if simplified > traditional { Script::Hans } else { Script::Hant };
        let few = simplified.min(traditional);
        let stray = (1..=MOST).contains(&few) && few < simplified.max(traditional);
        let strays = if stray { runs(text, main) } else { Box::default() };
        Self { simplified, traditional, strays, folded, unfolded }
    }

    /// Counts what another block has as well.
    pub fn add(&mut self, other: &Self) {
        self.simplified += other.simplified;
        self.traditional += other.traditional;
        self.folded += other.folded;
        self.unfolded += other.unfolded;
    }

    /// What [`crate::text::script::detect`] says of the text.
    pub fn detect(&self) -> Script {
        if self.folded > self.unfolded { Script::Hant } else { Script::Hans }
    }

    /// The script that most of it is written in.
    pub fn main(&self) -> Script {
        if self.traditional > self.simplified { Script::Hant } else { Script::Hans }
    }
}

/// The characters foreign to a script; those with at most one other between them as one run (烏克蘭).
fn runs(text: &str, main: Script) -> Box<[Span]> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| foreign_to(main, c)) {
        let one = Span::new(at, at + c.len_utf8());
        let between = runs.last().and_then(|last| text.get(last.end as usize..at)).map(|gap| gap.chars());
        let near = between.is_some_and(|mut gap| gap.next().is_none_or(shared) && gap.next().is_none());
        match runs.last_mut().filter(|_| near) {
            Some(last) => last.end = one.end,
            None => runs.push(one),
        }
    }
    runs.into()
}

/// A Chinese character that either script writes so.
fn shared(c: char) -> bool {
    crate::knowledge::base::forms::is_han(c) && !foreign_to(Script::Hans, c) && !foreign_to(Script::Hant, c)
}
