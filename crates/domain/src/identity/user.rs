//! `User`: the person or business, safe to show to its owner.

use super::Language;
use crate::{Currency, Timestamp, UserId, telegram::TelegramId, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a person may do; several per user.
    pub enum Role {
        /// Posts requests and pays.
        Buyer = "buyer",
        /// Makes offers; asked for and approved.
        Seller = "seller",
        /// Decides disputes.
        Resolver = "resolver",
        /// Helps people.
        Support = "support",
        /// Moves the house's money.
        Treasurer = "treasurer",
        /// Runs the house.
        Admin = "admin",
    }
}

/// Who looks at what people report.
pub const MODERATE: [Role; 2] = [Role::Admin, Role::Support];
/// Who reads what came of every payment.
pub const READ_PAYMENTS: [Role; 3] = [Role::Admin, Role::Treasurer, Role::Support];
/// Who keeps the books: what is held where, compared with the world outside.
pub const KEEP_BOOKS: [Role; 2] = [Role::Admin, Role::Treasurer];

/// Who decides what two sides cannot agree on.
pub const DECIDE_DISPUTES: [Role; 2] = [Role::Resolver, Role::Admin];

words! {
    /// Whether a person may come in.
    pub enum UserStatus {
        /// May come in.
        Active = "active",
        /// Kept out by an admin, with a reason.
        Locked = "locked",
        /// Left; the ledger stays.
        Closed = "closed",
    }
}

words! {
    /// The colours of pages.
    pub enum Theme {
        /// As the device says.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

/// How much is known about a person. Limits rise with it. 0..=3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct VerificationLevel(u8);

impl VerificationLevel {
    /// The highest.
    pub const MAX: u8 = 3;

    /// The level itself.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for VerificationLevel {
    type Error = String;
    fn try_from(level: u8) -> Result<Self, String> {
        if level <= Self::MAX { Ok(Self(level)) } else { Err(format!("there is no level {level}")) }
    }
}

impl From<VerificationLevel> for u8 {
    fn from(level: VerificationLevel) -> Self {
        level.0
    }
}

/// A person or a business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Shown to others. 2..=60 characters.
    pub display_name: String,
    /// As typed; none for a passkey-only account that gave none.
    pub email: Option<String>,
    /// The e-mail folded for comparison (NFKC, lower case); unique.
    pub email_key: Option<String>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Whether they may come in.
    pub status: UserStatus,
    /// Why an admin changed the status last, in the admin's words.
    #[serde(default)]
    pub status_reason: Option<String>,
    /// How often the house has warned them as a seller.
    #[serde(default)]
    pub warning_count: u32,
    /// How much is known about them: it sets the limits. 0..=3.
    #[serde(default)]
    pub verification_level: VerificationLevel,
    /// When a code sent to the e-mail came back; none while nobody has proved to read it.
    #[serde(default)]
    pub email_verified_at: Option<Timestamp>,
    /// Their Telegram user, as their `TelegramLink` says it.
    #[serde(default)]
    pub telegram: Option<TelegramId>,
    /// After a recovery nothing leaves and no way in changes before this.
    #[serde(default)]
    pub quiet_until: Option<Timestamp>,
    /// Language of pages and letters.
    pub language: Language,
    /// Colours of pages.
    pub theme: Theme,
    /// Hints beside amounts are said in this.
    pub display_currency: Currency,
    /// A few words about themselves, ≤ 500 characters.
    pub about: Option<String>,
    /// Sum of the stars of every review received; with `review_count` it gives the exact average.
    pub review_stars: u64,
    /// How many reviews were received.
    pub review_count: u64,
    /// How many orders ended well as seller.
    pub completed_sales: u64,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

impl User {
    /// True when the person has this role and may come in.
    pub fn is(&self, role: Role) -> bool {
        self.status == UserStatus::Active && self.roles.contains(&role)
    }
}
