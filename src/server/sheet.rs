//! Our own TOML files, open in the editor: settings and entries. They have findings and completion, and no analysis.

use std::path::PathBuf;

use tower_lsp::lsp_types::Url;

use super::own::Loaded;
use crate::{
    config::{self, Config},
    features::sheets::Schema,
    files::own::is_entry_file,
    knowledge::{
        Knowledge, Level,
        base::load::{Problem, Weight},
        overlay::Files,
        wording,
    },
    rules::{Finding, Severity},
    text::{Language, Span},
};

/// The code of what is wrong in `chuchu.toml`.
pub(super) const CONFIGURATION: &str = "configuration";
/// The code of what is wrong in an entry file.
pub(super) const ENTRY: &str = "entry";

/// What a TOML file is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// `chuchu.toml`
    Settings,
    /// Entries of a layer.
    Entries(Level),
    /// None of ours.
    Other,
}

impl Sheet {
    /// What a URI is, given the folders that entries stand in, which are not asked for of prose; `None` for prose.
    pub fn of(uri: &Url, folders: impl FnOnce() -> Vec<(Level, PathBuf)>) -> Option<Self> {
        if !uri.path().ends_with(".toml") {
            return None;
        }
        let Ok(path) = uri.to_file_path() else { return Some(Self::Other) };
        if path.file_name().is_some_and(|name| name == config::FILE_NAME) {
            return Some(Self::Settings);
        }
        let holds = |(_, folder): &&(Level, PathBuf)| is_entry_file(&path) && path.parent() == Some(folder);
        Some(folders().iter().find(holds).map_or(Self::Other, |(level, _)| Self::Entries(*level)))
    }

    /// The schema of its completion.
    pub fn schema(self) -> Option<Schema> {
        match self {
            Self::Settings => Some(Schema::Settings),
            Self::Entries(_) => Some(Schema::Entries),
            Self::Other => None,
        }
    }

    /// What does not hold in the text of a sheet.
    pub fn findings(
        self,
        (uri, text): (&Url, &str),
        language: Language,
        knowledge: &Knowledge,
        own: &Loaded,
    ) -> Vec<Finding> {
        let entry = |problem: &Problem| entry(problem, language);
        match self {
            Self::Settings => Config::parse(text).1.iter().map(|problem| setting(problem, language)).collect(),
            // What was loaded knows the other files of the folder too; between a key and its loading, this text must do.
            Self::Entries(level) => match own.problems(uri, text) {
                Some(problems) => problems.iter().map(entry).collect(),
                None => Files(&[(uri.path(), text)]).problems(&knowledge.below(level)).iter().map(entry).collect(),
            },
            Self::Other => Vec::new(),
        }
    }
}

fn setting(problem: &config::Problem, language: Language) -> Finding {
    let message = wording::message(&problem.message, language);
    Finding { code: CONFIGURATION, severity: Severity::Error, span: problem.span, message, related: Vec::new() }
}

fn entry(problem: &Problem, language: Language) -> Finding {
    let severity = if problem.weight == Weight::Fault { Severity::Error } else { Severity::Hint };
    let (span, message) = (Span::from(problem.span.clone()), wording::message(&problem.message, language));
    Finding { code: ENTRY, severity, span, message, related: Vec::new() }
}
