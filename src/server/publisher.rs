//! Pushed diagnostics: a task of its own, so that a client that stops reading stops nobody else.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;
use tower_lsp::{Client, lsp_types::Diagnostic, lsp_types::Url};

use super::{convert, world::Snapshot};

/// Hands over the newest diagnostics of each document; older ones that were not sent yet are dropped.
#[derive(Clone, Default)]
pub(super) struct Publisher {
    queue: Arc<Queue>,
}

#[derive(Default)]
struct Queue {
    pending: Mutex<Pending>,
    ready: Notify,
}

#[derive(Default)]
struct Pending {
    order: VecDeque<Url>,
    /// `None`: the document was closed, its diagnostics go.
    newest: HashMap<Url, Option<Snapshot>>,
}

impl Publisher {
    pub fn publish(&self, snapshot: Snapshot) {
        self.push(snapshot.uri.clone(), Some(snapshot));
    }

    /// Clears a closed document's diagnostics.
    pub fn forget(&self, uri: Url) {
        self.push(uri, None);
    }

    fn push(&self, uri: Url, snapshot: Option<Snapshot>) {
        let mut pending = self.queue.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if pending.newest.insert(uri.clone(), snapshot).is_none() {
            pending.order.push_back(uri);
        }
        drop(pending);
        self.queue.ready.notify_one();
    }

    fn next(&self) -> Option<(Url, Option<Snapshot>)> {
        let mut pending = self.queue.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let uri = pending.order.pop_front()?;
        let snapshot = pending.newest.remove(&uri)?;
        Some((uri, snapshot))
    }

    /// Sends until the world is gone; identical diagnostics are not sent again.
    pub async fn run(self, client: Client) {
        let mut sent: HashMap<Url, Vec<Diagnostic>> = HashMap::new();
        loop {
            while let Some((uri, snapshot)) = self.next() {
                match snapshot {
                    Some(snapshot) => {
                        let diagnostics = convert::diagnostics(&snapshot);
                        if sent.get(&uri) != Some(&diagnostics) {
                            sent.insert(uri.clone(), diagnostics.clone());
                            client.publish_diagnostics(uri, diagnostics, Some(snapshot.document.version())).await;
                        }
                    }
                    None if sent.remove(&uri).is_some_and(|diagnostics| !diagnostics.is_empty()) => {
                        client.publish_diagnostics(uri, Vec::new(), None).await;
                    }
                    None => {}
                }
            }
            self.queue.ready.notified().await;
        }
    }
}
