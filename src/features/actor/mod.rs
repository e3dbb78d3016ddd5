//! Who or what is named here: the card of an actor, a term or an office.

mod card;

use super::Card;
use crate::{
    analysis::Analysis,
    knowledge::{Date, EntryId, Mention},
    text::{Language, Span},
};

pub use card::{Asked, markdown as card};

/// The card for the name at a byte offset of the document.
pub fn hover(analysis: &Analysis, offset: usize, language: Language) -> Option<Card> {
    let (placed, mention, entries) = analysis.names.at(&analysis.blocks, offset)?;
    let written = mention.span.of(&placed.block.text);
    let phrase = if mention.abbreviation { mention.within } else { mention.span };
    let phrase = phrase.of(&placed.block.text);
    let asked = Asked { written, phrase, day: day(analysis), language, analysis: Some(analysis) };
    let markdown = markdown(analysis, &entries, &asked)?;
    Some(Card { span: placed.span(shown(mention, offset - placed.start)), markdown })
}

/// What the editor marks: a compound of characters member by member; else a phrase as a whole where that keeps readers
/// from cutting it wrongly (俄国防部 is not 俄国), or where the caret stands beside the name.
fn shown(mention: &Mention, inside: usize) -> Span {
    if mention.compound {
        mention.span
    } else if mention.abbreviation || !mention.span.contains(inside) {
        mention.within
    } else {
        Span { end: mention.within.end, ..mention.span }
    }
}

/// The day a document is dated, where it says so.
pub fn day(analysis: &Analysis) -> Option<Date> {
    let (year, month, day) = analysis.frame.date.filter(|_| analysis.frame.declared)?;
    Some(Date::new(i16::try_from(year).ok()?, month.unwrap_or(0), day.unwrap_or(0)))
}

fn markdown(analysis: &Analysis, entries: &[EntryId], asked: &Asked<'_>) -> Option<String> {
    let knowledge = analysis.knowledge();
    let cards: Vec<String> =
        entries.iter().filter_map(|&id| Some(card::markdown(knowledge, id, knowledge.entry(id)?, asked))).collect();
    match cards.len() {
        0 => None,
        1 => cards.into_iter().next(),
        _ => Some(card::candidates(knowledge, entries, asked)),
    }
}
