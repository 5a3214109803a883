//! `ShopSettings`: what a seller decides about the shop. One per seller; nobody's shop needs a row before it is changed.

use crate::{Timestamp, UserId, market::ReviewSubject};
use serde::{Deserialize, Serialize};

/// What a seller has decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopSettings {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Buyers may review the seller.
    pub allow_seller_reviews: bool,
    /// Buyers may review what they bought from a template.
    pub allow_template_reviews: bool,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

impl ShopSettings {
    /// A shop as everybody's is until its seller says otherwise: all reviews are welcome.
    pub const fn untouched(id: UserId, now: Timestamp) -> Self {
        let (allow_seller_reviews, allow_template_reviews) = (true, true);
        Self { id, version: 0, allow_seller_reviews, allow_template_reviews, created_at: now, updated_at: now }
    }

    /// True when new reviews of this kind are taken. What was said before stays; a buyer is not a shop.
    pub const fn takes(&self, subject: ReviewSubject) -> bool {
        match subject {
            ReviewSubject::Seller => self.allow_seller_reviews,
            ReviewSubject::Template => self.allow_template_reviews,
            ReviewSubject::Buyer => true,
        }
    }

    /// With these switches.
    pub const fn switched(self, sellers: bool, templates: bool, now: Timestamp) -> Self {
        Self { allow_seller_reviews: sellers, allow_template_reviews: templates, updated_at: now, ..self }
    }
}
