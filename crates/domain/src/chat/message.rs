//! `Message`: one thing said in a conversation, a document of its own.

use super::{CounterOffer, MessageForm, NewText, Told};
use crate::{
    ChatId, EventId, MessageId, Timestamp, UserId, attachments::AttachedFile, market::search::terms_of_text, words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What kind of message it is.
    pub enum MessageKind {
        /// Words of a person.
        Text = "text",
        /// The house tells what happened to the order.
        System = "system",
        /// A price and a time that wait for the other side.
        CounterOffer = "counter_offer",
    }
}

words! {
    /// What people answer with instead of words.
    pub enum ReactionKind {
        /// 👍
        Agree = "agree",
        /// ❤️
        Love = "love",
        /// 😄
        Laugh = "laugh",
        /// 🙏
        Thanks = "thanks",
        /// 😮
        Surprise = "surprise",
    }
}

impl ReactionKind {
    /// The sign that is shown, the same in every language.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Agree => "👍",
            Self::Love => "❤️",
            Self::Laugh => "😄",
            Self::Thanks => "🙏",
            Self::Surprise => "😮",
        }
    }
}

/// One person's answer without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// Whose.
    pub user_id: UserId,
    /// Which.
    pub kind: ReactionKind,
}

/// What a message said before it was changed. The one who decides a dispute reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The words before.
    pub text: String,
    /// When they were replaced.
    pub at: Timestamp,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: MessageId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Where it was said.
    pub chat_id: ChatId,
    /// Its number there, from 1, without gaps. Given by the commit that writes it; 0 before.
    pub seq: u64,
    /// Who says it; nobody: the house.
    pub author_id: Option<UserId>,
    /// What its author's browser calls it: said again, it is the same message.
    pub client_id: String,
    /// What kind.
    pub kind: MessageKind,
    /// The words; kept when it is deleted, and shown to nobody then but the one who decides a dispute.
    pub text: String,
    /// What happened; of a system message.
    pub told: Option<Told>,
    /// The price and the time that it says; of a counter-offer.
    pub counter: Option<CounterOffer>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AttachedFile>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// Answers without words.
    pub reactions: Vec<Reaction>,
    /// What it said before.
    pub edits: Vec<Edit>,
    /// Folded words a search finds it by; none once it is deleted.
    pub search_terms: Vec<String>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

impl Message {
    /// What somebody says.
    pub fn said(id: MessageId, chat: ChatId, author: UserId, form: MessageForm, now: Timestamp) -> Self {
        let NewText { text } = form.text;
        let said = Self::blank(id, chat, form.client_id, MessageKind::Text, now);
        Self { author_id: Some(author), reply_to: form.reply_to, text, ..said }.with_files(form.files)
    }

    /// The same message, with files: their names are found by a search too.
    #[must_use]
    pub(super) fn with_files(self, files: Vec<AttachedFile>) -> Self {
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let search_terms = terms_of_text(&format!("{} {}", self.text, names.join(" ")));
        Self { search_terms, files, ..self }
    }

    /// What the house tells of an order; where is found out when it is written. Named by the row of history it speaks
    /// of, so that it is told once.
    pub fn of_the_house(id: MessageId, told: Told, row: EventId, now: Timestamp) -> Self {
        let nowhere = ChatId::from_bytes([0; 16]);
        Self { told: Some(told), ..Self::blank(id, nowhere, row.to_string(), MessageKind::System, now) }
    }

    const fn blank(id: MessageId, chat_id: ChatId, client_id: String, kind: MessageKind, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            chat_id,
            seq: 0,
            author_id: None,
            client_id,
            kind,
            text: String::new(),
            told: None,
            counter: None,
            files: Vec::new(),
            reply_to: None,
            reactions: Vec::new(),
            edits: Vec::new(),
            search_terms: Vec::new(),
            deleted_at: None,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        }
    }

    /// What may be shown of its words: nothing once it is deleted.
    pub fn words(&self) -> Option<&str> {
        self.deleted_at.is_none().then_some(self.text.as_str())
    }

    /// What may be shown of its files: nothing once it is deleted.
    pub fn shown_files(&self) -> &[AttachedFile] {
        if self.deleted_at.is_none() { &self.files } else { &[] }
    }

    /// True when it does not say any more what it said first.
    pub const fn is_edited(&self) -> bool {
        !self.edits.is_empty()
    }
}
