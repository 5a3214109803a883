//! `Report`: somebody says that a message should not have been written. It keeps what the message said at that moment, so
//! that whoever looks at it needs no part in the conversation.

use super::{ChatError, Message, MessageKind, chat::drawn_from};
use crate::{Change, ChatId, FieldErrors, MessageId, ReportId, Timestamp, UserId, words};
use serde::{Deserialize, Serialize};

/// The longest words with a report, and with what is done about it.
pub const REPORT_WORDS_MAX: usize = 500;

words! {
    /// What is wrong with a message.
    pub enum ReportReason {
        /// Asks to deal or pay elsewhere.
        Elsewhere = "elsewhere",
        /// Wants money or secrets by a lie.
        Fraud = "fraud",
        /// Insults, threatens, harasses.
        Abuse = "abuse",
        /// Nobody asked for it.
        Spam = "spam",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// `open → handled | dismissed`.
    pub enum ReportStatus {
        /// Waits for somebody of the house.
        Open = "open",
        /// Something was done about it.
        Handled = "handled",
        /// Nothing is wrong with the message.
        Dismissed = "dismissed",
    }
}

/// What is said of a message, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ReportForm {
    pub reason: String,
    pub words: String,
}

/// One report of one message by one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identity; follows from message and reporter, so that there is one.
    #[serde(rename = "_id")]
    pub id: ReportId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Where it was said.
    pub chat_id: ChatId,
    /// The message.
    pub message_id: MessageId,
    /// Who wrote it.
    pub against: UserId,
    /// Who reports it.
    pub by: UserId,
    /// What is wrong with it.
    pub reason: ReportReason,
    /// In the reporter's words.
    pub words: Option<String>,
    /// What the message said when it was reported.
    pub said: String,
    /// The names of the files it showed.
    pub shown: Vec<String>,
    /// Where it stands.
    pub status: ReportStatus,
    /// Who of the house decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// What was done, or why nothing.
    pub note: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
}

impl Report {
    /// The one report of a message by a person.
    pub fn id_of(message: MessageId, by: UserId) -> ReportId {
        ReportId::from_bytes(drawn_from("report", &[message.to_bytes(), by.to_bytes()]))
    }

    /// Somebody of the house has looked at it. The same decision again changes nothing.
    ///
    /// # Errors
    /// [`ChatError::ReportDecided`] when somebody decided otherwise.
    pub fn decided(
        &self,
        by: UserId,
        status: ReportStatus,
        note: Option<String>,
        now: Timestamp,
    ) -> Result<Change<Self>, ChatError> {
        match self.status {
            ReportStatus::Open => {
                let (decided_by, decided_at) = (Some(by), Some(now));
                Ok(Change::Made(Self { status, decided_by, decided_at, note, ..self.clone() }))
            }
            ReportStatus::Handled | ReportStatus::Dismissed if self.status == status => Ok(Change::AlreadyMade),
            ReportStatus::Handled | ReportStatus::Dismissed => Err(ChatError::ReportDecided),
        }
    }
}

impl ReportForm {
    /// The reason and the words.
    ///
    /// # Errors
    /// A code per field.
    pub fn read(&self) -> Result<(ReportReason, Option<String>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = self.reason.parse().unwrap_or_else(|()| {
            errors.add("reason", "required");
            ReportReason::Other
        });
        let words = errors.optional_text("words", &self.words, REPORT_WORDS_MAX);
        errors.into_result().map(|()| (reason, words))
    }
}

impl Message {
    /// Somebody says that this should not have been written.
    ///
    /// # Errors
    /// As [`Message::may_report`].
    pub fn reported(
        &self,
        by: UserId,
        (reason, words): (ReportReason, Option<String>),
        now: Timestamp,
    ) -> Result<Report, ChatError> {
        Ok(Report {
            id: Report::id_of(self.id, by),
            version: 0,
            chat_id: self.chat_id,
            message_id: self.id,
            against: self.may_report(by)?,
            by,
            reason,
            words,
            said: self.text.clone(),
            shown: self.files.iter().map(|file| file.name.clone()).collect(),
            status: ReportStatus::Open,
            decided_by: None,
            decided_at: None,
            note: None,
            created_at: now,
        })
    }

    /// Whom this person would report with it.
    ///
    /// # Errors
    /// [`ChatError::Fixed`] for what the house told, [`ChatError::OwnMessage`], [`ChatError::Deleted`].
    pub fn may_report(&self, by: UserId) -> Result<UserId, ChatError> {
        match (self.kind, self.author_id) {
            (MessageKind::Text | MessageKind::CounterOffer, Some(author)) if author == by => Err(ChatError::OwnMessage),
            (MessageKind::Text | MessageKind::CounterOffer, Some(_)) if self.deleted_at.is_some() => {
                Err(ChatError::Deleted)
            }
            (MessageKind::Text | MessageKind::CounterOffer, Some(author)) => Ok(author),
            (MessageKind::Text | MessageKind::CounterOffer | MessageKind::System, _) => Err(ChatError::Fixed),
        }
    }
}
