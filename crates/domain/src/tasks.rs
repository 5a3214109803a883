//! The one queue behind everything a clock or the outside does: expiry, time to pay, watching a chain.
//!
//! A task is written in the commit that causes it, claimed by a compare-and-set lease, and run under an
//! idempotency key, so that a worker that dies half-way does no harm.

use crate::{PaymentId, PurchaseRequestId, ScheduledTaskId, SellerOfferId, Timestamp, words};
use serde::{Deserialize, Serialize};

words! {
    /// `pending → locked → completed`; `failed` is retried with backoff, then `dead`.
    pub enum TaskStatus {
        /// Waits for its time.
        Pending = "pending",
        /// A worker holds the lease.
        Locked = "locked",
        /// Done.
        Completed = "completed",
        /// Went wrong; tried again at `run_at`.
        Failed = "failed",
        /// Went wrong too often; waits for a person.
        Dead = "dead",
        /// No longer needed.
        Cancelled = "cancelled",
    }
}

/// What is to be done. Each is one action with the clock as its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// An offer's `valid_until` has passed.
    ExpireOffer(SellerOfferId),
    /// The time to pay has ended.
    EndTimeToPay(PaymentId),
    /// The time to top up a part payment has ended.
    EndTimeToTopUp(PaymentId),
    /// Not sent by the promised time and its grace.
    EndTimeToSend(PurchaseRequestId),
    /// The promised time of arrival has come.
    PromisedTimeCame(PurchaseRequestId),
    /// The inspection window has ended.
    EndInspection(PurchaseRequestId),
    /// Look at a chain for transfers; repeats itself.
    WatchChain(u64),
    /// Number and chain committed journals; repeats itself.
    SealJournals,
}

/// One row of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledTask {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ScheduledTaskId,
    /// Compare-and-set counter.
    pub version: u64,
    /// What to do.
    pub deed: Deed,
    /// Unique: a task that is already queued is not queued again.
    pub key: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Not before this time.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Who holds the lease.
    pub locked_by: Option<String>,
    /// When the lease ends and another worker may take over.
    pub locked_until: Option<Timestamp>,
    /// What went wrong last; no names, addresses or keys.
    pub last_error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// When it was done.
    pub completed_at: Option<Timestamp>,
}

impl ScheduledTask {
    /// A fresh row.
    pub fn new(id: ScheduledTaskId, deed: Deed, key: String, run_at: Timestamp, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            deed,
            key,
            status: TaskStatus::Pending,
            run_at,
            attempts: 0,
            locked_by: None,
            locked_until: None,
            last_error: None,
            created_at: now,
            completed_at: None,
        }
    }
}
