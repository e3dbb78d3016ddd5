//! The texts of a folder.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Extensions of texts.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "txt"];

/// The texts below a folder by name, without hidden ones and those that `.gitignore` leaves out; links are not followed.
pub fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    let walk = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).require_git(false).build();
    walk.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_text(entry.path()) => {
            Some(Ok(entry.into_path()))
        }
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

/// True for the names of texts.
fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}
