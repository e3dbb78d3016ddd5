//! Code actions: what can be done at a place, and about a finding.

use super::{
    claims, names,
    notes::{self, actions as note_actions},
};
use crate::{
    analysis::Analysis,
    rules::Finding,
    syntax::{BlockKind, Sentence},
    text::{Edits, Language, Span, TextEdit},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    QuickFix,
    Refactor,
}

/// What takes a second reading of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deferred {
    Renumber,
    Convert(note_actions::Shape),
    /// Two notes, by their indices.
    Merge(usize, usize),
}

impl Deferred {
    /// The name by which a client asks for the edits later.
    pub fn name(self) -> String {
        match self {
            Self::Renumber => "renumber".to_owned(),
            Self::Convert(shape) => shape.name().to_owned(),
            Self::Merge(note, twin) => format!("{note}+{twin}"),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        if let Some((note, twin)) = name.split_once('+') {
            return Some(Self::Merge(note.parse().ok()?, twin.parse().ok()?));
        }
        let shape = note_actions::Shape::ALL.into_iter().find(|shape| shape.name() == name);
        shape.map(Self::Convert).or((name == "renumber").then_some(Self::Renumber))
    }

    /// # Errors
    /// Why it cannot be done.
    pub fn edits(self, analysis: &Analysis) -> Result<Edits, note_actions::Refusal> {
        match self {
            Self::Renumber => note_actions::renumber(analysis, note_actions::Numbering::AsIs),
            Self::Convert(shape) => note_actions::convert(analysis, shape),
            Self::Merge(note, twin) => note_actions::merge(analysis, note, twin),
        }
    }
}

/// What an action changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Edits(Edits),
    /// Worked out when the writer chooses it.
    Later(Deferred),
}

/// One thing that can be done, as one undoable edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub title: String,
    pub kind: Kind,
    pub work: Work,
    /// The finding it answers: its place in the list that was given.
    pub fixes: Option<usize>,
    /// What most writers want first.
    pub preferred: bool,
}

impl Action {
    fn refactor(title: String, work: Work) -> Self {
        Self { title, kind: Kind::Refactor, work, fixes: None, preferred: false }
    }

    fn fix(title: String, edits: Edits, finding: usize) -> Self {
        Self { title, kind: Kind::QuickFix, work: Work::Edits(edits), fixes: Some(finding), preferred: false }
    }
}

/// The actions for a selection (bytes of the document): fixes of the findings it touches first.
pub fn actions(analysis: &Analysis, findings: &[Finding], at: Span, language: Language) -> Vec<Action> {
    let mut actions = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        if finding.span.touches(at.start as usize) || finding.span.overlaps(at) {
            fixes(analysis, finding, index, language, &mut actions);
        }
    }
    refactors(analysis, at.start as usize, language, &mut actions);
    actions
}

fn fixes(analysis: &Analysis, finding: &Finding, index: usize, language: Language, out: &mut Vec<Action>) {
    if finding.is_of_claim() {
        let place = place_for_marker(analysis, finding.span);
        if let Some(note) =
            place.and_then(|place| note_actions::new_note(analysis, place, &claims::stub(analysis, finding)).ok())
        {
            let title = say(language, "在此加注", "在此加註", "Add a note here");
            let fix = Action::fix(format!("{title} [{}]", note.label), note.edits, index);
            out.push(Action { preferred: true, ..fix });
        }
        let offers = claims::fixes(analysis, finding, place, language);
        out.extend(offers.into_iter().map(|fix| Action::fix(fix.title, fix.edits, index)));
    }
    if finding.code == "out-of-order-footnote" {
        let title = say(language, "重新编号", "重新編號", "Renumber the notes").to_owned();
        let work = Work::Later(Deferred::Renumber);
        out.push(Action { title, kind: Kind::QuickFix, work, fixes: Some(index), preferred: true });
    }
    if finding.code == "repeated-reference"
        && let Some((earlier, note)) = notes::twin_before(analysis, finding.span.start as usize)
    {
        let title = say(language, "并入脚注", "併入註腳", "Merge into note");
        let title = format!("{title} [{}]", analysis.notes.label(&analysis.blocks, earlier));
        let work = Work::Later(Deferred::Merge(earlier, note));
        out.push(Action { title, kind: Kind::QuickFix, work, fixes: Some(index), preferred: true });
    }
    let found = notes::fixes(analysis, finding, language).into_iter().chain(names::fixes(analysis, finding, language));
    out.extend(found.map(|fix| {
        let notes::Fix { title, edits, preferred } = fix;
        Action { preferred, ..Action::fix(title, edits, index) }
    }));
    out.extend(allow(analysis, finding, index, language));
}

