//! `User`: the person or business, safe to show to its owner.

use crate::{Currency, Timestamp, UserId, words};
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
    /// The language of pages and letters.
    pub enum Language {
        /// English, left to right.
        En = "en",
        /// Persian, right to left.
        Fa = "fa",
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
