//! Which conversations are open in this process, and who brings them the news.

use super::{
    line::Line,
    room::{Floor, Inside, Room, Whence},
};
use actions::{Desk, Topic};
use domain::{
    ChatId,
    chat::{Chat, Message},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::sync::broadcast::error::RecvError;

/// A room per conversation that somebody looks at.
#[derive(Default)]
pub(super) struct Rooms(Mutex<HashMap<ChatId, Arc<Room>>>);

impl Rooms {
    /// The room of this conversation, which tells everything on this line from now on.
    pub(super) fn enter(&self, desk: &Desk, chat: Chat, line: Arc<Line>) -> Arc<Room> {
        let mut all = self.0.lock().expect("nobody panics with this in hand");
        let room = all.entry(chat.id).or_insert_with(|| Arc::new(Room::open(desk.clone(), chat)));
        room.floor.take_in(line);
        room.clone()
    }

    /// Somebody has left; the last one closes the room.
    pub(super) fn leave(&self, room: &Room, line: &Line) {
        let mut all = self.0.lock().expect("nobody panics with this in hand");
        if room.floor.let_out(line) {
            all.remove(&room.id);
        }
    }

    /// Brings every room its news, for ever. What was said in this process is brought before the news of it, so that the
    /// room needs not ask for it.
    pub(super) async fn hear(&self, desk: &Desk) {
        let (mut words, mut news) = (desk.feed.hear(), desk.feed.listen());
        loop {
            tokio::select! {
                biased;
                said = words.recv() => match said {
                    Ok(said) => self.bring_words(said),
                    // The news of them make the rooms ask.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                topic = news.recv() => match topic {
                    Ok(topic) => self.bring(topic),
                    Err(RecvError::Lagged(_)) => self.bring(Topic::Anything),
                    Err(RecvError::Closed) => return,
                },
            }
        }
    }

    fn bring_words(&self, said: Arc<[Message]>) {
        let Some(chat) = said.first().map(|first| first.chat_id) else { return };
        self.tell(chat, Inside::Said(said));
    }

    fn bring(&self, topic: Topic) {
        match topic {
            Topic::Chat(id) => self.tell(id, Inside::Changed),
            Topic::Changed(id, seq) => self.tell(id, Inside::Again(seq)),
            Topic::Said(id, seq) => self.tell(id, Inside::Reached(seq)),
            Topic::Anything => self.some(|_| true).iter().for_each(|room| room.tell(Inside::Anything)),
            Topic::Got(id, by, seq) => self.tell(id, Inside::Got(by, seq, Whence::Elsewhere)),
            Topic::Typing(id, by) => self.tell(id, Inside::Typing(by, Whence::Elsewhere)),
            Topic::Opened(id) => self.tell(id, Inside::Opened),
            // What happens to an order is told in its conversation.
            Topic::Request(request) => {
                let of_order = |floor: &Floor| floor.chat().request_id == Some(request);
                self.some(of_order).iter().for_each(|room| room.tell(Inside::Changed));
            }
            Topic::Payment(_) | Topic::Person(_) => {}
        }
    }

    /// If it is open here.
    fn tell(&self, chat: ChatId, news: Inside) {
        if let Some(room) = self.find(chat) {
            room.tell(news);
        }
    }

    fn find(&self, id: ChatId) -> Option<Arc<Room>> {
        self.0.lock().expect("nobody panics with this in hand").get(&id).cloned()
    }

    fn some(&self, is_meant: impl Fn(&Floor) -> bool) -> Vec<Arc<Room>> {
        let all = self.0.lock().expect("nobody panics with this in hand");
        all.values().filter(|room| is_meant(&room.floor)).cloned().collect()
    }
}
