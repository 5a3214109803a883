//! The seller's choice to be paid on a chain: made while the price is held, followed when the money is theirs. It leaves
//! the escrow at once, is owed to the seller while it is on its way, and is in the wallet again when it cannot arrive.

use crate::{
    Change, Money, PayoutAddressId, PayoutId, Timestamp, UserId, WalletId,
    custody::{NewPayout, PayoutMove, PayoutPurpose, PayoutStatus, WithdrawalLimits},
    escrow::{ChainAddress, ChainId, Escrow, EscrowDeed, EscrowError, EscrowState, Order, OrderChange, PaymentDeed},
    ledger::{LedgerAccount, journals},
    market::RequestDeed,
};
use serde::{Deserialize, Serialize};

/// Where the seller wants the money of an order, with everything a payout needs: nothing has to be asked later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutChoice {
    /// The payout that will be made.
    pub payout_id: PayoutId,
    /// On which chain.
    pub chain_id: ChainId,
    /// What people call it.
    pub network: String,
    /// To whom.
    pub address: ChainAddress,
    /// By which entry of the seller's list; none where it was chosen before there were lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_id: Option<PayoutAddressId>,
    /// The token's contract.
    pub token: ChainAddress,
    /// How many decimals it counts.
    pub decimals: u8,
    /// The vault it leaves from.
    pub vault: ChainAddress,
    /// Blocks it needs.
    pub confirmations_needed: u64,
    /// What the network costs the seller.
    pub fee: Money,
    /// Above this somebody of the house must agree.
    pub approve_above: Money,
    /// When it was chosen.
    pub chosen_at: Timestamp,
}

impl PayoutChoice {
    /// True when something arrives of these proceeds, and its network can write the sum to the last unit. What cannot is
    /// paid into the wallet: no order waits for a payout that is never made.
    fn can_carry(&self, proceeds: Money) -> bool {
        let arrives = proceeds.minus(self.fee);
        arrives.is_ok_and(|sum| sum.is_positive() && sum.to_chain_units(self.decimals).is_ok())
    }

    /// The same of what the order would bring its seller now.
    pub fn can_pay_out(&self, escrow: &Escrow) -> bool {
        escrow.sellers_shares().is_ok_and(|(_, proceeds)| self.can_carry(proceeds))
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.chain_id, &self.address, self.fee, self.address_id)
            == (other.chain_id, &other.address, other.fee, other.address_id)
    }
}

impl Order {
    /// The seller chooses where the money goes; none for the wallet here.
    ///
    /// # Errors
    /// [`EscrowError::NotTheSeller`]; [`EscrowError::Disputed`]; [`EscrowError::NothingArrives`]; an illegal move when the
    /// price is not held (any more).
    pub fn payout_chosen(
        &self,
        seller: UserId,
        choice: Option<PayoutChoice>,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_seller(seller)?;
        self.not_disputed()?;
        self.escrow.state.next(EscrowDeed::Allow)?;
        if choice.as_ref().is_some_and(|choice| !choice.can_pay_out(&self.escrow)) {
            return Err(EscrowError::NothingArrives);
        }
        let is_same = match (&self.escrow.payout_to, &choice) {
            (Some(before), Some(now)) => before.says_the_same(now),
            (before, now) => before.is_none() && now.is_none(),
        };
        if is_same {
            return Ok(Change::AlreadyMade);
        }
        let mut after = self.clone();
        after.escrow.payout_to = choice;
        after.escrow.updated_at = now;
        Ok(Change::Made(OrderChange::between(self.clone(), after)))
    }

