//! The line to a tab, which the tab and its room share. Nobody is woken for a word: while the tab wants nothing of its line,
//! the room writes there itself. While the tab has something to say, or to ask the database for, the line is the tab's alone,
//! and what the room tells waits. What a word means is not decided here.

mod held;

pub(super) use held::Due;

use super::{batch::Batch, keeper::Seat};
use app::t::Locale;
use axum::{
    Error,
    extract::ws::{Message, WebSocket},
};
use held::Held;
use std::{
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::sync::Notify;

/// The line to a tab.
pub(super) struct Line {
    /// Whoever sits there.
    pub(super) seat: Seat,
    pub(super) l: Locale,
    held: Mutex<Held>,
    /// The tab must look what is due.
    called: Notify,
}

impl Line {
    /// Of a tab that knows everything up to this number. It is the tab's until the tab lets go.
    pub(super) fn new(seat: Seat, l: Locale, told: u64) -> Self {
        Self { seat, l, held: Mutex::new(Held::new(told)), called: Notify::new() }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().expect("nobody panics with this in hand")
    }

    /// The room tells this: now, or when the tab is done. Never waits.
    pub(super) fn tell(&self, batch: &Arc<Batch>) {
        // Whoever must go hears no more.
        if self.seat.why().is_none() && self.held().tell(batch, self.l) {
            self.called.notify_one();
        }
    }

    /// The tab begins.
    pub(super) fn open(&self, socket: WebSocket) {
        self.held().open(socket);
    }

    /// The tab ends: nobody else writes any more.
    pub(super) fn close(&self) -> Option<WebSocket> {
        self.held().close()
    }

    /// The last number that was told.
    pub(super) fn told(&self) -> u64 {
        self.held().told()
    }

    /// What the tab must do now. With nothing to do it has let go of the line.
    pub(super) fn due(&self) -> Option<Due> {
        self.held().due()
    }

    /// Waits until something may be due.
    pub(super) async fn called(&self) {
        self.called.notified().await;
    }

    /// Waits for what the tab says.
    pub(super) async fn read(&self) -> Option<Result<Message, Error>> {
        poll_fn(|cx| self.held().poll_read(cx)).await
    }

    /// Takes the line for the tab and writes until all has gone out. With these words, everything up to that number is told.
    pub(super) async fn write(&self, mut words: Option<Message>, told: Option<u64>) -> Result<(), Error> {
        self.held().take();
        poll_fn(|cx| self.held().poll_write(cx, &mut words, told)).await
    }
}