/// Where the marker of a note for a claim goes: behind its sentence, as the document's other markers stand to the
/// punctuation.
fn place_for_marker(analysis: &Analysis, claim: Span) -> Option<usize> {
    let (_, placed) = analysis.block_at(claim.start as usize)?;
    let inside = (claim.start as usize).checked_sub(placed.start)?;
    let sentences = &placed.block.syntax.sentences;
    let sentence = sentences.iter().find(|sentence| sentence.span.contains(inside))?;
    let text = &*placed.block.text;
    let body = text.get(..sentence.body_end as usize)?;
    let stop = body.trim_end_matches(is_stop);
    let end = if stop.len() < body.len() && markers_stand_before_stops(analysis) { stop.len() } else { body.len() };
    Some(placed.start + end)
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '.' | '!' | '?' | ';')
}

/// True where most markers of the document stand before the punctuation that ends their sentence.
fn markers_stand_before_stops(analysis: &Analysis) -> bool {
    let (mut before, mut after) = (0, 0);
    for placed in &analysis.blocks {
        let (text, syntax) = (&*placed.block.text, &placed.block.syntax);
        for marker in &syntax.markers {
            let ends =
                |sentence: &Sentence| sentence.span.encloses(marker.span) && marker.span.start >= sentence.body_end;
            let stops = |side: Option<&str>, at_start: bool| {
                side.and_then(|side| if at_start { side.chars().next() } else { side.chars().next_back() })
                    .is_some_and(is_stop)
            };
            if stops(text.get(marker.span.end as usize..), true) {
                before += 1;
            } else if syntax.sentences.iter().any(ends) || stops(text.get(..marker.span.start as usize), false) {
                after += 1;
            }
        }
    }
    before > after
}

/// A comment that allows the finding, above its block and for the whole file.
fn allow(analysis: &Analysis, finding: &Finding, index: usize, language: Language) -> Vec<Action> {
    let code = finding.code;
    let reason = say(language, "原因", "原因", "reason");
    let Some((_, placed)) = analysis.block_at(finding.span.start as usize) else { return Vec::new() };
    let front = analysis.blocks.first().filter(|first| first.block.kind() == BlockKind::FrontMatter);
    let top = front.map_or(0, |front| front.start + front.block.text.len());
    let places = [
        ("allow", placed.start, say(language, "在此段放行", "在此段放行", "Allow in this block")),
        ("allow-file", top, say(language, "在本文放行", "在本文放行", "Allow in this file")),
    ];
    let action = |(directive, place, title): (&str, usize, &str)| {
        let comment = format!("<!-- chuchu: {directive} {code} -- {reason} -->\n");
        let edits = Edits::new(vec![TextEdit::insert(place, comment)]).ok()?;
        Some(Action::fix(format!("{title}: {code}"), edits, index))
    };
    places.into_iter().filter_map(action).collect()
}

fn refactors(analysis: &Analysis, offset: usize, language: Language, out: &mut Vec<Action>) {
    let add = |out: &mut Vec<Action>, title: String, edits: Option<Edits>| {
        out.extend(edits.map(|edits| Action::refactor(title, Work::Edits(edits))));
    };
    if note_actions::link_at(analysis, offset).is_some() {
        let title = say(language, "把链接移入脚注", "把連結移入註腳", "Move the link into a note");
        add(out, title.into(), note_actions::link_to_note(analysis, offset).ok().map(|note| note.edits));
    }
    let Some(at) = notes::note_around(analysis, offset) else {
        let title = say(language, "在此新建脚注", "在此新增註腳", "New note here");
        add(out, title.into(), note_actions::new_note(analysis, offset, "").ok().map(|note| note.edits));
        return;
    };
    let label = analysis.notes.label(&analysis.blocks, at.note);
    let title = say(language, "删除脚注", "刪除註腳", "Delete note");
    add(out, format!("{title} [{label}]"), note_actions::delete(analysis, offset).ok());
    for twin in note_actions::twins(analysis, at.note) {
        let other = analysis.notes.label(&analysis.blocks, twin);
        let title = say(language, "并入相同的脚注", "併入相同的註腳", "Merge with the same note");
        out.push(Action::refactor(format!("{title} [{other}]"), Work::Later(Deferred::Merge(at.note, twin))));
    }
    let title = say(language, "重排脚注编号", "重排註腳編號", "Renumber the notes");
    if note_actions::is_out_of_order(analysis) {
        out.push(Action::refactor(title.into(), Work::Later(Deferred::Renumber)));
    }
    let current = note_actions::Shape::of(analysis);
    for shape in note_actions::Shape::ALL.into_iter().filter(|shape| current != Some(*shape)) {
        let title = say(language, "脚注改为", "註腳改為", "Convert notes to");
        out.push(Action::refactor(format!("{title} {}", shape.name()), Work::Later(Deferred::Convert(shape))));
    }
}

fn say(language: Language, hans: &'static str, hant: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::ZhHans => hans,
        Language::ZhHant => hant,
        Language::En => en,
    }
}
