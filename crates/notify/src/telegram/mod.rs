//! The channel by Telegram: one call of the Bot API per message. Who is told what is decided elsewhere.

mod api;
mod news;
mod replies;
mod said;

pub use api::NotTold;

use api::Api;
use domain::{
    identity::Language,
    letters::Letter,
    telegram::{BotAccess, Reply, TelegramId},
};
use serde_json::json;
use tongue::{t::Locale, words::locale_for};

/// What Telegram may tell us: nothing that we have no answer to.
const UPDATES: [&str; 2] = ["message", "callback_query"];
/// What a person may type, as its menu shows it.
const COMMANDS: [&str; 3] = ["orders", "balance", "help"];

/// A bot that speaks to Telegram. Its token is in no error and no print.
#[derive(Clone, Debug)]
pub struct Bot {
    api: Api,
    access: BotAccess,
    /// The address people open, without a slash at the end.
    origin: String,
}

/// A button that somebody pressed.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// What the answer must name.
    pub query: &'a str,
    /// The message it stands under.
    pub message: i64,
}

impl Bot {
    /// Nothing is asked of Telegram before the first message.
    ///
    /// # Errors
    /// The HTTP client's, which has no certificates then.
    pub fn try_new(access: BotAccess, origin: &str) -> Result<Self, String> {
        Ok(Self { api: Api::try_new(&access)?, access, origin: origin.to_owned() })
    }

    /// Hands over one letter.
    ///
    /// # Errors
    /// Whether to try again, when, and why.
    pub async fn send(&self, letter: &Letter) -> Result<(), NotTold> {
        let said = news::of_letter(locale_for(letter.language), letter, &self.origin);
        self.api.call("sendMessage", said.in_chat(&letter.to)).await.map(drop)
    }

    /// Says something in a conversation.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn say(&self, to: TelegramId, language: Language, reply: &Reply) -> Result<(), NotTold> {
        let said = replies::said(locale_for(language), reply, &self.origin);
        self.api.call("sendMessage", said.in_chat(&to.to_string())).await.map(drop)
    }

    /// Answers a pressed button: a word over the conversation, and the message as it is now: what it told and that it is
    /// read, or the same without its buttons.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn answer(
        &self,
        to: TelegramId,
        language: Language,
        pressed: Pressed<'_>,
        reply: &Reply,
    ) -> Result<(), NotTold> {
        let l = locale_for(language);
        let words = replies::in_a_word(l, reply);
        let answered = json!({"callback_query_id": pressed.query, "text": words});
        // A question that nobody waits for any more is no reason to leave the message as it was.
        let answered = self.api.call("answerCallbackQuery", answered).await;
        if let Err(why @ (NotTold::Later(_) | NotTold::After(..))) = answered {
            return Err(why);
        }
        let chat = to.to_string();
        let (method, mut changed) = if let Reply::Marked { kind, then } = reply {
            ("editMessageText", news::settled(l, kind, *then, (&words, &self.origin)).in_chat(&chat))
        } else {
            ("editMessageReplyMarkup", json!({"chat_id": chat}))
        };
        changed["message_id"] = json!(pressed.message);
        match self.api.call(method, changed).await {
            // It is as it should be already, or it is gone.
            Ok(_) | Err(NotTold::Never(_)) => Ok(()),
            Err(why) => Err(why),
        }
    }

    /// Makes sure that the bot is the one of the settings, and tells Telegram where it tells us and what people may type.
    ///
    /// # Errors
    /// As [`Self::send`]; [`NotTold::Never`] for another bot, or an address that Telegram does not take.
    pub async fn settle(&self) -> Result<(), NotTold> {
        let me = self.api.call("getMe", json!({})).await?;
        if me["username"].as_str().is_none_or(|name| !name.eq_ignore_ascii_case(&self.access.name)) {
            return Err(NotTold::Never("the token is of another bot than the settings say".to_owned()));
        }
        let hook = json!({
            "url": format!("{}/webhooks/telegram", self.origin), "secret_token": self.access.webhook_word,
            "allowed_updates": UPDATES,
        });
        self.api.call("setWebhook", hook).await?;
        for l in Locale::ALL.iter().copied() {
            let named = COMMANDS.map(|name| json!({"command": name, "description": replies::command(l, name)}));
            self.api.call("setMyCommands", json!({"commands": named, "language_code": l.as_str()})).await?;
        }
        Ok(())
    }
}
