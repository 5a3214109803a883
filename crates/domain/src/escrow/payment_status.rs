//! Where a payment in stands, and what can happen to it.

use crate::{machine::Refused, words};

words! {
    /// Where a payment stands.
    pub enum PaymentStatus {
        /// Nothing seen.
        Pending = "pending",
        /// Seen, not final.
        Processing = "processing",
        /// Final and credited.
        Confirmed = "confirmed",
        /// Released: nothing can come back any more.
        Completed = "completed",
        /// The provider says it will never come.
        Failed = "failed",
        /// Given up.
        Cancelled = "cancelled",
        /// Paid back.
        Refunded = "refunded",
    }
}

words! {
    /// What can happen to a payment in.
    pub enum PaymentDeed {
        /// A transfer is seen.
        See = "see",
        /// The transfer vanished before it was final.
        Vanish = "vanish",
        /// Final and enough.
        Confirm = "confirm",
        /// A chain took back what was credited.
        Unfund = "unfund",
        /// The escrow was released.
        Complete = "complete",
        /// The escrow went back.
        Refund = "refund",
        /// Given up, or the time to pay ended.
        Cancel = "cancel",
        /// The provider gave up.
        Fail = "fail",
    }
}

impl PaymentStatus {
    /// Where the deed leads from here. Total: every state and every deed has its place below, so that a
    /// new one does not compile until somebody has given it one.
    ///
    /// # Errors
    /// [`Refused`], naming the state and the deed.
    pub fn next(self, deed: PaymentDeed) -> Result<Self, Refused> {
        use PaymentDeed as D;
        match (self, deed) {
            (Self::Pending, D::See) => Ok(Self::Processing),
            (Self::Processing, D::Vanish) => Ok(Self::Pending),
            // From pending: a wallet here pays at once, and nothing is waited for.
            (Self::Pending | Self::Processing, D::Confirm) => Ok(Self::Confirmed),
            (Self::Confirmed, D::Unfund) => Ok(Self::Processing),
            (Self::Confirmed, D::Complete) => Ok(Self::Completed),
            // From processing: a part payment goes back.
            (Self::Processing | Self::Confirmed, D::Refund) => Ok(Self::Refunded),
            (Self::Pending | Self::Processing, D::Cancel) => Ok(Self::Cancelled),
            (Self::Pending | Self::Processing, D::Fail) => Ok(Self::Failed),
            (
                Self::Pending
                | Self::Processing
                | Self::Confirmed
                | Self::Completed
                | Self::Failed
                | Self::Cancelled
                | Self::Refunded,
                D::See | D::Vanish | D::Confirm | D::Unfund | D::Complete | D::Refund | D::Cancel | D::Fail,
            ) => Err(super::refused("payment", self, deed)),
        }
    }

    /// True while money for it is waited for; one such payment per order and direction.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::Processing => true,
            Self::Confirmed | Self::Completed | Self::Failed | Self::Cancelled | Self::Refunded => false,
        }
    }
}

#[cfg(test)]
#[path = "payment_status_tests.rs"]
mod tests;
