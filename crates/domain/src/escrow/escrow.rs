//! `Escrow`: what is held for one order. Its id is the order's.

use crate::{Money, PurchaseRequestId, Timestamp, UserId, escrow::FeeTerms, words};
use serde::{Deserialize, Serialize};

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

/// What is held for one order. `held = funded − released − refunded − fees`, always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escrow {
    /// The order.
    #[serde(rename = "_id")]
    pub id: PurchaseRequestId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who pays.
    pub buyer_id: UserId,
    /// Who is paid.
    pub seller_id: UserId,
    /// Where it stands.
    pub state: EscrowState,
    /// What was agreed.
    pub price: Money,
    /// What the house takes at release.
    pub fee: FeeTerms,
    /// Ever put in.
    pub funded: Money,
    /// Ever paid to the seller.
    pub released: Money,
    /// Ever paid back.
    pub refunded: Money,
    /// Ever taken as fees.
    pub fees: Money,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}
