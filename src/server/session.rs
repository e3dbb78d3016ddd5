//! What client and server agreed on at `initialize`.

use tower_lsp::lsp_types::{InitializeParams, PositionEncodingKind};

use crate::text::{Encoding, Language, Script};

/// Fixed for the life of the connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    pub encoding: Encoding,
    /// The client's locale is English; otherwise messages follow the script of the document.
    pub english: bool,
    /// The client asks for diagnostics itself; nothing is pushed then.
    pub pulls: bool,
    /// Definitions may carry the range they start from.
    pub links: bool,
    pub hierarchical_symbols: bool,
}

impl Session {
    pub fn negotiate(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let document = capabilities.text_document.as_ref();
        Self {
            encoding: encoding(params),
            english: params.locale.as_deref().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("en")),
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            links: document.and_then(|document| document.definition?.link_support).unwrap_or(false),
            hierarchical_symbols: document
                .and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or(false),
        }
    }

    pub fn language(&self, script: Script) -> Language {
        match (self.english, script) {
            (true, _) => Language::En,
            (false, Script::Hans) => Language::ZhHans,
            (false, Script::Hant) => Language::ZhHant,
        }
    }
}

/// The client's first choice among those we know; UTF-16 where it names none.
fn encoding(params: &InitializeParams) -> Encoding {
    let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.and_then(|kinds| kinds.iter().find_map(known)).unwrap_or_default()
}

/// The name of an encoding in the protocol.
pub(super) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}
