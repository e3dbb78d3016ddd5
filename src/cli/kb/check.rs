//! `chuchu kb check`: what does not hold in entry files.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::super::{
    CANNOT_RUN,
    check::{Format, Report, entries},
    explain::language,
    own,
};
use crate::{
    files::own::{Folders, OwnFile, read_files},
    rules::Severity,
    text::Language,
};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu kb check                       the entries of this workspace and of the user
  chuchu kb check --strict chuchu       a folder, as strictly as the built-in base is checked
  chuchu kb check --format github names.toml

The exit code is 0 where everything holds, 1 where something does not, 2 where a file cannot be read.")]
pub struct Args {
    /// Entry files and folders of them; without any, those that hold here
    paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Report also what own entries may leave out: sources, descriptions, days of review
    #[arg(long)]
    strict: bool,
    /// Language of the messages; without it, the script of each file decides
    #[arg(long, value_parser = language)]
    language: Option<Language>,
}

pub fn run(args: &Args) -> ExitCode {
    let missing: Vec<&Path> = args.paths.iter().map(PathBuf::as_path).filter(|path| !path.exists()).collect();
    for path in &missing {
        eprintln!("chuchu: {}: no such file or folder", path.display());
    }
    let files = if args.paths.is_empty() { own::here().files } else { read_files(&args.paths, &Folders::platform()) };
    let from = if args.strict { Severity::Hint } else { Severity::Error };
    let mut report = Report::new(args.format);
    let mut out = io::stdout().lock();
    // A closed pipe (`| head`) is the reader's business, not an error.
    let mut write = |text: String| drop(out.write_all(text.as_bytes()));
    write(report.begin());
    files.iter().for_each(|file| write(report.file(&entries(file, from, args.language))));
    write(report.end());
    match (missing.is_empty() && files.iter().all(OwnFile::is_read), report.findings) {
        (false, _) => ExitCode::from(CANNOT_RUN),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::FAILURE,
    }
}
