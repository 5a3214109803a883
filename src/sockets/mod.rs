//! `GET /socket/{id}`: a conversation while it is looked at. What goes over it stands in `app::api::chat::wire`; what it
//! means is decided by the deeds, as for a form. For whoever takes no part in the conversation there is nothing here.
//!
//! A [`room::Room`] per conversation that is open hears what is said, writes it down once for everybody and tells it on every
//! [`line::Line`]; a [`tab::Tab`] per socket hears its person and asks for what was missed; the [`keeper::Keeper`] ends the
//! sockets of sessions that have ended.

mod asked;
mod batch;
mod elsewhere;
mod host;
mod keeper;
mod line;
mod missed;
mod pen;
mod room;
mod rooms;
mod tab;
#[cfg(test)]
mod tests;

use crate::{page::House, stop::Stop};
use actions::Desk;
use app::{Viewer, t::Locale};
use axum::{
    Extension,
    extract::{Path, Query, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use domain::{ChatId, UserId, chat::Asker, event::Trace, identity::Role};
use keeper::{Guest, Keeper, Seat};
use line::Line;
use rooms::Rooms;
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use tab::Tab;
use tower_sessions::{Session, session::Id};

/// The longest frame of a tab: the longest message, every character of it escaped.
const LONGEST_FRAME: usize = 32 * 1024;
/// What a socket reads at once; it is kept for as long as the socket is open, used or not.
const READ_AT_ONCE: usize = 512;
/// What may wait in a socket for a reader.
const WRITE_AT_MOST: usize = 4 * 1024 * 1024;

/// All sockets of this process. Cheap to clone.
#[derive(Clone)]
pub struct Sockets(Arc<Inside>);

struct Inside {
    desk: Desk,
    rooms: Rooms,
    keeper: Keeper,
}

impl Sockets {
    /// None yet; until it is time to stop.
    pub fn new(desk: Desk, stop: Stop) -> Self {
        let inside = Inside { rooms: Rooms::default(), keeper: Keeper::default(), desk };
        let sockets = Self(Arc::new(inside));
        let (hearing, keeping, until) = (sockets.clone(), sockets.clone(), stop.clone());
        tokio::spawn(async move {
            tokio::select! { () = hearing.0.rooms.hear(&hearing.0.desk) => {}, () = until.requested() => {} }
        });
        tokio::spawn(async move { keeping.0.keeper.keep(&keeping.0.desk.store, &stop).await });
        sockets
    }

    /// A seat for whoever listens: it ends with the session, with their right to be here, and with the process. None when
    /// the process stops or this person has enough of them.
    pub(crate) fn seat(&self, person: UserId, helps: bool, session: &Id) -> Option<Seat> {
        self.0.keeper.seat(Guest { person, helps, session: store::SessionStore::name_of(session) })
    }

    /// Waits until everybody has been told to come back, but no longer than this.
    pub async fn closed(&self, most: Duration) {
        if tokio::time::timeout(most, self.0.keeper.empty()).await.is_err() {
            tracing::warn!("sockets were cut: they did not close in time");
        }
    }
}

/// Where a tab goes on.
#[derive(Deserialize)]
pub struct Place {
    #[serde(default)]
    after: u64,
}

/// Opens the socket of a tab.
#[allow(clippy::too_many_arguments, reason = "each is a part of the request")]
pub async fn open(
    State(house): State<House>,
    Extension(sockets): Extension<Sockets>,
    Extension(l): Extension<Locale>,
    Extension(trace): Extension<Trace>,
    viewer: Option<Extension<Viewer>>,
    session: Session,
    Path(id): Path<String>,
    Query(place): Query<Place>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let (Some(Extension(viewer)), Some(session), Ok(id)) = (viewer, session.id(), id.parse::<ChatId>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let me = Asker { id: viewer.id, helps: viewer.is(Role::Support) || viewer.is(Role::Admin) };
    let Ok(chat) = actions::chat::enter(&house.desk, me, id).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(upgrade) = upgrade else { return StatusCode::UPGRADE_REQUIRED.into_response() };
    let Some(seat) = sockets.seat(me.id, me.helps, &session) else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
    };
    let upgrade = upgrade
        .read_buffer_size(READ_AT_ONCE)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_AT_MOST)
        .max_message_size(LONGEST_FRAME)
        .max_frame_size(LONGEST_FRAME);
    let tab = Tab::new(sockets, chat, Line::new(seat, l, place.after), me, trace);
    upgrade.on_upgrade(move |socket| tab.keep(socket))
}
