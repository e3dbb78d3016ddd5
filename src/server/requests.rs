//! Requests: from the protocol's types to a feature and back.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, DocumentHighlight,
    DocumentSymbol, DocumentSymbolResponse, GotoDefinitionResponse, Hover, HoverContents, Location, LocationLink,
    MarkupContent, MarkupKind, Position, PrepareRenameResponse, SymbolInformation, SymbolKind, Url, WorkspaceEdit,
};

use super::{commands, convert, diagnostics, open::Snapshot, own, project};
use crate::{
    features::{self, actions, symbols},
    text::{Language, Span},
};

pub(super) fn hover(snapshot: &Snapshot, at: Position) -> Option<Hover> {
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let card = features::hover(&snapshot.analysis, snapshot.offset(at), language)?;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: card.markdown }),
        range: Some(convert::range(snapshot, card.span)),
    })
}

pub(super) fn definition(snapshot: &Snapshot, at: Position) -> Option<GotoDefinitionResponse> {
    let (analysis, offset) = (&*snapshot.analysis, snapshot.offset(at));
    let here = features::definition(analysis, offset).map(|link| LocationLink {
        origin_selection_range: Some(convert::range(snapshot, link.origin)),
        target_uri: snapshot.uri.clone(),
        target_range: convert::range(snapshot, link.target),
        target_selection_range: convert::range(snapshot, link.focus),
    });
    let entry = features::own_entry(analysis, offset).and_then(|(origin, id)| {
        let place = snapshot.own.place(&analysis.knowledge().entry(id)?.id, snapshot.encoding())?;
        Some(LocationLink {
            origin_selection_range: Some(convert::range(snapshot, origin)),
            target_uri: place.uri,
            target_range: place.range,
            target_selection_range: place.range,
        })
    });
    let links: Vec<LocationLink> = here.into_iter().chain(entry).collect();
    let location = |link: &LocationLink| Location::new(link.target_uri.clone(), link.target_selection_range);
    match &links[..] {
        [] => None,
        _ if snapshot.session.links => Some(GotoDefinitionResponse::Link(links)),
        [link] => Some(GotoDefinitionResponse::Scalar(location(link))),
        links => Some(GotoDefinitionResponse::Array(links.iter().map(location).collect())),
    }
}

pub(super) fn references(snapshot: &Snapshot, at: Position, declaration: bool) -> Option<Vec<Location>> {
    let spans = features::references(&snapshot.analysis, snapshot.offset(at), declaration);
    (!spans.is_empty()).then(|| spans.into_iter().map(|span| convert::location(snapshot, span)).collect())
}

pub(super) fn highlights(snapshot: &Snapshot, at: Position) -> Option<Vec<DocumentHighlight>> {
    let spans = features::highlights(&snapshot.analysis, snapshot.offset(at));
    let highlight = |span| DocumentHighlight { range: convert::range(snapshot, span), kind: None };
    (!spans.is_empty()).then(|| spans.into_iter().map(highlight).collect())
}

pub(super) fn symbols(snapshot: &Snapshot) -> DocumentSymbolResponse {
    let outline = symbols::outline(&snapshot.analysis);
    if snapshot.session.hierarchical_symbols {
        DocumentSymbolResponse::Nested(outline.into_iter().map(|symbol| nested(snapshot, symbol)).collect())
    } else {
        let mut flat = Vec::new();
        outline.iter().for_each(|symbol| flatten(snapshot, symbol, None, &mut flat));
        DocumentSymbolResponse::Flat(flat)
    }
}

fn symbol_kind(kind: symbols::Kind) -> SymbolKind {
    match kind {
        symbols::Kind::Heading => SymbolKind::STRING,
        symbols::Kind::Notes => SymbolKind::NAMESPACE,
        symbols::Kind::Note => SymbolKind::KEY,
    }
}

#[expect(deprecated, reason = "the protocol's type has a deprecated field that must be given")]
fn nested(snapshot: &Snapshot, symbol: symbols::Symbol) -> DocumentSymbol {
    DocumentSymbol {
        range: convert::range(snapshot, symbol.span),
        selection_range: convert::range(snapshot, symbol.focus),
        kind: symbol_kind(symbol.kind),
        name: symbol.name,
        detail: symbol.detail,
        tags: None,
        deprecated: None,
        children: Some(symbol.children.into_iter().map(|child| nested(snapshot, child)).collect()),
    }
}

