//! Telegram: linking a person to it, hearing what the bot is asked, answering, and coming in through it. It opens the door
//! and nothing behind it: whatever moves money asks for another proof.

mod answer;
mod hear;
mod link;
mod mind;
mod reply;
mod sign_in;

pub(crate) use answer::answer;
pub use hear::hear;
pub use link::{Invitation, invitation, link_of, start_link, unlink};
pub(crate) use link::{may_be_told, stopped};
pub(crate) use mind::mind;
pub use sign_in::sign_in;

use crate::{
    ActionError, Desk,
    letters::{NotTaken, Post},
};
use domain::{
    identity::Language,
    telegram::{BotAccess, Reply, TelegramId},
};
use futures::future::BoxFuture;
use std::sync::Arc;

/// The bot of this house.
pub struct Bot {
    /// Who it is, and how it is known who speaks to it.
    pub access: BotAccess,
    /// Who speaks for it.
    pub voice: Arc<dyn Voice>,
}

/// A button that somebody pressed: the question it asked, and the message it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Pressed {
    pub query: String,
    pub message: i64,
}

/// Speaks for the bot. News come to it as letters.
pub trait Voice: Post {
    /// Says something in a conversation.
    fn say<'a>(&'a self, to: TelegramId, language: Language, reply: &'a Reply) -> BoxFuture<'a, Result<(), NotTaken>>;

    /// Answers a pressed button.
    fn answer<'a>(
        &'a self,
        to: TelegramId,
        language: Language,
        pressed: &'a Pressed,
        reply: &'a Reply,
    ) -> BoxFuture<'a, Result<(), NotTaken>>;

    /// Makes sure that the bot is ours, and tells Telegram where it tells us.
    fn settle(&self) -> BoxFuture<'_, Result<(), NotTaken>>;
}

fn bot(desk: &Desk) -> Result<&Bot, ActionError> {
    desk.telegram.as_deref().ok_or_else(|| ActionError::conflict("no-bot"))
}
