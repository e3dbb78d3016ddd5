//! Who or what is named here: the card of an actor, a term or an office.

mod card;
mod citations;
mod origin;

use super::Card;
use crate::{
    analysis::{Analysis, Placed},
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
    let clause = clause_day(analysis, placed, mention.span);
    let (day, said) = (clause.or_else(|| day(analysis)), clause.is_some());
    let asked = Asked { written, phrase, day, said, language, analysis: Some(analysis) };
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

/// The last full year, month or day that the sentence of a mention gives before it: it goes before the document's.
fn clause_day(analysis: &Analysis, placed: &Placed, mention: Span) -> Option<Date> {
    let syntax = &placed.block.syntax;
    let sentence = syntax.sentences.iter().map(|sentence| sentence.span).find(|span| span.encloses(mention))?;
    let before = |date: &&crate::syntax::Date| sentence.encloses(date.span) && date.span.end <= mention.start;
    let (year, month, day) = analysis.frame.absolute(syntax.dates.iter().rev().find(before)?);
    Some(Date::new(i16::try_from(year?).ok()?, month.unwrap_or(0), day.unwrap_or(0)))
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
