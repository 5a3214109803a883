//! What happened to a noun: who, when, from, to, why. One row per move; rows are never edited.

use crate::{EventId, PaymentId, PurchaseRequestId, ScheduledTaskId, SellerOfferId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    User(UserId),
    /// A deadline.
    Clock,
    /// The watcher, speaking for a chain.
    Chain,
    /// The house itself (set-up, migrations).
    House,
}

/// What it happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Subject {
    User(UserId),
    Request(PurchaseRequestId),
    Offer(SellerOfferId),
    Payment(PaymentId),
    Escrow(PurchaseRequestId),
    Task(ScheduledTaskId),
}

/// One row of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// Sorts by birth; rows of one commit keep their order.
    #[serde(rename = "_id")]
    pub id: EventId,
    /// What it happened to.
    pub subject: Subject,
    /// The order it belongs to, if any: what a timeline reads.
    pub request_id: Option<PurchaseRequestId>,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The deed, as stored (`accept`, `funded`, …).
    pub deed: String,
    /// The state before, as stored; none at birth.
    pub from: Option<String>,
    /// The state after, as stored.
    pub to: String,
    /// Words of the person, or the code of the reason.
    pub why: Option<String>,
}
