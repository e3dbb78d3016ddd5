//! Where a block has characters that a scanner looks for. Found in one pass for all scanners: most characters are of
//! interest to none.

use super::{attributions, dates, footnotes, inline, quantities, quotations, sentences, telltales};

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

/// Text to a landmark, roughly.
const BYTES_A_PLACE: usize = 12;

impl Landmarks {
    /// Those of a text folded to Simplified; folding keeps the places of all others.
    pub fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len() / BYTES_A_PLACE);
        let mut rest = text.as_bytes();
        loop {
            let (kinds, tail) = match *rest {
                [lead @ 0xe0..=0xef, second, third, ref tail @ ..] => {
                    (TABLES.of_row(usize::from(lead & 15) << 6 | usize::from(second & 63), third), tail)
                }
                [lead, ref tail @ ..] if lead.is_ascii() => (TABLES.of_ascii(lead), tail),
                [lead @ 0xc0..=0xdf, second, ref tail @ ..] => (TABLES.of_row(usize::from(lead & 31), second), tail),
                [_, ref tail @ ..] => (0, tail),
                [] => return Self(found),
            };
            if kinds != 0 {
                let at = text.len() - rest.len();
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                found.push(Place { at: u32::try_from(at).unwrap_or(u32::MAX), c, kinds });
            }
            rest = tail;
        }
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
    ascii: [u8; 128],
    /// For each row of 64 characters (with the same first bytes in UTF-8) its place among the rows of `kinds`; most stand
    /// in the first, which is empty.
    rows: [u8; 1024],
    kinds: [u8; ROWS * 64],
}

static TABLES: Tables = Tables::new();

impl Tables {
    const fn new() -> Self {
        let mut tables = Self { ascii: [0; 128], rows: [0; 1024], kinds: [0; ROWS * 64] };
        let (mut used, mut set) = (1, 0);
        while set < SETS.len() {
            let (kind, chars) = (SETS[set].0, SETS[set].1.as_bytes());
            let mut at = 0;
            while at < chars.len() {
                let lead = chars[at];
                let (row, last, width) = match lead {
                    ..0x80 => (0, 0, 1),
                    0x80..0xe0 => (lead as usize & 31, chars[at + 1], 2),
                    _ => ((lead as usize & 15) << 6 | chars[at + 1] as usize & 63, chars[at + 2], 3),
                };
                if width == 1 {
                    tables.ascii[lead as usize] |= bit(kind);
                } else {
                    if tables.rows[row] == 0 {
                        tables.rows[row] = used;
                        used += 1;
                    }
                    tables.kinds[tables.rows[row] as usize * 64 + (last as usize & 63)] |= bit(kind);
                }
                at += width;
            }
            set += 1;
        }
        tables
    }

    fn of_ascii(&self, byte: u8) -> u8 {
        self.ascii.get(usize::from(byte & 127)).copied().unwrap_or(0)
    }

    /// The kinds of the character of a row with this last byte.
    fn of_row(&self, row: usize, last: u8) -> u8 {
        let row = usize::from(self.rows.get(row).copied().unwrap_or(0));
        self.kinds.get(row << 6 | usize::from(last & 63)).copied().unwrap_or(0)
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
