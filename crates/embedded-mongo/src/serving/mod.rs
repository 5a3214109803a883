//! The socket: who may connect, one task per connection, and how it all ends.

mod attach;
mod connection;
mod socket;
mod tenure;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bson::DateTime;
use tokio::{
    net::UnixListener,
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::MissedTickBehavior,
};

pub use attach::{Attached, attach};
pub use tenure::Tenure;

use crate::{
    commands::Host,
    engine::{Core, Engine},
};

/// A transaction whose client has gone keeps its documents no longer than its lifetime and this.
const FORGOTTEN_EVERY: Duration = Duration::from_secs(1);

/// A serving engine; dropping it ends it, [`Serving::stop`] also waits for the end.
pub struct Serving {
    core: Option<Arc<Core>>,
    socket: PathBuf,
    /// Dropping it tells every task to end after the command it is at.
    stop: Option<watch::Sender<()>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Serves MongoDB's wire protocol on a Unix socket (mode 0600), on the current tokio runtime. A socket that nobody
    /// listens on any more is removed first.
    ///
    /// A path of 100 bytes or more does not fit into a socket address everywhere: the socket is then made as
    /// `engine.sock` in a private folder under the system's temporary folder, named by a hash of the path.
    /// [`Serving::uri`] names the socket that is really used.
    ///
    /// # Errors: what the system says when the socket cannot be bound.
    pub async fn serve(self, socket: &Path) -> io::Result<Serving> {
        let socket = socket::usable(socket)?;
        let listener = socket::bind(&socket)?;
        let core = Arc::new(self.core);
        let (stop, stopped) = watch::channel(());
        let host = Host { address: socket::host_name(&socket), connection_id: 0 };
        let tasks = vec![
            tokio::spawn(accept(listener, Arc::clone(&core), host, stopped.clone())),
            tokio::spawn(sweep(Arc::clone(&core), stopped)),
        ];
        Ok(Serving { core: Some(core), socket, stop: Some(stop), tasks })
    }
}

impl Serving {
    /// The connection string for drivers.
    pub fn uri(&self) -> String {
        socket::uri(&self.socket)
    }

    /// Removes what has expired (TTL indexes, transactions, cursors) now instead of at the next round.
    pub async fn sweep_now(&self) {
        if let Some(core) = self.core.clone() {
            drop(tokio::task::spawn_blocking(move || core.sweep(DateTime::now())).await);
        }
    }

    /// Ends cleanly: running commands are finished, then the files are closed.
    pub async fn stop(mut self) {
        self.tell_to_stop();
        for task in std::mem::take(&mut self.tasks) {
            drop(task.await);
        }
        if let Some(core) = self.core.take() {
            // The last owner waits for the committer thread.
            drop(tokio::task::spawn_blocking(move || drop(core)).await);
        }
    }
}

impl Serving {
    /// Connections end after the command they are at; commands that wait for an open transaction go on.
    fn tell_to_stop(&mut self) {
        self.stop = None;
        if let Some(core) = &self.core {
            core.sessions.end_all();
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.tell_to_stop();
        // Only our own socket: after a clean stop another engine may have bound the same path.
        if self.core.is_some() || !self.tasks.is_empty() {
            drop(std::fs::remove_file(&self.socket));
        }
    }
}

async fn accept(listener: UnixListener, core: Arc<Core>, host: Host, mut stopped: watch::Receiver<()>) {
    let mut connections = JoinSet::new();
    let mut connection_id = 0;
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connection_id += 1;
                    let host = Host { connection_id, ..host.clone() };
                    connections.spawn(connection::serve(stream, Arc::clone(&core), host, stopped.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::task::yield_now().await;
                }
            },
        }
    }
    // The path is free for the next engine before the last command ends.
    if let Ok(path) = listener.local_addr().map(|address| address.as_pathname().map(Path::to_owned)) {
        drop(path.map(std::fs::remove_file));
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn sweep(core: Arc<Core>, mut stopped: watch::Receiver<()>) {
    let mut rounds = tokio::time::interval(core.sweep_interval());
    let mut forgotten = tokio::time::interval(FORGOTTEN_EVERY);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    forgotten.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            _ = forgotten.tick() => {
                let core = Arc::clone(&core);
                drop(tokio::task::spawn_blocking(move || core.sweep_forgotten()).await);
            }
            _ = rounds.tick() => {
                let core = Arc::clone(&core);
                drop(tokio::task::spawn_blocking(move || core.sweep(DateTime::now())).await);
            }
        }
    }
}
