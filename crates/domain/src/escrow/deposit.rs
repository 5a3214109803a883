//! The security that a seller left for an order. It lies in an account of its own while the order goes on, and whatever
//! ends the order gives it back in the same commit; or to the buyer, when the house has decided so.

use crate::{
    Money, Timestamp, WalletId,
    escrow::Escrow,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
    market::OfferDeposit,
};
use serde::{Deserialize, Serialize};

/// What a seller left as security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerDeposit {
    /// How much.
    pub amount: Money,
    /// Out of which wallet, and back into it.
    pub wallet_id: WalletId,
    /// Since when it is back; none while it lies with the order.
    pub returned_at: Option<Timestamp>,
    /// The buyer's wallet, when the house has decided that it goes there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_to: Option<WalletId>,
}

impl From<OfferDeposit> for SellerDeposit {
    fn from(deposit: OfferDeposit) -> Self {
        Self { amount: deposit.amount, wallet_id: deposit.wallet_id, returned_at: None, awarded_to: None }
    }
}

impl Escrow {
    /// What of the seller's security lies with the order now.
    pub fn deposit_held(&self) -> Option<Money> {
        self.deposit.as_ref().filter(|deposit| deposit.returned_at.is_none()).map(|deposit| deposit.amount)
    }

    /// When it goes anywhere it goes to the buyer. Nothing when there is none, or none any more.
    pub(super) fn award_deposit(&mut self, buyer: WalletId) {
        if let Some(deposit) = self.deposit.as_mut().filter(|deposit| deposit.returned_at.is_none()) {
            deposit.awarded_to = Some(buyer);
        }
    }

    /// The order is over: the seller has the security back, or the buyer has it. Nothing when there is none, or none any
    /// more. Both post under one key, so that it can only leave once.
    pub(super) fn deposit_back(&mut self, now: Timestamp) -> Option<NewJournal> {
        let deposit = self.deposit.as_mut().filter(|deposit| deposit.returned_at.is_none())?;
        deposit.returned_at = Some(now);
        let (kind, wallet) = match deposit.awarded_to {
            Some(buyer) => (JournalKind::DepositAward, buyer),
            None => (JournalKind::DepositBack, deposit.wallet_id),
        };
        let (debit, credit) = (LedgerAccount::SellerDeposit(self.id), LedgerAccount::Wallet(wallet));
        // It names no order: the account does, and what is written about the order's own money is not about this.
        Some(NewJournal {
            kind,
            key: format!("deposit_back:{}", self.id),
            entries: vec![Entry { debit, credit, amount: deposit.amount }],
            request_id: None,
            payment_id: None,
        })
    }
}
