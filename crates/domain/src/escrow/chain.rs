//! What was seen on a chain, from first sight to credited.

use crate::{
    ChainEventId, Money, PaymentId, Timestamp,
    escrow::{ChainAddress, Reversal, ReversalAsked},
    sanctions::Screened,
    words,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An EVM chain id (EIP-155).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChainId(pub u64);

impl fmt::Display for ChainId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A transaction hash: `0x` and 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TxHash(pub String);

words! {
    /// Where a seen transfer stands.
    pub enum ChainEventStatus {
        /// Seen, not final.
        Seen = "seen",
        /// Credited to an escrow, exactly once.
        Credited = "credited",
        /// Credited to the buyer's wallet: too much, twice, or too late.
        ToWallet = "to_wallet",
        /// Kept in `liab:unclaimed`: wrong token or chain, or its sender stands on a list.
        Held = "held",
        /// Kept in `liab:unclaimed`: it came after its price had run out, and the buyer chooses.
        Late = "late",
        /// Kept first, and taken by the buyer since.
        Claimed = "claimed",
        /// Gone before it was final.
        Vanished = "vanished",
        /// Never counted: unknown token without value here.
        Ignored = "ignored",
        /// Booked, gone from its chain, and the booking was reversed. It may come back like any other.
        Reversed = "reversed",
    }
}

/// One check that a transfer must pass before it is credited, with what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferCheck {
    /// `chain`, `token`, `recipient`, `amount`, `success`, `confirmations`.
    pub name: String,
    /// What it should be.
    pub wanted: String,
    /// What was found.
    pub found: String,
    /// Whether it passed.
    pub passed: bool,
}

/// A transfer to one of our addresses. Unique per (chain, transaction, log index).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEvent {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ChainEventId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Where it was seen.
    pub chain_id: ChainId,
    /// In which transaction.
    pub tx_hash: TxHash,
    /// At which place in the block's log.
    pub log_index: u64,
    /// In which block.
    pub block_number: u64,
    /// The block's hash, to notice a reorganisation.
    pub block_hash: String,
    /// The token's contract.
    pub token: ChainAddress,
    /// Who sent.
    pub from: ChainAddress,
    /// To which of our addresses.
    pub to: ChainAddress,
    /// As the chain said it, decimal text.
    pub chain_units: String,
    /// In our money, when the token is one of ours.
    pub amount: Option<Money>,
    /// Whose address it was.
    pub payment_id: PaymentId,
    /// Blocks on top, itself included.
    pub confirmations: u64,
    /// Where it stands.
    pub status: ChainEventStatus,
    /// Each check with its evidence.
    pub checks: Vec<TransferCheck>,
    /// First sight.
    pub seen_at: Timestamp,
    /// When it was credited or kept.
    pub settled_at: Option<Timestamp>,
    /// The place in the log it was booked from, when a reorganisation moved it afterwards.
    #[serde(default)]
    pub booked_log_index: Option<u64>,
    /// Booked, and gone from its chain since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_since: Option<Timestamp>,
    /// An admin has asked that its booking be reversed, while it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversal_asked: Option<ReversalAsked>,
    /// Bookings of it that were reversed, oldest first. It is booked under another key after each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversals: Vec<Reversal>,
    /// What looking its sender up in a list said, once it was final; none while no list is used. For staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screening: Option<Screened>,
}

impl ChainEvent {
    /// True when money was booked for it, wherever that went.
    pub const fn is_settled(&self) -> bool {
        match self.status {
            ChainEventStatus::Credited
            | ChainEventStatus::ToWallet
            | ChainEventStatus::Held
            | ChainEventStatus::Late
            | ChainEventStatus::Claimed => true,
            ChainEventStatus::Seen
            | ChainEventStatus::Vanished
            | ChainEventStatus::Ignored
            | ChainEventStatus::Reversed => false,
        }
    }

    /// The key of the journal that credits it: the same transfer never counts twice.
    pub fn credit_key(&self) -> String {
        self.credit_key_after(self.reversals.len())
    }

    /// The same, as it was or will be after so many reversals.
    pub fn credit_key_after(&self, reversals: usize) -> String {
        let log_index = self.booked_log_index.unwrap_or(self.log_index);
        let first = format!("credit:{}:{}:{log_index}", self.chain_id, self.tx_hash.0);
        if reversals == 0 { first } else { format!("{first}:{reversals}") }
    }
}
