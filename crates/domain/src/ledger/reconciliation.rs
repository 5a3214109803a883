//! The books held against the world outside: what each asset account says, what lies there, and what may explain a
//! difference. A side that could not be read gives no verdict, never "balanced".

use crate::{
    Currency, Money, PaymentId, ReconciliationId, Timestamp,
    escrow::{ChainAddress, ChainId, TxHash},
    event::Actor,
    ledger::{LedgerAccount, ProviderLine},
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What a comparison says.
    pub enum BooksVerdict {
        /// To the smallest unit.
        Balanced = "balanced",
        /// Somebody must look.
        Differs = "differs",
        /// One side could not be read, or its readers did not agree.
        Unknown = "unknown",
    }
}

words! {
    /// What may explain a difference.
    pub enum CandidateKind {
        /// It came to an address of ours and was never booked.
        NeverBooked = "never_booked",
        /// It was booked, and its transaction is not on the chain any more.
        Gone = "gone",
        /// It left an address of ours and nobody booked that.
        UnbookedOutgoing = "unbooked_outgoing",
        /// The account holds more or less than the transfers it was booked from.
        NoTransfer = "no_transfer",
    }
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// What it would be.
    pub kind: CandidateKind,
    /// Which of our addresses.
    pub address: Option<ChainAddress>,
    /// In which transaction.
    pub tx_hash: Option<TxHash>,
    /// In which block.
    pub block: Option<u64>,
    /// How much; none when it cannot be said in our money.
    pub amount: Option<Money>,
    /// Whose payment.
    pub payment_id: Option<PaymentId>,
}

/// One asset account and what lies outside, at one block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationLine {
    /// Which account.
    pub account: LedgerAccount,
    /// Where.
    pub chain_id: ChainId,
    /// Of what.
    pub currency: Currency,
    /// As of this block; none when no block could be agreed upon.
    pub block: Option<u64>,
    /// How many of our addresses were asked about.
    pub address_count: u64,
    /// What the ledger says was booked up to there.
    pub booked: Money,
    /// What is there and not booked yet, as it should be: not final, or being checked.
    pub on_its_way: Money,
    /// What lies outside, rounded down to our smallest unit; none when it could not be read.
    pub outside: Option<Money>,
    /// Outside less booked and on its way, in the token's own smallest units.
    pub difference_units: Option<String>,
    /// The same in our money, rounded towards nothing.
    pub difference: Option<Money>,
    /// What it says.
    pub verdict: BooksVerdict,
    /// Why there is no verdict: a stable code.
    pub trouble: Option<String>,
    /// What may explain a difference.
    pub candidates: Vec<Candidate>,
}

/// One comparison of everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ReconciliationId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who asked for it.
    pub by: Actor,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was done.
    pub ended_at: Timestamp,
    /// The worst of its lines.
    pub verdict: BooksVerdict,
    /// A line per account on a chain.
    pub lines: Vec<ReconciliationLine>,
    /// A line per account with a payment service.
    #[serde(default)]
    pub providers: Vec<ProviderLine>,
}

impl Reconciliation {
    /// The worst of the lines. Nothing to compare is nothing amiss, and so is a service that nobody can ask.
    pub fn verdict_of(lines: &[ReconciliationLine], providers: &[ProviderLine]) -> BooksVerdict {
        let told = providers.iter().filter_map(|line| line.verdict);
        lines.iter().map(|line| line.verdict).chain(told).fold(BooksVerdict::Balanced, BooksVerdict::worse)
    }
}

/// Both sides of one account, in the token's own smallest units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// What the ledger holds, said in the token's units.
    pub booked: i128,
    /// What came with what was booked and is below our smallest unit.
    pub dust: i128,
    /// What is there and not booked yet, as it should be.
    pub on_its_way: i128,
    /// What lies outside.
    pub outside: i128,
}

impl Sides {
    /// Outside less everything that explains it.
    pub const fn difference(&self) -> i128 {
        self.outside - self.booked - self.dust - self.on_its_way
    }

    /// What it says.
    pub const fn verdict(&self) -> BooksVerdict {
        if self.difference() == 0 { BooksVerdict::Balanced } else { BooksVerdict::Differs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dust_and_what_is_on_its_way_are_no_difference() {
        let sides = Sides { booked: 12_500_000, dust: 3, on_its_way: 500, outside: 12_500_503 };
        assert_eq!((sides.difference(), sides.verdict()), (0, BooksVerdict::Balanced));
    }

    #[test]
    fn the_smallest_unit_more_or_less_is_a_difference() {
        for (outside, difference) in [(101, 1), (99, -1)] {
            let sides = Sides { booked: 100, outside, ..Sides::default() };
            assert_eq!((sides.difference(), sides.verdict()), (difference, BooksVerdict::Differs));
        }
    }
}
