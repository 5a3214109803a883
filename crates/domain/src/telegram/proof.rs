//! What Telegram signs about its users, and whether it did: the `initData` of a Mini App, and what the login widget brings.
//! Source: core.telegram.org/bots/webapps and core.telegram.org/widgets/login.

use super::{BotToken, Fingerprint, TelegramDoor, TelegramId, TelegramProfile, query};
use crate::{Minutes, Seconds, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How old what a Mini App brings may be.
const MINI_APP_LIVES: Minutes = Minutes(5);
/// How old what the widget brings may be.
const WIDGET_LIVES: Minutes = Minutes(10);
/// How far another clock may be ahead of ours.
const AHEAD: Seconds = Seconds(60);
/// Longest text that is looked at.
const LONGEST: usize = 4_096;

/// Telegram says: this is who stands there, since a moment ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Who.
    pub profile: TelegramProfile,
    /// By which way.
    pub door: TelegramDoor,
    /// When Telegram said so.
    pub said_at: Timestamp,
    /// From when on it is too old.
    pub until: Timestamp,
    /// The same for every spelling of what was said: it opens a door once.
    pub fingerprint: Fingerprint,
}

/// Why it is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// Not what Telegram sends, or not signed by it for this bot.
    #[error("telegram did not sign this for our bot")]
    Forged,
    /// Signed, and too long ago, or by a clock that is ahead.
    #[error("what telegram signed is too old")]
    TooOld,
}

impl NotProven {
    /// Shown to people and searched for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Forged => "telegram-refused",
            Self::TooOld => "telegram-too-old",
        }
    }
}

/// What a Mini App is told of its user.
#[derive(Deserialize)]
struct WebAppUser {
    id: i64,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

impl BotToken {
    /// Reads what this house's Mini App or the widget brought; which of the two it is, what is signed says.
    ///
    /// # Errors
    /// [`NotProven`]; how old it is, is asked only of what is signed.
    pub fn read(&self, door: TelegramDoor, text: &str, now: Timestamp) -> Result<Proven, NotProven> {
        let mut pairs = if text.len() <= LONGEST { query::pairs(text) } else { None }.ok_or(NotProven::Forged)?;
        let hash = pairs.remove("hash").ok_or(NotProven::Forged)?;
        let lines: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let signed = lines.join("\n");
        let (key, lives) = match door {
            TelegramDoor::MiniApp => (self.mini_app_key(), MINI_APP_LIVES),
            TelegramDoor::LoginWidget => (Sha256::digest(self.reveal()).into(), WIDGET_LIVES),
            TelegramDoor::Bot => return Err(NotProven::Forged),
        };
        if !is_signed(&key, &signed, &hash) {
            return Err(NotProven::Forged);
        }
        let said_at = pairs.get("auth_date").and_then(|seconds| seconds.parse::<u32>().ok());
        let said_at = Timestamp::from_millis(i64::from(said_at.ok_or(NotProven::Forged)?) * 1_000);
        let profile = match door {
            TelegramDoor::MiniApp => of_mini_app(&pairs),
            TelegramDoor::LoginWidget | TelegramDoor::Bot => of_widget(&pairs),
        };
        let profile = profile.ok_or(NotProven::Forged)?;
        if now > said_at + lives || said_at > now + AHEAD {
            return Err(NotProven::TooOld);
        }
        let fingerprint = Fingerprint(Sha256::digest(format!("{door}\n{signed}")).into());
        Ok(Proven { profile, door, said_at, until: said_at + lives, fingerprint })
    }

    fn mini_app_key(&self) -> [u8; 32] {
        mac(b"WebAppData", self.reveal()).finalize().into_bytes().into()
    }
}

fn of_mini_app(pairs: &BTreeMap<String, String>) -> Option<TelegramProfile> {
    let user: WebAppUser = serde_json::from_str(pairs.get("user")?).ok()?;
    Some(TelegramProfile {
        id: TelegramId(user.id),
        first_name: user.first_name,
        last_name: user.last_name,
        username: user.username,
        language_code: user.language_code,
    })
}

fn of_widget(pairs: &BTreeMap<String, String>) -> Option<TelegramProfile> {
    Some(TelegramProfile {
        id: pairs.get("id")?.parse().ok()?,
        first_name: pairs.get("first_name")?.clone(),
        last_name: pairs.get("last_name").cloned(),
        username: pairs.get("username").cloned(),
        language_code: None,
    })
}

/// `given` is 64 small hex digits. However they differ, the answer takes the same time.
fn is_signed(key: &[u8], signed: &str, given: &str) -> bool {
    let mut signature = [0; 32];
    let is_hex = !given.bytes().any(|b| b.is_ascii_uppercase())
        && hex::decode_to_slice(given.as_bytes(), &mut signature).is_ok();
    is_hex && mac(key, signed).verify_slice(&signature).is_ok()
}

/// Whether two secrets are one. Both are hashed under one key first: neither length nor first difference shows.
pub(super) fn is_same(known: &[u8], said: &[u8]) -> bool {
    let hashed = |bytes: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(known).expect("HMAC takes keys of any length");
        mac.update(bytes);
        mac
    };
    hashed(known).verify_slice(&hashed(said).finalize().into_bytes()).is_ok()
}

fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}
