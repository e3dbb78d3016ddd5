//! Files of a workspace that nobody named one by one: read only where they lie in it, are plain, and are not too long.

pub mod own;
pub mod texts;

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// The text of `root/name`.
///
/// # Errors
/// There is none, or it may not be read: a link that leads out of `root`, something else than a file (a pipe would wait
/// for ever), more than `limit` bytes, not UTF-8.
pub fn read_within(root: &Path, name: &Path, limit: u64) -> io::Result<String> {
    let path = root.join(name);
    within(root, &path)?;
    String::from_utf8(read_bytes(&path, limit)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Refuses a path that leads out of `root`; that of a missing file is simply missing.
fn within(root: &Path, path: &Path) -> io::Result<()> {
    if fs::canonicalize(path)?.starts_with(fs::canonicalize(root)?) {
        return Ok(());
    }
    Err(refused("a link that leads out of the folder is not followed"))
}

fn read_bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // Asked before it is opened: a pipe would wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(refused("not a plain file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if read as u64 > limit {
        return Err(refused(&format!("longer than {limit} bytes")));
    }
    Ok(bytes)
}

fn refused(why: &str) -> io::Error {
    io::Error::other(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(root: &Path, name: &str) -> Result<String, String> {
        read_within(root, Path::new(name), 10).map_err(|error| error.to_string())
    }

    #[test]
    fn plain_short_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "0123456789").unwrap();
        fs::write(folder.path().join("b"), "0123456789a").unwrap();
        fs::write(folder.path().join("c"), b"\xff").unwrap();
        assert_eq!(read(folder.path(), "a").as_deref(), Ok("0123456789"));
        assert_eq!(read(folder.path(), "b"), Err("longer than 10 bytes".into()));
        assert!(read(folder.path(), "c").is_err() && read(folder.path(), ".").is_err());
        let missing = read_within(folder.path(), Path::new("d"), 10).map_err(|error| error.kind());
        assert_eq!(missing, Err(io::ErrorKind::NotFound));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_only() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("a"), "in").unwrap();
        fs::write(other.path().join("a"), "out").unwrap();
        let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
        link(Path::new("a"), "near");
        link(&other.path().join("a"), "far");
        link(other.path(), "folder");
        assert_eq!(read(folder.path(), "near").as_deref(), Ok("in"));
        assert!(read(folder.path(), "far").unwrap_err().contains("out of the folder"));
        assert!(read(folder.path(), "folder/a").unwrap_err().contains("out of the folder"));
        link(Path::new("/dev/zero"), "endless");
        assert!(read(folder.path(), "endless").is_err());
    }
}
