//! What makes an office right: the proper title, 前, the office of the day, the right bond of kinship.

use super::{Case, Fault, bonds, cases, kinship};
use crate::{
    analysis::{Analysis, Placed, names::Manner},
    knowledge::{Date, Entry, offices},
    text::{Script, Span, TextEdit, script},
};

/// Words for a former holder, longest first where one ends in another.
const FORMER: &[&str] = &["前任", "前", "卸任", "原"];

/// Each edit by itself answers the finding at a place of the document; the likeliest first.
pub fn remedies(analysis: &Analysis, at: Span) -> Vec<TextEdit> {
    let Some((_, placed)) = analysis.block_at(at.start as usize) else { return Vec::new() };
    let traditional = analysis.frame.script == Script::Hant;
    let write = |text: &str| if traditional { script::to_traditional(text) } else { text.to_owned() };
    let bond = bonds(analysis, placed).find(|bond| placed.span(bond.span) == at);
    if let Some(bond) = bond {
        return vec![TextEdit::new(placed.span(bond.word), write(kinship::word(bond.relation)))];
    }
    let case = cases(analysis, placed).into_iter().find(|case| placed.span(case.titled.span) == at);
    let Some(case) = case else { return Vec::new() };
    let title = placed.span(case.titled.title.span);
    let replaced = |text: &str| TextEdit::new(title, write(text));
    let then = || case.day.and_then(|day| office_then(analysis, &case, day)).map(replaced);
    match case.fault {
        Fault::Form => case.titled.office.names.first().map(|name| replaced(&name.text)).into_iter().collect(),
        Fault::Renamed { .. } => vec![replaced(offices::title_on(case.titled.office, case.day))],
        Fault::Stale { .. } if case.titled.manner == Manner::Holds => {
            let former = TextEdit::new(Span { end: title.start, ..title }, "前");
            [Some(former), then()].into_iter().flatten().collect()
        }
        Fault::Former { .. } => {
            former(placed, &case).map(|span| TextEdit::new(placed.span(span), "")).into_iter().collect()
        }
        Fault::Stale { .. } | Fault::NotYet { .. } | Fault::Other { .. } => then().into_iter().collect(),
    }
}

/// The office that the person last came into then, in the country that stands before the title.
fn office_then<'a>(analysis: &'a Analysis, case: &Case<'a>, day: Date) -> Option<&'a str> {
    let knowledge = analysis.knowledge();
    let held = offices::on(case.titled.person, day).into_iter().filter_map(|tenure| knowledge.get(&tenure.office));
    let here = |office: &&Entry| office.country == case.titled.office.country && office.id != case.titled.office.id;
    held.filter(here).map(|office| offices::title_on(office, Some(day))).next()
}

/// Where 前 stands, in bytes of the block.
fn former(placed: &Placed, case: &Case<'_>) -> Option<Span> {
    let at = |end: u32| {
        let before = placed.block.text.get(..end as usize)?;
        let word = FORMER.iter().find(|word| before.ends_with(**word))?;
        Some(Span::new(before.len() - word.len(), before.len()))
    };
    at(case.titled.title.span.start).or_else(|| at(case.titled.span.start))
}
