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
    /// The body of a response, as JSON.
    Written(Vec<u8>),
}

impl Answer {
    /// The bytes of its JSON.
    pub fn into_bytes(self) -> serde_json::Result<Vec<u8>> {
        match self {
            Self::Response(response) => serde_json::to_vec(&response),
            Self::Written(bytes) => Ok(bytes),
        }
    }
}

tokio::task_local! {
    /// What the handler of the request that this task is at wrote in place of what it returns.
    static RESULT: RefCell<Option<Vec<u8>>>;
}

/// In a handler: the result of its request, as JSON. What the handler returns goes nowhere then, if it is no error.
pub(super) fn instead(result: Vec<u8>) {
    // Outside of a request, as in tests of handlers, there is nobody to write for.
    let _ = RESULT.try_with(|written| written.replace(Some(result)));
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
                Some(result) => Answer::Written(body(response.id(), &result)),
                None => Answer::Response(response),
            }))
        }))
    }
}

/// The body of a response with this result.
fn body(id: &Id, result: &[u8]) -> Vec<u8> {
    #[derive(Serialize)]
    struct Head<'a> {
        jsonrpc: &'static str,
        id: &'a Id,
    }
    let mut body = serde_json::to_vec(&Head { jsonrpc: "2.0", id }).unwrap_or_default();
    body.pop();
    body.reserve_exact(result.len() + 12);
    body.extend_from_slice(b",\"result\":");
    body.extend_from_slice(result);
    body.push(b'}');
    body
}
