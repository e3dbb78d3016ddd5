//! The connection: reads messages, calls the service in their order, writes what comes back.
//!
//! In place of tower-lsp's own loop, which ends at the first malformed message and starts handlers in no fixed order.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self as std_mpsc, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use futures_util::{Sink, SinkExt, StreamExt, future, future::Either};
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{
        OwnedSemaphorePermit, Semaphore,
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        oneshot,
    },
};
use tower_lsp::{
    ClientSocket,
    jsonrpc::{self, Id, Request, Response},
};
use tracing::{debug, error, warn};

use super::{
    frames::{self, Broken, Frames},
    keys::Keys,
    surrogates,
    written::Answer,
};

/// Requests under way at once; more wait in the backlog.
const IN_FLIGHT: usize = 256;
/// Bytes of messages that wait for their turn; more wait in the input, so a client that stops reading stops being read.
const BACKLOG: usize = 16 << 20;
/// After the end of input: how long nothing may be written before nobody is taken to read.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often that is looked at.
const GLANCE: Duration = Duration::from_millis(100);
/// Messages that wait to be written.
const OUTBOX: usize = 64;

/// A message by what it holds; `Request` covers notifications.
enum Incoming {
    Response(Response),
    Request(Request),
}

/// A frame that waits for its turn, with its share of [`BACKLOG`].
type Waiting = (Result<Vec<u8>, Broken>, OwnedSemaphorePermit);

/// Serves until the end of input, or until the service says that it is done (after `exit`).
pub(super) async fn run<S>(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin,
    (keys, service): (Keys, S),
    socket: ClientSocket,
) where
    S: tower_service::Service<Request, Response = Option<Answer>>,
    S::Future: Send + 'static,
    S::Error: Send,
{
    let (mut requests, replies) = socket.split();
    let (outbox, ready) = mpsc::channel::<Vec<u8>>(OUTBOX);
    let written = Arc::<AtomicUsize>::default();
    let to_client = outbox.clone();
    let forwarder = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            send(&to_client, serde_json::to_vec(&request)).await;
        }
    });
    let (backlog, waiting) = mpsc::unbounded_channel();
    // The input is read also while replies wait to be written: its end must be seen.
    let hung_up = async {
        read_all(input, backlog).await;
        stalled(written.clone()).await;
    };
    let work = async {
        dispatch(waiting, (keys, service), replies, outbox).await;
        forwarder.abort();
    };
    // All in this task, in the order that a message goes: it wakes no other, and is answered in one turn.
    tokio::select! {
        biased;
        () = hung_up => debug!("the client is gone, and what was for it goes nowhere"),
        _ = future::join(work, write_all(output, ready, written.clone())) => {}
    }
    forwarder.abort();
}

/// Reads frames ahead of their turn, as many as [`BACKLOG`] holds.
async fn read_all(input: impl AsyncRead + Unpin, backlog: UnboundedSender<Waiting>) {
    let room = Arc::new(Semaphore::new(BACKLOG));
    let mut frames = Frames::new(input);
    while let Some(frame) = frames.next().await.unwrap_or(None) {
        let bytes = frame.as_ref().map_or(1, Vec::len).clamp(1, BACKLOG);
        let share = room.clone().acquire_many_owned(u32::try_from(bytes).unwrap_or(u32::MAX)).await;
        let Ok(share) = share else { return };
        if backlog.send((frame, share)).is_err() {
            return;
        }
    }
}

