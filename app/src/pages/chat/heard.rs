//! What is said in a conversation, in the words that everybody hears who reads one language. Written once for all of them.

use super::{
    live::said,
    load::{Standing, View, Wanted},
};
use crate::{
    api::chat::wire::{Heard, Tell},
    t::Locale,
};
use actions::{ActionError, Desk, chat::Room};
use domain::{
    UserId,
    chat::{Asker, Chat, Message},
    identity::User,
};
use std::collections::BTreeMap;

/// Who speaks in a conversation, asked for once.
#[derive(Clone, Debug, Default)]
pub struct Speakers(BTreeMap<UserId, User>);

/// Messages, ready to be told.
pub struct News(View);

impl Speakers {
    /// What this person is called, if they have spoken.
    pub fn name(&self, person: UserId) -> Option<&str> {
        self.0.get(&person).map(|user| user.display_name.as_str())
    }

    /// Learns what these are called.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn learn(&mut self, desk: &Desk, people: impl Iterator<Item = UserId>) -> Result<(), ActionError> {
        let new: Vec<UserId> = people.filter(|person| !self.0.contains_key(person)).collect();
        if !new.is_empty() {
            self.0.extend(desk.store.users_by_ids(&new).await?);
        }
        Ok(())
    }

    /// These messages, with what they answer and who says them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn news(&mut self, desk: &Desk, chat: &Chat, messages: Vec<Message>) -> Result<News, ActionError> {
        let room = Room::of(desk, chat.clone(), messages).await?;
        let all = room.messages.iter().chain(room.answered.values());
        self.learn(desk, all.filter_map(|message| message.author_id)).await?;
        // Nobody reads it: so every name is its author's.
        let me = Asker { id: UserId::from_bytes([0; 16]), helps: false };
        Ok(News(View {
            me,
            room,
            people: self.0.clone(),
            request: None,
            offer: None,
            wanted: Wanted::default(),
            taken_up: None,
            standing: Standing::default(),
            now: desk.now(),
        }))
    }
}

impl News {
    /// As it is told in this language.
    pub fn told(&self, l: Locale) -> impl Iterator<Item = Tell> {
        self.0.room.messages.iter().map(move |message| {
            let author = message.author_id.map(|author| author.to_string());
            Tell::Said(Heard { author, key: message.client_id.clone(), said: said(l, &self.0, message) })
        })
    }
}
