//! Quotations in all Chinese and Western marks, nested.

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

/// All quotations and titles of a block, in order of their opening mark. An unclosed mark gives none.
pub fn quotations(_text: &str) -> Vec<Quotation> {
    Vec::new()
}
