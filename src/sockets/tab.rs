//! One socket: passes on what its room tells and hears what its tab says, one thing after the other. Nothing waits in it:
//! a tab that is behind asks the database, and one that does not read is cut.

use super::{
    Sockets,
    batch::Batch,
    keeper::{Seat, Why},
    room::{Ear, Room},
};
use app::{
    api::chat::wire::{NOT_ANY_MORE, RESTART, TOO_SLOW, Tell, lines},
    t::Locale,
};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use domain::{
    chat::{Asker, Chat},
    event::Trace,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

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
    /// Gone once the tab leaves.
    ear: Option<Ear>,
    seat: Seat,
    pub(super) me: Asker,
    pub(super) l: Locale,
    pub(super) trace: Trace,
    /// The last number it was told.
    pub(super) told: u64,
    pub(super) typed_at: Option<Instant>,
}

impl Tab {
    pub(super) fn new(sockets: Sockets, chat: Chat, seat: Seat, me: Asker, l: Locale, trace: Trace, told: u64) -> Self {
        let (room, ear) = sockets.0.rooms.enter(&sockets.0.desk, chat);
        room.floor.reads(l, true);
        Self { sockets, room, ear: Some(ear), seat, me, l, trace, told, typed_at: None }
    }

    /// Until one of the two goes.
    pub(super) async fn keep(mut self, mut socket: WebSocket) {
        let end = match self.live(&mut socket).await {
            Err(end) => end,
            Ok(()) => End::Gone,
        };
        let go_on = format!("after={}", self.told);
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

    async fn live(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        Box::pin(self.greet(socket)).await?;
        let mut ping = interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                why = self.seat.ended() => return Err(End::Told(why)),
                batch = next(&mut self.ear) => match batch {
                    Ok(batch) => self.pass_on(socket, &batch).await?,
                    Err(RecvError::Lagged(_)) => Box::pin(self.catch_up(socket)).await?,
                    Err(RecvError::Closed) => return Ok(()),
                },
                frame = socket.recv() => match frame {
                    Some(Ok(Message::Text(text))) => Box::pin(self.hear(socket, &text)).await?,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    // Nobody of ours sends bytes.
                    Some(Ok(Message::Close(_) | Message::Binary(_)) | Err(_)) | None => return Ok(()),
                },
                _ = ping.tick() => self.write(socket, Message::Ping(Default::default())).await?,
            }
        }
    }

    /// Whose socket it is, how far everybody is, and what the tab does not know yet.
    async fn greet(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let me = Tell::Open { me: self.me.id.to_string() };
        let words = lines([me].into_iter().chain(self.room.floor.marks()));
        self.write(socket, Message::Text(words.into())).await?;
        if self.room.floor.last() == self.told { Ok(()) } else { self.catch_up(socket).await }
    }

    async fn pass_on(&mut self, socket: &mut WebSocket, batch: &Batch) -> Result<(), End> {
        if batch.is_regrouped && self.room.floor.chat().only_members(self.me).is_err() {
            return Err(End::Told(Why::NotAnyMore));
        }
        let next = self.told + 1;
        let words = match (batch.span, batch.whole(self.l)) {
            (Some((first, last)), Some(words)) if first == next => {
                self.told = last;
                Some(words)
            }
            // All of it is known here.
            (Some((_, last)), _) if last < next => batch.rest(),
            (Some(_), _) => {
                Box::pin(self.catch_up(socket)).await?;
                batch.rest()
            }
            (None, _) => batch.rest(),
        };
        match words {
            Some(words) => self.write(socket, Message::Text(words)).await,
            None => Ok(()),
        }
    }

    pub(super) async fn write(&self, socket: &mut WebSocket, message: Message) -> Result<(), End> {
        tokio::select! {
            biased;
            written = timeout(PATIENCE, socket.send(message)) => match written {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) => Err(End::Gone),
                Err(_) => Err(End::Slow),
            },
            why = self.seat.ended() => Err(End::Told(why)),
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.room.floor.reads(self.l, false);
        self.ear = None;
        self.sockets.0.rooms.leave(&self.room);
    }
}

async fn next(ear: &mut Option<Ear>) -> Result<Arc<Batch>, RecvError> {
    match ear {
        Some(ear) => ear.recv().await,
        None => Err(RecvError::Closed),
    }
}
