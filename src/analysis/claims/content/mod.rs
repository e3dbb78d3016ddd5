//! What a sentence claims: figures, somebody's words, the contents of a document, events, statements.

mod events;
mod figures;
mod quotations;
mod reports;
mod statements;

pub use reports::rumour;

use super::{Claim, mode::Mode, view::View};
use crate::{
    syntax::Class,
    text::{Sieve, Span, begins},
};

/// A claim and where it stands (bytes of the block).
pub type Found = (Claim, Span);

/// Finds one kind of claim in a sentence of a mode.
type Finder = fn(&View<'_>, Mode) -> Option<Span>;

/// Verbs that put words into somebody's mouth.
pub const TELLING: &[Class] =
    &[Class::Speech, Class::Perform, Class::Belief, Class::Regard, Class::Disclose, Class::Show];

/// What the sentence claims, the weightiest first; `None` for what needs no source by its content.
pub fn of(view: &View<'_>, mode: Mode) -> Option<Found> {
    let kinds: [(Claim, Finder); 6] = [
        (Claim::Statistic, |view, _| figures::figure(view)),
        (Claim::Quotation, |view, _| quotations::words(view)),
        (Claim::Report, reports::report),
        (Claim::Event, events::event),
        (Claim::Superlative, statements::superlative),
        (Claim::Statement, statements::statement),
    ];
    kinds.into_iter().find_map(|(claim, find)| Some((claim, find(view, mode)?)))
}

/// Words that order an argument.
const ORDER: &[&str] =
    &["首先", "其次", "再次", "最后", "最後", "一是", "二是", "三是", "四是", "第一，", "第二，", "第三，"];
static ORDERS: Sieve = Sieve::of_words(ORDER);

/// 首先, 一是: a sentence that orders the argument.
fn order(view: &View<'_>) -> bool {
    let text = view.str().trim_start_matches('*');
    ORDERS.admits(text) && ORDER.iter().any(|word| begins(text, word)) && view.str().chars().count() < 36
}
