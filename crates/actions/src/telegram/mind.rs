//! Once a day Telegram is told where it tells us: a new address, another word or another bot is known soon after the start.

use crate::{ActionError, Desk, letters::NotTaken, tasks::Ran};
use domain::{Days, Minutes};

/// How often, when all is well.
const EVERY: Days = Days(1);
/// How often, when Telegram does not take it.
const AGAIN: Minutes = Minutes(5);

pub(crate) async fn mind(desk: &Desk) -> Result<Ran, ActionError> {
    // A bot that is no longer in the settings is left alone until it is back.
    let Some(bot) = &desk.telegram else { return Ok(Ran::Done) };
    match bot.voice.settle().await {
        Ok(()) => Ok(Ran::Again(desk.now() + EVERY)),
        Err(
            NotTaken::Later(why)
            | NotTaken::After(_, why)
            | NotTaken::Never(why)
            | NotTaken::Stopped(why)
            | NotTaken::Unclear(why),
        ) => {
            tracing::warn!(why, "the bot cannot be told where it listens");
            Ok(Ran::Again(desk.now() + AGAIN))
        }
    }
}
