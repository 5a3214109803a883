//! Money of the wrong kind that came to an order's address lies aside. The address was the buyer's alone, so the buyer
//! may take it into a wallet.

use crate::{
    Change, Timestamp, UserId, WalletId,
    escrow::{AmountFlag, ChainEvent, ChainEventStatus, EscrowError, Order, OrderChange},
    ledger::journals,
};

/// What is taken, and where it goes.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The transfer that lies aside.
    pub event: &'a ChainEvent,
    /// The buyer's wallet in its currency.
    pub wallet: WalletId,
    /// True while something else lies aside for the same payment.
    pub is_more_aside: bool,
}

impl Order {
    /// What lies aside and the buyer may take: of another token, or from another chain than was asked for. What is kept
    /// for any other reason is not the buyer's to take.
    pub fn is_claimable(&self, event: &ChainEvent) -> bool {
        event.status == ChainEventStatus::Held
            && event.amount.is_some()
            && !self.payment.takes(event)
            && !event.is_withheld()
    }

    /// The buyer takes what lies aside. The order itself is not moved: its price is still asked.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`]; [`EscrowError::NothingToClaim`] when it does not lie aside for the buyer.
    pub fn claimed(
        &self,
        buyer: UserId,
        claim: &Claim<'_>,
        now: Timestamp,
    ) -> Result<Change<(OrderChange, ChainEvent)>, EscrowError> {
        self.only_buyer(buyer)?;
        if claim.event.status == ChainEventStatus::Claimed {
            return Ok(Change::AlreadyMade);
        }
        claim.event.not_missing()?;
        let journal = journals::claim(claim.event, self.request.id, claim.wallet);
        let journal = journal.filter(|_| self.is_claimable(claim.event)).ok_or(EscrowError::NothingToClaim)?;
        let mut change = self.change();
        change.journals.push(journal);
        let payment = &mut change.order.payment;
        if payment.flag == Some(AmountFlag::Held) && !claim.is_more_aside {
            payment.flag = None;
            payment.updated_at = now;
        }
        Ok(Change::Made((change, ChainEvent { status: ChainEventStatus::Claimed, ..claim.event.clone() })))
    }
}
