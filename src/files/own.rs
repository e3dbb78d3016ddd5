//! Own entries on the disk: the folders they stand in, and the cache of what they are compiled to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    hash::{Hash, Hasher},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use etcetera::BaseStrategy;
use xxhash_rust::xxh3::Xxh3;

use super::{read_bytes, within};
use crate::knowledge::{
    Knowledge, Level, Message,
    base::load::{Problem, Weight},
    overlay::{Compiled, Files},
};

/// Longest entry file read, in bytes.
pub const MAX_FILE: u64 = 32 << 20;
/// Most bytes that the entry files of one folder have together.
pub const MAX_FOLDER: u64 = 64 << 20;
/// The same for the folder of a workspace, which may be anyone's: TOML takes a hundred times its space while it is read.
pub const MAX_WORKSPACE: u64 = 16 << 20;
/// Most entry files of one folder.
pub const MAX_FILES: usize = 1_000;
/// Files of fewer bytes compile faster than a cache is worth.
const WORTH_CACHING: usize = 32 << 10;
/// Compiled layers that the cache keeps, the latest written.
const KEPT: usize = 8;
/// What the name of a compiled layer ends with.
const COMPILED: &str = "entries";
/// The folder of a workspace's entries, where its settings name no other.
pub const FOLDER: &str = "chuchu";

/// The folders of this user; `None` where there is none to read or write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// Own entries of all workspaces.
    pub user: Option<PathBuf>,
    /// Compiled layers. Nothing else is ever written.
    pub cache: Option<PathBuf>,
}

impl Folders {
    /// Those of the platform: `$XDG_CONFIG_HOME/chuchu` (`%APPDATA%\chuchu`) and `$XDG_CACHE_HOME/chuchu`.
    pub fn platform() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        Self {
            user: base.as_ref().map(|base| base.config_dir().join(FOLDER)),
            cache: base.as_ref().map(|base| base.cache_dir().join(FOLDER)),
        }
    }
}

/// A workspace, and the folder in it that its entries stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    pub root: PathBuf,
    pub folder: PathBuf,
}

impl Workspace {
    /// With the folder that its settings name.
    pub fn new(root: PathBuf, folder: Option<&str>) -> Self {
        Self { root, folder: folder.unwrap_or(FOLDER).into() }
    }

    pub fn path(&self) -> PathBuf {
        self.root.join(&self.folder)
    }
}

/// An entry file as it was read, and what does not hold in it.
#[derive(Clone, Debug, Default)]
pub struct OwnFile {
    pub path: PathBuf,
    /// The layer that it is of.
    pub level: Level,
    /// Of a file that is not UTF-8, what comes before the first wrong byte.
    pub text: Arc<str>,
    /// Spans count bytes of the text.
    pub problems: Vec<Problem>,
    /// Nothing of it holds: it could not be read.
    unread: bool,
}

/// The base with all own entries over it.
#[derive(Clone, Debug)]
pub struct Own {
    pub knowledge: Arc<Knowledge>,
    pub files: Vec<OwnFile>,
}

/// Loads the entries of the user and of a workspace. `live` holds the texts of files that are open in an editor, by
/// path: they count instead of what is on the disk.
pub fn load(folders: &Folders, workspace: Option<&Workspace>, live: &BTreeMap<PathBuf, Arc<str>>) -> Own {
    let mut own = Own { knowledge: Knowledge::builtin(), files: Vec::new() };
    let cache = folders.cache.as_deref();
    if let Some(user) = &folders.user {
        own.lay(Level::User, list(user, None, live), cache);
    }
    if let Some(workspace) = workspace {
        own.lay(Level::Workspace, list(&workspace.path(), Some(&workspace.root), live), cache);
    }
    own
}

/// Tells one state of the entry files on the disk from another by their names, lengths and times, without reading them.
pub fn stamp(folders: &Folders, workspace: Option<&Workspace>) -> u64 {
    let places = folders.user.iter().cloned().chain(workspace.map(Workspace::path));
    let entries = places.filter_map(|folder| fs::read_dir(folder).ok()).flatten().filter_map(Result::ok);
    let of = |entry: fs::DirEntry| {
        let (path, metadata) = (entry.path(), entry.metadata().ok()?);
        is_entry_file(&path).then(|| (path, metadata.len(), metadata.modified().ok()))
    };
    let mut files: Vec<_> = entries.filter_map(of).take(MAX_FILES).collect();
    files.sort_unstable();
    let mut hash = Xxh3::new();
    files.hash(&mut hash);
    hash.finish()
}

/// Entry files and folders of them, as one layer over what holds for the user.
pub fn read_files(paths: &[PathBuf], folders: &Folders) -> Vec<OwnFile> {
    let mut own = load(folders, None, &BTreeMap::new());
    own.files.clear();
    let read_one = |path: &PathBuf| {
        if path.is_dir() { list(path, None, &BTreeMap::new()) } else { vec![read(path.clone(), None, MAX_FILE)] }
    };
    own.lay(Level::Workspace, paths.iter().flat_map(read_one).collect(), None);
    own.files
}

