//! The one queue behind everything a clock or the outside does: expiry, time to pay, watching a chain.
//!
//! A task is written in the commit that causes it, claimed by a compare-and-set lease (`lease`), and run under an
//! idempotency key, so that a worker that dies half-way does no harm.

use crate::{
    BreakGlassId, DisputeId, HoldId, InstructionId, LetterId, PaymentId, PayoutId, PurchaseRequestId, ScheduledTaskId,
    SellerOfferId, TempVerificationId, Timestamp, TrezorAccountId, escrow::InspectionWarning, telegram::UpdateId,
};
use serde::{Deserialize, Serialize};

mod kind;
mod lease;
mod pause;
mod run;
mod status;

pub use kind::DeedKind;
pub use lease::{LEASE, MAX_ATTEMPTS};
pub use pause::PausedKind;
pub use run::{RunOutcome, TaskRun};
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
    /// Hand a letter to the bot.
    SendTelegram(LetterId),
    /// Answer somebody who asked the bot.
    AnswerTelegram(UpdateId),
    /// Tell Telegram where it tells us; repeats itself.
    MindBot,
    /// Carry a payout on over its chain, in its n-th attempt, until it is over.
    CarryPayout(PayoutId, u32),
    /// The time to agree to a payout has ended.
    ExpirePayout(PayoutId),
    /// The time to sign an instruction ends.
    EndInstruction(InstructionId),
    /// The day is over that a signer waited before it counts.
    TellSignerCounts(TrezorAccountId),
    /// Nobody said yes to a break-glass in time.
    LapseBreakGlass(BreakGlassId),
    /// A break-glass has been open for its hour.
    EndBreakGlass(BreakGlassId),
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
    /// Compare-and-set counter, and the lease's fencing token: every claim, renewal and end moves it on, so that a worker
    /// whose lease was taken over writes nothing to this row any more.
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
    /// When they took it.
    #[serde(default)]
    pub locked_at: Option<Timestamp>,
    /// When the lease ends and another worker may take over.
    pub locked_until: Option<Timestamp>,
    /// What went wrong last; no names, addresses or keys.
    pub last_error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// When it was done.
    pub completed_at: Option<Timestamp>,
    /// How often it came to an end, well or not.
    #[serde(default)]
    pub run_count: u64,
    /// When it did so last.
    #[serde(default)]
    pub last_run_at: Option<Timestamp>,
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
            Self::SendTelegram(id) => format!("send_telegram:{id}"),
            Self::AnswerTelegram(id) => format!("answer_telegram:{id}"),
            Self::MindBot => "mind_bot".to_owned(),
            Self::CarryPayout(id, attempt) => format!("carry_payout:{id}:{attempt}"),
            Self::ExpirePayout(id) => format!("expire_payout:{id}"),
            Self::EndInstruction(id) => format!("end_instruction:{id}"),
            Self::TellSignerCounts(id) => format!("tell_signer_counts:{id}"),
            Self::LapseBreakGlass(id) => format!("lapse_break_glass:{id}"),
            Self::EndBreakGlass(id) => format!("end_break_glass:{id}"),
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
            | Self::MindBot
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
            | Self::EndInstruction(_)
            | Self::TellSignerCounts(_)
            | Self::LapseBreakGlass(_)
            | Self::EndBreakGlass(_)
            | Self::TimeOutHold(_)
            | Self::SendTelegram(_)
            | Self::AnswerTelegram(_)
            | Self::SendLetter(_) => false,
        }
    }
}

#[cfg(test)]
mod tests;
