//! Names that the document itself introduces: 中文名（Original Name）.

use super::super::Placed;
use crate::{knowledge::Mention, text::Span};

/// The Latin name in brackets directly after a mention, up to the first comma, at most `longest` bytes of it.
pub fn bracketed(placed: &Placed, mention: &Mention, longest: usize) -> Option<Span> {
    let text = &placed.block.text;
    let after = text.get(mention.span.end as usize..)?;
    let open = after.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = after.get(open.len_utf8()..)?;
    let end = inner.find(['）', ')', '，', ',', '、', '；', ';', '：', ':', '/', '\n'])?;
    let name = inner.get(..end)?.trim_end();
    let lead = name.len() - name.trim_start().len();
    let latin = name.chars().all(|c| c < '\u{2000}' || c == '’') && name.chars().any(char::is_alphabetic);
    let start = mention.span.end as usize + open.len_utf8();
    (latin && name.len() <= longest).then(|| Span::new(start + lead, start + name.len()))
}