/// Waits until nothing was written for [`PATIENCE`]. A thread keeps the time: those of the runtime may all be at work for
/// the client that is gone.
async fn stalled(written: Arc<AtomicUsize>) {
    let (stalled, waiting) = oneshot::channel::<()>();
    // Goes with this future, and the thread with it.
    let (_wanted, wanted) = std_mpsc::channel::<()>();
    std::thread::spawn(move || {
        let mut last = (written.load(Ordering::Relaxed), Instant::now());
        while last.1.elapsed() < PATIENCE {
            if wanted.recv_timeout(GLANCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let now = written.load(Ordering::Relaxed);
            if now != last.0 {
                last = (now, Instant::now());
            }
        }
        let _ = stalled.send(());
    });
    let _ = waiting.await;
}

/// Writes messages until there are no more, or nobody reads them any more; counts them.
async fn write_all(mut output: impl AsyncWrite + Unpin, mut ready: mpsc::Receiver<Vec<u8>>, written: Arc<AtomicUsize>) {
    while let Some(body) = ready.recv().await {
        if let Err(error) = frames::write(&mut output, &body).await {
            debug!(%error, "the client reads no more");
            break;
        }
        written.fetch_add(1, Ordering::Relaxed);
    }
}

/// Calls the service with each message in turn, until there are no more.
async fn dispatch<S>(
    mut waiting: UnboundedReceiver<Waiting>,
    (mut keys, mut service): (Keys, S),
    mut replies: impl Sink<Response> + Unpin,
    outbox: mpsc::Sender<Vec<u8>>,
) where
    S: tower_service::Service<Request, Response = Option<Answer>>,
    S::Future: Send + 'static,
    S::Error: Send,
{
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    while let Some((frame, share)) = waiting.recv().await {
        if let Some(answer) = frame.as_ref().ok().and_then(|body| keys.take(body)) {
            drop(share);
            if let Some(answer) = answer {
                send(&outbox, answer.into_bytes()).await;
            }
            continue;
        }
        let message = parse(frame);
        drop(share);
        let request = match message {
            Ok(Incoming::Request(request)) => request,
            Ok(Incoming::Response(response)) => {
                if replies.send(response).await.is_err() {
                    break;
                }
                continue;
            }
            Err(error) => {
                send(&outbox, Answer::Response(Response::from_error(Id::Null, error)).into_bytes()).await;
                continue;
            }
        };
        let Ok(permit) = permits.clone().acquire_owned().await else { break };
        if poll_fn(|cx| service.poll_ready(cx)).await.is_err() {
            break;
        }
        // tower-lsp passes over requests whose method begins with `$/`; the specification asks for an error.
        let unheard = request.id().filter(|_| request.method().starts_with("$/")).cloned();
        let unheard = unheard.map(|id| Response::from_error(id, jsonrpc::Error::method_not_found()));
        let unheard = unheard.map(Answer::Response);
        let mut answer = Box::pin(service.call(request));
        // Polled once here: handlers forward their message at the first poll, so messages keep their order.
        match future::select(&mut answer, std::future::ready(())).await {
            Either::Left((answer, _)) => {
                if let Some(answer) = answer.ok().flatten().or(unheard) {
                    send(&outbox, answer.into_bytes()).await;
                }
            }
            Either::Right(_) => {
                let outbox = outbox.clone();
                tokio::spawn(async move {
                    if let Ok(Some(answer)) = answer.await {
                        send(&outbox, answer.into_bytes()).await;
                    }
                    drop(permit);
                });
            }
        }
    }
}

fn parse(frame: Result<Vec<u8>, Broken>) -> Result<Incoming, jsonrpc::Error> {
    let body = frame.map_err(|broken| {
        warn!(?broken, "unreadable message");
        jsonrpc::Error::parse_error()
    })?;
    let message = message(&body).or_else(|error| match surrogates::mend(&body).filter(|_| !error.is_data()) {
        Some(mended) => message(&mended),
        None => Err(error),
    });
    message.map_err(|error| {
        let bytes = body.len();
        if error.is_data() {
            warn!(bytes, "JSON that is neither request, notification nor response");
            return jsonrpc::Error::invalid_request();
        }
        warn!(%error, bytes, "a message that is not JSON");
        jsonrpc::Error::parse_error()
    })
}

fn message(body: &[u8]) -> serde_json::Result<Incoming> {
    // What is not even JSON is said to be that.
    let json = |error| serde_json::from_slice::<IgnoredAny>(body).and(Err(error));
    let request: Request = serde_json::from_slice(body).or_else(json)?;
    // A response reads as a request with an empty method.
    if request.method().is_empty() && is_response(body)? {
        return serde_json::from_slice(body).map(Incoming::Response);
    }
    // Emacs sends `"params": null` with `shutdown` and `exit`; the library refuses what it does not expect.
    if request.params().is_none_or(|params| !params.is_null()) {
        return Ok(Incoming::Request(request));
    }
    let (method, id, _) = request.into_parts();
    let request = Request::build(method);
    Ok(Incoming::Request(id.into_iter().fold(request, |request, id| request.id(id)).finish()))
}

/// True of what has a field that only responses have.
fn is_response(body: &[u8]) -> serde_json::Result<bool> {
    #[derive(Deserialize)]
    struct Answers {
        #[serde(default, deserialize_with = "present")]
        result: bool,
        #[serde(default, deserialize_with = "present")]
        error: bool,
    }
    fn present<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
        IgnoredAny::deserialize(value).map(|IgnoredAny| true)
    }
    let Answers { result, error } = serde_json::from_slice(body)?;
    Ok(result || error)
}

/// Only its bytes wait for the client, not its tree, which takes many times as much.
async fn send(outbox: &mpsc::Sender<Vec<u8>>, body: serde_json::Result<Vec<u8>>) {
    match body {
        Ok(body) => drop(outbox.send(body).await),
        Err(error) => error!(%error, "a message could not be written"),
    }
}
