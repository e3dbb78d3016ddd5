//! Settings of the workspace's `chuchu.toml`, and those of the editor on top.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::Value;
use tower_lsp::{
    Client,
    lsp_types::{
        Diagnostic, DiagnosticSeverity, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
        NumberOrString, OneOf, Registration, RelativePattern, Url,
    },
};
use tracing::{debug, warn};

use super::{convert, session::Session, sheet::CONFIGURATION};
use crate::{
    config::{Config, FILE_NAME, Problem},
    files::{own::Workspace, read_within},
    knowledge::{Message, wording},
    text::{Document, Encoding, Language, Span},
};

/// Longest configuration read, in bytes.
pub(super) const MAX_BYTES: u64 = 256 << 10;
/// Most problems of one file shown at once.
pub(super) const MOST: usize = 100;
/// Longest wait for the client's answer to a registration.
const PATIENCE: Duration = Duration::from_secs(10);

/// What both sources say, each with its own life.
#[derive(Clone, Debug, Default)]
pub(super) struct Configuration {
    root: Option<PathBuf>,
    file: Config,
    editor: Config,
}

impl Configuration {
    pub fn at(root: Option<PathBuf>) -> Self {
        Self { root, ..Self::default() }
    }

    /// The workspace, and where its entries stand.
    pub fn workspace(&self) -> Option<Workspace> {
        let folder = self.editor.entries.as_deref().or(self.file.entries.as_deref());
        Some(Workspace::new(self.root.clone()?, folder))
    }

    /// The file's settings with the editor's on top.
    pub fn merged(&self) -> Config {
        self.file.clone().with(self.editor.clone())
    }

    /// Reads the file again; its URI and what is wrong in it. A missing file is an empty one.
    pub fn reload(&mut self, session: &Session) -> Option<(Url, Vec<Diagnostic>)> {
        let root = self.root.as_ref()?;
        let uri = Url::from_file_path(root.join(FILE_NAME)).ok()?;
        let text = match read_within(root, Path::new(FILE_NAME), MAX_BYTES) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let message = Message::new("读不了：{}", "cannot be read: {}").with(error);
                let problem = Problem { span: Default::default(), message };
                return Some((uri, diagnostics("", &[problem], session.encoding, session.language_of(""))));
            }
        };
        let (config, problems) = Config::parse(&text);
        self.file = config;
        let language = self.merged().language.unwrap_or_else(|| session.language_of(&text));
        Some((uri, diagnostics(&text, &problems, session.encoding, language)))
    }

    /// Takes the editor's settings: an object with the keys of `chuchu.toml`, alone or below `chuchu`. What is wrong in it is
    /// returned as text for the log and the client.
    pub fn edit(&mut self, settings: &Value, language: Language) -> Vec<String> {
        let settings = settings.get("chuchu").unwrap_or(settings);
        let known = if settings.is_null() { Value::Object(Default::default()) } else { without_nulls(settings) };
        let Ok(text) = toml::to_string(&known) else {
            return vec![format!("settings that are no object of settings: {settings}")];
        };
        let (config, problems) = Config::parse_editor(&text);
        self.editor = config;
        problems.iter().map(|problem| wording::message(&problem.message, language)).collect()
    }
}

/// Editors send `null` for what is not set; TOML has no such value.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key.clone(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}

fn diagnostics(text: &str, problems: &[Problem], encoding: Encoding, language: Language) -> Vec<Diagnostic> {
    let document = Document::new(text, 0);
    let shown = |problem: &Problem| {
        let message = wording::message(&problem.message, language);
        diagnostic(&document, problem.span, message, CONFIGURATION, encoding)
    };
    problems.iter().take(MOST).map(shown).collect()
}

/// A diagnostic of a file that is no document.
pub(super) fn diagnostic(
    document: &Document,
    span: Span,
    message: String,
    code: &str,
    encoding: Encoding,
) -> Diagnostic {
    Diagnostic {
        range: convert::range_in(document, span, encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(code.into())),
        source: Some("chuchu".into()),
        message,
        ..Diagnostic::default()
    }
}

/// Asks the client to tell of changes to the files that settings and entries come from: those of the workspace, and of a
/// folder elsewhere if it is there. Spawned, never awaited by a handler.
pub(super) async fn watch(client: Client, elsewhere: Option<PathBuf>) {
    let watcher = |glob_pattern| FileSystemWatcher { glob_pattern, kind: None };
    let mut watchers = vec![watcher(GlobPattern::String("**/*.toml".into()))];
    // Some clients stumble over a folder that does not exist.
    let elsewhere = elsewhere.filter(|folder| folder.is_dir()).and_then(|folder| Url::from_directory_path(folder).ok());
    watchers.extend(elsewhere.map(|folder| {
        let base_uri = OneOf::Right(folder);
        watcher(GlobPattern::Relative(RelativePattern { base_uri, pattern: "*.toml".into() }))
    }));
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "chuchu-files".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: serde_json::to_value(options).ok(),
    };
    match tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await {
        Ok(Ok(())) => debug!("the client watches our files"),
        Ok(Err(error)) => warn!(%error, "the client does not watch our files"),
        Err(_) => warn!("the client did not answer a registration"),
    }
}
