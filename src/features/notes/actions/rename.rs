//! Another label for one note, at all its places.

use std::collections::HashMap;

use super::{
    Refusal,
    relabel::{Label, relabel},
    template::Template,
    verify,
};
use crate::{
    analysis::Analysis,
    features::notes::note_at,
    rules::{Context, OutOfOrderFootnote, Rule},
    syntax::footnotes::labels,
    text::{Edits, Language, Span},
};

/// The label under the caret and its text, where it can be renamed.
pub fn prepare_rename(analysis: &Analysis, offset: usize) -> Option<(Span, String)> {
    let at = note_at(analysis, offset)?;
    let label = super::slice(analysis, at.label);
    (!label.is_empty()).then_some((at.label, label))
}

/// Gives the note at `offset` the label `new`: a name or number for `[^id]`, a number in any writing for others.
///
/// # Errors
/// No note there, a label that is none, one that another note of the scope has, one that is not read as a label there, or
/// a number out of its order.
pub fn rename(analysis: &Analysis, offset: usize, new: &str) -> Result<Edits, Refusal> {
    let at = note_at(analysis, offset).ok_or(Refusal::NotHere)?;
    let note = analysis.notes.notes.get(at.note).ok_or(Refusal::NotHere)?;
    let family = analysis.notes.scopes.get(note.scope).ok_or(Refusal::NotHere)?.family;
    let template = Template::of(analysis, family, offset);
    let new = new.trim();
    let bad = || Refusal::BadLabel(new.to_owned());
    let number = labels::number(new, true).filter(|&(.., len)| len == new.len()).map(|(number, ..)| number);
    let label = match number {
        _ if template.caret => {
            let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '[' | ']' | '^' | '\\' | '`');
            if new.is_empty() || new.len() > 80 || new.contains(refused) {
                return Err(bad());
            }
            Label::Name(new.to_owned())
        }
        Some(number) if number <= template.limit() => Label::Number(number),
        _ => return Err(bad()),
    };
    let taken = analysis.notes.notes.iter().enumerate().any(|(index, other)| {
        let own = analysis.notes.label(&analysis.blocks, index);
        let same = match &label {
            Label::Number(number) => other.number == Some(*number),
            _ => own.to_lowercase() == new.to_lowercase(),
        };
        index != at.note && other.scope == note.scope && other.repeats != Some(at.note) && same
    });
    if taken {
        return Err(Refusal::Taken(new.to_owned()));
    }
    let edits = Edits::new(relabel(analysis, &HashMap::from([(at.note, label)]))).map_err(|_| Refusal::Lossy)?;
    // Of several notes on one line each has the next number, or it is none.
    let after = verify::same_notes(analysis, &edits)?;
    if out_of_order(&after) > out_of_order(analysis) {
        return Err(Refusal::OutOfOrder(new.to_owned()));
    }
    Ok(edits)
}

/// How many notes stand out of their order.
fn out_of_order(analysis: &Analysis) -> usize {
    let mut found = Vec::new();
    OutOfOrderFootnote.check(&Context::new(analysis, Language::En), &mut found);
    found.len()
}
