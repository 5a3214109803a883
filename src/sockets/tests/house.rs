//! Sockets in this process, on lines whose buffers hold next to nothing.

use super::client::Client;
use crate::sockets::{
    Inside, Sockets,
    batch::Batch,
    keeper::{Guest, Keeper, Seat},
    line::Line,
    rooms::Rooms,
    tab::Tab,
};
use app::{api::chat::wire::Tell, t::Locale};
use axum::{
    Router,
    extract::{WebSocketUpgrade, ws::WebSocket},
    routing::get,
};
use domain::{
    ChatId, UserId,
    chat::{Asker, Chat},
    event::Trace,
};
use std::sync::{Arc, Mutex};
use store::Commit;
use testkit::{Given, TestDesk};
use tokio::{net::TcpSocket, sync::oneshot};
use tokio_tungstenite::client_async;

/// What a kernel keeps for a reader, in bytes; it takes a little more.
const LITTLE: u32 = 4 * 1024;

/// A conversation, and the room of it.
pub(super) struct House {
    pub(super) desk: TestDesk,
    pub(super) people: Vec<Asker>,
    sockets: Sockets,
    id: ChatId,
}

impl House {
    /// Of two.
    pub(super) async fn open() -> Self {
        let desk = testkit::desk().await;
        let (buyer, seller) = (Given::person(&desk, "Bita").await, Given::seller(&desk, "Ali").await);
        let request = Given::request(&desk, buyer).await;
        Given::offer(&desk, seller, request).await;
        Self::around(desk, vec![buyer, seller], Chat::direct_id(request, seller))
    }

    /// Of ten, which are more than everything is told about.
    pub(super) async fn of_many() -> Self {
        let desk = testkit::desk().await;
        let mut people = Vec::new();
        for name in ["Ada", "Bahar", "Cyrus", "Dara", "Elham", "Farid", "Giti", "Hamed", "Iman", "Jale"] {
            people.push(Given::person(&desk, name).await);
        }
        let mut chat = Chat::support(people[0], desk.now());
        chat.participants.clone_from(&people);
        desk.commit(Commit::new().ensure_chat(&chat)).await.unwrap();
        Self::around(desk, people, chat.id)
    }

    fn around(desk: TestDesk, people: Vec<UserId>, id: ChatId) -> Self {
        let inside = Inside { desk: desk.desk.clone(), rooms: Rooms::default(), keeper: Keeper::default() };
        let sockets = Sockets(Arc::new(inside));
        let hearing = sockets.clone();
        tokio::spawn(async move { hearing.0.rooms.hear(&hearing.0.desk).await });
        let people = people.into_iter().map(|id| Asker { id, helps: false }).collect();
        Self { desk, people, sockets, id }
    }

    pub(super) async fn chat(&self) -> Chat {
        self.desk.store.get(self.id).await.unwrap()
    }

    /// A tab of one of them, who was told everything up to this number.
    pub(super) async fn tab(&self, who: usize, told: u64) -> Client {
        self.tab_of(self.chat().await, who, told).await
    }

    /// The same, let in by this.
    pub(super) async fn tab_of(&self, chat: Chat, who: usize, told: u64) -> Client {
        let me = self.people[who];
        let line = Line::new(seat(&self.sockets.0.keeper, me.id), Locale::En, told);
        let tab = Tab::new(self.sockets.clone(), chat, line, me, Trace::default());
        connect(|socket| {
            tokio::spawn(tab.keep(socket));
        })
        .await
    }
}

fn seat(keeper: &Keeper, person: UserId) -> Seat {
    keeper.seat(Guest { person, helps: false, session: String::new() }).unwrap()
}

/// A line that no tab keeps; its client was told nothing.
pub(super) async fn lone_line() -> (Arc<Line>, Client) {
    let line = Arc::new(Line::new(seat(&Keeper::default(), UserId::from_bytes([1; 16])), Locale::En, 0));
    let opened = line.clone();
    let client = connect(move |socket| opened.open(socket)).await;
    (line, client)
}

/// A batch of messages with these numbers: it names them and goes on for a while.
pub(super) fn batch(first: u64, last: u64) -> Arc<Batch> {
    let told = |_| vec![Tell::Open { me: format!("{first}-{last}") }];
    let rest = vec![Tell::Typing { by: String::new(), name: "x".repeat(2_000) }];
    Arc::new(Batch::of(Some((first, last)), false, &[Locale::En], told, rest))
}

/// A socket between the two; the house has it in hand when this returns.
async fn connect(open: impl FnOnce(WebSocket) + Send + 'static) -> Client {
    let listening = TcpSocket::new_v4().unwrap();
    listening.set_send_buffer_size(LITTLE).unwrap();
    listening.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = listening.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let (opened, is_open) = oneshot::channel();
    let once = Arc::new(Mutex::new(Some((open, opened))));
    let route = get(move |upgrade: WebSocketUpgrade| async move {
        upgrade.write_buffer_size(0).on_upgrade(|socket| async move {
            let (open, opened) = once.lock().unwrap().take().unwrap();
            open(socket);
            opened.send(()).unwrap();
        })
    });
    let server = tokio::spawn(async move { axum::serve(listener, Router::new().route("/", route)).await });
    let line = TcpSocket::new_v4().unwrap();
    line.set_recv_buffer_size(LITTLE).unwrap();
    let line = line.connect(address).await.unwrap();
    let (socket, _) = client_async(format!("ws://{address}/"), line).await.unwrap();
    is_open.await.unwrap();
    server.abort();
    Client::of(socket)
}
