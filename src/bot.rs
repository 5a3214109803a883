//! The bot of this process: the operator's, or none, and then nobody is linked.

use crate::config::Config;
use actions::{
    letters::{NotTaken, Post},
    telegram::{Bot, Pressed, Voice},
};
use anyhow::{Context, Result, anyhow};
use domain::{
    Seconds,
    identity::Language,
    letters::Letter,
    telegram::{BotAccess, Reply, TelegramId},
};
use futures::future::BoxFuture;
use notify::telegram::{self, NotTold};
use std::sync::Arc;

/// The bot of the settings, if there is one.
///
/// # Errors
/// Names the setting and what is wrong with it, without the token.
pub fn access(said: Option<&str>) -> Result<Option<BotAccess>> {
    let said = said.map(str::trim).filter(|text| !text.is_empty());
    said.map(|json| BotAccess::parse(json).context("AMANAT_TELEGRAM")).transpose()
}

/// Who speaks for the house in Telegram. `origin` is the address people open.
///
/// # Errors
/// When there are no certificates to know Telegram by.
pub fn of(config: &Config, origin: &str) -> Result<Option<Arc<Bot>>> {
    let Some(access) = config.telegram.clone() else { return Ok(None) };
    let speaks = telegram::Bot::try_new(access.clone(), origin).map_err(|why| anyhow!("AMANAT_TELEGRAM: {why}"))?;
    Ok(Some(Arc::new(Bot { access, voice: Arc::new(Speaks(speaks)) })))
}

struct Speaks(telegram::Bot);

impl Post for Speaks {
    fn take<'a>(&'a self, letter: &'a Letter, _: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        Box::pin(async move {
            let sent = self.0.send(letter).await;
            sent.inspect_err(|why| tracing::warn!(letter = %letter.id, ?why, "the bot did not bring a message"))
                .map_err(not_taken)
        })
    }
}

impl Voice for Speaks {
    fn say<'a>(&'a self, to: TelegramId, language: Language, reply: &'a Reply) -> BoxFuture<'a, Result<(), NotTaken>> {
        Box::pin(async move { self.0.say(to, language, reply).await.map_err(not_taken) })
    }

    fn answer<'a>(
        &'a self,
        to: TelegramId,
        language: Language,
        pressed: &'a Pressed,
        reply: &'a Reply,
    ) -> BoxFuture<'a, Result<(), NotTaken>> {
        let Pressed { query, message } = pressed;
        let pressed = telegram::Pressed { query, message: *message };
        Box::pin(async move { self.0.answer(to, language, pressed, reply).await.map_err(not_taken) })
    }

    fn settle(&self) -> BoxFuture<'_, Result<(), NotTaken>> {
        Box::pin(async move { self.0.settle().await.map_err(not_taken) })
    }
}

fn not_taken(why: NotTold) -> NotTaken {
    match why {
        NotTold::Later(why) => NotTaken::Later(why),
        NotTold::After(seconds, why) => NotTaken::After(Seconds(i64::from(seconds)), why),
        NotTold::Never(why) => NotTaken::Never(why),
        NotTold::Stopped(why) => NotTaken::Stopped(why),
        NotTold::Unclear(why) => NotTaken::Unclear(why),
    }
}

#[cfg(test)]
mod tests {
    use super::access;

    #[test]
    fn a_bot_is_named_or_there_is_none_and_no_complaint_tells_its_token() {
        assert!(access(None).unwrap().is_none() && access(Some(" ")).unwrap().is_none());
        let said = format!("{:#}", access(Some(r#"{"token":"123:s3cret"}"#)).unwrap_err());
        assert!(said.starts_with("AMANAT_TELEGRAM") && !said.contains("s3cret"), "{said}");
    }
}
