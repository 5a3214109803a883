//! When to stop: Ctrl-C, or the signal a service manager sends.

use std::time::Duration;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Turns true when the process should end. Cheap to clone.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Starts to listen for SIGTERM and SIGINT.
    ///
    /// # Errors
    /// When the system refuses to tell us about signals.
    pub fn on_signal() -> std::io::Result<Self> {
        let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let (say, hear) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
            // Nobody listening any more is as good as stopped.
            let _ = say.send(true);
        });
        Ok(Self(hear))
    }

    /// Waits until it is time.
    pub async fn requested(&self) {
        let mut hear = self.0.clone();
        // The sender lives until it has spoken; an error means that it is gone, which is a stop too.
        let _ = hear.wait_for(|stop| *stop).await;
    }

    /// Waits for that long; true when it is time to stop.
    pub async fn within(&self, wait: Duration) -> bool {
        tokio::select! {
            () = self.requested() => true,
            () = tokio::time::sleep(wait) => false,
        }
    }
}
