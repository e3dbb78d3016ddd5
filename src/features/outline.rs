//! The document at a glance, for a side bar: its claims by how they are sourced, its notes by page, its actors.

use std::collections::HashMap;

use crate::{
    analysis::{Analysis, Notes, Profile, Sourcing},
    features::notes,
    knowledge::EntryId,
    rules::Finding,
    text::{Script, Span, script},
};

/// How well a claim is sourced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Sourced,
    /// Somebody is named, but not where it can be looked up.
    Weak,
    Missing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Bytes of the document, like all spans here.
    pub span: Span,
    /// The rule that asks for a source, where one does.
    pub code: Option<&'static str>,
    pub state: State,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Index of the page, section or document.
    pub scope: usize,
    pub label: String,
    /// `None` for a marker without a note.
    pub definition: Option<Span>,
    pub uses: Vec<Span>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorRow {
    pub name: String,
    /// Id of the entry.
    pub entry: String,
    pub count: usize,
    pub first: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub profile: Profile,
    pub claims: Vec<ClaimRow>,
    pub notes: Vec<NoteRow>,
    pub actors: Vec<ActorRow>,
}

/// Longest text of a row, in characters.
const CHARS: usize = 60;

/// `findings` are those in force, in any order.
pub fn outline(analysis: &Analysis, findings: &[Finding]) -> Outline {
    Outline {
        profile: analysis.frame.profile,
        claims: claims(analysis, findings),
        notes: notes(analysis),
        actors: actors(analysis),
    }
}

/// A claim that wants a source and is not flagged stands in no list: it is being typed, the writer allows it, or its rule
/// is off.
fn claims(analysis: &Analysis, findings: &[Finding]) -> Vec<ClaimRow> {
    let of_claims = findings.iter().filter(|finding| finding.is_of_claim());
    let flagged: HashMap<Span, &'static str> = of_claims.map(|finding| (finding.span, finding.code)).collect();
    let mut rows = Vec::new();
    for placed in &analysis.blocks {
        for judgement in placed.claims.iter() {
            let Some((_, claim)) = judgement.claim else { continue };
            let missing = judgement.wants_source(&analysis.frame);
            // The rule on vague attributions points at the words that name nobody.
            let vague = judgement.vague.filter(|_| missing && judgement.sourcing == Sourcing::Vague);
            let span = placed.span(vague.unwrap_or(claim));
            let code = flagged.get(&span).copied().filter(|_| missing);
            let state = match judgement.sourcing {
                _ if missing && code.is_none() => continue,
                _ if missing => State::Missing,
                Sourcing::Weak | Sourcing::Vague => State::Weak,
                Sourcing::Note | Sourcing::Attributed | Sourcing::None => State::Sourced,
            };
            let text = judgement.sentence.of(&placed.block.text).chars().take(CHARS).collect();
            rows.push(ClaimRow { span, code, state, text });
        }
    }
    rows
}

pub fn notes(analysis: &Analysis) -> Vec<NoteRow> {
    let blocks = &analysis.blocks;
    let row = |(index, note): (usize, &crate::analysis::notes::Note)| NoteRow {
        scope: note.scope,
        label: analysis.notes.label(blocks, index).to_owned(),
        definition: note.definition.and_then(|at| Notes::definition_span(blocks, at)),
        uses: note.markers.iter().filter_map(|&at| Notes::marker_span(blocks, at)).collect(),
        text: notes::preview(analysis, note, CHARS),
    };
    analysis.notes.notes.iter().enumerate().map(row).collect()
}

/// Most mentioned first.
pub fn actors(analysis: &Analysis) -> Vec<ActorRow> {
    let mut found: HashMap<EntryId, (usize, Span)> = HashMap::new();
    for placed in &analysis.blocks {
        for mention in &placed.block.mentions {
            // Candidates are nobody's mention.
            let [id] = analysis.names.entries(mention)[..] else { continue };
            found.entry(id).or_insert((0, placed.span(mention.span))).0 += 1;
        }
    }
    let knowledge = analysis.knowledge();
    let row = |(id, (count, first)): (EntryId, (usize, Span))| {
        let entry = knowledge.entry(id)?;
        let name = match analysis.frame.script {
            Script::Hans => entry.canonical().to_owned(),
            Script::Hant => script::to_traditional(entry.canonical()).to_string(),
        };
        Some(ActorRow { name, entry: entry.id.to_string(), count, first })
    };
    let mut rows: Vec<ActorRow> = found.into_iter().filter_map(row).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then(a.first.cmp(&b.first)).then(a.entry.cmp(&b.entry)));
    rows
}
