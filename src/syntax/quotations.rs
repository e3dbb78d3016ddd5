//! Quotations in all Chinese and Western marks, nested.

use smallvec::SmallVec;

use super::landmarks::{Kind, Landmarks};
use crate::text::Span;

/// Which pair of marks encloses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// “ ”
    Double,
    /// ‘ ’
    Single,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// " "
    Straight,
    /// 《 》: the title of a work, no quotation
    Title,
    /// 〈 〉
    InnerTitle,
}

impl Marks {
    /// True for the marks of titles, which quote nobody.
    pub fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::InnerTitle)
    }

    fn opening(c: char) -> Option<Self> {
        Some(match c {
            '“' | '〝' | '＂' => Self::Double,
            '‘' => Self::Single,
            '「' | '﹁' => Self::Corner,
            '『' | '﹃' => Self::WhiteCorner,
            '《' => Self::Title,
            '〈' => Self::InnerTitle,
            _ => return None,
        })
    }

    fn closing(c: char) -> Option<Self> {
        Some(match c {
            '”' | '〞' | '〟' => Self::Double,
            '’' => Self::Single,
            '」' | '﹂' => Self::Corner,
            '』' | '﹄' => Self::WhiteCorner,
            '》' => Self::Title,
            '〉' => Self::InnerTitle,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    pub marks: Marks,
    /// 0 for an outermost quotation.
    pub depth: u8,
}

impl Quotation {
    /// True for outermost quotations, titles aside: what stands in them is somebody's words.
    pub fn is_speech(&self) -> bool {
        self.depth == 0 && !self.marks.is_title()
    }
}

/// What is left of the quotations of a block, as one goes on through it.
pub struct Spoken<'a>(pub &'a [Quotation]);

impl Spoken<'_> {
    /// True for what begins at `at` in somebody's words; asked for in order.
    pub fn holds(&mut self, at: u32) -> bool {
        while let [first, rest @ ..] = self.0
            && (first.span.end <= at || !first.is_speech())
        {
            self.0 = rest;
        }
        self.0.first().is_some_and(|first| first.span.start <= at)
    }
}

/// Marks of a block that found no partner in it: a page break, or a mark forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unpaired {
    /// Where the last quotation begins that is still open at the end of the block.
    pub open: Option<u32>,
    /// Where the first closing mark ends that no opening one of the block belongs to.
    pub close: Option<u32>,
}

/// Every mark of [`Marks`].
pub(super) const MARKS: &str = "“〝＂‘「﹁『﹃《〈”〞〟’」﹂』﹄》〉\"";
/// Most marks open at once; the outermost are given up first, so that a text of nothing but marks stays linear.
const OPEN: usize = 32;

/// A mark that waits for its partner: what, where it starts and where its words start.
type Open = (Marks, usize, usize);
/// Mostly one or two wait at once.
type Opened = SmallVec<[Open; 4]>;

/// All quotations and titles of a block, in order of their opening mark, and the marks without a partner, titles aside. An
/// unclosed mark gives no quotation.
pub fn quotations(text: &str, marks: &Landmarks) -> (Vec<Quotation>, Unpaired) {
    let pairs = marks.places(Kind::Quotation).count() / 2;
    let (mut found, mut open) = (Vec::with_capacity(pairs), Opened::new());
    let mut unpaired = Unpaired::default();
    for (at, c) in marks.places(Kind::Quotation) {
        let end = at + c.len_utf8();
        if open.len() > OPEN {
            open.remove(0);
        }
        if c == '"' {
            match open.iter().rposition(|(marks, ..)| *marks == Marks::Straight) {
                Some(index) => close(&mut found, &mut open, index, at, end),
                None => open.push((Marks::Straight, at, end)),
            }
        } else if let Some(marks) = Marks::opening(c) {
            open.push((marks, at, end));
        } else if let Some(marks) = Marks::closing(c) {
            match open.iter().rposition(|(other, ..)| *other == marks) {
                Some(index) => close(&mut found, &mut open, index, at, end),
                // ’ between Latin letters is an apostrophe.
                None if marks == Marks::Single && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) => {}
                None if marks.is_title() => {}
                None => unpaired.close = unpaired.close.or(u32::try_from(end).ok()),
            }
        }
    }
    unpaired.open = open
        .iter()
        .find(|(marks, ..)| !marks.is_title() && *marks != Marks::Straight)
        .and_then(|&(_, at, _)| u32::try_from(at).ok());
    found.sort_by_key(|quotation: &Quotation| quotation.span);
    nest(&mut found);
    (found, unpaired)
}

/// Closes the mark at `index`; marks opened after it stay without partner.
fn close(found: &mut Vec<Quotation>, open: &mut Opened, index: usize, at: usize, end: usize) {
    let Some(&(marks, start, inner)) = open.get(index) else { return };
    open.truncate(index);
    found.push(Quotation { span: Span::new(start, end), inner: Span::new(inner, at), marks, depth: 0 });
}

/// Counts for each quotation how many others enclose it; `found` is in order of opening marks.
fn nest(found: &mut [Quotation]) {
    let mut ends = SmallVec::<[u32; 8]>::new();
    for quotation in found {
        while ends.last().is_some_and(|&end| end <= quotation.span.start) {
            ends.pop();
        }
        quotation.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
        ends.push(quotation.span.end);
    }
}
