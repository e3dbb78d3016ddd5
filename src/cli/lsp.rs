//! `chuchu lsp`: serve an editor over standard input and output.

use std::{fs::OpenOptions, io, path::PathBuf, process::ExitCode, sync::Mutex};

use tokio::runtime::{Builder, Runtime};
use tracing_subscriber::EnvFilter;

use super::CANNOT_RUN;

#[derive(clap::Args)]
pub struct Args {
    /// What to log: error, warn, info, debug, trace, or a filter such as chuchu=debug [env: CHUCHU_LOG]
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// Log to a file instead of standard error
    #[arg(long, value_name = "FILE")]
    log_file: Option<PathBuf>,
    /// Accepted for clients that always pass it; standard input and output are the only transport
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(args: &Args) -> ExitCode {
    if let Err(error) = start_log(args) {
        eprintln!("chuchu: {error}");
        return ExitCode::from(CANNOT_RUN);
    }
    crate::knowledge::lexicon::warm();
    match runtime() {
        Ok(runtime) => {
            let code = runtime.block_on(crate::server::serve_stdio());
            // The client is gone: whatever still runs is of no use to anyone.
            runtime.shutdown_background();
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(error) => {
            eprintln!("chuchu: cannot start: {error}");
            ExitCode::from(CANNOT_RUN)
        }
    }
}

/// Threads that only wait for the standard streams, beside those that analyse.
const WAITING: usize = 2;

/// Analyses run in the blocking pool: more of them at once than there are cores only cost memory.
fn runtime() -> io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Builder::new_multi_thread().worker_threads(2).max_blocking_threads(WAITING + cores).enable_all().build()
}

/// Logs to standard error or a file, never to standard output, which belongs to the protocol.
fn start_log(args: &Args) -> io::Result<()> {
    let filter = args.log.clone().or_else(|| std::env::var("CHUCHU_LOG").ok()).unwrap_or_else(|| "warn".into());
    let filter = EnvFilter::try_new(&filter)
        .map_err(|error| io::Error::other(format!("the log filter {filter:?} is not understood: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    match &args.log_file {
        Some(path) => {
            let file = OpenOptions::new().create(true).append(true).open(path);
            let file = file.map_err(|error| io::Error::other(format!("cannot log to {}: {error}", path.display())))?;
            log.with_writer(Mutex::new(file)).init();
        }
        None => log.with_writer(io::stderr).init(),
    }
    Ok(())
}
