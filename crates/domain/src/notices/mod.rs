//! What a person finds in their inbox: one item per thing that happened and concerned them, written with it.

use crate::{Days, NotificationId, Timestamp, UserId, letters::LetterKind, words};
use serde::{Deserialize, Serialize};

mod dispatch;
mod preferences;
mod quiet;
mod signed_link;

pub use dispatch::{Dispatch, DispatchOutcome};
pub use preferences::{Channel, NotificationPreferences, Switch, may_not_choose};
pub use quiet::QuietHours;
pub use signed_link::{LinkPurpose, SignedLink};

words! {
    /// What an item is about: what the inbox is narrowed by, and what people choose channels for.
    pub enum NoticeCategory {
        /// Steps of orders.
        Orders = "orders",
        /// Offers that came, were chosen or were not.
        Offers = "offers",
        /// Disputes.
        Disputes = "disputes",
        /// Money in the wallet.
        Money = "money",
        /// Roles and standing.
        Account = "account",
        /// What opens the account.
        Security = "security",
    }
}

impl NoticeCategory {
    /// True for what a person is told whatever they chose, at any hour, and finds again for ever.
    pub const fn is_about_safety(self) -> bool {
        match self {
            Self::Security | Self::Account => true,
            Self::Orders | Self::Offers | Self::Disputes | Self::Money => false,
        }
    }
}

/// How long an item is kept.
const KEPT: Days = Days(90);

/// One item of a person's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// Sorts by birth.
    #[serde(rename = "_id")]
    pub id: NotificationId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose it is.
    pub user_id: UserId,
    /// What it is about.
    pub category: NoticeCategory,
    /// What happened, and where it leads; its words are written when it is read, in the reader's language.
    pub kind: LetterKind,
    /// Unique among a person's items: what is told twice under one key is told once.
    pub key: String,
    /// When the person had seen it.
    pub read_at: Option<Timestamp>,
    /// Birth.
    pub created_at: Timestamp,
    /// When it is swept; none for what stays.
    pub expires_at: Option<Timestamp>,
}

impl Notification {
    /// An item about this, if it is one for the inbox. What happens once, in a commit of its own, has its own id as key.
    pub fn of(id: NotificationId, user_id: UserId, kind: &LetterKind, now: Timestamp) -> Option<Self> {
        let category = kind.category()?;
        Some(Self {
            id,
            version: 0,
            user_id,
            category,
            kind: kind.clone(),
            key: id.to_string(),
            read_at: None,
            created_at: now,
            expires_at: (category != NoticeCategory::Security).then(|| now + KEPT),
        })
    }

    /// Seen. What was seen before stays so.
    pub fn read(&self, now: Timestamp) -> Option<Self> {
        self.read_at.is_none().then(|| Self { read_at: Some(now), ..self.clone() })
    }
}
