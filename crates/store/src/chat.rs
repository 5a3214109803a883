//! Conversations and what is said in them: a message is given its number by the very transaction that writes it, so that
//! numbers have no gaps and no doubles, whoever writes at once. How it is written stands in `saying`, how they are read in `reads`.

mod reads;
mod reports;
mod saying;

pub use saying::SaidNumber;
pub(crate) use saying::Saying;

use crate::{Commit, Document, commit::Write};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    ChatId, DisputeId, PurchaseRequestId, Timestamp, UserId,
    chat::{Chat, Message, ReadMark},
};

/// The unique index that lets one counter-offer wait in a conversation.
pub const COUNTER_OPEN_INDEX: &str = "counter_open";

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
