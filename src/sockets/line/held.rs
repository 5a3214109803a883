//! What a tab and its room have in hand of their line, one of them at a time: the socket, and who may write there.

use crate::sockets::batch::{Batch, Part};
use app::t::Locale;
use axum::{
    Error,
    extract::ws::{Message, Utf8Bytes, WebSocket},
};
use futures::{SinkExt, StreamExt, task::noop_waker_ref};
use std::{
    collections::VecDeque,
    io::ErrorKind,
    sync::Arc,
    task::{Context, Poll, ready},
};

/// A tab that is behind by more asks the database for what it missed.
const BEHIND: usize = 64;

/// Nobody waits with it in hand.
pub(super) struct Held {
    /// None before the tab has begun, and once it ends.
    socket: Option<WebSocket>,
    /// The last number it was told.
    told: u64,
    /// The line is the tab's; nobody else writes until it lets go.
    is_taken: bool,
    flow: Flow,
    /// More was told than waits.
    is_behind: bool,
    waiting: VecDeque<Arc<Batch>>,
}

/// How the room's last word went out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Whole,
    /// Some of it has not gone out yet: the reader is slow.
    InPart,
    /// It could not be written.
    Broken,
}

/// What a tab must do on its line.
pub(in crate::sockets) enum Due {
    /// There is no line any more.
    End,
    /// What is written goes out.
    Flush,
    /// It asks the database.
    Missed,
    /// It passes this on.
    Pass(Arc<Batch>),
}

impl Held {
    pub(super) const fn new(told: u64) -> Self {
        Self { socket: None, told, is_taken: true, flow: Flow::Whole, is_behind: false, waiting: VecDeque::new() }
    }

    pub(super) fn open(&mut self, socket: WebSocket) {
        self.socket = Some(socket);
    }

    pub(super) fn close(&mut self) -> Option<WebSocket> {
        self.take();
        self.socket.take()
    }

    pub(super) const fn told(&self) -> u64 {
        self.told
    }

    /// For the tab.
    pub(super) const fn take(&mut self) {
        self.is_taken = true;
    }

    /// Writes it, or lets it wait; true when the tab must be called. One that has the line looks before it lets go.
    pub(super) fn tell(&mut self, batch: &Arc<Batch>, l: Locale) -> bool {
        let is_free = !self.is_taken && self.flow == Flow::Whole && !self.is_behind && self.waiting.is_empty();
        // Who still takes part is for the tab to find out.
        if is_free && !batch.is_regrouped {
            match batch.after(self.told, l) {
                Part::Words(words, told) => return self.say(words, told, batch),
                Part::Nothing => return false,
                Part::Missed => {}
            }
        }
        self.wait(batch);
        !self.is_taken
    }

    /// Writes what this batch says, as the room; true when the tab must look after it.
    fn say(&mut self, words: Utf8Bytes, told: u64, batch: &Arc<Batch>) -> bool {
        let mut words = Some(Message::Text(words));
        // The tab is called by hand.
        self.flow = match self.poll_write(&mut Context::from_waker(noop_waker_ref()), &mut words, Some(told)) {
            Poll::Ready(Ok(())) => Flow::Whole,
            Poll::Ready(Err(_)) => Flow::Broken,
            Poll::Pending => Flow::InPart,
        };
        if words.is_some() {
            // None of it was taken.
            self.wait(batch);
        }
        self.flow != Flow::Whole
    }

    fn wait(&mut self, batch: &Arc<Batch>) {
        if self.is_behind {
            return;
        }
        if self.waiting.len() < BEHIND {
            self.waiting.push_back(batch.clone());
        } else {
            self.is_behind = true;
            self.waiting = VecDeque::new();
        }
    }

    /// What the tab must do; with nothing to do it lets go.
    pub(super) fn due(&mut self) -> Option<Due> {
        let due = match self.flow {
            Flow::Broken => Some(Due::End),
            Flow::InPart => Some(Due::Flush),
            Flow::Whole if std::mem::take(&mut self.is_behind) => Some(Due::Missed),
            Flow::Whole => self.waiting.pop_front().map(Due::Pass),
        };
        self.is_taken = due.is_some();
        due
    }

    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        match &mut self.socket {
            Some(socket) => socket.poll_next_unpin(cx),
            None => Poll::Ready(None),
        }
    }

    pub(super) fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        words: &mut Option<Message>,
        told: Option<u64>,
    ) -> Poll<Result<(), Error>> {
        let Some(socket) = &mut self.socket else {
            return Poll::Ready(Err(Error::new(std::io::Error::from(ErrorKind::NotConnected))));
        };
        if words.is_some() {
            ready!(socket.poll_ready_unpin(cx))?;
        }
        if let Some(words) = words.take() {
            socket.start_send_unpin(words)?;
            self.told = told.unwrap_or(self.told);
        }
        ready!(socket.poll_flush_unpin(cx))?;
        self.flow = Flow::Whole;
        Poll::Ready(Ok(()))
    }
}
