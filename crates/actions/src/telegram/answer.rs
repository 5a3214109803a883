//! Somebody who asked the bot is answered, once. What they asked for is done first and harms nobody when it is done twice;
//! then the answer is marked as begun, and given.

use super::{Bot, Pressed, reply::reply_to};
use crate::{ActionError, Desk, letters::NotTaken, tasks::Ran};
use domain::{
    Minutes, Seconds,
    identity::Language,
    telegram::{Asked, Reply, TelegramUpdate, UpdateId},
};
use store::Commit;

/// Nobody waits longer for an answer.
const WORTH: Minutes = Minutes(10);
/// How long until Telegram is asked again when it is away.
const PAUSE: Seconds = Seconds(5);

pub(crate) async fn answer(desk: &Desk, id: UpdateId) -> Result<Ran, ActionError> {
    let Some(update) = desk.store.find::<TelegramUpdate>(id).await? else { return Ok(Ran::Done) };
    let Some(bot) = &desk.telegram else { return Ok(Ran::Done) };
    if update.answered_at.is_some() {
        return Ok(Ran::Done);
    }
    let (language, reply) = reply_to(desk, &update).await?;
    if desk.now() > update.heard_at + WORTH {
        return Ok(Ran::Done);
    }
    let begun = TelegramUpdate { answered_at: Some(desk.now()), ..update };
    desk.commit(Commit::new().save(&begun)).await?;
    let begun = TelegramUpdate { version: begun.version + 1, ..begun };
    match give(bot, &begun, language, &reply).await {
        Ok(()) => Ok(Ran::Done),
        Err(NotTaken::Later(why)) => again(desk, begun, PAUSE, why).await,
        Err(NotTaken::After(pause, why)) => again(desk, begun, pause, why).await,
        Err(NotTaken::Never(why) | NotTaken::Stopped(why) | NotTaken::Unclear(why)) => {
            tracing::warn!(why, "an answer of the bot did not arrive");
            Ok(Ran::Done)
        }
    }
}

async fn give(bot: &Bot, update: &TelegramUpdate, language: Language, reply: &Reply) -> Result<(), NotTaken> {
    match &update.asked {
        Asked::Pressed { query, message, .. } => {
            let pressed = Pressed { query: query.clone(), message: *message };
            bot.voice.answer(update.from.id, language, &pressed, reply).await
        }
        Asked::Start(_) | Asked::Help | Asked::Orders | Asked::Balance | Asked::Something => {
            bot.voice.say(update.from.id, language, reply).await
        }
    }
}

/// It has not left: it may be begun again.
async fn again(desk: &Desk, begun: TelegramUpdate, pause: Seconds, why: String) -> Result<Ran, ActionError> {
    tracing::debug!(why, "the bot answers later");
    desk.commit(Commit::new().save(&TelegramUpdate { answered_at: None, ..begun })).await?;
    Ok(Ran::Again(desk.now() + pause))
}
