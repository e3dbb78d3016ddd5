//! Sessions for bug reports: what a client sent, byte by byte, and what a fresh server answers to it.
//!
//! A recording is one line of warning, then the input as it came, so that broken frames are replayed as well.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tracing::warn;

use super::{frames::Frames, serve, typing::PAUSE};
use crate::files::own::Folders;

/// How the first line of a recording begins.
const MARK: &str = "chuchu-recording 1";
const WARNING: &str = "This file holds the text of every document that was open: read it before you send it to anyone. \
                       本文件含有当时打开的全部文稿，发送前请先检查。";
/// Silence after the last answer, for diagnostics that come unasked; those of a sentence being typed wait for a pause.
const QUIET: Duration = PAUSE.saturating_add(Duration::from_millis(500));
/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// An input that is written down as it is read.
pub(super) struct Recorded<R> {
    input: R,
    file: Option<File>,
}

impl<R> Recorded<R> {
    /// Writes the warning and then, as it comes, the input.
    ///
    /// # Errors
    /// Those of the file.
    pub fn new(input: R, mut file: Option<File>) -> io::Result<Self> {
        if let Some(file) = &mut file {
            writeln!(file, "{MARK} {}: {WARNING}", env!("CARGO_PKG_VERSION"))?;
        }
        Ok(Self { input, file })
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Recorded<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.input).poll_read(cx, buffer);
        let new = buffer.filled().get(before..).unwrap_or_default();
        if let Some(file) = &mut self.file
            && let Err(error) = file.write_all(new)
        {
            warn!(%error, "the recording ends here");
            self.file = None;
        }
        polled
    }
}

/// Runs a recorded session against a fresh server, as fast as it goes, and hands every message of the server to `print`.
/// The number of requests that got an answer, and of those that should.
///
/// # Errors
/// The bytes are no recording.
pub async fn replay(recording: &[u8], mut print: impl FnMut(&Value)) -> Result<(usize, usize), String> {
    let line = recording.iter().position(|&byte| byte == b'\n').filter(|_| recording.starts_with(MARK.as_bytes()));
    let Some(input) = line.and_then(|line| recording.get(line + 1..)) else {
        return Err(format!("no recording: the first line should begin with {MARK:?}"));
    };
    let mut asked = requests(input).await;
    let all = asked.len();
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let (their_input, their_output) = tokio::io::split(theirs);
    let (output, mut our_input) = tokio::io::split(ours);
    let server = tokio::spawn(serve(their_input, their_output, |_| {}, Folders::default()));
    let input = without_exit(input).await.to_vec();
    let writer = tokio::spawn(async move {
        let _ = our_input.write_all(&input).await;
        our_input
    });
    let mut frames = Frames::new(output);
    loop {
        let patience = if asked.is_empty() { QUIET } else { PATIENCE };
        let Ok(Ok(Some(Ok(body)))) = tokio::time::timeout(patience, frames.next()).await else { break };
        let Ok(message) = serde_json::from_slice::<Value>(&body) else { continue };
        if message.get("method").is_none() {
            asked.remove(&message["id"].to_string());
        }
        print(&message);
    }
    writer.abort();
    server.abort();
    Ok((all - asked.len(), all))
}

/// The input up to `exit`, at which the server would drop what it has not answered yet.
async fn without_exit(input: &[u8]) -> &[u8] {
    let last = |text: &[u8], word: &[u8]| text.windows(word.len()).rposition(|part| part.eq_ignore_ascii_case(word));
    let header = last(input, b"\"exit\"").and_then(|exit| last(&input[..exit], b"content-length"));
    let Some((before, rest)) = header.and_then(|header| input.split_at_checked(header)) else { return input };
    let Ok(Some(Ok(body))) = Frames::new(rest).next().await else { return input };
    let message: Value = serde_json::from_slice(&body).unwrap_or_default();
    if message["method"] == "exit" { before } else { input }
}

/// The ids of all requests, as JSON.
async fn requests(input: &[u8]) -> HashSet<String> {
    let mut frames = Frames::new(input);
    let mut ids = HashSet::new();
    while let Ok(Some(frame)) = frames.next().await {
        let message = frame.ok().and_then(|body| serde_json::from_slice::<Value>(&body).ok()).unwrap_or_default();
        if message["method"] == "exit" {
            break;
        }
        if let (Some(id), true) = (message.get("id"), message["method"].is_string()) {
            ids.insert(id.to_string());
        }
    }
    ids
}
