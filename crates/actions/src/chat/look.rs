//! What a person sees of conversations: the list, and a page of one. Looking changes nothing, and who does not take part
//! is refused and written down.

use super::{group::reads_all, of_member};
use crate::{ActionError, Desk, admin::note_refusal};
use domain::{
    ChatId, MessageId, UserId,
    chat::{Asker, Chat, Message, ReadMark},
    market::search::typed_words,
};
use std::collections::BTreeMap;
use store::StoreError;

/// Messages on a page.
pub const MESSAGES_PER_PAGE: u32 = 50;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatLine {
    /// The conversation.
    pub chat: Chat,
    /// What was said last.
    pub last: Option<Message>,
    /// How much is new.
    pub unread: u64,
}

/// Where a page of messages begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The newest.
    End,
    /// What came before this number.
    Before(u64),
    /// What came after this number.
    After(u64),
}

/// A conversation as one person sees it.
#[derive(Clone, Debug)]
pub struct Room {
    /// The conversation.
    pub chat: Chat,
    /// How far everybody has read.
    pub marks: Vec<ReadMark>,
    /// A page of messages, in their order.
    pub messages: Vec<Message>,
    /// The messages that those answer.
    pub answered: BTreeMap<MessageId, Message>,
}

impl Room {
    /// These messages with what they answer, whoever has read them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn of(desk: &Desk, chat: Chat, messages: Vec<Message>) -> Result<Self, ActionError> {
        let answered: Vec<MessageId> = messages.iter().filter_map(|message| message.reply_to).collect();
        let answered = by_id(desk.store.messages_by_ids(&answered).await?);
        Ok(Self { chat, marks: Vec::new(), messages, answered })
    }

    /// How far this person has read.
    pub fn mark_of(&self, person: UserId) -> Option<&ReadMark> {
        self.marks.iter().find(|mark| mark.user_id == person)
    }

    /// True when somebody else has read this message.
    pub fn is_read(&self, message: &Message) -> bool {
        let others = self.marks.iter().filter(|mark| Some(mark.user_id) != message.author_id);
        others.into_iter().any(|mark| mark.read_seq >= message.seq)
    }

    /// True when there is more before this page.
    pub fn has_older(&self) -> bool {
        self.messages.first().is_some_and(|first| first.seq > 1)
    }

    /// True when there is more after this page.
    pub fn has_newer(&self) -> bool {
        self.messages.last().is_some_and(|last| last.seq < self.chat.last_seq)
    }
}

/// A person's conversations in which something was said, the liveliest first.
///
/// # Errors
/// Only the database's.
pub async fn chats_of(desk: &Desk, who: UserId, page: u32) -> Result<Vec<ChatLine>, ActionError> {
    Ok(lines(desk, who, desk.store.chats_of(who, page).await?).await?)
}

/// The conversations with the house, for those who answer for it.
///
/// # Errors
/// 403 for everybody else.
pub async fn support_chats(desk: &Desk, who: Asker, page: u32) -> Result<Vec<ChatLine>, ActionError> {
    if !who.helps {
        return Err(domain::chat::ChatError::NotAMember.into());
    }
    Ok(lines(desk, who.id, desk.store.support_chats(page).await?).await?)
}

async fn lines(desk: &Desk, who: UserId, chats: Vec<Chat>) -> Result<Vec<ChatLine>, StoreError> {
    let marks = desk.store.read_marks_of(who, &chats).await?;
    let last: Vec<MessageId> = chats.iter().filter_map(|chat| chat.last_message_id).collect();
    let mut said = by_id(desk.store.messages_by_ids(&last).await?);
    let line = |chat: Chat| {
        let unread = unread_in(&chat, &marks);
        ChatLine { last: chat.last_message_id.and_then(|id| said.remove(&id)), unread, chat }
    };
    Ok(chats.into_iter().map(line).collect())
}

/// How many messages are new to this person in their liveliest conversations: what the badge says.
///
/// # Errors
/// Only the database's.
pub async fn unread_of(desk: &Desk, who: UserId) -> Result<u64, ActionError> {
    Ok(unread_in_each(desk, who).await?.iter().map(|(_, unread)| unread).sum())
}

/// The liveliest conversations of a person, each with how many messages are new in it.
///
/// # Errors
/// Only the database's.
pub async fn unread_in_each(desk: &Desk, who: UserId) -> Result<Vec<(Chat, u64)>, ActionError> {
    let chats = desk.store.chats_of(who, 1).await?;
    let marks = desk.store.read_marks_of(who, &chats).await?;
    let unread = |chat: Chat| {
        let count = unread_in(&chat, &marks);
        (chat, count)
    };
    Ok(chats.into_iter().map(unread).collect())
}

fn unread_in(chat: &Chat, marks: &[ReadMark]) -> u64 {
    marks.iter().find(|mark| mark.chat_id == chat.id).map_or(0, |mark| mark.unread(chat))
}

/// The conversation itself, for who takes part in it; a stranger is refused and written down.
///
/// # Errors
/// 404 where there is none, 403 for a stranger.
pub async fn enter(desk: &Desk, who: Asker, chat: ChatId) -> Result<Chat, ActionError> {
    let found = of_member(desk, who, chat).await;
    if let Err(ActionError::Refused { code, .. }) = &found {
        note_refusal(desk, Some(who.id), "open_chat", code).await;
    }
    found
}

/// The same for reading: whoever decides a dispute about what is talked about reads it too.
async fn enter_to_read(desk: &Desk, who: Asker, chat: ChatId) -> Result<Chat, ActionError> {
    let found: Chat = desk.store.get(chat).await?;
    if found.only_members(who).is_err() && reads_all(desk, who.id, &found).await? {
        return Ok(found);
    }
    enter(desk, who, chat).await
}

/// A page of a conversation.
///
/// # Errors
/// 404 where there is none, 403 for a stranger.
pub async fn open_chat(desk: &Desk, who: Asker, chat: ChatId, from: Whence) -> Result<Room, ActionError> {
    let chat = enter_to_read(desk, who, chat).await?;
    let messages = match from {
        Whence::End => desk.store.messages_before(chat.id, chat.last_seq.saturating_add(1), MESSAGES_PER_PAGE).await?,
        Whence::Before(seq) => desk.store.messages_before(chat.id, seq, MESSAGES_PER_PAGE).await?,
        Whence::After(seq) => desk.store.messages_after(chat.id, seq, MESSAGES_PER_PAGE).await?,
    };
    room(desk, chat, messages).await
}

/// The latest messages of a conversation with all these words, in their order.
///
/// # Errors
/// As [`open_chat`].
pub async fn search(desk: &Desk, who: Asker, chat: ChatId, query: &str) -> Result<Room, ActionError> {
    let chat = enter_to_read(desk, who, chat).await?;
    let mut found = desk.store.messages_with(chat.id, &typed_words(query)).await?;
    found.reverse();
    room(desk, chat, found).await
}

async fn room(desk: &Desk, chat: Chat, messages: Vec<Message>) -> Result<Room, ActionError> {
    let marks = desk.store.read_marks_in(&chat).await?;
    Ok(Room { marks, ..Room::of(desk, chat, messages).await? })
}

fn by_id(messages: Vec<Message>) -> BTreeMap<MessageId, Message> {
    messages.into_iter().map(|message| (message.id, message)).collect()
}
