//! Who runs the engine of a data folder for as long as somebody here needs it. A process that found another one's engine
//! waits for that process to be gone, and then runs it: under the same address, so that drivers find it by themselves.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{io::AsyncReadExt, net::UnixStream, sync::watch, task::JoinHandle, time::sleep};

use super::{
    Serving,
    attach::{LOOK_AGAIN, open, says_hello},
};
use crate::engine::OpenError;

/// What is wrong with a folder may be put right by somebody.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// An engine that runs here, now or from when another process is gone. Dropping it ends that; [`Tenure::stop`] also waits
/// for the end.
pub struct Tenure(Way);

enum Way {
    Here(Serving),
    /// Dropping the first tells the second that nobody needs the engine any more.
    Later(watch::Sender<()>, JoinHandle<Option<Serving>>),
}

/// The data folder, its socket's path, and the path that stands for that.
pub(super) struct Home {
    pub(super) folder: PathBuf,
    pub(super) path: PathBuf,
    pub(super) socket: PathBuf,
}

impl From<Serving> for Tenure {
    fn from(serving: Serving) -> Self {
        Self(Way::Here(serving))
    }
}

impl Tenure {
    pub(super) fn later(home: Home) -> Self {
        let (needed, until) = watch::channel(());
        Self(Way::Later(needed, tokio::spawn(inherit(home, until))))
    }

    /// The connection string for drivers; none while another process is to be gone first.
    pub fn uri(&self) -> Option<String> {
        match &self.0 {
            Way::Here(serving) => Some(serving.uri()),
            Way::Later(..) => None,
        }
    }

    /// Ends cleanly, wherever it has come to.
    pub async fn stop(self) {
        let serving = match self.0 {
            Way::Here(serving) => Some(serving),
            Way::Later(needed, heir) => {
                drop(needed);
                heir.await.ok().flatten()
            }
        };
        if let Some(serving) = serving {
            serving.stop().await;
        }
    }
}

/// The engine, once nobody else runs it; none when it is not needed any more.
async fn inherit(home: Home, mut until: watch::Receiver<()>) -> Option<Serving> {
    loop {
        tokio::select! {
            _ = until.changed() => return None,
            () = gone(&home.socket) => {}
        }
        match taken_over(&home).await {
            Ok(serving) => return Some(serving),
            Err(OpenError::InUse(_)) => wait(LOOK_AGAIN, &mut until).await?,
            Err(error) => {
                tracing::error!(%error, "the engine of a process that is gone could not be taken over");
                wait(TRY_AGAIN, &mut until).await?;
            }
        }
    }
}

async fn taken_over(home: &Home) -> Result<Serving, OpenError> {
    if says_hello(&home.socket).await {
        return Err(OpenError::InUse(home.folder.clone()));
    }
    let serving = serve(&home.folder, &home.path).await?;
    tracing::warn!("the process that ran the engine is gone; it runs here now");
    Ok(serving)
}

pub(super) async fn serve(folder: &Path, path: &Path) -> Result<Serving, OpenError> {
    let engine = open(folder).await?;
    engine.serve(path).await.map_err(|source| OpenError::Folder { folder: folder.to_owned(), source })
}

async fn wait(long: Duration, until: &mut watch::Receiver<()>) -> Option<()> {
    tokio::select! {
        _ = until.changed() => None,
        () = sleep(long) => Some(()),
    }
}

/// A connection on which nothing is asked ends with the process at its other end.
async fn gone(socket: &Path) {
    let listened: io::Result<()> = async {
        let mut line = UnixStream::connect(socket).await?;
        line.read_u8().await.map(drop)
    }
    .await;
    drop(listened);
}