    /// What became of the payout of this order, told by its own moves; nothing when none of them concerns the order.
    ///
    /// # Errors
    /// An illegal move: the order does not wait for a payout.
    pub fn payout_moved(&self, moves: &[PayoutMove], now: Timestamp) -> Result<Option<OrderChange>, EscrowError> {
        let mut change = self.change();
        for moved in moves {
            match moved.to {
                PayoutStatus::Confirmed => change.seller_has_it(EscrowDeed::FinishRelease, now)?,
                PayoutStatus::Failed => change.escrow(EscrowDeed::Fail, now)?,
                PayoutStatus::Approved if moved.from == Some(PayoutStatus::Failed) => {
                    change.escrow(EscrowDeed::RetryRelease, now)?;
                }
                PayoutStatus::Reversed => change.seller_has_it(EscrowDeed::Release, now)?,
                PayoutStatus::Rejected | PayoutStatus::Expired | PayoutStatus::Cancelled => {
                    change.escrow(EscrowDeed::Fail, now)?;
                    change.seller_has_it(EscrowDeed::Release, now)?;
                }
                PayoutStatus::Draft
                | PayoutStatus::Approved
                | PayoutStatus::Signed
                | PayoutStatus::Broadcast
                | PayoutStatus::Replaced
                | PayoutStatus::Mined => {}
            }
        }
        Ok((!change.is_empty()).then_some(change))
    }
}

impl OrderChange {
    /// Into the wallet at once, or on its way to the address that the seller chose.
    pub(super) fn release_as_chosen(&mut self, seller: WalletId, now: Timestamp) -> Result<(), EscrowError> {
        let (_, shares) = journals::release(&self.order.escrow, seller)?;
        match self.order.escrow.payout_to.as_ref().filter(|choice| choice.can_carry(shares.proceeds)) {
            None => self.release(seller, now),
            Some(_) => self.start_release(seller, now),
        }
    }

    fn start_release(&mut self, seller: WalletId, now: Timestamp) -> Result<(), EscrowError> {
        self.order.not_frozen()?;
        let (mut journal, shares) = journals::release(&self.order.escrow, seller)?;
        for entry in journal.entries.iter_mut().filter(|entry| entry.credit == LedgerAccount::Wallet(seller)) {
            entry.credit = LedgerAccount::Payable(seller);
        }
        self.escrow(EscrowDeed::StartRelease, now)?;
        let escrow = &mut self.order.escrow;
        escrow.released = escrow.released.plus(shares.proceeds)?;
        escrow.fees = escrow.fees.plus(shares.fee)?;
        self.journals.push(journal);
        self.sold = true;
        Ok(())
    }

    /// On the chain for good, or in the wallet after all: nothing can come back any more.
    fn seller_has_it(&mut self, deed: EscrowDeed, now: Timestamp) -> Result<(), EscrowError> {
        self.escrow(deed, now)?;
        self.payment(PaymentDeed::Complete, now)?;
        self.request(RequestDeed::PaySeller, now)?;
        self.order.payment.completed_at = Some(now);
        Ok(())
    }

    /// The payout that this change begins, and what it costs and needs.
    pub fn begins_payout(&self) -> Option<(NewPayout, WithdrawalLimits)> {
        let escrow = &self.order.escrow;
        if escrow.state != EscrowState::Releasing || self.before.escrow.state == EscrowState::Failed {
            return None;
        }
        let choice = escrow.payout_to.clone()?;
        let entries = self.journals.iter().flat_map(|journal| &journal.entries);
        let (wallet, owed) = entries.into_iter().find_map(|entry| match entry.credit {
            LedgerAccount::Payable(wallet) => Some((wallet, entry.amount)),
            _ => None,
        })?;
        let amount = owed.minus(choice.fee).ok()?;
        let new = NewPayout {
            id: choice.payout_id,
            purpose: PayoutPurpose::Release,
            owner: Some((escrow.seller_id, wallet)),
            chain: (choice.chain_id, choice.network),
            from: (choice.vault, None),
            to: choice.address,
            units: amount.to_chain_units(choice.decimals).ok()?,
            amount,
            token: Some(choice.token),
            confirmations_needed: choice.confirmations_needed,
            lock: None,
        };
        Some((new, WithdrawalLimits { fee: choice.fee, approve_above: choice.approve_above }))
    }
}

#[cfg(test)]
#[path = "release_out_tests.rs"]
mod tests;
