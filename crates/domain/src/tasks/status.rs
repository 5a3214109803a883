//! Where a task stands, what may happen to it there, and who runs it.

use crate::{machine::Refused, words};

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

words! {
    /// What can happen to a task.
    pub enum TaskDeed {
        /// A worker takes the lease.
        Claim = "claim",
        /// A worker takes over a lease that has ended.
        TakeOver = "take_over",
        /// The worker is still at it.
        Renew = "renew",
        /// It is done.
        Finish = "finish",
        /// It is done for now, or not yet possible; again later.
        Repeat = "repeat",
        /// It went wrong.
        Fail = "fail",
        /// It went wrong too often.
        GiveUp = "give_up",
        /// A person tries it again.
        Revive = "revive",
        /// A person does not want to wait.
        Hurry = "hurry",
        /// It is no longer needed.
        Cancel = "cancel",
    }
}

impl TaskStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: TaskDeed) -> Result<Self, Refused> {
        use TaskDeed as D;
        match (self, deed) {
            (Self::Pending | Self::Failed, D::Claim) => Ok(Self::Locked),
            (Self::Locked, D::TakeOver | D::Renew) => Ok(Self::Locked),
            (Self::Locked, D::Finish) => Ok(Self::Completed),
            (Self::Locked, D::Repeat) => Ok(Self::Pending),
            (Self::Locked, D::Fail) => Ok(Self::Failed),
            (Self::Locked, D::GiveUp) => Ok(Self::Dead),
            (Self::Dead, D::Revive) => Ok(Self::Pending),
            (Self::Pending | Self::Failed, D::Hurry) => Ok(Self::Pending),
            (Self::Pending | Self::Failed | Self::Dead, D::Cancel) => Ok(Self::Cancelled),
            (
                Self::Pending | Self::Locked | Self::Completed | Self::Failed | Self::Dead | Self::Cancelled,
                D::Claim
                | D::TakeOver
                | D::Renew
                | D::Finish
                | D::Repeat
                | D::Fail
                | D::GiveUp
                | D::Revive
                | D::Hurry
                | D::Cancel,
            ) => Err(self.refused(deed)),
        }
    }

    /// That this cannot happen to it here.
    pub fn refused(self, deed: TaskDeed) -> Refused {
        Refused { noun: "scheduled_task".to_owned(), from: self.to_string(), deed: deed.to_string() }
    }

    /// True while somebody will still do it, or must look at it.
    pub const fn is_live(self) -> bool {
        match self {
            Self::Pending | Self::Locked | Self::Failed => true,
            Self::Completed | Self::Dead | Self::Cancelled => false,
        }
    }
}

/// Who runs a deed: what waits for an outside that is slow must not keep what moves money waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Everything of our own, and the chains.
    House,
    /// Letters.
    Post,
    /// What goes to Telegram.
    Bot,
}
