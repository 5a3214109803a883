//! What a transfer must be, and what six questions about it found. The asking is in `verify`.

use crate::SeenTransfer;
use domain::{
    Currency,
    escrow::{ChainAddress, TransferCheck},
};

/// What was asked of the payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Our address.
    pub recipient: ChainAddress,
    /// Which token.
    pub token: Currency,
    /// How much, in the token's smallest units on this chain.
    pub amount_units: u128,
    /// How many blocks it was promised to wait for; the chain's own settings may ask for more, never for less.
    pub confirmations: u64,
}

/// What the chain says about a transfer now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No block has it any more. It may come back, in another block.
    Vanished,
    /// Reverted, another chain, another token or another recipient: it never counts for this payment.
    Refused,
    /// Right so far, too young.
    Waiting,
    /// It counts. The amount may still be less or more than wanted: see [`Verdict::amount_is_exact`].
    Final,
}

/// A transfer, re-read from the chain and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In one word.
    pub outcome: Outcome,
    /// `chain`, `token`, `recipient`, `amount`, `success`, `confirmations`, in this order, with evidence.
    pub checks: Vec<TransferCheck>,
    /// Blocks on top, its own included; 0 when it is in none.
    pub confirmations: u64,
    /// The transfer as the chain says it now: after a reorganisation it may be in another block.
    pub transfer: Option<SeenTransfer>,
}

impl Verdict {
    /// Whether the check of that name passed.
    pub fn passed(&self, name: &str) -> bool {
        self.checks.iter().any(|check| check.name == name && check.passed)
    }

    /// Everything but the amount is right, and it is old enough.
    pub fn is_final(&self) -> bool {
        self.outcome == Outcome::Final
    }

    /// To the unit what was wanted.
    pub fn amount_is_exact(&self) -> bool {
        self.passed("amount")
    }

    /// `mined` is false when no block has the transaction.
    pub(crate) fn new(
        checks: Vec<TransferCheck>,
        mined: bool,
        confirmations: u64,
        transfer: Option<SeenTransfer>,
    ) -> Self {
        let mut verdict = Self { outcome: Outcome::Refused, checks, confirmations, transfer };
        verdict.outcome = verdict.judge(mined);
        verdict
    }

    fn judge(&self, mined: bool) -> Outcome {
        let reverted = mined && !self.passed("success");
        if reverted || !self.passed("chain") {
            Outcome::Refused
        } else if self.transfer.is_none() {
            Outcome::Vanished
        } else if !self.passed("token") || !self.passed("recipient") {
            Outcome::Refused
        } else if self.passed("confirmations") {
            Outcome::Final
        } else {
            Outcome::Waiting
        }
    }
}

pub(crate) fn row(name: &str, wanted: impl ToString, found: impl ToString, passed: bool) -> TransferCheck {
    TransferCheck { name: name.to_owned(), wanted: wanted.to_string(), found: found.to_string(), passed }
}
