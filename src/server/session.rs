//! What client and server agreed on at `initialize`.

use std::path::PathBuf;

use tower_lsp::lsp_types::{InitializeParams, PositionEncodingKind, ResourceOperationKind};

use crate::text::{Encoding, Language, Script, script};

/// How much of a text tells its script, in characters.
const SCRIPT_SAMPLE: usize = 1_000;

/// Fixed for the life of the connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    pub encoding: Encoding,
    /// The client's locale is English; otherwise messages follow the script of the document.
    pub english: bool,
    /// Asked for by the settings; wins over both.
    pub language: Option<Language>,
    /// The client asks for diagnostics itself; nothing is pushed then.
    pub pulls: bool,
    /// Definitions may carry the range they start from.
    pub links: bool,
    pub hierarchical_symbols: bool,
    /// Edits of code actions may come later, when one is chosen.
    pub resolves_actions: bool,
    /// Edits may name the version they are for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// The folder of the workspace.
    pub root: Option<PathBuf>,
}

impl Session {
    /// `columns` is the encoding of a client that names none.
    pub fn negotiate(params: &InitializeParams, columns: Encoding) -> Self {
        let capabilities = &params.capabilities;
        let document = capabilities.text_document.as_ref();
        let edits = capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.as_ref());
        Self {
            encoding: encoding(params).unwrap_or(columns),
            english: params.locale.as_deref().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("en")),
            language: None,
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            resolves_actions: document.and_then(|document| document.code_action.as_ref()).is_some_and(|action| {
                let later = action.resolve_support.as_ref().map(|support| support.properties.as_slice()).unwrap_or(&[]);
                action.data_support == Some(true) && later.iter().any(|property| property == "edit")
            }),
            versioned_edits: edits.and_then(|edits| edits.document_changes).unwrap_or(false),
            creates_files: operations.is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            root: root(params),
            links: document.and_then(|document| document.definition?.link_support).unwrap_or(false),
            hierarchical_symbols: document
                .and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or(false),
        }
    }

    /// For what is said of a text that has no analysis.
    pub fn language_of(&self, text: &str) -> Language {
        let head: String = text.chars().take(SCRIPT_SAMPLE).collect();
        self.language(script::detect(&head))
    }

    pub fn language(&self, script: Script) -> Language {
        match (self.language, self.english, script) {
            (Some(language), _, _) => language,
            (None, true, _) => Language::En,
            (None, false, Script::Hans) => Language::ZhHans,
            (None, false, Script::Hant) => Language::ZhHant,
        }
    }
}

/// The folder that settings and entries are looked for in.
pub(super) fn root(params: &InitializeParams) -> Option<PathBuf> {
    let folder = params.workspace_folders.as_ref().and_then(|folders| folders.first()).map(|folder| &folder.uri);
    folder.or(params.root_uri.as_ref())?.to_file_path().ok()
}

/// Whether the client tells of changed files if asked to, and whether also of those outside the workspace.
pub(super) fn watches(params: &InitializeParams) -> (bool, bool) {
    let workspace = params.capabilities.workspace.as_ref();
    let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
    let asked = watched.and_then(|watched| watched.dynamic_registration).unwrap_or(false);
    (asked, asked && watched.and_then(|watched| watched.relative_pattern_support).unwrap_or(false))
}

/// The client's first choice among those we know; `None` where it names none.
fn encoding(params: &InitializeParams) -> Option<Encoding> {
    let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref())?;
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known)
}

/// The name of an encoding in the protocol.
pub(super) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_client_says_of_columns_goes_before_what_the_command_line_says() {
        let encoding = |capabilities: serde_json::Value| {
            let params = serde_json::from_value(json!({ "capabilities": capabilities })).unwrap();
            Session::negotiate(&params, Encoding::Utf8).encoding
        };
        assert_eq!(encoding(json!({})), Encoding::Utf8);
        assert_eq!(encoding(json!({ "general": { "positionEncodings": ["utf-7"] } })), Encoding::Utf8);
        assert_eq!(encoding(json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } })), Encoding::Utf16);
    }
}
