//! Inline structure of a block: code, links, bare URLs, comments and tags, where text is not prose.

use crate::text::Span;

/// What stands inside a block besides prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `` `code` ``
    Code,
    /// `[text](url)`: `span` is all of it, `target` the address.
    Link,
    /// `<https://…>` or a bare address.
    Url,
    /// An HTML tag or comment, also `<sup>`.
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
    /// The address of a link or URL, the content of code, the tag itself.
    pub target: Span,
}

/// All inline elements of a block, in order.
pub fn inline(_text: &str) -> Vec<Inline> {
    Vec::new()
}
