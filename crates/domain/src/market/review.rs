//! `Review`: one to five stars after a completed order, both ways.

use crate::{PurchaseRequestId, ReviewId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What one side says of the other. One per reviewer and order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ReviewId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The order it speaks of.
    pub request_id: PurchaseRequestId,
    /// Who speaks.
    pub reviewer_id: UserId,
    /// Of whom.
    pub subject_id: UserId,
    /// 1..=5.
    pub rating: u8,
    /// ≤ 1000 characters.
    pub comment: Option<String>,
    /// The reviewer bought from the subject.
    pub is_verified_buyer: bool,
    /// Birth.
    pub created_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}
