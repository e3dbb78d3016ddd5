//! `chuchu kb import wikidata`: dumps and saved query results as entries, in a stream.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use flate2::bufread::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};

use super::{
    super::{CANNOT_RUN, own},
    pieces::Pieces,
};
use crate::{
    files::own::{FOLDER, Folders, MAX_FILE, MAX_WORKSPACE},
    knowledge::{
        Date, Kind, Knowledge,
        wikidata::{self, Imported, Known, Outcome, Rows},
        write,
    },
};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu kb import wikidata --layer workspace latest-all.json.gz
  chuchu kb import wikidata --kind org -o chuchu/bodies.toml query.json
  zcat part.json.gz | chuchu kb import wikidata - > names.toml

Entity dumps: one entity a line, in an array or not. Query results: the service's JSON, in short or in full. Either may
be compressed with gzip. Rows of one item need not stand together. What is imported is marked as not reviewed: it hovers and completes, and drives no finding. A
line that cannot be read is reported and left out; the exit code is 1 then, 2 where a file cannot be read.")]
pub struct Args {
    /// Dumps or saved results, plain or gzip; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write to wikidata.toml of this layer
    #[arg(long, value_enum, conflicts_with = "output")]
    layer: Option<LayerName>,
    /// Write to a file; otherwise to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// What the items of query results are, where no column says it (as the kinds of `kb list`)
    #[arg(long, value_parser = super::list::kind, default_value = "person")]
    kind: Kind,
    /// The day of the dump (YYYY-MM-DD); otherwise today
    #[arg(long, value_parser = day)]
    date: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LayerName {
    User,
    Workspace,
}

/// Where a layer's file of imported entries stands in its folder.
const FILE: &str = "wikidata.toml";
/// Bad lines that are told of one by one.
const TOLD: usize = 20;
/// Bytes of rows that are kept until all about their items is read.
const HELD: usize = 32 << 20;
/// Bytes read at once.
const CHUNK: usize = 256 << 10;

fn day(text: &str) -> Result<Date, String> {
    Date::try_from(text.to_owned())
}

pub fn run(args: &Args) -> ExitCode {
    match import(args) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("chuchu: {error}");
            ExitCode::from(CANNOT_RUN)
        }
    }
}

/// Imports all files; the number of bad lines.
fn import(args: &Args) -> io::Result<u64> {
    let target = target(args)?;
    let read = args.date.unwrap_or_else(Date::today);
    let bar = progress(&args.files);
    // Not the own entries: what was imported before would be taken for what it is added to.
    let knowledge = Knowledge::builtin();
    let mut known = Known::of(&knowledge);
    // Standard input is read once: there a state or an office counts from where it stands on.
    for path in args.files.iter().filter(|path| path.as_os_str() != "-") {
        let mut pieces = Pieces::new(open(path, &bar)?);
        while let Some(piece) = pieces.next()? {
            let bytes = piece.bytes.unwrap_or_default();
            if known.may_be(&bytes)
                && let Ok(entity) = serde_json::from_slice(&bytes)
            {
                known.note(&entity);
            }
        }
    }
    let half = target.as_ref().map(|path| path.with_extension(format!("{}.tmp", std::process::id())));
    let out: Box<dyn Write> = match &half {
        Some(half) => Box::new(File::create(half).map_err(|error| named(half, &error))?),
        None => Box::new(io::stdout().lock()),
    };
    let out = BufWriter::new(out);
    let mut work = Work { args, read, known, out, bar: &bar, open: Open::default(), told: Told::default() };
    writeln!(
        work.out,
        "# Imported from Wikidata on {read}; not reviewed.\n\n{}",
        write::source(&wikidata::source(read))
    )?;
    let done = args
        .files
        .iter()
        .try_for_each(|path| work.file(path))
        .and_then(|()| work.rows(0))
        .and_then(|()| work.out.flush());
    let told = work.told;
    bar.finish_and_clear();
    if let (Some(half), Some(target)) = (&half, &target) {
        done.and_then(|()| fs::rename(half, target)).inspect_err(|_| drop(fs::remove_file(half)))?;
        let most = if matches!(args.layer, Some(LayerName::Workspace)) { MAX_WORKSPACE } else { MAX_FILE };
        if fs::metadata(target)?.len() > most {
            eprintln!(
                "chuchu: {} is longer than the {most} bytes that are read of an entry file; import parts",
                target.display()
            );
        }
    } else {
        done?;
    }
    told.say();
    Ok(told.bad)
}