#[expect(deprecated, reason = "the protocol's type has a deprecated field that must be given")]
fn flatten(snapshot: &Snapshot, symbol: &symbols::Symbol, parent: Option<&str>, out: &mut Vec<SymbolInformation>) {
    out.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: convert::location(snapshot, symbol.focus),
        container_name: parent.map(str::to_owned),
    });
    symbol.children.iter().for_each(|child| flatten(snapshot, child, Some(&symbol.name), out));
}

pub(super) fn code_actions(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    if snapshot.sheet.is_some() {
        return Vec::new();
    }
    let selection = Span::new(snapshot.offset(params.range.start), snapshot.offset(params.range.end));
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let actions = actions::actions(&snapshot.analysis, &snapshot.findings, selection, language);
    let wanted = |kind: &CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| only.iter().any(|only| kind.as_str().starts_with(only.as_str())))
    };
    let lsp = |action: actions::Action| {
        let kind = match action.kind {
            actions::Kind::QuickFix => CodeActionKind::QUICKFIX,
            actions::Kind::Refactor => CodeActionKind::REFACTOR,
        };
        let finding = action.fixes.and_then(|index| snapshot.findings.get(index));
        wanted(&kind).then(|| {
            let diagnostics = finding.map(|finding| vec![diagnostics::diagnostic(snapshot, finding)]);
            let is_preferred = action.preferred.then_some(true);
            let code_action = CodeAction {
                title: action.title,
                kind: Some(kind),
                diagnostics,
                is_preferred,
                ..CodeAction::default()
            };
            CodeActionOrCommand::CodeAction(with_work(snapshot, code_action, action.work))
        })
    };
    let mut answer: CodeActionResponse = actions.into_iter().filter_map(lsp).collect();
    if wanted(&CodeActionKind::QUICKFIX) {
        answer.extend(project::switches(snapshot, selection, language));
        answer.extend(own::addition(snapshot, selection, language));
    }
    answer
}

/// Gives an action its edits; or, where these take long, the means to ask for them: `data` for clients that resolve
/// actions, a command for the others.
fn with_work(snapshot: &Snapshot, action: CodeAction, work: actions::Work) -> CodeAction {
    match work {
        actions::Work::Edits(edits) => CodeAction { edit: Some(convert::workspace_edit(snapshot, &edits)), ..action },
        actions::Work::Later(work) if snapshot.session.resolves_actions => {
            let (uri, version) = (snapshot.uri.clone(), snapshot.document.version());
            let later = Later { uri, version, work: work.name() };
            CodeAction { data: serde_json::to_value(later).ok(), ..action }
        }
        actions::Work::Later(work) => match commands::instead(&snapshot.uri, work, action.title.clone()) {
            Some(command) => CodeAction { command: Some(command), ..action },
            None => {
                let edits = work.edits(&snapshot.analysis).ok();
                CodeAction { edit: edits.map(|edits| convert::workspace_edit(snapshot, &edits)), ..action }
            }
        },
    }
}

/// What an action carries whose edits are asked for later.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Later {
    pub uri: Url,
    version: i32,
    work: String,
}

/// The edits of an action, or why there are none, in the writer's language.
pub(super) fn resolve_action(snapshot: &Snapshot, later: &Later) -> Result<WorkspaceEdit, String> {
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    if snapshot.document.version() != later.version {
        return Err(match language {
            Language::ZhHans => "文稿已经改动，请重新选择。",
            Language::ZhHant => "文稿已經改動，請重新選擇。",
            Language::En => "The text has changed since; choose again.",
        }
        .to_owned());
    }
    let work = actions::Deferred::named(&later.work).ok_or_else(|| format!("no such action: {}", later.work))?;
    let edits = work.edits(&snapshot.analysis).map_err(|refusal| refusal.message(language))?;
    Ok(convert::workspace_edit(snapshot, &edits))
}

pub(super) fn prepare_rename(snapshot: &Snapshot, at: Position) -> Option<PrepareRenameResponse> {
    let (span, placeholder) = features::prepare_rename(&snapshot.analysis, snapshot.offset(at))?;
    let range = convert::range(snapshot, span);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// The edit, or why there is none, in the writer's language.
pub(super) fn rename(snapshot: &Snapshot, at: Position, new: &str) -> Result<WorkspaceEdit, String> {
    let language = snapshot.session.language(snapshot.analysis.frame.script);
    let edits = features::rename(&snapshot.analysis, snapshot.offset(at), new, language)?;
    Ok(convert::workspace_edit(snapshot, &edits))
}
