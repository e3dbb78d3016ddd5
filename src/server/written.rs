//! Answers that go out as they are written: tower-lsp makes a tree of values of every answer first, which takes several
//! times as long as to write it where a list is long.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use serde::Serialize;
use tower_lsp::jsonrpc::{Id, Request, Response};

/// What goes back for a message.
pub(super) enum Answer {
    Response(Response),
    /// The handler wrote it.
    Written(Begun, Id),
}

impl Answer {
    /// The bytes of its JSON.
    pub fn into_bytes(self) -> serde_json::Result<Vec<u8>> {
        match self {
            Self::Response(response) => serde_json::to_vec(&response),
            Self::Written(begun, id) => begun.to(&id),
        }
    }
}

/// What an answer begins with; its result follows, then the id.
const HEAD: &[u8] = b"{\"jsonrpc\":\"2.0\",\"result\":";
/// Bytes behind the result, unless the id is a long one.
const TAIL: usize = 32;

/// The beginning of an answer, up to its result, which is copied no more.
pub(super) struct Begun(Vec<u8>);

impl Begun {
    /// With pieces of JSON that make up the result.
    pub fn of(pieces: &[&[u8]]) -> Self {
        let len = pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let mut answer = Vec::with_capacity(HEAD.len() + len + TAIL);
        answer.extend_from_slice(HEAD);
        pieces.iter().for_each(|piece| answer.extend_from_slice(piece));
        Self(answer)
    }

    /// With a value as the result.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn json(result: &impl Serialize) -> serde_json::Result<Self> {
        let mut begun = Self::of(&[]);
        serde_json::to_writer(&mut begun.0, result)?;
        Ok(begun)
    }

    /// The whole answer to the request with an id.
    fn to(mut self, id: &Id) -> serde_json::Result<Vec<u8>> {
        self.0.extend_from_slice(b",\"id\":");
        serde_json::to_writer(&mut self.0, id)?;
        self.0.push(b'}');
        Ok(self.0)
    }
}

tokio::task_local! {
    /// What the handler of the request that this task is at wrote in place of what it returns.
    static RESULT: RefCell<Option<Begun>>;
}

/// In a handler: the answer to its request. What the handler returns goes nowhere then, if it is no error.
pub(super) fn instead(answer: Begun) {
    // Outside of a request, as in tests of handlers, there is nobody to write for.
    let _ = RESULT.try_with(|written| written.replace(Some(answer)));
}

/// The service, and what its handlers wrote themselves.
pub(super) struct Written<S>(pub S);

impl<S> tower_service::Service<Request> for Written<S>
where
    S: tower_service::Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    type Response = Option<Answer>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Option<Answer>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let call = self.0.call(request);
        Box::pin(RESULT.scope(RefCell::default(), async {
            let Some(response) = call.await? else { return Ok(None) };
            let written = RESULT.with(RefCell::take).filter(|_| response.is_ok());
            Ok(Some(match written {
                Some(begun) => Answer::Written(begun, response.id().clone()),
                None => Answer::Response(response),
            }))
        }))
    }
}
