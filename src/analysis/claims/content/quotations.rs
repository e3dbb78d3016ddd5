//! Somebody's words in quotation marks, apart from terms and names.

use super::{super::view::View, TELLING};
use crate::{
    syntax::{Quotation, Word},
    text::{Span, is_of_word},
};

/// The first quotation that gives somebody's words and not a term.
pub fn words(view: &View<'_>) -> Option<Span> {
    if view.inside {
        return Some(view.body);
    }
    view.quoted
        .iter()
        .find(|quotation| is_speech(view, quotation))
        .map(|quotation| Span { start: quotation.span.start, end: quotation.span.end.min(view.body.end) })
}

/// 民众的支持是“…”: a verb that is the name of a thing here.
fn noun(view: &View<'_>, word: &Word) -> bool {
    view.text.get(..word.span.start as usize).is_some_and(|before| before.ends_with('的'))
}

/// Longest distance in characters between a verb of saying and the words said.
const NEAR: usize = 30;

fn is_speech(view: &View<'_>, quotation: &Quotation) -> bool {
    let inner = quotation.inner.of(view.text);
    let longer = |count: usize| inner.chars().filter(|&c| is_of_word(c)).nth(count - 1).is_some();
    let clauses = || inner.contains(['，', '。', '！', '？', '；', ',', ';', '!', '?']);
    let after = view.after(quotation.span.end);
    // “联欧遏俄”政策, “志愿联盟”的: a name of something.
    let names = || after.chars().next().is_some_and(|c| c.is_alphabetic() && !"等和与及并或是而但却".contains(c));
    let led = (view.words.iter().rev())
        .filter(|word| word.span.end <= quotation.span.start && TELLING.contains(&word.class) && !noun(view, word))
        .map(|word| view.text.get(word.span.end as usize..quotation.span.start as usize).unwrap_or(""))
        .find(|between| !between.contains('。'))
        .map(|between| between.chars().count());
    match led {
        Some(distance) if distance <= 3 => longer(5) && (longer(8) || !names()) || clauses(),
        Some(distance) if distance <= NEAR => longer(20) || longer(12) && !names() || longer(8) && clauses(),
        _ => longer(14) && clauses(),
    }
}
