//! The one queue behind everything a clock or the outside does: expiry, time to pay, watching a chain.
//!
//! A task is written in the commit that causes it, claimed by a compare-and-set lease, and run under an
//! idempotency key, so that a worker that dies half-way does no harm.

use crate::{
    DisputeId, HoldId, Hours, LetterId, Minutes, PaymentId, PayoutId, PurchaseRequestId, ScheduledTaskId, Seconds,
    SellerOfferId, TempVerificationId, Timestamp, escrow::InspectionWarning, machine::Refused,
};
use serde::{Deserialize, Serialize};

mod status;

pub use status::{Lane, TaskDeed, TaskStatus};

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
    /// A warning before the inspection window ends.
    WarnInspection(PurchaseRequestId, InspectionWarning),
    /// The time to act in a dispute has ended, in its n-th round.
    EndDisputeTime(DisputeId, u32),
    /// Look at a chain for transfers; repeats itself.
    WatchChain(u64),
    /// Number and chain committed journals; repeats itself.
    SealJournals,
    /// Compare the books with the world outside; repeats itself.
    Reconcile,
    /// Write the letter of a mailed code, if there is somebody to write it to: decided here, away from whoever asked.
    MailCode(TempVerificationId, u32),
    /// Hand a letter to the post.
    SendLetter(LetterId),
    /// Carry a payout on over its chain, in its n-th attempt, until it is over.
    CarryPayout(PayoutId, u32),
    /// The time to agree to a payout has ended.
    ExpirePayout(PayoutId),
    /// The time of money that was set aside has passed.
    TimeOutHold(HoldId),
    /// Look for receiving addresses of a chain that hold enough to be swept; repeats itself.
    SweepChain(u64),
    /// Ask the hosted services about a payment, while money may come by them.
    PollPayment(PaymentId),
    /// Ask them once more, now: one of them told us that something came.
    LookAtPayment(PaymentId),
    /// Take files from the shelf that nobody has any more; repeats itself.
    SweepFiles,
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

impl Deed {
    /// The unique key of its row: one deed per subject.
    pub fn key(self) -> String {
        match self {
            Self::ExpireOffer(id) => format!("expire_offer:{id}"),
            Self::EndTimeToPay(id) => format!("end_time_to_pay:{id}"),
            Self::EndTimeToTopUp(id) => format!("end_time_to_top_up:{id}"),
            Self::EndTimeToSend(id) => format!("end_time_to_send:{id}"),
            Self::PromisedTimeCame(id) => format!("promised_time_came:{id}"),
            Self::EndInspection(id) => format!("end_inspection:{id}"),
            Self::WarnInspection(id, warning) => format!("warn_inspection:{id}:{warning}"),
            Self::EndDisputeTime(id, round) => format!("end_dispute_time:{id}:{round}"),
            Self::WatchChain(chain) => format!("watch_chain:{chain}"),
            Self::SealJournals => "seal_journals".to_owned(),
            Self::Reconcile => "reconcile".to_owned(),
            Self::MailCode(id, round) => format!("mail_code:{id}:{round}"),
            Self::SendLetter(id) => format!("send_letter:{id}"),
            Self::CarryPayout(id, attempt) => format!("carry_payout:{id}:{attempt}"),
            Self::ExpirePayout(id) => format!("expire_payout:{id}"),
            Self::TimeOutHold(id) => format!("time_out_hold:{id}"),
            Self::SweepChain(chain) => format!("sweep_chain:{chain}"),
            Self::PollPayment(id) => format!("poll_payment:{id}"),
            Self::LookAtPayment(id) => format!("look_at_payment:{id}"),
            Self::SweepFiles => "sweep_files".to_owned(),
        }
    }

