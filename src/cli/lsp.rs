//! `chuchu lsp`: serve an editor over standard input and output.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
};

use tokio::runtime::{Builder, Runtime};
use tracing::{debug, error};
use tracing_subscriber::EnvFilter;

use super::CANNOT_RUN;
use crate::text::Encoding;

#[derive(clap::Args)]
pub struct Args {
    /// What to log: error, warn, info, debug, trace, or a filter such as chuchu=debug [env: CHUCHU_LOG]
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// Log to a file instead of standard error
    #[arg(long, value_name = "FILE")]
    log_file: Option<PathBuf>,
    /// Write all that the editor sends to a file, for a report of a fault; it will hold the text of every open document
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// What columns count for a client that does not say: utf-8 where it takes bytes for UTF-16 units (Vim with ALE)
    #[arg(long, value_name = "ENCODING", default_value = "utf-16")]
    columns: Columns,
    /// Accepted for clients that always pass it; standard input and output are the only transport
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Columns {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "utf-16")]
    Utf16,
    #[value(name = "utf-32")]
    Utf32,
}

impl From<Columns> for Encoding {
    fn from(columns: Columns) -> Self {
        match columns {
            Columns::Utf8 => Self::Utf8,
            Columns::Utf16 => Self::Utf16,
            Columns::Utf32 => Self::Utf32,
        }
    }
}

pub fn run(args: &Args) -> ExitCode {
    match start(args) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            eprintln!("chuchu: {error}");
            ExitCode::from(CANNOT_RUN)
        }
    }
}

fn start(args: &Args) -> io::Result<i32> {
    start_log(args)?;
    log_panics();
    crate::knowledge::lexicon::warm();
    let recording = args.record.as_deref().map(private).transpose()?;
    let runtime = runtime()?;
    let code = runtime.block_on(crate::server::serve_stdio(recording, args.columns.into()));
    // The client is gone: whatever still runs is of no use to anyone.
    runtime.shutdown_background();
    code
}

/// A new file that only its owner may read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| io::Error::other(format!("cannot record to {}: {error}", path.display())))
}

/// A panic is logged by its place in the code. What it says may quote the writer's text, so that needs `debug`.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        error!(place, "panic; please report it (docs/reliability.md)");
        let payload = panic.payload();
        let said = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        debug!(said, "what the panic said");
    }));
}

/// Threads that only wait for standard streams that the platform cannot wait for, beside those that analyse.
const WAITING: usize = 2;

/// One thread carries messages and makes small analyses: on the way of a key no thread wakes another. Long analyses run in
/// the blocking pool; more of them at once than there are cores only cost memory.
fn runtime() -> io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Builder::new_current_thread().max_blocking_threads(WAITING + cores).enable_all().build()
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
