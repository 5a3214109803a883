//! Where an escrow stands, and what can happen to it. No end state while money is held.

use crate::{machine::Refused, words};

words! {
    /// `none → awaiting → partial | funded → releasable → released`, and the ways back.
    pub enum EscrowState {
        /// No offer accepted yet.
        None = "none",
        /// Waits for money.
        Awaiting = "awaiting",
        /// Less than the price is here.
        Partial = "partial",
        /// The price is here.
        Funded = "funded",
        /// The buyer agrees; may be paid out.
        Releasable = "releasable",
        /// On its way out of a vault.
        Releasing = "releasing",
        /// The seller has it.
        Released = "released",
        /// On its way back.
        Refunding = "refunding",
        /// The buyer has it back.
        Refunded = "refunded",
        /// Cut between both.
        Split = "split",
        /// Frozen while people argue.
        Disputed = "disputed",
        /// A way out went wrong; retried or reversed, never the end.
        Failed = "failed",
        /// Never held anything.
        Cancelled = "cancelled",
    }
}

words! {
    /// What can happen to an escrow.
    pub enum EscrowDeed {
        /// An offer is accepted.
        Open = "open",
        /// Less than the price has arrived.
        FundPart = "fund_part",
        /// The whole price is here.
        Fund = "fund",
        /// The buyer agrees, by code, confirmation or silence.
        Allow = "allow",
        /// Paid into the seller's in-house wallet.
        Release = "release",
        /// A payout on a chain starts.
        StartRelease = "start_release",
        /// The payout is confirmed.
        FinishRelease = "finish_release",
        /// A chain took back all that was here.
        Unfund = "unfund",
        /// A chain took back a part of what was here.
        UnfundPart = "unfund_part",
        /// The seller gives a part back; the rest stays held.
        RefundPart = "refund_part",
        /// A refund starts.
        StartRefund = "start_refund",
        /// The refund is done.
        FinishRefund = "finish_refund",
        /// Cut between both.
        Split = "split",
        /// A dispute opens.
        Dispute = "dispute",
        /// A dispute ends without money; back to funded.
        LiftToFunded = "lift_to_funded",
        /// A dispute ends without money; back to releasable.
        LiftToReleasable = "lift_to_releasable",
        /// A way out went wrong.
        Fail = "fail",
        /// Try the release again.
        RetryRelease = "retry_release",
        /// Try the refund again.
        RetryRefund = "retry_refund",
        /// Take a failed way out back.
        Reverse = "reverse",
        /// Given up while nothing is held.
        Cancel = "cancel",
    }
}

impl EscrowState {
    /// Where the deed leads from here. Total: every state and every deed has its place below, so that a
    /// new one does not compile until somebody has given it one.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: EscrowDeed) -> Result<Self, Refused> {
        use EscrowDeed as D;
        match (self, deed) {
            (Self::None, D::Open) => Ok(Self::Awaiting),
            (Self::None | Self::Awaiting, D::Cancel) => Ok(Self::Cancelled),
            (Self::Awaiting | Self::Partial, D::FundPart) => Ok(Self::Partial),
            (Self::Awaiting | Self::Partial, D::Fund) => Ok(Self::Funded),
            (Self::Partial | Self::Funded, D::Unfund) => Ok(Self::Awaiting),
            (Self::Partial | Self::Funded, D::UnfundPart) => Ok(Self::Partial),
            (Self::Funded, D::RefundPart) => Ok(Self::Funded),
            (Self::Funded, D::Allow) => Ok(Self::Releasable),
            // From failed: what could not leave is in the seller's wallet here.
            (Self::Releasable | Self::Disputed | Self::Failed, D::Release) => Ok(Self::Released),
            (Self::Releasable | Self::Disputed, D::StartRelease) => Ok(Self::Releasing),
            (Self::Releasing, D::FinishRelease) => Ok(Self::Released),
            (Self::Partial | Self::Funded | Self::Releasable | Self::Disputed, D::StartRefund) => Ok(Self::Refunding),
            (Self::Refunding, D::FinishRefund) => Ok(Self::Refunded),
            (Self::Funded | Self::Disputed, D::Split) => Ok(Self::Split),
            (Self::Funded | Self::Releasable, D::Dispute) => Ok(Self::Disputed),
            (Self::Disputed, D::LiftToFunded) => Ok(Self::Funded),
            (Self::Disputed, D::LiftToReleasable) => Ok(Self::Releasable),
            (Self::Releasing | Self::Refunding, D::Fail) => Ok(Self::Failed),
            (Self::Failed, D::RetryRelease) => Ok(Self::Releasing),
            (Self::Failed, D::RetryRefund) => Ok(Self::Refunding),
            // The money is held again, and nothing is promised to anybody yet.
            (Self::Failed, D::Reverse) => Ok(Self::Funded),
            (
                Self::None
                | Self::Awaiting
                | Self::Partial
                | Self::Funded
                | Self::Releasable
                | Self::Releasing
                | Self::Released
                | Self::Refunding
                | Self::Refunded
                | Self::Split
                | Self::Disputed
                | Self::Failed
                | Self::Cancelled,
                D::Open
                | D::FundPart
                | D::Fund
                | D::Allow
                | D::Release
                | D::StartRelease
                | D::FinishRelease
                | D::Unfund
                | D::UnfundPart
                | D::RefundPart
                | D::StartRefund
                | D::FinishRefund
                | D::Split
                | D::Dispute
                | D::LiftToFunded
                | D::LiftToReleasable
                | D::Fail
                | D::RetryRelease
                | D::RetryRefund
                | D::Reverse
                | D::Cancel,
            ) => Err(super::refused("escrow", self, deed)),
        }
    }

    /// True when nothing can happen any more; then nothing may be held.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Released | Self::Refunded | Self::Split | Self::Cancelled => true,
            Self::None
            | Self::Awaiting
            | Self::Partial
            | Self::Funded
            | Self::Releasable
            | Self::Releasing
            | Self::Refunding
            | Self::Disputed
            | Self::Failed => false,
        }
    }

    /// True while money of the buyer may lie in the escrow's account.
    pub const fn may_hold(self) -> bool {
        match self {
            Self::Partial
            | Self::Funded
            | Self::Releasable
            | Self::Releasing
            | Self::Refunding
            | Self::Disputed
            | Self::Failed => true,
            Self::None | Self::Awaiting | Self::Released | Self::Refunded | Self::Split | Self::Cancelled => false,
        }
    }
}

#[cfg(test)]
#[path = "escrow_state_tests.rs"]
mod tests;
