//! Conversations and what is said in them: a message is given its number by the very transaction that writes it, so that
//! numbers have no gaps and no doubles, whoever writes at once. How they are read stands in `reads`.

mod reads;
mod reports;

use crate::{
    Commit, Document, Store, StoreError,
    batch::{Batch, raw},
    commit::Write,
};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    ChatId, DisputeId, PurchaseRequestId, Timestamp, UserId,
    chat::{Chat, Message, ReadMark},
};
use mongodb::{ClientSession, options::ReturnDocument};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// The unique index that lets one counter-offer wait in a conversation.
pub const COUNTER_OPEN_INDEX: &str = "counter_open";

/// A message that is to be written, and where.
#[derive(Debug)]
pub(crate) struct Saying {
    /// The conversation.
    filter: BsonDocument,
    /// The author's mark, if a person says it.
    mark: Option<String>,
    row: BsonDocument,
    /// The conversation gets another place in the lists.
    moves_up: bool,
    /// Without the conversation nothing of the commit is written.
    must_be_heard: bool,
    number: SaidNumber,
}

/// The number that a message gets when it is written: nought before.
#[derive(Clone, Debug, Default)]
pub struct SaidNumber(Arc<AtomicU64>);

impl SaidNumber {
    /// The number, to be asked for after the commit.
    #[must_use]
    pub fn given(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Each try of a commit gives its own; the last one is the one that was written.
    fn give(&self, number: &Bson) {
        self.0
            .store(number.as_i64().and_then(|number| u64::try_from(number).ok()).unwrap_or_default(), Ordering::SeqCst);
    }
}

impl Saying {
    /// Told by the house, where there is a conversation to tell it in.
    fn of_house(filter: BsonDocument, row: BsonDocument) -> Self {
        Self { filter, mark: None, row, moves_up: true, must_be_heard: false, number: SaidNumber::default() }
    }
}

impl Commit {
    /// The conversation is there after this commit, with a mark for everybody in it; and it is the order's, if `chat`
    /// says so. What is there already keeps its messages.
    pub fn ensure_chat(self, chat: &Chat) -> Self {
        let is_order = chat.is_order;
        let begun = self.ensure(chat, |row, change| {
            if is_order {
                row.remove("is_order");
                change.insert("$set", doc! {"is_order": true});
            }
        });
        chat.first_marks().iter().fold(begun, |commit, mark| commit.ensure(mark, |_, _| {}))
    }

    /// This message is said: it takes the conversation's next number, which `number` tells afterwards. In a small
    /// conversation the others are told on any page they have open.
    pub fn say(mut self, chat: &Chat, message: &Message, number: &SaidNumber) -> Self {
        let mut filter = doc! {"_id": chat.id.to_string()};
        let author = message.author_id.filter(|author| chat.has(*author));
        if let Some(author) = author {
            // Who was taken out meanwhile says nothing any more.
            filter.insert("participants", author.to_string());
        }
        let mark = author.map(|author| ReadMark::id_of(chat.id, author).to_string());
        let moves_up = chat.moves_up(message.created_at);
        if let Some(row) = self.shape(message) {
            let number = number.clone();
            self.writes.push(Write::Say(Saying { filter, mark, row, moves_up, must_be_heard: true, number }));
        }
        let others = chat.participants.iter().copied().filter(|person| Some(*person) != message.author_id);
        let told = others.filter(|_| chat.is_small());
        told.fold(self, Self::concerns).among_many(line_of(chat))
    }

    /// The house tells this in the conversation of an order, where there is one.
    pub fn tell(mut self, order: PurchaseRequestId, message: &Message) -> Self {
        let filter = doc! {"request_id": order.to_string(), "is_order": true};
        if let Some(row) = self.shape(message) {
            self.writes.push(Write::Say(Saying::of_house(filter, row)));
        }
        self.among_many(order.to_string())
    }

    /// The house tells this in the conversation of a dispute, where there is one.
    pub fn tell_group(mut self, dispute: DisputeId, message: &Message) -> Self {
        let chat = Chat::group_id(dispute).to_string();
        if let Some(row) = self.shape(message) {
            let filter = doc! {"_id": &chat};
            self.writes.push(Write::Say(Saying::of_house(filter, row)));
        }
        self.among_many(chat)
    }

    /// This person takes part from now on; everything that was said is new to them. Twice is once.
    pub fn join_chat(self, chat: ChatId, person: UserId, now: Timestamp) -> Self {
        let change = doc! {"$addToSet": {"participants": person.to_string()}, "$inc": {"version": Bson::Int64(1)}};
        let joined = self.change(Chat::COLLECTION, doc! {"_id": chat.to_string()}, change, false);
        joined.ensure(&ReadMark::first(chat, person, now), |_, _| {})
    }

    /// This person takes part no more. Twice is once.
    pub fn leave_chat(self, chat: ChatId, person: UserId) -> Self {
        let change = doc! {"$pull": {"participants": person.to_string()}, "$inc": {"version": Bson::Int64(1)}};
        self.change(Chat::COLLECTION, doc! {"_id": chat.to_string()}, change, false)
    }

    fn ensure<T: Document>(mut self, noun: &T, shaped: impl FnOnce(&mut BsonDocument, &mut BsonDocument)) -> Self {
        let Some(mut row) = self.shape(noun) else { return self };
        let mut change = BsonDocument::new();
        row.remove("_id");
        shaped(&mut row, &mut change);
        change.insert("$setOnInsert", row);
        self.change(T::COLLECTION, doc! {"_id": noun.id().to_string()}, change, true)
    }
}

/// Writers of one conversation take turns: those of an order meet the house there.
fn line_of(chat: &Chat) -> String {
    let order = chat.request_id.filter(|_| chat.dispute_id.is_none());
    order.map_or_else(|| chat.id.to_string(), |request| request.to_string())
}

impl Store {
    /// Gives the message its number at once; the message itself goes with the rest of the commit.
    pub(crate) async fn say(
        &self,
        session: &mut ClientSession,
        saying: &Saying,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        let Saying { filter, mark, row, moves_up, must_be_heard, number } = saying;
        let field = |name: &str| row.get(name).cloned().unwrap_or(Bson::Null);
        let mut newest = doc! {"last_message_id": field("_id"), "updated_at": field("created_at")};
        if *moves_up {
            newest.insert("last_message_at", field("created_at"));
        }
        let change = doc! {"$inc": {"last_seq": Bson::Int64(1), "version": Bson::Int64(1)}, "$set": newest};
        let chats = self.bson(Chat::COLLECTION);
        let next = chats.find_one_and_update(filter.clone(), change).projection(doc! {"last_seq": 1});
        let next = next.return_document(ReturnDocument::After);
        let Some(chat) = next.session(session).await? else {
            return if *must_be_heard { Err(StoreError::Conflict(filter.to_string())) } else { Ok(()) };
        };
        let of_chat = |name: &str| chat.get(name).cloned().unwrap_or(Bson::Null);
        let mut row = row.clone();
        row.insert("chat_id", of_chat("_id"));
        number.give(&of_chat("last_seq"));
        row.insert("seq", of_chat("last_seq"));
        batch.insert(Message::COLLECTION, raw(&row)?);
        let Some(mark) = mark else { return Ok(()) };
        let one_more = doc! {"$inc": {"own_after": Bson::Int64(1), "version": Bson::Int64(1)}};
        batch.change(ReadMark::COLLECTION, &doc! {"_id": mark}, &one_more, None)
    }
}
