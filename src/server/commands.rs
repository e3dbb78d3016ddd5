//! Commands and requests beyond the standard protocol, for our own plugins (docs/editors.md).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{self as lsp, Position, Range, TextDocumentIdentifier, Url, WorkspaceEdit};

use super::{convert, open::Snapshot};
use crate::{
    analysis::Profile,
    features::{
        actions::Deferred,
        names::sheet,
        notes::actions::{Numbering, Refusal, Shape, convert as convert_notes, new_note, renumber},
        outline::{self, State},
    },
    text::{Document, Edits, Encoding},
};

pub(super) const COMMANDS: [&str; 4] = ["chuchu.newNote", "chuchu.renumber", "chuchu.convertNotes", "chuchu.names"];

/// The one argument of every command.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Argument {
    pub text_document: TextDocumentIdentifier,
    position: Option<Position>,
    style: Option<String>,
    numbering: Option<String>,
}

/// An edit to be made by the client, if any, and the answer for when it was made.
pub(super) struct Command {
    pub edit: Option<WorkspaceEdit>,
    pub answer: Value,
}

/// What a command does, or why it does nothing, in the writer's language.
pub(super) fn run(snapshot: &Snapshot, name: &str, argument: &Argument) -> Result<Command, String> {
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let analysis = &snapshot.analysis;
    let refused = |refusal: Refusal| refusal.message(language);
    match name {
        "chuchu.newNote" => {
            let position = argument.position.ok_or("position is missing")?;
            let note = new_note(analysis, snapshot.offset(position), "").map_err(refused)?;
            let caret = caret(snapshot, &note.edits, note.caret);
            let edit = Some(convert::workspace_edit(snapshot, &note.edits));
            Ok(Command { edit, answer: json!({ "caret": caret, "label": note.label }) })
        }
        "chuchu.renumber" => {
            let numbering = match argument.numbering.as_deref() {
                None => Numbering::AsIs,
                Some("page") => Numbering::Page,
                Some("section") => Numbering::Section,
                Some("document") => Numbering::Document,
                Some(other) => return Err(format!("no such numbering: {other} (page, section, document)")),
            };
            changed(snapshot, &renumber(analysis, numbering).map_err(refused)?)
        }
        "chuchu.convertNotes" => {
            let style = argument.style.as_deref().ok_or("style is missing")?;
            let shape = Shape::ALL.into_iter().find(|shape| shape.name() == style);
            let shape = shape.ok_or_else(|| {
                let known: Vec<_> = Shape::ALL.iter().map(|shape| shape.name()).collect();
                format!("no such style: {style} ({})", known.join(", "))
            })?;
            changed(snapshot, &convert_notes(analysis, shape).map_err(refused)?)
        }
        "chuchu.names" => {
            let sheet = sheet::sheet(analysis, None, language);
            Ok(Command { edit: None, answer: json!({ "markdown": sheet::markdown(&sheet, language) }) })
        }
        _ => Err(format!("no such command: {name}")),
    }
}

/// The command that does the same, for clients that cannot ask for an action's edits later.
pub(super) fn instead(uri: &Url, work: Deferred, title: String) -> Option<lsp::Command> {
    let text_document = json!({ "uri": uri });
    let (command, argument) = match work {
        Deferred::Merge(..) => return None,
        Deferred::Renumber => ("chuchu.renumber", json!({ "textDocument": text_document })),
        Deferred::Convert(shape) => {
            ("chuchu.convertNotes", json!({ "textDocument": text_document, "style": shape.name() }))
        }
    };
    Some(lsp::Command::new(title, command.to_owned(), Some(vec![argument])))
}

fn changed(snapshot: &Snapshot, edits: &Edits) -> Result<Command, String> {
    let answer = json!({ "changed": edits.as_slice().len() });
    Ok(Command { edit: Some(convert::workspace_edit(snapshot, edits)), answer })
}

/// A byte offset of the edited text as a position in it.
fn caret(snapshot: &Snapshot, edits: &Edits, offset: usize) -> Option<Position> {
    let edited = edits.apply(&snapshot.document.rope().to_string()).ok()?;
    let encoding: Encoding = snapshot.encoding();
    let at = Document::new(&edited, 0).position(offset, encoding);
    Some(Position::new(at.line, at.column))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OutlineParams {
    pub text_document: TextDocumentIdentifier,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaretParams {
    pub text_document: TextDocumentIdentifier,
    pub position: Position,
}

#[derive(Debug, Serialize)]
pub(super) struct Outline {
    profile: &'static str,
    claims: Vec<Claim>,
    notes: Vec<Note>,
    actors: Vec<Actor>,
}

#[derive(Debug, Serialize)]
struct Claim {
    range: Range,
    code: Option<&'static str>,
    state: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Note {
    scope: usize,
    label: String,
    range: Option<Range>,
    uses: Vec<Range>,
    text: String,
}

#[derive(Debug, Serialize)]
struct Actor {
    name: String,
    entry: String,
    count: usize,
    first: Range,
}

/// The name of a profile in settings.
pub(super) fn profile_name(profile: Profile) -> &'static str {
    match profile {
        Profile::OpEd => "op-ed",
        Profile::Academic => "academic",
        Profile::News => "news",
    }
}

pub(super) fn outline(snapshot: &Snapshot) -> Outline {
    let range = |span| convert::range(snapshot, span);
    let outline::Outline { profile, claims, notes, actors } = outline::outline(&snapshot.analysis, &snapshot.findings);
    let claim = |row: outline::ClaimRow| {
        let state = match row.state {
            State::Sourced => "sourced",
            State::Weak => "weak",
            State::Missing => "missing",
        };
        Claim { range: range(row.span), code: row.code, state, text: row.text }
    };
    let note = |row: outline::NoteRow| Note {
        scope: row.scope,
        label: row.label,
        range: row.definition.map(range),
        uses: row.uses.into_iter().map(range).collect(),
        text: row.text,
    };
    let actor =
        |row: outline::ActorRow| Actor { name: row.name, entry: row.entry, count: row.count, first: range(row.first) };
    Outline {
        profile: profile_name(profile),
        claims: claims.into_iter().map(claim).collect(),
        notes: notes.into_iter().map(note).collect(),
        actors: actors.into_iter().map(actor).collect(),
    }
}
