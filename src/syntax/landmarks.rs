//! Where a block has characters that a scanner looks for. Found in one pass for all scanners, on which the text is folded
//! as well: most characters are of interest to none.

use std::{borrow::Cow, mem};

use super::{
    Word, attributions, dates, footnotes, inline, quantities, quotations, sentences, telltales,
    words::{Beginnings, with_vocabulary},
};
use crate::{
    room::Room,
    text::{
        CharSet, code_at,
        script::{self, Counts},
    },
};

/// Whom a character is of interest to.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Inline,
    Note,
    Quotation,
    Sentence,
    Clause,
    Date,
    Quantity,
    Telltale,
}

/// The characters of each kind.
const SETS: [(Kind, &str); 9] = [
    (Kind::Inline, inline::SIGNS),
    (Kind::Note, footnotes::BEGIN),
    (Kind::Note, footnotes::STOPS),
    (Kind::Quotation, quotations::MARKS),
    (Kind::Sentence, sentences::ENDS),
    (Kind::Clause, attributions::CLAUSE_MARKS),
    (Kind::Date, dates::BEGINS),
    (Kind::Quantity, quantities::BEGINS),
    (Kind::Telltale, telltales::SIGNS),
];

/// A character that is of interest to somebody.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: u32,
    c: char,
    /// One bit for each [`Kind`].
    kinds: u8,
}

/// The landmarks of one block.
#[derive(Debug)]
pub struct Landmarks(Vec<Place>);

thread_local! {
    static ROOM: Room<Place> = const { Room::new() };
}

impl Drop for Landmarks {
    fn drop(&mut self) {
        ROOM.with(|room| room.leave(mem::take(&mut self.0)));
    }
}

/// Text to a landmark, roughly.
const BYTES_A_PLACE: usize = 12;

impl Landmarks {
    /// Those of a text folded to Simplified; folding keeps the places of all others.
    pub fn of(text: &str) -> Self {
        let mut marks = Self::for_text(text);
        text.char_indices().for_each(|(at, c)| marks.meet(at, c));
        marks
    }

    fn for_text(text: &str) -> Self {
        Self(ROOM.with(|room| room.take(text.len() / BYTES_A_PLACE)))
    }

    /// Keeps a character that somebody asks for.
    #[inline]
    fn meet(&mut self, at: usize, c: char) {
        if ANY.holds(c) {
            self.keep(at, c);
        }
    }

    // Out of line, so that those that are kept keep no registers from the others.
    #[inline(never)]
    fn keep(&mut self, at: usize, c: char) {
        self.0.push(Place { at: u32::try_from(at).unwrap_or(u32::MAX), c, kinds: TABLES.kinds(c) });
    }

    /// The characters of one kind and where they stand.
    pub fn places(&self, kind: Kind) -> impl Iterator<Item = (usize, char)> {
        let of_kind = self.0.iter().filter(move |place| place.kinds & bit(kind) != 0);
        of_kind.map(|place| (place.at as usize, place.c))
    }

    /// For who leaves out stretches of the text.
    pub fn walk(&self, kind: Kind) -> Walk<'_> {
        Walk { left: &self.0, kind }
    }
}

/// What one walk over the characters of a block tells.
pub struct Read<'a> {
    /// The text folded to Simplified.
    pub plain: Cow<'a, str>,
    pub counts: Counts,
    pub marks: Landmarks,
    /// The words of the vocabulary.
    pub words: Vec<Word>,
}

/// Folds a text and finds its landmarks and words, on one walk. `meet` is told of each character, folded, as well.
#[inline]
pub fn read(text: &str, mut meet: impl FnMut(usize, char)) -> Read<'_> {
    let mut marks = Landmarks::for_text(text);
    with_vocabulary(|vocabulary| {
        let mut beginnings = Beginnings::new(vocabulary, text);
        let (plain, counts) = script::read(text, |at, c| {
            marks.meet(at, c);
            beginnings.meet(at, c);
            meet(at, c);
        });
        let words = beginnings.words(&plain);
        Read { plain, counts, marks, words }
    })
}

/// Goes from landmark to landmark of one kind.
pub struct Walk<'a> {
    left: &'a [Place],
    kind: Kind,
}

impl Walk<'_> {
    /// The first one at or behind byte `at`, which never goes back.
    pub fn next_from(&mut self, at: usize) -> Option<usize> {
        loop {
            let (first, rest) = self.left.split_first()?;
            if first.kinds & bit(self.kind) != 0 && first.at as usize >= at {
                return Some(first.at as usize);
            }
            self.left = rest;
        }
    }
}

const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

/// Most rows of 64 characters that there can be: a byte tells one of them without a check.
const ROWS: usize = 256;

struct Tables {
    /// For each row of 64 characters its place among the rows of `kinds`; most stand in the first, which is empty.
    rows: [u8; 1024],
    kinds: [u8; ROWS * 64],
}

/// The characters of any kind.
static ANY: CharSet = {
    let (mut all, mut set) = (CharSet::EMPTY, 0);
    while set < SETS.len() {
        all = all.and(SETS[set].1);
        set += 1;
    }
    all
};

static TABLES: Tables = Tables::new();

impl Tables {
    const fn new() -> Self {
        let mut tables = Self { rows: [0; 1024], kinds: [0; ROWS * 64] };
        let (mut used, mut set) = (1, 0);
        while set < SETS.len() {
            let (kind, chars) = (SETS[set].0, SETS[set].1.as_bytes());
            let mut at = 0;
            while at < chars.len() {
                let (code, width) = code_at(chars, at);
                if tables.rows[code / 64] == 0 {
                    tables.rows[code / 64] = used;
                    used += 1;
                }
                tables.kinds[tables.rows[code / 64] as usize * 64 + code % 64] |= bit(kind);
                at += width;
            }
            set += 1;
        }
        tables
    }

    /// The kinds of a character; none above the basic plane.
    fn kinds(&self, c: char) -> u8 {
        let row = usize::from(self.rows.get(c as usize / 64).copied().unwrap_or(0));
        self.kinds.get(row * 64 + c as usize % 64).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Landmarks};

    #[test]
    fn each_kind_has_its_own() {
        let text = "🙂去年²，“三”个[1]。";
        let marks = Landmarks::of(text);
        let chars = |kind| marks.places(kind).map(|(at, c)| text[at..].chars().next().filter(|&d| c == d)).collect();
        let found: [Option<String>; 7] =
            [Kind::Inline, Kind::Note, Kind::Quotation, Kind::Sentence, Kind::Clause, Kind::Date, Kind::Quantity]
                .map(chars);
        assert_eq!(found.map(Option::unwrap_or_default), ["[]", "²[", "“”", "。", "，。", "去三1", "三1"]);
        let mut walk = marks.walk(Kind::Note);
        let places = [0, 0, 11, 99].map(|at| walk.next_from(at));
        assert_eq!(places, [text.find('²'), text.find('²'), text.find('['), None]);
    }
}
