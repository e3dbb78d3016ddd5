//! Hints of office: behind a person's first mention in a section, what he was on the document's day.

use std::collections::HashSet;

use crate::{
    analysis::Analysis,
    features::actor,
    knowledge::{EntryId, Kind, offices},
    syntax::BlockKind,
    text::{Language, Span},
};

/// The mentions within a span of the document, each with an office; none where the text itself gives one beside it.
pub fn office_hints(analysis: &Analysis, within: Span, language: Language) -> Vec<(Span, String)> {
    let knowledge = analysis.knowledge();
    let day = actor::day(analysis);
    let mut seen: HashSet<EntryId> = HashSet::new();
    let mut hints = Vec::new();
    for placed in &analysis.blocks {
        match placed.block.kind() {
            BlockKind::Heading { .. } => {
                seen.clear();
                continue;
            }
            kind if !kind.is_prose() => continue,
            _ => {}
        }
        let mentions = &placed.block.mentions;
        for (at, mention) in mentions.iter().enumerate() {
            let [id] = analysis.names.entries(mention)[..] else { continue };
            let Some(person) = knowledge.entry(id).filter(|entry| entry.kind == Kind::Person) else { continue };
            let span = placed.span(mention.span);
            if !seen.insert(id) || !within.encloses(span) {
                continue;
            }
            let title = |near: Option<usize>| {
                let near = near.and_then(|near| mentions.get(near));
                let beside =
                    near.filter(|near| near.span.end == mention.span.start || mention.span.end == near.span.start);
                let entry = beside.and_then(|near| knowledge.entry(*near.entries.first()?));
                entry.is_some_and(|entry| entry.kind == Kind::Office)
            };
            if title(at.checked_sub(1)) || title(Some(at + 1)) {
                continue;
            }
            let held = day.map_or_else(|| offices::latest(person), |day| offices::on(person, day));
            if let Some(tenure) = held.first() {
                hints.push((span, offices::title(knowledge, &tenure.office, day, language)));
            }
        }
    }
    hints
}
