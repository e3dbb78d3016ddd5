//! The way to the world. Messages are taken in their order: where none waits, at once by whoever brings one; else by the
//! world's own task. So a key is followed and answered without waking another task.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    task::{Context, Poll, ready},
};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tower_lsp::lsp_types::Url;
use tracing::error;

use super::{
    open::Snapshot,
    world::{Message, World},
};

#[derive(Clone)]
pub(super) struct Inbox {
    queue: UnboundedSender<Message>,
    /// Nothing before the world is there.
    turn: Arc<OnceLock<Mutex<Turn>>>,
}

/// The world, and what waits for it.
struct Turn {
    world: World,
    waiting: UnboundedReceiver<Message>,
}

impl Inbox {
    /// With the sending end of what waits.
    pub fn new(queue: UnboundedSender<Message>) -> Self {
        Self { queue, turn: Arc::default() }
    }

    pub fn tell(&self, message: Message) {
        match self.turn() {
            Some(mut turn) => turn.take(message),
            None if self.queue.send(message).is_err() => error!("the world task is gone"),
            None => {}
        }
    }

    /// The snapshot of a document's newest text, where that is analysed and nothing waits.
    pub fn current(&self, uri: &Url) -> Option<Snapshot> {
        self.turn()?.world.current(uri)
    }

    /// The world, where it is there and nothing waits for it.
    fn turn(&self) -> Option<MutexGuard<'_, Turn>> {
        self.turn.get().map(lock).filter(|turn| turn.waiting.is_empty())
    }

    /// The world's task: takes what waits, from now on.
    pub async fn run(self, world: World, waiting: UnboundedReceiver<Message>) {
        let turn = self.turn.get_or_init(|| Mutex::new(Turn { world, waiting }));
        let next = || poll_fn(|cx| lock(turn).poll(cx));
        while next().await {}
    }
}

impl Turn {
    fn take(&mut self, message: Message) {
        if catch_unwind(AssertUnwindSafe(|| self.world.take(message))).is_err() {
            error!("a message could not be handled");
        }
    }

    /// Takes the next message; false where none will come any more.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        let message = ready!(self.waiting.poll_recv(cx));
        Poll::Ready(message.map(|message| self.take(message)).is_some())
    }
}

fn lock(turn: &Mutex<Turn>) -> MutexGuard<'_, Turn> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}
