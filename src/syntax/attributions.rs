//! Attributions: who is said to have said it, and on what occasion.

use super::Quotation;
use crate::text::Span;

/// How traceable the words of an attribution are, by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributionKind {
    /// 据报道, 有媒体, 外界认为, 有人说: nobody can be asked.
    Vague,
    /// X 表示, X 认为, 据 X 报道: somebody named by a noun phrase; whether it is traceable is `analysis`.
    Named,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The words of attribution, e.g. 据美国 Axios 新闻网报道 / 鲁比奥露骨地表示.
    pub span: Span,
    /// The speaker or source inside it, where there is one.
    pub source: Option<Span>,
    pub kind: AttributionKind,
}

pub fn attributions(_text: &str, _quotations: &[Quotation]) -> Vec<Attribution> {
    Vec::new()
}
