//! What somebody typed into a conversation, and its limits.

use crate::{FieldErrors, MessageId, attachments::AttachedFile};
use serde::{Deserialize, Serialize};

/// Most characters of a message.
pub const MAX_TEXT: usize = 4_000;
/// Most characters of what a browser calls a message.
pub const MAX_CLIENT_ID: usize = 64;

/// Words within their limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// 1..=4000 characters; lines are kept.
    pub text: String,
}

impl NewText {
    /// Reads what was typed: trimmed, with one kind of line end and no control characters.
    ///
    /// # Errors
    /// A stable code for the field `text`.
    pub fn read(typed: &str) -> Result<Self, FieldErrors> {
        Self::of_at_least(1, typed)
    }

    fn of_at_least(fewest: usize, typed: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let plain: String = typed.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        let text = errors.text("text", &plain, fewest, MAX_TEXT);
        errors.into_result().map(|()| Self { text })
    }
}

/// A message that may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageForm {
    /// The words.
    pub text: NewText,
    /// What its author's browser calls it.
    pub client_id: String,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// What it shows.
    pub files: Vec<AttachedFile>,
}

impl MessageForm {
    /// Without words of its own.
    pub const fn unspoken(client_id: String) -> Self {
        Self { text: NewText { text: String::new() }, client_id, reply_to: None, files: Vec::new() }
    }
}

/// A message as it comes from a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct TypedMessage {
    pub text: String,
    pub client_id: String,
    pub reply_to: String,
}

impl TypedMessage {
    /// The message, when everything is within its limits.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self) -> Result<MessageForm, FieldErrors> {
        self.read_beside(Vec::new())
    }

    /// The same with files: they need no words.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read_beside(&self, files: Vec<AttachedFile>) -> Result<MessageForm, FieldErrors> {
        let mut errors = FieldErrors::default();
        let client_id = errors.text("client_id", &self.client_id, 1, MAX_CLIENT_ID);
        let reply_to = match self.reply_to.as_str() {
            "" => None,
            typed => typed.parse().map_err(|_| errors.add("reply_to", "not-a-message")).ok(),
        };
        let text = NewText::of_at_least(usize::from(files.is_empty()), &self.text);
        if let Err(faults) = &text {
            errors.0.extend(faults.0.clone());
        }
        errors.into_result()?;
        text.map(|text| MessageForm { text, client_id, reply_to, files })
    }
}