fn target(args: &Args) -> io::Result<Option<PathBuf>> {
    let folder = match args.layer {
        None => None,
        Some(LayerName::User) => {
            Some(Folders::platform().user.ok_or_else(|| io::Error::other("no configuration folder"))?)
        }
        Some(LayerName::Workspace) => Some(own::workspace().unwrap_or_else(|| FOLDER.into())),
    };
    if let Some(folder) = &folder {
        fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    }
    let target = folder.map(|folder| folder.join(FILE)).or_else(|| args.output.clone());
    match target {
        Some(path) if path.exists() && !args.force => {
            Err(io::Error::other(format!("{} is there already; --force replaces it", path.display())))
        }
        target => Ok(target),
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A bar over the bytes of both readings, on a terminal.
fn progress(files: &[PathBuf]) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bytes: u64 = files.iter().filter_map(|path| Some(fs::metadata(path).ok()?.len())).sum();
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    ProgressBar::new(bytes * 2).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// A file, or standard input, unpacked where it is compressed.
fn open(path: &Path, bar: &ProgressBar) -> io::Result<Box<dyn BufRead>> {
    let raw: Box<dyn io::Read> = match path.as_os_str() == "-" {
        true => Box::new(io::stdin().lock()),
        false => Box::new(bar.wrap_read(File::open(path).map_err(|error| named(path, &error))?)),
    };
    let mut input = BufReader::with_capacity(CHUNK, raw);
    let packed = input.fill_buf().map_err(|error| named(path, &error))?.starts_with(b"\x1f\x8b");
    Ok(if packed { Box::new(BufReader::with_capacity(CHUNK, MultiGzDecoder::new(input))) } else { Box::new(input) })
}

/// What was taken and what was not.
#[derive(Default)]
struct Told {
    entries: u64,
    skipped: BTreeMap<&'static str, u64>,
    bad: u64,
}

impl Told {
    fn say(&self) {
        let skipped: Vec<String> = self.skipped.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let skipped = if skipped.is_empty() { String::new() } else { format!("; left out: {}", skipped.join(", ")) };
        eprintln!("{} entries{skipped}; {} bad lines", self.entries, self.bad);
    }
}

struct Work<'a, W> {
    args: &'a Args,
    read: Date,
    known: Known<'a>,
    out: W,
    bar: &'a ProgressBar,
    open: Open,
    told: Told,
}

/// Items of query results whose rows are still coming, in the order in which they came.
#[derive(Default)]
struct Open {
    order: VecDeque<String>,
    rows: HashMap<String, (Rows, usize)>,
    bytes: usize,
    /// Items that had to be written before the end.
    written: HashSet<String>,
}

impl Open {
    /// Takes a row; false where its item is written already.
    fn add(&mut self, about: &str, row: &Map<String, Value>) -> bool {
        if self.written.contains(about) {
            return false;
        }
        if !self.rows.contains_key(about) {
            self.order.push_back(about.to_owned());
        }
        let (rows, bytes) = self.rows.entry(about.to_owned()).or_default();
        let more = rows.add(row);
        *bytes += more;
        self.bytes += more;
        true
    }

    /// The item that came first.
    fn pop(&mut self) -> Option<Rows> {
        let about = self.order.pop_front()?;
        let (rows, bytes) = self.rows.remove(&about)?;
        self.bytes -= bytes;
        self.written.insert(about);
        Some(rows)
    }
}

impl<W: Write> Work<'_, W> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut pieces = Pieces::new(open(path, self.bar)?);
        loop {
            match pieces.next() {
                Ok(Some(piece)) => {
                    let value = piece.bytes.map_err(str::to_owned);
                    let value =
                        value.and_then(|bytes| serde_json::from_slice(&bytes).map_err(|error| error.to_string()));
                    match value {
                        Ok(value) => self.value(path, piece.line, value)?,
                        Err(why) => self.bad(path, piece.line, &why),
                    }
                }
                Ok(None) => return Ok(()),
                // A file that ends in the middle of its compression: what came before counts.
                Err(error) => {
                    self.bad(path, 0, &error.to_string());
                    return Ok(());
                }
            }
        }
    }

    fn value(&mut self, path: &Path, line: u64, value: Value) -> io::Result<()> {
        match value {
            Value::Object(row) if !row.get("id").is_some_and(Value::is_string) && !row.contains_key("claims") => {
                match wikidata::about(&row) {
                    None => self.bad(path, line, "no item"),
                    Some(about) if !self.open.add(about, &row) => {
                        self.bad(path, line, "too far from the other rows of its item: order the results by item");
                    }
                    Some(_) => {}
                }
                self.rows(HELD)
            }
            entity => {
                self.known.note(&entity);
                match wikidata::entity(&entity, &self.known, self.read) {
                    Ok(outcome) => self.take(outcome),
                    Err(why) => {
                        self.bad(path, line, &why);
                        Ok(())
                    }
                }
            }
        }
    }

    /// Writes the items that came first until so many bytes of rows are left.
    fn rows(&mut self, left: usize) -> io::Result<()> {
        while self.open.bytes > left {
            let Some(rows) = self.open.pop() else { break };
            self.take(rows.outcome(self.args.kind, &self.known))?;
        }
        Ok(())
    }

    fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Entry(imported) => {
                let Imported { entry, sources } = imported.onto(self.known.base());
                if entry.names.is_empty() {
                    *self.told.skipped.entry("that the base has whole").or_default() += 1;
                    return Ok(());
                }
                sources.iter().try_for_each(|source| writeln!(self.out, "{}", write::source(source)))?;
                self.told.entries += 1;
                writeln!(self.out, "{}", write::entry(&entry))
            }
            Outcome::Skipped(why) => {
                *self.told.skipped.entry(why).or_default() += 1;
                Ok(())
            }
        }
    }

    fn bad(&mut self, path: &Path, line: u64, why: &str) {
        self.told.bad += 1;
        if self.told.bad <= TOLD as u64 {
            self.bar.suspend(|| eprintln!("{}:{line}: {why}", path.display()));
        }
    }
}
