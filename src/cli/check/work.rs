//! Checks files side by side and hands the results over in the order of the files.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    io::IsTerminal,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use indicatif::ProgressBar;

use super::{
    super::own,
    Args,
    explain::explain,
    files,
    formats::{Printed, Style},
};
use crate::{
    analysis::{Analysis, Settings},
    config::{self, Config},
    files::own::OwnFile,
    knowledge::{
        Knowledge, Message,
        base::load::{Problem, Weight},
        wording,
    },
    rules::{self, Context, Finding, Severity},
    syntax::dates,
    text::{Language, Script, script},
};

/// The codes of what is wrong in `chuchu.toml` and in entry files.
const CONFIGURATION: &str = "configuration";
const ENTRY: &str = "entry";

/// A file and what was found in it.
pub(in crate::cli) struct Checked<'a> {
    pub path: String,
    pub text: Cow<'a, str>,
    pub findings: Vec<Finding>,
    /// Why each sentence is or is not flagged, where that was asked for.
    pub explained: String,
}

/// Checks all files and `take`s what is printed of each, in order. What could not be read is an error that names the file.
pub(super) fn each(args: &Args, style: Style, paths: &[PathBuf], take: impl FnMut(Result<Printed, String>) + Send) {
    let settings = Settings { profile: args.profile(), ..Settings::default() };
    let bar = progress(paths.len());
    let (configs, next) = (Configs::default(), AtomicUsize::new(0));
    let line = Mutex::new(Line { due: 0, waiting: BTreeMap::new(), take });
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from).min(paths.len());
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((index, path)) = claim(&next, paths) {
                    let results = check(args, style, path, &settings, &configs);
                    line.lock().unwrap_or_else(PoisonError::into_inner).add(index, results);
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
}

/// Results on their way to whoever takes them: the worker that has the one that is due hands over all that it kept
/// waiting, so that none has to wake another.
struct Line<T> {
    due: usize,
    waiting: BTreeMap<usize, Vec<Result<Printed, String>>>,
    take: T,
}

impl<T: FnMut(Result<Printed, String>)> Line<T> {
    fn add(&mut self, index: usize, results: Vec<Result<Printed, String>>) {
        self.waiting.insert(index, results);
        while let Some(results) = self.waiting.remove(&self.due) {
            results.into_iter().for_each(&mut self.take);
            self.due += 1;
        }
    }
}

fn claim<'a>(next: &AtomicUsize, paths: &'a [PathBuf]) -> Option<(usize, &'a Path)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, paths.get(index)?))
}

/// A bar on a terminal, for more work than a moment's.
fn progress(files: usize) -> ProgressBar {
    if files > 20 && std::io::stderr().is_terminal() { ProgressBar::new(files as u64) } else { ProgressBar::hidden() }
}

/// What is printed of a file, after what is of its configuration where this is the first file to meet it. Empty for
/// excluded ones.
fn check(
    args: &Args,
    style: Style,
    path: &Path,
    settings: &Settings,
    configs: &Configs,
) -> Vec<Result<Printed, String>> {
    let (config, problems) = configs.of(path, args.language());
    let mut results: Vec<_> = problems.iter().map(|problem| Ok(style.file(problem))).collect();
    if config.excludes(path) {
        return results;
    }
    let bytes = files::bytes(path);
    let checked = bytes.and_then(|bytes| Ok(style.file(&found(args, path, files::text(&bytes)?, settings, &config))));
    results.push(checked.map_err(|error| format!("{}: {error}", path.display())));
    results
}

/// What is found in a text.
fn found<'a>(args: &Args, path: &Path, text: &'a str, settings: &Settings, config: &Loaded) -> Checked<'a> {
    let profile = settings.profile.or(config.config.profile);
    let day = dates::of_name(&path.to_string_lossy()).or(config.config.date);
    let analysis = Analysis::of(text, &Settings { knowledge: config.knowledge.clone(), profile, day });
    let language = args.language().or(config.config.language).unwrap_or(match analysis.frame.script {
        Script::Hans => Language::ZhHans,
        Script::Hant => Language::ZhHant,
    });
    let context = Context { levels: &config.config.levels, ..Context::new(&analysis, language) };
    let mut findings = rules::check(&context);
    findings.retain(|finding| finding.severity >= args.min_severity());
    let path = path.display().to_string();
    let explained = if args.explain { explain(&path, text, &analysis, language) } else { String::new() };
    Checked { path, text: text.into(), findings, explained }
}