impl OwnFile {
    /// False where nothing of it holds: it could not be read.
    pub fn is_read(&self) -> bool {
        !self.unread
    }
}

impl Own {
    fn lay(&mut self, level: Level, mut files: Vec<OwnFile>, cache: Option<&Path>) {
        let read: Vec<usize> = (0..files.len()).filter(|&at| !files[at].unread).collect();
        if !read.is_empty() {
            let names: Vec<String> = read.iter().map(|&at| files[at].path.to_string_lossy().into_owned()).collect();
            let texts: Vec<(&str, &str)> =
                names.iter().zip(&read).map(|(name, &at)| (&**name, &*files[at].text)).collect();
            let (key, compiled) = compiled(Files(&texts), &self.knowledge, cache);
            self.knowledge = Arc::new(self.knowledge.with_own(level, key, compiled.index));
            for problem in compiled.problems {
                if let Some(&at) = read.get(problem.file) {
                    files[at].problems.push(problem);
                }
            }
        }
        files.iter_mut().for_each(|file| file.level = level);
        self.files.append(&mut files);
    }
}

/// What the files are compiled to, from the cache if it has it whole, and its key.
fn compiled(files: Files<'_>, below: &Knowledge, cache: Option<&Path>) -> (u128, Compiled) {
    let key = files.key(below);
    let bytes: usize = files.0.iter().map(|(_, text)| text.len()).sum();
    let Some(cache) = cache.filter(|_| bytes >= WORTH_CACHING) else { return (key, files.compile(below)) };
    let path = cache.join(format!("{key:032x}.{COMPILED}"));
    if let Some(known) = fs::read(&path).ok().and_then(Compiled::from_cache) {
        return (key, known);
    }
    let compiled = files.compile(below);
    if let Err(error) = keep(cache, &path, &compiled.to_cache()) {
        tracing::warn!(%error, path = %path.display(), "compiled entries are not kept");
    }
    (key, compiled)
}

/// Writes a compiled layer so that nobody ever reads half of it, and removes the oldest ones.
fn keep(cache: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(cache)?;
    let half = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&half, bytes)?;
    fs::rename(&half, path)?;
    let ours = |path: &Path| path.extension().is_some_and(|extension| extension == COMPILED);
    let mut old: Vec<_> = fs::read_dir(cache)?
        .filter_map(|entry| Some((entry.as_ref().ok()?.metadata().ok()?.modified().ok()?, entry.ok()?.path())))
        .filter(|(_, path)| ours(path))
        .collect();
    old.sort_unstable();
    old.iter().rev().skip(KEPT).for_each(|(_, path)| drop(fs::remove_file(path)));
    Ok(())
}

/// The entry files of a folder, by name; those of a workspace only where they lie in its `root`.
fn list(folder: &Path, root: Option<&Path>, live: &BTreeMap<PathBuf, Arc<str>>) -> Vec<OwnFile> {
    let ours = |path: &Path| is_entry_file(path) && path.parent() == Some(folder);
    let on_disk = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let paths: BTreeSet<PathBuf> = on_disk.chain(live.keys().cloned()).filter(|path| ours(path)).collect();
    let mut left = if root.is_some() { MAX_WORKSPACE } else { MAX_FOLDER };
    let read = |(place, path): (usize, PathBuf)| {
        let file = match live.get(&path) {
            Some(text) => OwnFile { path, text: text.clone(), ..OwnFile::default() },
            None if place >= MAX_FILES => {
                refused(path, Message::new("只读前 {} 个文件", "only {} files are read").with(MAX_FILES))
            }
            None => read(path, root, left.min(MAX_FILE)),
        };
        left = left.saturating_sub(file.text.len() as u64);
        file
    };
    paths.into_iter().enumerate().map(read).collect()
}

/// True for the names of entry files.
pub fn is_entry_file(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|extension| extension == "toml")
}

fn read(path: PathBuf, root: Option<&Path>, limit: u64) -> OwnFile {
    let inside = root.map_or(Ok(()), |root| within(root, &path));
    match inside.and_then(|()| read_bytes(&path, limit)) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => OwnFile { path, text: text.into(), ..OwnFile::default() },
            Err(error) => {
                let end = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes().get(..end).unwrap_or_default()).into_owned();
                let message = Message::new("不是 UTF-8，从第 {} 个字节起", "not UTF-8 from byte {} on").with(end);
                let problem = Problem { file: 0, span: end..end, message, weight: Weight::Fault };
                OwnFile { path, text: text.into(), problems: vec![problem], unread: true, ..OwnFile::default() }
            }
        },
        Err(error) => refused(path, Message::new("读不了：{}", "cannot be read: {}").with(error)),
    }
}

fn refused(path: PathBuf, message: Message) -> OwnFile {
    let problem = Problem { file: 0, span: 0..0, message, weight: Weight::Fault };
    OwnFile { path, problems: vec![problem], unread: true, ..OwnFile::default() }
}
