//! A letter to a person: what it is about and where it goes. Its words are the notify room's; a code that it carries
//! is derived when it is written out and stands nowhere.

use crate::{
    Hours, LetterId, NotificationId, Timestamp, UserId,
    identity::{CODE_LIVES, Language, User},
    notices::Channel,
};
use serde::{Deserialize, Serialize};

mod kind;
mod news;
mod signer_told;
mod steps;

pub use kind::LetterKind;
pub use news::{news_of, payout_news};
pub use signer_told::{SignerNews, SignerTold};
pub use steps::{OrderStep, PayoutStep, ReviewStep};

/// How long a post that is away is waited for.
const WORTH_SENDING: Hours = Hours(7 * 24);
/// How long a row of the outbox is kept.
const KEPT: Hours = Hours(30 * 24);

/// One letter, written in the commit of what causes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Identity; the letter's Message-ID is made from it, so that a letter that came twice is seen to be one.
    #[serde(rename = "_id")]
    pub id: LetterId,
    /// Compare-and-set counter: of two workers one sends.
    pub version: u64,
    /// Whose it is; none for a letter with a code, which goes to whoever reads the address.
    #[serde(default)]
    pub user_id: Option<UserId>,
    /// By which way.
    #[serde(default = "by_email")]
    pub channel: Channel,
    /// The item of the inbox that says the same, where there is one.
    #[serde(default)]
    pub notification_id: Option<NotificationId>,
    /// Where it goes: an e-mail, or the number of a Telegram user.
    pub to: String,
    /// What the reader is called.
    pub name: String,
    /// What it is about.
    pub kind: LetterKind,
    /// The language its reader reads.
    pub language: Language,
    /// How often the post was asked.
    pub tries: u32,
    /// Since when it is in the hands of the post: whoever finds it there does not know whether it has left.
    #[serde(default)]
    pub in_hand_since: Option<Timestamp>,
    /// What the post complained of last.
    pub error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// When the post took it.
    pub sent_at: Option<Timestamp>,
    /// When the post refused it for good, or it had become worth nothing.
    pub given_up_at: Option<Timestamp>,
    /// When its row is swept.
    pub expire_at: Timestamp,
    /// What stops letters like this one, the path of a link or a button: made when it is handed over, like a code, and
    /// kept nowhere.
    #[serde(skip)]
    pub stop: Option<String>,
}

/// Whom a letter speaks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Where it goes.
    pub to: String,
    /// What they are called.
    pub name: String,
    /// What they read.
    pub language: Language,
}

impl Reader {
    /// This person, if they have an e-mail.
    pub fn of(user: &User) -> Option<Self> {
        Some(Self { to: user.email.clone()?, name: user.display_name.clone(), language: user.language })
    }
}

impl Letter {
    /// A letter to this reader.
    pub fn to(id: LetterId, reader: Reader, kind: LetterKind, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            user_id: None,
            channel: Channel::Email,
            notification_id: None,
            to: reader.to,
            name: reader.name,
            kind,
            language: reader.language,
            tries: 0,
            in_hand_since: None,
            error: None,
            created_at: now,
            sent_at: None,
            given_up_at: None,
            expire_at: now + KEPT,
            stop: None,
        }
    }

    /// True once what it carries opens nothing any more, or what it tells is long past: it would only puzzle its reader.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        let carries_code = self.kind.code_of().is_some();
        now >= if carries_code { self.created_at + CODE_LIVES } else { self.created_at + WORTH_SENDING }
    }

    /// True while the post still has to take it.
    pub const fn waits(&self) -> bool {
        self.sent_at.is_none() && self.given_up_at.is_none()
    }

    /// Marked before the post is asked: whoever marks it, asks.
    #[must_use]
    pub fn tried(&self, now: Timestamp) -> Self {
        Self { tries: self.tries + 1, in_hand_since: Some(now), ..self.clone() }
    }

    /// The post has answered.
    #[must_use]
    pub fn answered(&self, error: Option<String>) -> Self {
        Self { in_hand_since: None, error, ..self.clone() }
    }

    /// True when somebody asked the post and nobody heard its answer, by a channel that shows everything it is handed: what
    /// may have left is not sent again. A mail program knows a letter by its Message-ID, and shows two as one.
    pub fn may_have_left(&self) -> bool {
        self.in_hand_since.is_some() && self.channel == Channel::Telegram
    }
}

const fn by_email() -> Channel {
    Channel::Email
}