    /// True when it is never given up: it never ends, or money may lie outside until it is done.
    pub const fn repeats(self) -> bool {
        match self {
            Self::CarryPayout(..)
            | Self::SweepChain(_)
            | Self::WatchChain(_)
            | Self::SealJournals
            | Self::Reconcile
            | Self::PollPayment(_)
            | Self::LookAtPayment(_)
            | Self::SweepFiles => true,
            Self::ExpireOffer(_)
            | Self::EndTimeToPay(_)
            | Self::EndTimeToTopUp(_)
            | Self::EndTimeToSend(_)
            | Self::PromisedTimeCame(_)
            | Self::EndInspection(_)
            | Self::WarnInspection(..)
            | Self::EndDisputeTime(..)
            | Self::MailCode(..)
            | Self::ExpirePayout(_)
            | Self::TimeOutHold(_)
            | Self::SendLetter(_) => false,
        }
    }
}

/// Tries before a task is given up.
pub const MAX_ATTEMPTS: u32 = 5;
/// How long a worker may hold a task before another takes over.
pub const LEASE: Seconds = Seconds(15);

impl ScheduledTask {
    /// A fresh row under the deed's own key.
    pub fn at(id: ScheduledTaskId, deed: Deed, run_at: Timestamp, now: Timestamp) -> Self {
        Self::new(id, deed, deed.key(), run_at, now)
    }

    /// Taken by a worker, if it is due and nobody holds it.
    pub fn claimed(&self, worker: &str, now: Timestamp) -> Option<Self> {
        let deed = match self.status {
            TaskStatus::Locked if self.locked_until.is_none_or(|until| until <= now) => TaskDeed::TakeOver,
            _ if self.run_at <= now => TaskDeed::Claim,
            _ => return None,
        };
        let status = self.status.next(deed).ok()?;
        Some(Self {
            status,
            attempts: self.attempts + 1,
            locked_by: Some(worker.to_owned()),
            locked_until: Some(now + LEASE),
            ..self.clone()
        })
    }

    /// Done.
    ///
    /// # Errors
    /// [`Refused`] when it is not held.
    pub fn finished(&self, now: Timestamp) -> Result<Self, Refused> {
        Ok(Self { completed_at: Some(now), last_error: None, ..self.let_go(TaskDeed::Finish)? })
    }

    /// Again at `run_at`; the tries start from zero.
    ///
    /// # Errors
    /// [`Refused`] when it is not held.
    pub fn repeated(&self, run_at: Timestamp) -> Result<Self, Refused> {
        Ok(Self { run_at, attempts: 0, last_error: None, ..self.let_go(TaskDeed::Repeat)? })
    }

    /// Went wrong: again after 2^n minutes (at most a day), or given up after [`MAX_ATTEMPTS`]. What
    /// repeats for ever is never given up.
    ///
    /// # Errors
    /// [`Refused`] when it is not held.
    pub fn failed(&self, why: &str, now: Timestamp) -> Result<Self, Refused> {
        let last_error = Some(why.to_owned());
        if self.attempts >= MAX_ATTEMPTS && !self.deed.repeats() {
            return Ok(Self { last_error, ..self.let_go(TaskDeed::GiveUp)? });
        }
        let run_at = if self.deed.repeats() { now + pause(self.attempts) } else { now + backoff(self.attempts) };
        Ok(Self { run_at, last_error, ..self.let_go(TaskDeed::Fail)? })
    }

    fn let_go(&self, deed: TaskDeed) -> Result<Self, Refused> {
        Ok(Self { status: self.status.next(deed)?, locked_by: None, locked_until: None, ..self.clone() })
    }

    /// A fresh row under a key of one's own.
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

/// 2, 4, 8, … seconds, at most a minute: the outside is asked again soon.
fn pause(attempts: u32) -> Seconds {
    Seconds((1_i64 << attempts.min(6)).min(60))
}

/// 2, 4, 8, … minutes, at most 24 hours.
fn backoff(attempts: u32) -> Minutes {
    let day = Hours(24).0 * 60;
    Minutes(1_i64.checked_shl(attempts.min(11)).unwrap_or(day).min(day))
}

#[cfg(test)]
mod tests;
