//! Reaching the engine of a data folder, wherever it runs.

use std::{io, path::Path, time::Duration};

use bson::doc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    time::{Instant, sleep, timeout},
};

use super::{
    Serving, socket,
    tenure::{Home, Tenure, serve},
};
use crate::{
    engine::{Engine, OpenError, make_private_folder},
    wire::{HEADER_BYTES, Transport, encode},
};

/// An engine that does not answer hello in this time is not there.
const HELLO_TIMEOUT: Duration = Duration::from_secs(2);
/// Another process that has the file may still be on its way to its socket.
const STARTING_TIME: Duration = Duration::from_secs(10);
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A way to the engine of a data folder.
pub struct Attached {
    /// The connection string for drivers.
    pub uri: String,
    /// The engine, when it runs in this process; keep it as long as it is needed.
    pub serving: Option<Serving>,
    home: Home,
}

impl Attached {
    /// Runs the engine here from now on, or from when the process that runs it is gone.
    pub fn to_stay(self) -> Tenure {
        self.serving.map_or_else(|| Tenure::later(self.home), Tenure::from)
    }
}

/// Reaches the engine of a data folder: a running process's socket (`<folder>/engine.sock`) if it answers hello,
/// otherwise the engine is opened and served here.
///
/// # Errors: [`OpenError::InUse`] when another process has the file but serves no socket, otherwise what is wrong with
/// the folder or the file.
pub async fn attach(folder: &Path) -> Result<Attached, OpenError> {
    let unusable = |source| OpenError::Folder { folder: folder.to_owned(), source };
    make_private_folder(folder).map_err(unusable)?;
    let folder = folder.canonicalize().map_err(unusable)?;
    let path = folder.join("engine.sock");
    let socket = socket::usable(&path).map_err(unusable)?;
    let deadline = Instant::now() + STARTING_TIME;
    let serving = loop {
        if says_hello(&socket).await {
            break None;
        }
        match serve(&folder, &path).await {
            Ok(serving) => break Some(serving),
            Err(OpenError::InUse(_)) if Instant::now() < deadline => sleep(LOOK_AGAIN).await,
            Err(error) => return Err(error),
        }
    };
    Ok(Attached { uri: socket::uri(&socket), serving, home: Home { folder, path, socket } })
}

pub(super) async fn open(folder: &Path) -> Result<Engine, OpenError> {
    let owned = folder.to_owned();
    let opened = tokio::task::spawn_blocking(move || Engine::open(&owned)).await;
    opened.unwrap_or_else(|panic| Err(OpenError::Folder { folder: folder.to_owned(), source: io::Error::other(panic) }))
}

pub(super) async fn says_hello(socket: &Path) -> bool {
    timeout(HELLO_TIMEOUT, hello(socket)).await.is_ok_and(|answer| answer.is_ok())
}

async fn hello(socket: &Path) -> io::Result<()> {
    let mut stream = UnixStream::connect(socket).await?;
    let question = encode(Transport::Msg, 0, &doc! { "hello": 1, "$db": "admin" }).map_err(io::Error::other)?;
    stream.write_all(&question).await?;
    let mut header = [0; HEADER_BYTES];
    stream.read_exact(&mut header).await.map(drop)
}
