//! What an open conversation asks while it is looked at: what was said since, in the reader's words.

use crate::Fault;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A full answer: there may be more.
const FULL: usize = 50;

/// A file as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidFile {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// True for what a page can show.
    pub is_picture: bool,
}

/// A message as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidNow {
    /// Its number.
    pub seq: u64,
    /// What it is answered and changed by.
    pub id: String,
    /// What its author's browser calls it; of one's own.
    pub client_id: Option<String>,
    /// `own`, `other` or `house`.
    pub whose: String,
    /// Who says it.
    pub name: String,
    /// When, for machines.
    pub at: String,
    /// When, for people.
    pub time: String,
    /// The beginning of what it answers.
    pub answers: Option<String>,
    /// The words.
    pub text: String,
    /// What it shows.
    pub files: Vec<SaidFile>,
    /// Where it can be answered, when words are not enough.
    pub look: Option<String>,
}

/// What is new in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatNow {
    /// The last number that somebody else has read.
    pub read_to: u64,
    /// What was said, in its order.
    pub messages: Vec<SaidNow>,
}

impl ChatNow {
    /// True when there may be more than this.
    pub const fn is_more(&self) -> bool {
        self.messages.len() >= FULL
    }

    /// This, and what came after it. What was read stays so, whatever an old answer says.
    pub fn follow_with(&mut self, later: Self) {
        self.read_to = self.read_to.max(later.read_to);
        self.messages.extend(later.messages);
    }
}

/// What was said after this number.
///
/// # Errors
/// 403 or 404.
#[server(endpoint = "chat_since")]
pub async fn chat_since(chat: String, after: String) -> Result<ChatNow, Fault> {
    use crate::{api::market::known, pages::chat::load_since, ssr};
    let after = after.parse().map_err(|_| ssr::refuse(actions::ActionError::field("after", "not-a-message")))?;
    load_since(known(&chat)?, after).await
}
