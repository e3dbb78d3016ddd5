//! Pushed diagnostics: a task of its own, so that a client that stops reading stops nobody else.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::Notify;
use tower_lsp::{
    Client,
    lsp_types::{Diagnostic, MessageType, Url},
};

use super::{diagnostics, open::Snapshot};

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

/// The diagnostics of one document.
pub(super) enum Content {
    /// Converted when their turn comes.
    Findings(Snapshot),
    /// Of a file that is no document.
    Fixed(Vec<Diagnostic>),
    /// The document was closed, its diagnostics go.
    Gone,
}

#[derive(Default)]
struct Pending {
    order: VecDeque<Url>,
    newest: HashMap<Url, Content>,
    notices: VecDeque<String>,
    /// A pulling client should ask again.
    refresh: bool,
}

/// Longest wait for the client's answer to a request.
const PATIENCE: Duration = Duration::from_secs(10);
/// Notices that may wait for a client that reads slowly; what comes after is only logged.
const NOTICES: usize = 16;

impl Publisher {
    pub fn publish(&self, uri: Url, content: Content) {
        let mut pending = self.pending();
        if pending.newest.insert(uri.clone(), content).is_none() {
            pending.order.push_back(uri);
        }
        drop(pending);
        self.queue.ready.notify_one();
    }

    /// Shows the writer a message.
    pub fn tell(&self, notice: String) {
        let mut pending = self.pending();
        if pending.notices.len() < NOTICES {
            pending.notices.push_back(notice);
        }
        drop(pending);
        self.queue.ready.notify_one();
    }

    /// Asks a pulling client to ask again.
    pub fn refresh(&self) {
        self.pending().refresh = true;
        self.queue.ready.notify_one();
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.queue.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<(Url, Content)> {
        let mut pending = self.pending();
        let uri = pending.order.pop_front()?;
        let content = pending.newest.remove(&uri)?;
        Some((uri, content))
    }

    fn next_notice(&self) -> Option<String> {
        self.pending().notices.pop_front()
    }

    /// Sends until the world is gone; identical diagnostics are not sent again.
    pub async fn run(self, client: Client) {
        let mut sent: HashMap<Url, Vec<Diagnostic>> = HashMap::new();
        loop {
            while let Some(notice) = self.next_notice() {
                client.show_message(MessageType::WARNING, notice).await;
            }
            while let Some((uri, content)) = self.next() {
                let (diagnostics, version) = match content {
                    Content::Findings(snapshot) => {
                        (diagnostics::diagnostics(&snapshot), Some(snapshot.document.version()))
                    }
                    Content::Fixed(diagnostics) => (diagnostics, None),
                    Content::Gone => (Vec::new(), None),
                };
                if version.is_none() && diagnostics.is_empty() {
                    // Nothing is kept for closed documents and files without fault.
                    if sent.remove(&uri).is_some_and(|before| !before.is_empty()) {
                        client.publish_diagnostics(uri, diagnostics, None).await;
                    }
                } else if sent.get(&uri) != Some(&diagnostics) {
                    sent.insert(uri.clone(), diagnostics.clone());
                    client.publish_diagnostics(uri, diagnostics, version).await;
                }
            }
            if std::mem::take(&mut self.pending().refresh) {
                let client = client.clone();
                // Spawned: a client that does not answer must not hold up the rest.
                tokio::spawn(
                    async move { tokio::time::timeout(PATIENCE, client.workspace_diagnostic_refresh()).await },
                );
            }
            self.queue.ready.notified().await;
        }
    }
}
