//! The short way of the two messages of a key, a change and the question what is shown of it: read as what they are, and
//! done at once. tower-lsp makes a tree of values of a message, and a box at each step to its handler.
//!
//! Whatever is odd, out of its time, or has to wait goes tower-lsp's way, which knows what to say then.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use memchr::memmem;
use serde::{Deserialize, Deserializer};
use tower_lsp::{
    jsonrpc::Id,
    lsp_types::{ProgressToken, TextDocumentContentChangeEvent, Url},
};

use super::{backend::guarded, convert, diagnostics, inbox::Inbox, world::Message, written::Answer};

/// Longest message read here, in bytes: a key's takes some 300.
const SHORT: usize = 4 << 10;

/// What both methods begin with.
const METHODS: &[u8] = b"\"textDocument/di";

pub(super) struct Keys {
    world: Inbox,
    /// Between `initialize` and `shutdown`.
    running: Arc<AtomicBool>,
    /// The address that was read last, as it stood there.
    last: Option<(Box<str>, Url)>,
}

/// One of the two messages, by what either has.
#[derive(Deserialize)]
struct Key<'a> {
    jsonrpc: &'a str,
    method: &'a str,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(borrow)]
    params: Params<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params<'a> {
    #[serde(borrow)]
    text_document: Target<'a>,
    content_changes: Option<Vec<TextDocumentContentChangeEvent>>,
    #[serde(borrow)]
    previous_result_id: Option<Cow<'a, str>>,
    // Not asked for, but wrong where they are of another type.
    #[serde(rename = "identifier", borrow)]
    _identifier: Option<Cow<'a, str>>,
    #[serde(rename = "workDoneToken")]
    _work_done_token: Option<ProgressToken>,
    #[serde(rename = "partialResultToken")]
    _partial_result_token: Option<ProgressToken>,
}

#[derive(Deserialize)]
struct Target<'a> {
    uri: &'a str,
    version: Option<i32>,
}

/// An id that is null is an id.
fn present<'de, D: Deserializer<'de>>(id: D) -> Result<Option<Id>, D::Error> {
    Id::deserialize(id).map(Some)
}

impl Keys {
    pub fn new(world: Inbox, running: Arc<AtomicBool>) -> Self {
        Self { world, running, last: None }
    }

    /// Does what the body of a message asks for, and gives the answer if there is one; `None` where nothing was done.
    pub fn take(&mut self, body: &[u8]) -> Option<Option<Answer>> {
        if body.len() > SHORT || !self.running.load(Ordering::Relaxed) || memmem::find(body, METHODS).is_none() {
            return None;
        }
        let key: Key = serde_json::from_slice(body).ok().filter(|key: &Key| key.jsonrpc == "2.0")?;
        let Params { text_document: Target { uri, version }, content_changes, previous_result_id, .. } = key.params;
        let uri = self.address(uri)?;
        match (key.method, key.id) {
            ("textDocument/didChange", None) => {
                let (version, changes) = (version?, content_changes?.into_iter().map(convert::change).collect());
                self.world.tell(Message::Change { uri, version, changes });
                Some(None)
            }
            ("textDocument/diagnostic", Some(id)) => {
                let snapshot = self.world.current(&uri)?;
                let report = guarded(|| diagnostics::report(&snapshot, previous_result_id.as_deref()));
                Some(Some(Answer::Written(report.ok()?.ok()?, id)))
            }
            _ => None,
        }
    }

    fn address(&mut self, uri: &str) -> Option<Url> {
        if self.last.as_ref().is_none_or(|(read, _)| **read != *uri) {
            self.last = Some((uri.into(), Url::parse(uri).ok()?));
        }
        self.last.as_ref().map(|(_, url)| url.clone())
    }
}
