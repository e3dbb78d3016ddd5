//! The command line: one file a subcommand.

mod check;
mod explain;
mod kb;
mod lsp;
mod names;
mod notes;
mod own;
mod replay;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 出处: who is who, which note is which, and which claims still lack a source, in Chinese commentary on public affairs.
#[derive(Parser)]
#[command(
    name = "chuchu",
    version,
    about,
    after_help = "Examples:
  chuchu check draft.md            findings with the lines they stand in; exit code 1 if there are any
  chuchu check --format json -     the same for standard input, as JSON
  chuchu explain 鲁比奥            who or what a name is
  chuchu names draft.md            who appears, as what, where and how often
  chuchu lsp                       serve an editor over standard input and output"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Report claims without a source and faults of notes
    Check(check::Args),
    /// Say who or what a name is
    Explain(explain::Args),
    /// List who appears in a text: as what on its date, first where, how often, under which forms
    Names(names::Args),
    /// List the notes of a file, renumber them or give them another shape
    Notes(notes::Args),
    /// Check, list or import entries of the knowledge base
    Kb(kb::Args),
    /// Print the JSON schema of chuchu.toml or of entry files
    Schema(schema::Args),
    /// Serve an editor over standard input and output
    Lsp(lsp::Args),
    /// Run a recorded session of an editor again, for a report of a fault
    Replay(replay::Args),
}

/// Could not run: bad arguments, unreadable files.
pub(crate) const CANNOT_RUN: u8 = 2;

pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Names(args) => names::run(&args),
        Command::Notes(args) => notes::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Replay(args) => replay::run(&args),
    }
}
