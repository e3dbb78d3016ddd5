//! `chuchu schema`: the JSON schemas of our TOML files, for editors and validators.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::ValueEnum;

/// Print the JSON schema of chuchu.toml or of entry files
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu schema config > chuchu.schema.json
  chuchu schema entries > entries.schema.json")]
pub struct Args {
    /// Of which files
    #[arg(value_enum)]
    of: Schema,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Schema {
    /// chuchu.toml
    Config,
    /// chuchu/*.toml
    Entries,
}

pub fn run(args: &Args) -> ExitCode {
    let text = match args.of {
        Schema::Config => include_str!("../../editors/schemas/chuchu.json"),
        Schema::Entries => include_str!("../../editors/schemas/entries.json"),
    };
    // A closed pipe (`| head`) is the reader's business, not an error.
    drop(io::stdout().lock().write_all(text.as_bytes()));
    ExitCode::SUCCESS
}
