//! The only place that knows tower-lsp: capabilities, the world task, conversion, configuration.
//!
//! Architecture invariant: handlers only tell the world; it owns all state and takes messages in their order.

mod appearances;
mod around;
mod backend;
mod capabilities;
mod commands;
mod configuration;
mod convert;
mod diagnostics;
mod frames;
mod highlight;
mod inbox;
mod job;
mod keys;
mod lifecycle;
mod lists;
mod open;
mod own;
mod project;
mod publisher;
mod replay;
mod report;
mod requests;
mod session;
mod sheet;
mod shown;
mod stdio;
mod surrogates;
mod symbols;
mod transport;
mod typing;
mod world;
mod written;

use std::{
    fs::File,
    io,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::LspService;

use crate::{files::own::Folders, text::Encoding};
pub use lifecycle::Exit;
pub use replay::replay;

/// Serves one client until `exit`, the end of input, or the death of the client's process.
///
/// `on_exit` is called at the `exit` notification with the exit code the specification asks for; over stdio it ends the
/// process, in tests it records. `folders` are those of the user's own entries; none by default.
pub async fn serve(
    input: impl AsyncRead + Unpin + Send + 'static,
    output: impl AsyncWrite + Unpin + Send + 'static,
    on_exit: impl Fn(Exit) + Send + Sync + Clone + 'static,
    folders: Folders,
) {
    serve_in(input, output, on_exit, folders, Encoding::default()).await;
}

/// The same, for a client whose columns are of this encoding where it names none.
async fn serve_in(
    input: impl AsyncRead + Unpin + Send + 'static,
    output: impl AsyncWrite + Unpin + Send + 'static,
    on_exit: impl Fn(Exit) + Send + Sync + Clone + 'static,
    folders: Folders,
    columns: Encoding,
) {
    let watch = on_exit.clone();
    let (service, socket) = LspService::build(|client| backend::Backend::new(client, watch, folders.clone(), columns))
        .custom_method("chuchu/outline", backend::Backend::outline)
        .custom_method("chuchu/caret", backend::Backend::caret)
        .finish();
    let keys = service.inner().keys();
    let service = lifecycle::ExitService::new(service, on_exit);
    transport::run(input, output, (keys, written::Written(service)), socket).await;
}

/// Serves the client at standard input and output; returns when the client is gone, with the exit code. What the client
/// sends is written to `recording`, where there is one; its columns are of the encoding `columns` where it names none.
///
/// # Errors
/// The recording cannot be written.
pub async fn serve_stdio(recording: Option<File>, columns: Encoding) -> io::Result<i32> {
    let input = replay::Recorded::new(stdio::input(), recording)?;
    // The end of input may overtake the end of the process that `exit` began; the code is that of `exit` then.
    let code = Arc::new(AtomicI32::new(Exit::Abrupt.code()));
    let seen = code.clone();
    let on_exit = move |exit: Exit| {
        seen.store(exit.code(), Ordering::Relaxed);
        exit.end_process();
    };
    serve_in(input, stdio::output(), on_exit, Folders::platform(), columns).await;
    Ok(code.load(Ordering::Relaxed))
}
