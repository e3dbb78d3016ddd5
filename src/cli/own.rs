//! Own entries for the command line: the base that holds in a folder.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    config::{Config, FILE_NAME},
    files::own::{self, FOLDER, Folders, Own, Workspace},
};

/// The folder nearest above a path (or standing there) that has settings or entries.
pub(super) fn root(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    let ours = |folder: &&Path| folder.join(FILE_NAME).is_file() || folder.join(FOLDER).is_dir();
    start.ancestors().find(ours).map(Path::to_owned)
}

/// The base with the entries of the user and of a workspace.
pub(super) fn load(root: Option<PathBuf>, config: &Config) -> Own {
    let workspace = root.map(|root| Workspace::new(root, config.entries.as_deref()));
    own::load(&Folders::platform(), workspace.as_ref(), &BTreeMap::new())
}

/// The base that holds in the folder that the command runs in.
pub(super) fn here() -> Own {
    let (root, config) = settings();
    load(root, &config)
}

/// The folder of the entries of the workspace that the command runs in.
pub(super) fn workspace() -> Option<PathBuf> {
    let (root, config) = settings();
    Some(Workspace::new(root?, config.entries.as_deref()).path())
}

/// The folder whose settings and entries hold for a file: the nearest above it; for standard input, above the current one.
pub(super) fn root_of(file: &Path) -> Option<PathBuf> {
    let folder = if file.as_os_str() == "-" { None } else { file.parent() };
    root(folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

fn settings() -> (Option<PathBuf>, Config) {
    settings_at(root(Path::new(".")))
}

/// A folder with the settings that stand in it.
pub(super) fn settings_at(root: Option<PathBuf>) -> (Option<PathBuf>, Config) {
    let text = root.as_deref().and_then(|root| super::check::files::read(&root.join(FILE_NAME)).ok());
    (root, Config::parse(text.as_deref().unwrap_or_default()).0)
}
