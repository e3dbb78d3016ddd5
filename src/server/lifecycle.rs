//! How the server ends: `exit`, the end of input, and a client process that died.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use tower_lsp::jsonrpc::{Request, Response};

/// Between the `exit` notification and the end of the process, for replies already on their way out.
const GRACE: Duration = Duration::from_millis(20);
/// How often the client's process is looked for.
const WATCH: Duration = Duration::from_secs(1);

/// Why the server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// `exit` after `shutdown`.
    Clean,
    /// `exit` without `shutdown`.
    Abrupt,
    /// The client's process is gone.
    Orphaned,
}

impl Exit {
    /// 0 after `shutdown`, else 1, as the specification asks.
    pub fn code(self) -> i32 {
        i32::from(self != Self::Clean)
    }

    pub(super) fn end_process(self) {
        std::thread::spawn(move || {
            std::thread::sleep(GRACE);
            std::process::exit(self.code());
        });
    }
}

/// Sees `shutdown` and `exit` pass by; tower-lsp alone would wait for the end of input after `exit`.
pub(super) struct ExitService<S, F> {
    inner: S,
    on_exit: F,
    shut_down: Arc<AtomicBool>,
}

impl<S, F> ExitService<S, F> {
    pub(super) fn new(inner: S, on_exit: F) -> Self {
        Self { inner, on_exit, shut_down: Arc::default() }
    }
}

impl<S, F> tower_service::Service<Request> for ExitService<S, F>
where
    S: tower_service::Service<Request, Response = Option<Response>>,
    F: Fn(Exit),
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> S::Future {
        match request.method() {
            "shutdown" => self.shut_down.store(true, Ordering::Relaxed),
            "exit" => {
                let clean = self.shut_down.load(Ordering::Relaxed);
                (self.on_exit)(if clean { Exit::Clean } else { Exit::Abrupt });
            }
            _ => {}
        }
        self.inner.call(request)
    }
}

/// Ends the server within a second or two of the death of process `id`. Where there is no `/proc`, the end of input
/// alone tells.
pub(super) fn watch_process(id: u32, on_exit: impl Fn(Exit) + Send + 'static) {
    let process = PathBuf::from(format!("/proc/{id}/stat"));
    if !lives(&process) {
        return;
    }
    // A thread of its own: those of the runtime may all be at work for the client that died.
    std::thread::spawn(move || {
        while lives(&process) {
            std::thread::sleep(WATCH);
        }
        on_exit(Exit::Orphaned);
    });
}

/// Its state stands behind the name in brackets; `Z` and `X` are dead, though nobody may have buried them yet.
fn lives(stat: &Path) -> bool {
    let Ok(stat) = std::fs::read(stat) else { return false };
    let state = stat.iter().rposition(|&byte| byte == b')').and_then(|name| stat.get(name + 2));
    !matches!(state, Some(b'Z' | b'X'))
}
