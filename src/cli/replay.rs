//! `chuchu replay`: run a recorded session against a fresh server and print what it says.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::CANNOT_RUN;

#[derive(clap::Args)]
pub struct Args {
    /// A recording made with `chuchu lsp --record FILE`
    file: PathBuf,
}

pub fn run(args: &Args) -> ExitCode {
    match replay(args) {
        Ok((answered, asked)) => {
            eprintln!("chuchu: {answered} of {asked} requests answered");
            if answered == asked { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("chuchu: {}: {error}", args.file.display());
            ExitCode::from(CANNOT_RUN)
        }
    }
}

fn replay(args: &Args) -> io::Result<(usize, usize)> {
    let recording = std::fs::read(&args.file)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let print = |message: &serde_json::Value| drop(writeln!(io::stdout().lock(), "{message}"));
    let outcome = runtime.block_on(crate::server::replay(&recording, print));
    runtime.shutdown_background();
    outcome.map_err(io::Error::other)
}
