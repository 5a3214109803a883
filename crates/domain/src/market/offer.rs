//! `SellerOffer`: a seller's bid on a request. One live offer per seller and request.

use crate::{Money, PurchaseRequestId, SellerOfferId, Timestamp, UserId, words};
use serde::{Deserialize, Serialize};

words! {
    /// `pending → accepted | rejected | withdrawn | expired`.
    pub enum OfferStatus {
        /// Live.
        Pending = "pending",
        /// The buyer chose it.
        Accepted = "accepted",
        /// The buyer chose another, or refused it.
        Rejected = "rejected",
        /// The seller took it back.
        Withdrawn = "withdrawn",
        /// Its time has passed.
        Expired = "expired",
    }
}

words! {
    /// What can happen to an offer.
    pub enum OfferDeed {
        /// The buyer accepts it.
        Accept = "accept",
        /// The buyer accepts another, refuses it, or the request ends.
        Reject = "reject",
        /// The seller takes it back.
        Withdraw = "withdraw",
        /// `valid_until` has passed.
        Expire = "expire",
    }
}

words! {
    /// Unit of a promised delivery time.
    pub enum DeliveryUnit {
        /// 60 minutes.
        Hours = "hours",
        /// 24 hours.
        Days = "days",
        /// 7 days.
        Weeks = "weeks",
    }
}

/// How long the seller needs, counted from the payment. At least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryTime {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: DeliveryUnit,
}

/// A bid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerOffer {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: SellerOfferId,
    /// Compare-and-set counter.
    pub version: u64,
    /// On what.
    pub request_id: PurchaseRequestId,
    /// Whose bid.
    pub seller_id: UserId,
    /// ≤ 200 characters.
    pub title: String,
    /// ≤ 1000 characters; shown to the buyer.
    pub description: String,
    /// What the buyer pays; a token a chain carries.
    pub price: Money,
    /// How long it takes.
    pub delivery_time: DeliveryTime,
    /// Expires then, if said.
    pub valid_until: Option<Timestamp>,
    /// The seller's own notes, ≤ 1000 characters. Never sent to the buyer.
    pub private_notes: Option<String>,
    /// Where it stands.
    pub status: OfferStatus,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}
