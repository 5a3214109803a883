//! What is said, and the number it gets. Several messages of one conversation are written as one, and whoever knows at which
//! number the conversation stands spares the database the question.

use crate::{
    Commit, Document, Store, StoreError,
    batch::{Batch, Missed, raw},
    commit::Write,
};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    UserId,
    chat::{Chat, Message, ReadMark},
};
use mongodb::{ClientSession, options::ReturnDocument};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Messages that are to be written, in their order, and where.
#[derive(Debug)]
pub(crate) struct Saying {
    /// The conversation.
    filter: BsonDocument,
    spoken: Vec<Spoken>,
    /// The conversation gets another place in the lists.
    moves_up: bool,
    /// Without the conversation nothing of the commit is written.
    must_be_heard: bool,
    /// The number of its last message, where that is known: a commit to which it is another writes nothing.
    stands_at: Option<u64>,
}

/// One of them.
#[derive(Debug)]
struct Spoken {
    /// The author's mark, if a person of the conversation says it.
    mark: Option<String>,
    row: BsonDocument,
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
    fn give(&self, number: u64) {
        self.0.store(number, Ordering::SeqCst);
    }
}

impl Saying {
    /// Told by the house, where there is a conversation to tell it in.
    pub(super) fn of_house(filter: BsonDocument, row: BsonDocument) -> Self {
        let spoken = vec![Spoken { mark: None, row, number: SaidNumber::default() }];
        Self { filter, spoken, moves_up: true, must_be_heard: false, stands_at: None }
    }

    /// True when its numbers are asked for before it is written, from the conversation as it is then.
    pub(crate) const fn asks(&self) -> bool {
        self.stands_at.is_none()
    }

    /// What the conversation becomes.
    fn change(&self) -> BsonDocument {
        let newest = self.spoken.last().map(|spoken| &spoken.row);
        let field = |name: &str| newest.and_then(|row| row.get(name)).cloned().unwrap_or(Bson::Null);
        let mut set = doc! {"last_message_id": field("_id"), "updated_at": field("created_at")};
        if self.moves_up {
            set.insert("last_message_at", field("created_at"));
        }
        let count = stored(self.spoken.len() as u64);
        doc! {"$inc": {"last_seq": count, "version": Bson::Int64(1)}, "$set": set}
    }

    /// Every message under its number, behind this one.
    fn write(&self, batch: &mut Batch, behind: u64, chat: Option<&Bson>) -> Result<(), StoreError> {
        for (number, spoken) in (behind + 1..).zip(&self.spoken) {
            let mut row = spoken.row.clone();
            if let Some(chat) = chat {
                row.insert("chat_id", chat.clone());
            }
            spoken.number.give(number);
            row.insert("seq", stored(number));
            batch.insert(Message::COLLECTION, raw(&row)?);
            if let Some(mark) = &spoken.mark {
                let one_more = doc! {"$inc": {"own_after": Bson::Int64(1), "version": Bson::Int64(1)}};
                batch.change(ReadMark::COLLECTION, &doc! {"_id": mark}, &one_more, None)?;
            }
        }
        Ok(())
    }
}

impl Commit {
    /// This message is said: it takes the conversation's next number, which `number` tells afterwards. In a small
    /// conversation the others are told on any page they have open.
    pub fn say(self, chat: &Chat, message: &Message, number: &SaidNumber) -> Self {
        let said = self.say_behind(chat, None, &[(message, number)]);
        let others = chat.participants.iter().copied().filter(|person| Some(*person) != message.author_id);
        let told = others.filter(|_| chat.is_small());
        told.fold(said, Self::concerns)
    }

    /// These are said one after the other, in a conversation of many that stands at this number. If it stands elsewhere by now,
    /// or an author takes part no more, nothing is written.
    pub fn say_together(self, chat: &Chat, stands_at: u64, messages: &[(&Message, &SaidNumber)]) -> Self {
        self.say_behind(chat, Some(stands_at), messages)
    }

    fn say_behind(mut self, chat: &Chat, stands_at: Option<u64>, messages: &[(&Message, &SaidNumber)]) -> Self {
        let member = |message: &Message| message.author_id.filter(|author| chat.has(*author));
        let mut spoken = Vec::with_capacity(messages.len());
        for (message, number) in messages {
            let mark = member(message).map(|author| ReadMark::id_of(chat.id, author).to_string());
            let Some(row) = self.shape(*message) else { return self };
            spoken.push(Spoken { mark, row, number: (*number).clone() });
        }
        let authors: BTreeSet<UserId> = messages.iter().filter_map(|(message, _)| member(message)).collect();
        let moves_up = messages.last().is_some_and(|(newest, _)| chat.moves_up(newest.created_at));
        let filter = heard_from(chat, &authors);
        self.writes.push(Write::Say(Saying { filter, spoken, moves_up, must_be_heard: true, stands_at }));
        self.among_many(line_of(chat))
    }
}

/// Who was taken out meanwhile says nothing any more.
fn heard_from(chat: &Chat, authors: &BTreeSet<UserId>) -> BsonDocument {
    let mut names: Vec<String> = authors.iter().map(UserId::to_string).collect();
    let mut filter = doc! {"_id": chat.id.to_string()};
    match names.len() {
        0 => None,
        1 => filter.insert("participants", names.remove(0)),
        _ => filter.insert("participants", doc! {"$all": names}),
    };
    filter
}

/// Writers of one conversation take turns: those of an order meet the house there.
fn line_of(chat: &Chat) -> String {
    let order = chat.request_id.filter(|_| chat.dispute_id.is_none());
    order.map_or_else(|| chat.id.to_string(), |request| request.to_string())
}

fn stored(number: u64) -> Bson {
    Bson::Int64(i64::try_from(number).unwrap_or(i64::MAX))
}

impl Store {
    /// Gives the messages their numbers, at once where they must be asked for; the messages go with the rest of the commit.
    pub(crate) async fn say(
        &self,
        session: &mut ClientSession,
        saying: &Saying,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        let Saying { filter, spoken, must_be_heard, stands_at, .. } = saying;
        let elsewhere = || StoreError::Conflict(filter.to_string());
        if let Some(last) = stands_at {
            let mut here = filter.clone();
            here.insert("last_seq", stored(*last));
            batch.change(Chat::COLLECTION, &here, &saying.change(), Some(Missed::Conflict(filter.to_string())))?;
            return saying.write(batch, *last, None);
        }
        let chats = self.bson(Chat::COLLECTION);
        let next = chats.find_one_and_update(filter.clone(), saying.change());
        let next = next.projection(doc! {"last_seq": 1}).return_document(ReturnDocument::After);
        let Some(chat) = next.session(session).await? else {
            return if *must_be_heard { Err(elsewhere()) } else { Ok(()) };
        };
        let last = chat.get_i64("last_seq").ok().and_then(|last| u64::try_from(last).ok());
        let behind = last.and_then(|last| last.checked_sub(spoken.len() as u64));
        let behind = behind.ok_or_else(|| StoreError::Shape("a conversation without a number".to_owned()))?;
        saying.write(batch, behind, chat.get("_id"))
    }
}
