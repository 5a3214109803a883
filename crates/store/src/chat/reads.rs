//! Reads of conversations and their messages. Every list is read from an index; who may read it is decided above.

use crate::{Store, StoreError};
use bson::{Bson, doc};
use domain::{
    ChatId, MessageId, PurchaseRequestId, UserId,
    chat::{Chat, Message, ReadMark},
    market::PurchaseRequest,
};
use mongodb::options::{FindOptions, Hint};
use std::collections::BTreeMap;

/// The index that pages of messages are read from.
const MESSAGE_SEQ_INDEX: &str = "message_seq";
/// Conversations on a page of the list.
const CHATS_PER_PAGE: i64 = 30;
/// Messages that a search finds at most.
const MAX_FOUND: i64 = 50;

impl Store {
    /// A page of this person's conversations in which something was said, the liveliest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn chats_of(&self, person: UserId, page: u32) -> Result<Vec<Chat>, StoreError> {
        self.list(doc! {"participants": person.to_string(), "last_seq": {"$gt": 0}}, liveliest_first(page)).await
    }

    /// A page of the conversations with the house in which somebody said something, the liveliest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn support_chats(&self, page: u32) -> Result<Vec<Chat>, StoreError> {
        self.list(doc! {"chat_type": "support", "last_seq": {"$gt": 0}}, liveliest_first(page)).await
    }

    /// What these conversations are about; what is not there is left out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn requests_of(
        &self,
        chats: &[Chat],
    ) -> Result<BTreeMap<PurchaseRequestId, PurchaseRequest>, StoreError> {
        let ids: Vec<String> = chats.iter().filter_map(|chat| chat.request_id).map(|id| id.to_string()).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let requests: Vec<PurchaseRequest> = self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await?;
        Ok(requests.into_iter().map(|request| (request.id, request)).collect())
    }

    /// How far this person has read each of these.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn read_marks_of(&self, person: UserId, chats: &[Chat]) -> Result<Vec<ReadMark>, StoreError> {
        let ids: Vec<String> = chats.iter().map(|chat| ReadMark::id_of(chat.id, person).to_string()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await
    }

    /// How far everybody has read here.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn read_marks_in(&self, chat: &Chat) -> Result<Vec<ReadMark>, StoreError> {
        let ids: Vec<String> =
            chat.participants.iter().map(|person| ReadMark::id_of(chat.id, *person).to_string()).collect();
        self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await
    }

    /// The messages before this number, in their order, the last `limit` of them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn messages_before(&self, chat: ChatId, seq: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
        let filter = doc! {"chat_id": chat.to_string(), "seq": {"$lt": number(seq)}};
        let mut latest: Vec<Message> = self.list(filter, by_seq(-1, limit)).await?;
        latest.reverse();
        Ok(latest)
    }

    /// The messages after this number, in their order, the first `limit` of them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn messages_after(&self, chat: ChatId, seq: u64, limit: u32) -> Result<Vec<Message>, StoreError> {
        let filter = doc! {"chat_id": chat.to_string(), "seq": {"$gt": number(seq)}};
        self.list(filter, by_seq(1, limit)).await
    }

    /// The messages with these ids; what is not there is left out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn messages_by_ids(&self, ids: &[MessageId]) -> Result<Vec<Message>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await
    }

    /// What its author's browser calls by this name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn message_called(
        &self,
        chat: ChatId,
        author: UserId,
        client_id: &str,
    ) -> Result<Option<Message>, StoreError> {
        let key = doc! {"chat_id": chat.to_string(), "author_id": author.to_string(), "client_id": client_id};
        self.first(key).await
    }

    /// The counter-offer that waits for an answer here.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_counter_in(&self, chat: ChatId) -> Result<Option<Message>, StoreError> {
        self.first(doc! {"chat_id": chat.to_string(), "counter.status": "open"}).await
    }

    /// How many messages after this number are this person's own.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn own_messages_after(&self, chat: ChatId, person: UserId, seq: u64) -> Result<u64, StoreError> {
        let own = doc! {"chat_id": chat.to_string(), "seq": {"$gt": number(seq)}, "author_id": person.to_string()};
        let hint = Hint::Name(MESSAGE_SEQ_INDEX.to_owned());
        Ok(self.of::<Message>().count_documents(own).hint(hint).await?)
    }

    /// The latest messages with all of these folded words.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn messages_with(&self, chat: ChatId, words: &[String]) -> Result<Vec<Message>, StoreError> {
        let wanted = match words {
            [] => return Ok(Vec::new()),
            [word] => Bson::String(word.clone()),
            words => Bson::Document(doc! {"$all": words}),
        };
        let options = FindOptions::builder().sort(doc! {"seq": -1}).limit(MAX_FOUND).build();
        self.list(doc! {"chat_id": chat.to_string(), "search_terms": wanted}, options).await
    }
}

fn by_seq(direction: i32, limit: u32) -> FindOptions {
    let hint = Hint::Name(MESSAGE_SEQ_INDEX.to_owned());
    FindOptions::builder().sort(doc! {"seq": direction}).limit(i64::from(limit)).hint(hint).build()
}

fn liveliest_first(page: u32) -> FindOptions {
    let skip = u64::from(page.saturating_sub(1)) * CHATS_PER_PAGE.unsigned_abs();
    FindOptions::builder().sort(doc! {"last_message_at": -1}).skip(skip).limit(CHATS_PER_PAGE).build()
}

/// What a number is stored as.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
