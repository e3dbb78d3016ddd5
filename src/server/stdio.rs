//! Standard input and output as the runtime's own streams, where the platform can wait for them: a thread that waits in a
//! blocking read or write would have to wake another for every message.
//!
//! Editors hand over pipes or sockets; anything else (a terminal, a file) is read and written by tokio's helper threads.

use tokio::io::{AsyncRead, AsyncWrite};

pub(super) fn input() -> Box<dyn AsyncRead + Unpin + Send> {
    #[cfg(unix)]
    if let Some(input) = unix::input() {
        return input;
    }
    Box::new(tokio::io::stdin())
}

pub(super) fn output() -> Box<dyn AsyncWrite + Unpin + Send> {
    #[cfg(unix)]
    if let Some(output) = unix::output() {
        return output;
    }
    Box::new(tokio::io::stdout())
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::File,
        io,
        os::{
            fd::{AsFd, OwnedFd},
            unix::{fs::FileTypeExt, net},
        },
    };

    use tokio::{
        io::{AsyncRead, AsyncWrite},
        net::{UnixStream, unix::pipe},
    };

    pub fn input() -> Option<Box<dyn AsyncRead + Unpin + Send>> {
        let file = duplicate(io::stdin()).ok()?;
        if is_socket(&file) {
            return Some(Box::new(socket(file).ok()?));
        }
        Some(Box::new(pipe::Receiver::from_file(file).ok()?))
    }

    pub fn output() -> Option<Box<dyn AsyncWrite + Unpin + Send>> {
        let file = duplicate(io::stdout()).ok()?;
        if is_socket(&file) {
            return Some(Box::new(socket(file).ok()?));
        }
        Some(Box::new(pipe::Sender::from_file(file).ok()?))
    }

    fn duplicate(stream: impl AsFd) -> io::Result<File> {
        stream.as_fd().try_clone_to_owned().map(File::from)
    }

    fn is_socket(file: &File) -> bool {
        file.metadata().is_ok_and(|metadata| metadata.file_type().is_socket())
    }

    fn socket(file: File) -> io::Result<UnixStream> {
        let stream = net::UnixStream::from(OwnedFd::from(file));
        stream.set_nonblocking(true)?;
        UnixStream::from_std(stream)
    }
}
