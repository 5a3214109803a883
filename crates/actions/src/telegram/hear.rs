//! What Telegram tells the bot. Known by a word that only both sides know, kept once under Telegram's own number, answered
//! by a task of the same commit: whoever told it waits for nothing.

use crate::{ActionError, Desk, providers::Heard};
use domain::{
    tasks::{Deed, ScheduledTask},
    telegram::{TelegramUpdate, Unreadable},
};
use store::{Commit, StoreError};

/// Where the word stands.
const WORD: &str = "x-telegram-bot-api-secret-token";

/// Hears an update. `header` finds a header by its lower-case name.
///
/// # Errors
/// Only the database's; then it will be told again.
pub async fn hear<'a>(
    desk: &Desk,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> Result<Heard, ActionError> {
    let Some(bot) = &desk.telegram else { return Ok(Heard::Nobody) };
    match header(WORD) {
        None => return Ok(Heard::Forged("telegram-webhook-unsigned")),
        Some(said) if !bot.access.is_from_telegram(said) => return Ok(Heard::Forged("telegram-webhook-forged")),
        Some(_) => {}
    }
    let update = match TelegramUpdate::read(body, desk.now()) {
        Ok(Some(update)) => update,
        // Nothing that the bot has an answer to.
        Ok(None) => return Ok(Heard::New),
        Err(Unreadable) => return Ok(Heard::Unreadable("telegram-webhook-body")),
    };
    let task = ScheduledTask::at(desk.new_id(), Deed::AnswerTelegram(update.id), desk.now(), desk.now());
    match desk.commit(Commit::new().insert(&update).task(&task)).await {
        Ok(()) => Ok(Heard::New),
        Err(ActionError::Store(StoreError::Duplicate { .. })) => Ok(Heard::Before),
        Err(error) => Err(error),
    }
}
