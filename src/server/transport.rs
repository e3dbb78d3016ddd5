//! The connection: reads messages, calls the service in their order, writes what comes back.
//!
//! In place of tower-lsp's own loop, which ends at the first malformed message and starts handlers in no fixed order.

use std::{future::poll_fn, sync::Arc};

use futures_util::{SinkExt, StreamExt, future::Either};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Semaphore, mpsc},
};
use tower_lsp::{
    ClientSocket,
    jsonrpc::{self, Id, Request, Response},
};
use tracing::{debug, error, warn};

use super::frames::{self, Broken, Frames};

/// Requests under way at once; more wait in the input, so a client that stops reading stops being read.
const IN_FLIGHT: usize = 256;
/// Messages that wait to be written.
const OUTBOX: usize = 64;

/// A message by what it holds; `Request` covers notifications. In this order: a request without a method reads as one
/// with an empty method.
#[derive(Deserialize)]
#[serde(untagged)]
enum Incoming {
    Response(Response),
    Request(Request),
}

/// Serves until the end of input, or until the service says that it is done (after `exit`).
pub(super) async fn run<S>(
    input: impl AsyncRead + Unpin,
    mut output: impl AsyncWrite + Unpin + Send + 'static,
    mut service: S,
    socket: ClientSocket,
) where
    S: tower_service::Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send,
{
    let (mut requests, mut replies) = socket.split();
    let (outbox, mut ready) = mpsc::channel::<Vec<u8>>(OUTBOX);
    let writer = tokio::spawn(async move {
        while let Some(body) = ready.recv().await {
            if let Err(error) = frames::write(&mut output, &body).await {
                debug!(%error, "the client reads no more");
                break;
            }
        }
    });
    let to_client = outbox.clone();
    let forwarder = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            send(&to_client, &request).await;
        }
    });
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    let mut frames = Frames::new(input);
    while let Some(frame) = frames.next().await.unwrap_or(None) {
        let request = match parse(frame) {
            Ok(Incoming::Request(request)) => request,
            Ok(Incoming::Response(response)) => {
                if replies.send(response).await.is_err() {
                    break;
                }
                continue;
            }
            Err(error) => {
                send(&outbox, &Response::from_error(Id::Null, error)).await;
                continue;
            }
        };
        let Ok(permit) = permits.clone().acquire_owned().await else { break };
        if poll_fn(|cx| service.poll_ready(cx)).await.is_err() {
            break;
        }
        let outbox = outbox.clone();
        let mut answer = Box::pin(service.call(request));
        // Polled once here: handlers forward their message at the first poll, so messages keep their order.
        match futures_util::future::select(&mut answer, std::future::ready(())).await {
            Either::Left((Ok(Some(response)), _)) => send(&outbox, &response).await,
            Either::Left(_) => {}
            Either::Right(_) => {
                tokio::spawn(async move {
                    if let Ok(Some(response)) = answer.await {
                        send(&outbox, &response).await;
                    }
                    drop(permit);
                });
            }
        }
    }
    forwarder.abort();
    drop(outbox);
    if writer.await.is_err() {
        error!("the writer failed");
    }
}

fn parse(frame: Result<Vec<u8>, Broken>) -> Result<Incoming, jsonrpc::Error> {
    let body = frame.map_err(|broken| {
        warn!(?broken, "unreadable message");
        jsonrpc::Error::parse_error()
    })?;
    let value: serde_json::Value = serde_json::from_slice(&body).map_err(|error| {
        warn!(%error, bytes = body.len(), "a message that is not JSON");
        jsonrpc::Error::parse_error()
    })?;
    serde_json::from_value(value).map_err(|_| {
        warn!(bytes = body.len(), "JSON that is neither request, notification nor response");
        jsonrpc::Error::invalid_request()
    })
}

async fn send(outbox: &mpsc::Sender<Vec<u8>>, message: &impl Serialize) {
    match serde_json::to_vec(message) {
        Ok(body) => drop(outbox.send(body).await),
        Err(error) => error!(%error, "a reply could not be written"),
    }
}
