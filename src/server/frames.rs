//! Frames of the base protocol: `Content-Length: n`, a blank line, n bytes.
//!
//! Wrong headers and lengths cost the message they belong to and an error reply, not the connection.

use std::io::{self, IoSlice};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// Longest message taken, in bytes: twice the longest document, for the escapes of JSON.
pub(super) const MAX_MESSAGE_BYTES: usize = 512 << 20;
/// Longest header line, in bytes; what is longer is skipped as garbage.
const MAX_HEADER_BYTES: u64 = 8 << 10;

/// What the input held instead of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Bytes that are no header, or a header without a usable length.
    Header,
    /// A length over [`MAX_MESSAGE_BYTES`]; its bytes were skipped.
    TooLong,
}

/// The header that tells the length of a message, in any case.
const LENGTH: &[u8] = b"content-length:";

pub(super) struct Frames<R> {
    input: BufReader<R>,
    /// The header line that was read last, with its break.
    line: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(64 << 10, input), line: Vec::new() }
    }

    /// The body of the next message; `None` at the end of input.
    ///
    /// # Errors
    /// Only those of the input itself.
    pub async fn next(&mut self) -> io::Result<Option<Result<Vec<u8>, Broken>>> {
        let mut length = None;
        let mut garbage = false;
        loop {
            self.line.clear();
            (&mut self.input).take(MAX_HEADER_BYTES).read_until(b'\n', &mut self.line).await?;
            if self.line.is_empty() {
                return Ok(None);
            }
            if self.line.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                match length {
                    Some(length) => return self.body(length).await,
                    // A blank line between messages is harmless.
                    None if !garbage => continue,
                    None => return Ok(Some(Err(Broken::Header))),
                }
            }
            // After a message whose length was too short, its rest stands before the next header on the same line.
            match self.line.windows(LENGTH.len()).rposition(|bytes| bytes.eq_ignore_ascii_case(LENGTH)) {
                Some(at) => length = number(&self.line[at + LENGTH.len()..]).or(length),
                None => garbage |= !self.line.contains(&b':'),
            }
            garbage |= length.is_none();
        }
    }

    async fn body(&mut self, length: usize) -> io::Result<Option<Result<Vec<u8>, Broken>>> {
        let mut rest = (&mut self.input).take(length as u64);
        if length > MAX_MESSAGE_BYTES {
            tokio::io::copy(&mut rest, &mut tokio::io::sink()).await?;
            return Ok(Some(Err(Broken::TooLong)));
        }
        // Grows with what really comes, not with what the header promises.
        let mut body = Vec::with_capacity(length.min(1 << 20));
        rest.read_to_end(&mut body).await?;
        Ok((body.len() == length).then_some(Ok(body)))
    }
}

fn number(bytes: &[u8]) -> Option<usize> {
    str::from_utf8(bytes).ok()?.trim().parse().ok()
}

/// Writes one message.
pub(super) async fn write(output: &mut (impl AsyncWrite + Unpin), body: &[u8]) -> io::Result<()> {
    let head = format!("Content-Length: {}\r\n\r\n", body.len());
    // Together, and without a copy.
    let written = output.write_vectored(&[IoSlice::new(head.as_bytes()), IoSlice::new(body)]).await?;
    output.write_all(head.as_bytes().get(written..).unwrap_or_default()).await?;
    output.write_all(body.get(written.saturating_sub(head.len())..).unwrap_or_default()).await?;
    output.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(mut input: &[u8]) -> Vec<Result<String, Broken>> {
        let mut frames = Frames::new(&mut input);
        let mut all = Vec::new();
        while let Some(frame) = frames.next().await.unwrap() {
            all.push(frame.map(|body| String::from_utf8(body).unwrap()));
        }
        all
    }

    #[tokio::test]
    async fn messages_and_their_odd_headers() {
        let input =
            b"Content-Length: 2\r\n\r\n{}content-length:3\nContent-Type: x\n\n[1]\r\n\r\nContent-Length: 1\r\n\r\n7";
        assert_eq!(read(input).await, [Ok("{}".into()), Ok("[1]".into()), Ok("7".into())]);
    }

    #[tokio::test]
    async fn broken_headers_cost_one_message() {
        assert_eq!(read(b"nonsense\r\n\r\nContent-Length: 2\r\n\r\n{}").await, [Err(Broken::Header), Ok("{}".into())]);
        assert_eq!(
            read(b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}").await,
            [Err(Broken::Header), Ok("{}".into())]
        );
        // One byte short: the rest runs into the next header.
        assert_eq!(
            read(b"Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n{}").await,
            [Ok("{".into()), Ok("{}".into())]
        );
        // A message that ends early is the end.
        assert_eq!(read(b"Content-Length: 9\r\n\r\n{}").await, []);
    }

    #[tokio::test]
    async fn a_header_without_end_is_skipped_in_pieces() {
        let mut input = vec![b'x'; 100_000];
        input.extend_from_slice(b"\r\n\r\nContent-Length: 2\r\n\r\n{}");
        assert_eq!(read(&input).await, [Err(Broken::Header), Ok("{}".into())]);
    }
}
