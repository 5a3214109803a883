//! One bot, as an operator names it: its token, what people call it, and the word by which its webhook is known. The token
//! stands in no print and no error.

use serde::Deserialize;
use std::fmt;

/// Where bots speak to Telegram.
const API: &str = "https://api.telegram.org";
/// Fewest characters of the word: more than anybody guesses.
const WORD_LEAST: usize = 16;
/// Most, as Telegram takes it.
const WORD_MOST: usize = 256;
/// Fewest characters of a token behind its number.
const TOKEN_LEAST: usize = 20;

/// What a bot says who it is with. Whoever knows it is the bot.
#[derive(Clone, PartialEq, Eq)]
pub struct BotToken(String);

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BotToken(…)")
    }
}

impl BotToken {
    /// `123456789:…`, as Telegram gives it out.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, rest) = text.split_once(':')?;
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let is_rest = rest.len() >= TOKEN_LEAST && rest.bytes().all(is_plain);
        (is_number && is_rest).then(|| Self(text.to_owned()))
    }

    /// The bot's public number.
    pub fn bot_id(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }

    /// The token itself, for whoever speaks to Telegram and for what is derived from it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// What is needed to be this bot, and to know what Telegram tells it.
#[derive(Clone)]
pub struct BotAccess {
    /// Who it is.
    pub token: BotToken,
    /// What people call it, without the `@`.
    pub name: String,
    /// Stands in the head of every update; nobody else knows it.
    pub webhook_word: String,
    /// Where it speaks to Telegram, without a slash at the end.
    pub api: String,
}

impl fmt::Debug for BotAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BotAccess").field("name", &self.name).field("api", &self.api).finish_non_exhaustive()
    }
}

/// What is wrong with a bot's settings; nothing of them is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAccess {
    /// Not the object that is asked for.
    #[error("not {{\"token\": \"…\", \"bot\": \"…\", \"webhook_secret\": \"…\"}}")]
    Shape,
    /// No token.
    #[error("the token is none that Telegram gives out")]
    Token,
    /// No name of a bot.
    #[error("\"bot\" is the bot's name: 5 to 32 letters, digits and underscores, with \"bot\" at the end")]
    Name,
    /// The word is too short to be a secret, or has characters that Telegram does not take.
    #[error("\"webhook_secret\" has 16 to 256 characters of A-Z a-z 0-9 _ -")]
    Word,
    /// Not an address.
    #[error("\"api\" is no address")]
    Api,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    token: String,
    bot: String,
    webhook_secret: String,
    #[serde(default)]
    api: Option<String>,
}

impl BotAccess {
    /// Reads `{"token": "…", "bot": "AmanatBot", "webhook_secret": "…"}`; `"api"` for a server of one's own.
    ///
    /// # Errors
    /// [`BadAccess`], without the token.
    pub fn parse(json: &str) -> Result<Self, BadAccess> {
        let written: Written = serde_json::from_str(json).map_err(|_| BadAccess::Shape)?;
        let token = BotToken::parse(&written.token).ok_or(BadAccess::Token)?;
        let name = written.bot.trim().trim_start_matches('@').to_owned();
        let is_name = (5..=32).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && name.to_ascii_lowercase().ends_with("bot");
        let word = written.webhook_secret;
        let is_word = (WORD_LEAST..=WORD_MOST).contains(&word.len()) && word.bytes().all(is_plain);
        let api = written.api.unwrap_or_else(|| API.to_owned()).trim_end_matches('/').to_owned();
        let is_api = api.starts_with("https://") || api.starts_with("http://");
        match (is_name, is_word, is_api) {
            (false, _, _) => Err(BadAccess::Name),
            (_, false, _) => Err(BadAccess::Word),
            (_, _, false) => Err(BadAccess::Api),
            (true, true, true) => Ok(Self { token, name, webhook_word: word, api }),
        }
    }

    /// Whether nobody on the way can read the token.
    pub fn is_https(&self) -> bool {
        self.api.starts_with("https://")
    }

    /// Whether somebody who says this is Telegram. However it differs, the answer takes the same time.
    pub fn is_from_telegram(&self, said: &str) -> bool {
        super::proof::is_same(self.webhook_word.as_bytes(), said.as_bytes())
    }

    /// The address that opens the bot with this payload.
    pub fn deep_link(&self, payload: &str) -> String {
        format!("https://t.me/{}?start={payload}", self.name)
    }
}

const fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str =
        r#"{"token":"123456789:TEST-ONLY-NOT-A-REAL-TOKEN","bot":"@AmanatBot","webhook_secret":"0123456789abcdef"}"#;

    #[test]
    fn a_bot_is_read_and_tells_nobody_its_token() {
        let access = BotAccess::parse(RIGHT).unwrap();
        assert_eq!((access.name.as_str(), access.api.as_str()), ("AmanatBot", API));
        assert_eq!(access.token.bot_id(), "123456789");
        assert_eq!(access.deep_link("abc"), "https://t.me/AmanatBot?start=abc");
        let shown = format!("{access:?} {:?}", access.token);
        assert!(!shown.contains("TEST-ONLY") && !shown.contains("0123456789abcdef"), "{shown}");
    }

    #[test]
    fn what_is_no_bot_is_refused_without_repeating_it() {
        for (from, to, why) in [
            ("NOT-A-REAL", "N", BadAccess::Token),
            ("123456789:", "", BadAccess::Token),
            ("AmanatBot", "Amanat", BadAccess::Name),
            ("0123456789abcdef", "0123456789abcde", BadAccess::Word),
            ("0123456789abcdef", "0123456789abcde!", BadAccess::Word),
            ("token", "tokens", BadAccess::Shape),
        ] {
            let refused = BotAccess::parse(&RIGHT.replace(from, to)).unwrap_err();
            assert_eq!(refused, why, "{from} → {to}");
            assert!(!refused.to_string().contains("REAL"));
        }
    }

    #[test]
    fn only_the_same_word_is_telegrams() {
        let access = BotAccess::parse(RIGHT).unwrap();
        assert!(access.is_from_telegram("0123456789abcdef"));
        for other in ["", "0123456789abcde", "0123456789abcdeg", "0123456789ABCDEF", "0123456789abcdef "] {
            assert!(!access.is_from_telegram(other), "{other:?}");
        }
    }
}
