//! One socket: hears what its tab says, and writes what its room could not write on the line itself, one thing after the
//! other. A tab that is behind asks the database, and one that does not read is cut.

use super::{
    Sockets,
    batch::{Batch, Part},
    keeper::Why,
    line::{Due, Line},
    room::Room,
};
use app::api::chat::wire::{NOT_ANY_MORE, RESTART, TOO_SLOW, Tell, lines};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use domain::{
    chat::{Asker, Chat},
    event::Trace,
};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

/// Whoever takes nothing for so long does not read.
const PATIENCE: Duration = Duration::from_secs(10);
/// Proxies cut a silent connection after a minute or so, and a tab that is gone is found out by this.
const PING: Duration = Duration::from_secs(25);
/// A tab that was told to go may say that it goes.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why a socket ends.
pub(super) enum End {
    /// The tab is gone.
    Gone,
    /// It does not read.
    Slow,
    /// Nothing can be read from the database.
    Broken,
    Told(Why),
}

/// A tab at its socket.
pub(super) struct Tab {
    pub(super) sockets: Sockets,
    pub(super) room: Arc<Room>,
    pub(super) line: Arc<Line>,
    pub(super) me: Asker,
    pub(super) trace: Trace,
    pub(super) typed_at: Option<Instant>,
    /// The version of the conversation that let it in.
    known: u64,
}

impl Tab {
    pub(super) fn new(sockets: Sockets, chat: Chat, line: Line, me: Asker, trace: Trace) -> Self {
        let (line, known) = (Arc::new(line), chat.version);
        let room = sockets.0.rooms.enter(&sockets.0.desk, chat, line.clone());
        Self { sockets, room, line, me, trace, typed_at: None, known }
    }

    /// Until one of the two goes.
    pub(super) async fn keep(mut self, socket: WebSocket) {
        self.line.open(socket);
        let Err(end) = self.live().await;
        let Some(mut socket) = self.line.close() else { return };
        let go_on = format!("after={}", self.line.told());
        let (code, reason) = match end {
            End::Gone => return,
            End::Slow => (TOO_SLOW, go_on),
            End::Broken => (1011, go_on),
            End::Told(Why::Restart) => (RESTART, go_on),
            End::Told(Why::NotAnyMore) => (NOT_ANY_MORE, String::new()),
        };
        let farewell = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
        // Whoever does not hear it finds the line cut.
        let _ = timeout(FAREWELL, async {
            if socket.send(farewell).await.is_ok() {
                while let Some(Ok(_)) = socket.recv().await {}
            }
        })
        .await;
    }

    async fn live(&mut self) -> Result<Infallible, End> {
        Box::pin(self.greet()).await?;
        let mut ping = interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            self.settle().await?;
            tokio::select! {
                why = self.line.seat.ended() => return Err(End::Told(why)),
                () = self.line.called() => {}
                frame = self.line.read() => match frame {
                    Some(Ok(Message::Text(text))) => Box::pin(self.hear(&text)).await?,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    // Nobody of ours sends bytes.
                    Some(Ok(Message::Close(_) | Message::Binary(_)) | Err(_)) | None => return Err(End::Gone),
                },
                _ = ping.tick() => self.write(Some(Message::Ping(Default::default())), None).await?,
            }
        }
    }

    /// Whose socket it is, how far everybody is, and what the tab does not know yet.
    async fn greet(&self) -> Result<(), End> {
        let floor = &self.room.floor;
        // The room may have heard more than the door had.
        if floor.chat().version >= self.known {
            self.only_members()?;
        }
        let me = Tell::Open { me: self.me.id.to_string() };
        self.tell([me].into_iter().chain(floor.marks())).await?;
        if floor.last() == self.line.told() { Ok(()) } else { self.catch_up().await }
    }

    /// Does what is due, and lets go of the line.
    async fn settle(&self) -> Result<(), End> {
        while let Some(due) = self.line.due() {
            match due {
                Due::End => return Err(End::Gone),
                Due::Flush => self.write(None, None).await?,
                Due::Missed => Box::pin(self.make_up()).await?,
                Due::Pass(batch) => self.pass_on(&batch).await?,
            }
        }
        Ok(())
    }

    /// Of what was told meanwhile nothing is known here.
    async fn make_up(&self) -> Result<(), End> {
        self.only_members()?;
        let marks = self.room.floor.marks();
        if !marks.is_empty() {
            self.tell(marks).await?;
        }
        self.catch_up().await
    }

    async fn pass_on(&self, batch: &Batch) -> Result<(), End> {
        if batch.is_regrouped {
            self.only_members()?;
        }
        let (words, told) = match batch.after(self.line.told(), self.line.l) {
            Part::Words(words, told) => (words, Some(told)),
            Part::Nothing => return Ok(()),
            Part::Missed => {
                Box::pin(self.catch_up()).await?;
                match batch.rest() {
                    Some(rest) => (rest, None),
                    None => return Ok(()),
                }
            }
        };
        self.write(Some(Message::Text(words)), told).await
    }

    /// Whoever was taken out goes.
    fn only_members(&self) -> Result<(), End> {
        self.room.floor.chat().only_members(self.me).map_err(|_| End::Told(Why::NotAnyMore))
    }

    pub(super) async fn tell(&self, words: impl IntoIterator<Item = Tell>) -> Result<(), End> {
        self.write(Some(Message::Text(lines(words).into())), None).await
    }

    /// As [`Line::write`], for a reader who reads.
    pub(super) async fn write(&self, words: Option<Message>, told: Option<u64>) -> Result<(), End> {
        tokio::select! {
            biased;
            written = timeout(PATIENCE, self.line.write(words, told)) => match written {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) => Err(End::Gone),
                Err(_) => Err(End::Slow),
            },
            why = self.line.seat.ended() => Err(End::Told(why)),
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.sockets.0.rooms.leave(&self.room, &self.line);
        drop(self.line.close());
    }
}
