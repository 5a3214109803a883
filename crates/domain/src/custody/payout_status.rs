//! Where a payout stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// Where a payout stands.
    pub enum PayoutStatus {
        /// Asked for; somebody of the house must agree.
        Draft = "draft",
        /// May be signed.
        Approved = "approved",
        /// Signed and kept; from here on it is never signed again in another place.
        Signed = "signed",
        /// The nodes have it.
        Broadcast = "broadcast",
        /// Stuck, and signed again in the same place for a higher fee.
        Replaced = "replaced",
        /// In a block that may still be undone.
        Mined = "mined",
        /// In a block that stays, and all checks passed.
        Confirmed = "confirmed",
        /// Somebody of the house said no.
        Rejected = "rejected",
        /// Nobody agreed in time.
        Expired = "expired",
        /// Called back by the person who asked for it.
        Cancelled = "cancelled",
        /// It will never arrive as it was sent.
        Failed = "failed",
        /// Failed, and the money is back.
        Reversed = "reversed",
    }
}

words! {
    /// What can happen to a payout.
    pub enum PayoutDeed {
        /// Somebody else of the house agrees, or it is too small to ask.
        Approve = "approve_payout",
        /// Somebody of the house says no.
        Reject = "reject_payout",
        /// The time to agree ends.
        Expire = "expire_payout",
        /// The person calls it back.
        Cancel = "cancel_payout",
        /// A key signs it.
        Sign = "sign_payout",
        /// The nodes take it.
        Broadcast = "broadcast_payout",
        /// It is signed again for a higher fee.
        Replace = "replace_payout",
        /// A block has it.
        Mine = "mine_payout",
        /// The block is gone.
        Vanish = "vanish_payout",
        /// The block stays.
        Confirm = "confirm_payout",
        /// It was reverted for good, or its place was taken.
        Fail = "fail_payout",
        /// It is sent again, in a new place.
        Retry = "retry_payout",
        /// The money goes back.
        Reverse = "reverse_payout",
    }
}

impl PayoutStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: PayoutDeed) -> Result<Self, Refused> {
        use PayoutDeed as D;
        match (self, deed) {
            (Self::Draft, D::Approve) => Ok(Self::Approved),
            (Self::Draft, D::Expire) => Ok(Self::Expired),
            // Until it is signed nothing can have left.
            (Self::Draft | Self::Approved, D::Reject) => Ok(Self::Rejected),
            (Self::Draft | Self::Approved, D::Cancel) => Ok(Self::Cancelled),
            (Self::Approved, D::Sign) => Ok(Self::Signed),
            (Self::Signed, D::Broadcast) => Ok(Self::Broadcast),
            (Self::Broadcast | Self::Replaced, D::Replace) => Ok(Self::Replaced),
            (Self::Broadcast | Self::Replaced, D::Mine) => Ok(Self::Mined),
            (Self::Mined, D::Vanish) => Ok(Self::Broadcast),
            (Self::Mined, D::Confirm) => Ok(Self::Confirmed),
            (Self::Signed | Self::Broadcast | Self::Replaced | Self::Mined, D::Fail) => Ok(Self::Failed),
            (Self::Failed, D::Retry) => Ok(Self::Approved),
            (Self::Failed, D::Reverse) => Ok(Self::Reversed),
            (
                Self::Draft
                | Self::Approved
                | Self::Signed
                | Self::Broadcast
                | Self::Replaced
                | Self::Mined
                | Self::Confirmed
                | Self::Rejected
                | Self::Expired
                | Self::Cancelled
                | Self::Failed
                | Self::Reversed,
                D::Approve
                | D::Reject
                | D::Expire
                | D::Cancel
                | D::Sign
                | D::Broadcast
                | D::Replace
                | D::Mine
                | D::Vanish
                | D::Confirm
                | D::Fail
                | D::Retry
                | D::Reverse,
            ) => Err(Refused { noun: "payout".to_owned(), from: self.to_string(), deed: deed.to_string() }),
        }
    }

    /// True when nothing will happen to it any more: no money waits for it.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Confirmed | Self::Rejected | Self::Expired | Self::Cancelled | Self::Reversed => true,
            Self::Draft
            | Self::Approved
            | Self::Signed
            | Self::Broadcast
            | Self::Replaced
            | Self::Mined
            | Self::Failed => false,
        }
    }

    /// True when it ended and nothing left: the money is back where it came from.
    pub const fn gave_back(self) -> bool {
        match self {
            Self::Rejected | Self::Expired | Self::Cancelled | Self::Reversed => true,
            Self::Draft
            | Self::Approved
            | Self::Signed
            | Self::Broadcast
            | Self::Replaced
            | Self::Mined
            | Self::Confirmed
            | Self::Failed => false,
        }
    }

    /// True while the money is between the house and the chain.
    pub const fn is_under_way(self) -> bool {
        match self {
            Self::Broadcast | Self::Replaced | Self::Mined => true,
            Self::Draft
            | Self::Approved
            | Self::Signed
            | Self::Confirmed
            | Self::Rejected
            | Self::Expired
            | Self::Cancelled
            | Self::Failed
            | Self::Reversed => false,
        }
    }

    /// True while the clock must carry it on.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Approved | Self::Signed) || self.is_under_way()
    }
}

#[cfg(test)]
#[path = "payout_status_tests.rs"]
mod tests;