/// What holds in the folders met so far.
#[derive(Default)]
struct Configs {
    known: Mutex<HashMap<Option<PathBuf>, Arc<Loaded>>>,
    /// Where the configuration of a folder's files stands: the disk is asked once.
    roots: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

struct Loaded {
    config: Config,
    exclude: Option<Gitignore>,
    knowledge: Arc<Knowledge>,
}

impl Loaded {
    fn excludes(&self, path: &Path) -> bool {
        let Some(exclude) = self.exclude.as_ref().filter(|exclude| !exclude.is_empty()) else { return false };
        path.canonicalize().is_ok_and(|path| exclude.matched_path_or_any_parents(path, false).is_ignore())
    }
}

impl Configs {
    /// The configuration and the entries nearest above a file; with their problems the first time they are met.
    fn of(&self, path: &Path, language: Option<Language>) -> (Arc<Loaded>, Vec<Checked<'static>>) {
        let root = self.root(path);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = known.get(&root) {
            return (loaded.clone(), Vec::new());
        }
        let (loaded, problems) = load(root.clone(), language);
        let loaded = Arc::new(loaded);
        known.insert(root, loaded.clone());
        (loaded, problems)
    }

    fn root(&self, path: &Path) -> Option<PathBuf> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut roots = self.roots.lock().unwrap_or_else(PoisonError::into_inner);
        roots.entry(folder).or_insert_with(|| own::root_of(path)).clone()
    }
}

fn load(root: Option<PathBuf>, language: Option<Language>) -> (Loaded, Vec<Checked<'static>>) {
    let file = root.as_ref().map(|root| root.join(config::FILE_NAME)).filter(|file| file.is_file());
    let file = file.unwrap_or_default();
    let (text, unread) = match files::read(&file) {
        Ok(text) => (text, None),
        Err(_) if file.as_os_str().is_empty() => (String::new(), None),
        Err(error) => (String::new(), Some(Message::new("读不了：{}", "cannot be read: {}").with(error))),
    };
    let (config, mut problems) = Config::parse(&text);
    let whole = |message| config::Problem { span: Default::default(), message };
    problems.extend(unread.map(whole));
    let mut exclude = GitignoreBuilder::new(file.parent().unwrap_or(Path::new("")));
    for pattern in &config.exclude {
        if let Err(error) = exclude.add_line(None, pattern) {
            problems.push(whole(Message::new("不能用作路径的样式：{}", "no pattern of paths: {}").with(error)));
        }
    }
    let exclude = exclude.build().ok();
    let language = language.or(config.language);
    let said = |message: &Message, text: &str| wording::message(message, language.unwrap_or_else(|| language_of(text)));
    let finding = |problem: config::Problem| Finding {
        code: CONFIGURATION,
        severity: Severity::Error,
        span: problem.span,
        message: said(&problem.message, &text),
        related: Vec::new(),
    };
    let mut checked = Vec::new();
    if !problems.is_empty() {
        checked.push(Checked {
            path: file.display().to_string(),
            text: text.clone().into(),
            findings: problems.into_iter().map(finding).collect(),
            explained: String::new(),
        });
    }
    let own = own::load(root, &config);
    let faulty = own.files.iter().map(|file| entries(file, Severity::Error, language));
    checked.extend(faulty.filter(|file| !file.findings.is_empty()));
    (Loaded { config, exclude, knowledge: own.knowledge }, checked)
}

/// The language of a text's script.
fn language_of(text: &str) -> Language {
    match script::detect(text) {
        Script::Hans => Language::ZhHans,
        Script::Hant => Language::ZhHant,
    }
}

/// What does not hold in an entry file, from a severity on; without a language, in that of its script.
pub(in crate::cli) fn entries(file: &OwnFile, from: Severity, language: Option<Language>) -> Checked<'static> {
    let language = language.unwrap_or_else(|| language_of(&file.text));
    let finding = |problem: &Problem| Finding {
        code: ENTRY,
        severity: if problem.weight == Weight::Fault { Severity::Error } else { Severity::Hint },
        span: problem.span.clone().into(),
        message: wording::message(&problem.message, language),
        related: Vec::new(),
    };
    let findings = file.problems.iter().map(finding).filter(|finding| finding.severity >= from);
    Checked {
        path: file.path.display().to_string(),
        text: file.text.to_string().into(),
        findings: findings.collect(),
        explained: String::new(),
    }
}
