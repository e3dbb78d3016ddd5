//! `chuchu check`: findings of files and folders, for people and for programs.

mod explain;
pub(super) mod files;
mod formats;
mod places;
mod sarif;
mod work;

use std::{io::Write, path::PathBuf, process::ExitCode};

pub(super) use formats::Report;
pub(super) use work::entries;

use clap::ValueEnum;

use super::CANNOT_RUN;
use crate::{analysis::Profile, rules::Severity, text::Language};

#[derive(clap::Args)]
pub struct Args {
    /// Files and folders to check (.md, .markdown, .txt; ignore files are honoured); - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// House rules to hold the texts to; otherwise guessed from each text
    #[arg(long, value_enum)]
    profile: Option<ProfileName>,
    /// Leave out findings below this severity
    #[arg(long, value_enum, default_value_t = SeverityName::Hint)]
    min_severity: SeverityName,
    /// Say of each sentence why it is or is not flagged (text format)
    #[arg(long)]
    explain: bool,
    /// Language of the messages; otherwise the script of each text
    #[arg(long, value_enum)]
    language: Option<LanguageName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Each finding with the line it stands in
    Text,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands that annotate a pull request
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileName {
    OpEd,
    Academic,
    News,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SeverityName {
    Hint,
    Information,
    Warning,
    Error,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageName {
    #[value(name = "zh-Hans")]
    ZhHans,
    #[value(name = "zh-Hant")]
    ZhHant,
    #[value(name = "en")]
    En,
}

impl Args {
    fn profile(&self) -> Option<Profile> {
        self.profile.map(|profile| match profile {
            ProfileName::OpEd => Profile::OpEd,
            ProfileName::Academic => Profile::Academic,
            ProfileName::News => Profile::News,
        })
    }

    fn min_severity(&self) -> Severity {
        match self.min_severity {
            SeverityName::Hint => Severity::Hint,
            SeverityName::Information => Severity::Information,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Error => Severity::Error,
        }
    }

    fn language(&self) -> Option<Language> {
        self.language.map(|language| match language {
            LanguageName::ZhHans => Language::ZhHans,
            LanguageName::ZhHant => Language::ZhHant,
            LanguageName::En => Language::En,
        })
    }
}

/// Exit code 0: clean; 1: findings; 2: some file could not be read.
pub fn run(args: &Args) -> ExitCode {
    crate::knowledge::lexicon::warm();
    let mut report = formats::Report::new(args.format);
    let (files, mut unreadable) = files::list(&args.paths);
    // A closed pipe (`| head`) is the reader's business, not an error.
    let mut out = std::io::stdout();
    let mut write = |text: String| drop(out.write_all(text.as_bytes()));
    write(report.begin());
    work::each(args, report.style, &files, |checked| match checked {
        Ok(file) => write(report.add(file)),
        Err(problem) => {
            eprintln!("chuchu: {problem}");
            unreadable = true;
        }
    });
    write(report.end());
    match (unreadable, report.findings) {
        (true, _) => ExitCode::from(CANNOT_RUN),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    }
}
