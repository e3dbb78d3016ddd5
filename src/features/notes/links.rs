//! Addresses that can be opened.

use crate::{
    analysis::Analysis,
    syntax::inline::{InlineKind, has_scheme, url_len},
    text::Span,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The address as written, document bytes.
    pub span: Span,
    /// Without the escapes of Markdown.
    pub target: String,
}

/// All addresses of the document, in order.
pub fn links(analysis: &Analysis) -> Vec<DocumentLink> {
    let mut links = Vec::new();
    for placed in &analysis.blocks {
        let text = &*placed.block.text;
        for inline in &placed.block.syntax.inline {
            let address = inline.target.of(text);
            let linked = matches!(inline.kind, InlineKind::Link | InlineKind::Url);
            if !linked || !has_scheme(address) {
                continue;
            }
            // Full-width punctuation inside the brackets is a slip (`malformed-url` says so): the address ends there.
            let len = url_len(address);
            let span = Span::new(inline.target.start as usize, inline.target.start as usize + len);
            links.push(DocumentLink { span: placed.span(span), target: unescape(span.of(text)) });
        }
    }
    links
}

/// `\_` is `_`.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            plain.push(c);
        }
    }
    plain
}
