//! `SellerOffer`: a seller's bid on a request. One live offer per seller and request.

use crate::{
    Days, Hours, MessageId, Money, PurchaseRequestId, SellerOfferId, Timestamp, UserId, machine::Refused,
    market::OfferDeposit, words,
};
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
    /// What its seller set aside as security; shown to the buyer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<OfferDeposit>,
    /// The counter-offer that both sides agreed on last; none when its seller has written it anew since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_in: Option<MessageId>,
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

impl OfferStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: OfferDeed) -> Result<Self, Refused> {
        match (self, deed) {
            (Self::Pending, OfferDeed::Accept) => Ok(Self::Accepted),
            (Self::Pending, OfferDeed::Reject) => Ok(Self::Rejected),
            (Self::Pending, OfferDeed::Withdraw) => Ok(Self::Withdrawn),
            (Self::Pending, OfferDeed::Expire) => Ok(Self::Expired),
            (
                Self::Accepted | Self::Rejected | Self::Withdrawn | Self::Expired,
                OfferDeed::Accept | OfferDeed::Reject | OfferDeed::Withdraw | OfferDeed::Expire,
            ) => Err(super::refused("seller_offer", self, deed)),
        }
    }
}

impl DeliveryTime {
    /// When it ends, counted from `start`.
    pub fn after(self, start: Timestamp) -> Timestamp {
        let amount = i64::from(self.amount);
        match self.unit {
            DeliveryUnit::Hours => start + Hours(amount),
            DeliveryUnit::Days => start + Days(amount),
            DeliveryUnit::Weeks => start + Days(amount.saturating_mul(7)),
        }
    }
}

impl SellerOffer {
    /// True when its time has passed, whether or not the clock has been round yet.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }

    /// Where it really stands: a pending offer whose time has passed is read as expired.
    pub fn status_at(&self, now: Timestamp) -> OfferStatus {
        match self.status {
            OfferStatus::Pending if self.is_past(now) => OfferStatus::Expired,
            status => status,
        }
    }

    /// The same offer after a deed.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn moved(&self, deed: OfferDeed, now: Timestamp) -> Result<Self, Refused> {
        Ok(Self { status: self.status.next(deed)?, updated_at: now, ..self.clone() })
    }

    /// What the other side may see: everything but the seller's own notes.
    pub fn without_notes(self) -> Self {
        Self { private_notes: None, ..self }
    }
}
