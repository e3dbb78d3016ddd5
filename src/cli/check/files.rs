//! Which files to check: those named, and the texts below the folders named.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{files::texts, text::Document};

/// The files, in the order of the arguments, folders by name; and whether some path could not be walked (said on standard
/// error).
pub(super) fn list(paths: &[PathBuf]) -> (Vec<PathBuf>, bool) {
    let (mut files, mut failed) = (Vec::new(), false);
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in texts::below(path) {
            match entry {
                Ok(path) => files.push(path),
                Err(error) => {
                    eprintln!("chuchu: {error}");
                    failed = true;
                }
            }
        }
    }
    (files, failed)
}

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// See [`bytes`] and [`text`].
pub(crate) fn read(path: &Path) -> io::Result<String> {
    bytes(path).and_then(|bytes| text(&bytes).map(str::to_owned))
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// It cannot be read, or is longer than [`Document::MAX_BYTES`].
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = Document::MAX_BYTES as u64 + 1;
    if path.as_os_str() == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        let file = fs::File::open(path)?;
        let expected = file.metadata().map_or(0, |metadata| metadata.len().min(limit));
        // One more shows that nothing follows.
        bytes.reserve_exact(usize::try_from(expected).unwrap_or(0) + 1);
        file.take(limit).read_to_end(&mut bytes)?;
    }
    if bytes.len() > Document::MAX_BYTES {
        return Err(io::Error::other(format!("longer than {} bytes", Document::MAX_BYTES)));
    }
    Ok(bytes)
}

/// The bytes as text.
///
/// # Errors
/// They are not UTF-8 (the byte is named).
pub(super) fn text(bytes: &[u8]) -> io::Result<&str> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        io::Error::other(format!("not UTF-8 (byte {at} is wrong); save it as UTF-8"))
    })
}
