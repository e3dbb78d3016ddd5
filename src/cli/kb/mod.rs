//! `chuchu kb`: own entries on the command line.

mod check;
mod import;
mod list;
mod pieces;

use std::process::ExitCode;

/// Check, list or import entries of the knowledge base
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Report what does not hold in entry files
    Check(check::Args),
    /// List the entries that hold here, built-in and own
    List(list::Args),
    /// Make entries of another source
    #[command(subcommand)]
    Import(Import),
}

#[derive(clap::Subcommand)]
enum Import {
    /// Read entity dumps or saved query results of Wikidata
    Wikidata(import::Args),
}

pub fn run(args: &Args) -> ExitCode {
    match &args.command {
        Command::Check(args) => check::run(args),
        Command::List(args) => list::run(args),
        Command::Import(Import::Wikidata(args)) => import::run(args),
    }
}
