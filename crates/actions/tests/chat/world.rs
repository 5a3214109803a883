//! Two people with a conversation.

use actions::{ActionError, Desk, chat};
use domain::{
    ChatId, PurchaseRequestId, UserId,
    chat::{Asker, Chat, Message, TypedMessage},
};
use testkit::{Given, TestDesk};

/// A request with one offer, and the conversation that began with it.
pub struct World {
    pub desk: TestDesk,
    pub buyer: Asker,
    pub seller: Asker,
    pub request: PurchaseRequestId,
    pub chat: ChatId,
}

impl World {
    pub async fn new() -> Self {
        let desk = testkit::desk().await;
        let (buyer, seller) = (Given::person(&desk, "Bita").await, Given::seller(&desk, "Ali").await);
        let request = Given::request(&desk, buyer).await;
        Given::offer(&desk, seller, request).await;
        let chat = Chat::direct_id(request, seller);
        Self { buyer: asker(buyer), seller: asker(seller), request, chat, desk }
    }

    pub async fn say(&self, who: Asker, client_id: &str, text: &str) -> Message {
        say_at(&self.desk, who, self.chat, client_id, text).await.unwrap()
    }

    pub async fn chat(&self) -> Chat {
        self.desk.store.get(self.chat).await.unwrap()
    }

    /// The numbers of everything that was said, as the database has them.
    pub async fn numbers(&self) -> Vec<u64> {
        let all = self.desk.store.messages_after(self.chat, 0, 10_000).await.unwrap();
        all.iter().map(|message| message.seq).collect()
    }

    /// What is new to somebody, as the page says it.
    pub async fn unread(&self, who: Asker) -> u64 {
        chat::unread_of(&self.desk, who.id).await.unwrap()
    }

    /// What is new to somebody, counted message by message.
    pub async fn counted(&self, who: Asker) -> u64 {
        let room = chat::open_chat(&self.desk, who, self.chat, chat::Whence::End).await.unwrap();
        let read = room.mark_of(who.id).unwrap().read_seq;
        let all = self.desk.store.messages_after(self.chat, read, 10_000).await.unwrap();
        u64::try_from(all.iter().filter(|message| message.author_id != Some(who.id)).count()).unwrap()
    }
}

pub const fn asker(id: UserId) -> Asker {
    Asker { id, helps: false }
}

pub fn typed(client_id: &str, text: &str) -> TypedMessage {
    TypedMessage { text: text.to_owned(), client_id: client_id.to_owned(), reply_to: String::new() }
}

pub async fn say_at(
    desk: &Desk,
    who: Asker,
    chat: ChatId,
    client_id: &str,
    text: &str,
) -> Result<Message, ActionError> {
    chat::send(desk, who, chat, &typed(client_id, text)).await
}

/// Status and code of a refusal.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, ActionError>) -> (u16, String) {
    match result.expect_err("this should be refused") {
        ActionError::Refused { status, code, .. } => (status, code.to_owned()),
        ActionError::NotFound(_) => (404, "not-found".to_owned()),
        ActionError::Fields(errors) => (422, errors.0.into_keys().collect::<Vec<_>>().join(" ")),
        ActionError::IllegalMove(refused) => (409, format!("{} {}", refused.from, refused.deed)),
        other => panic!("another refusal: {other:?}"),
    }
}

pub fn says(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
