//! What is booked when a transfer that was booked is gone for good: its journal backwards, out of wherever the money lies
//! now. Never below zero: what was paid out already is the house's loss.

use crate::{
    Money, PurchaseRequestId,
    escrow::{ChainEvent, ChainEventStatus, EscrowError, Order, REORG_LOSS, Reversing},
    ledger::{Entry, Journal, JournalKind, LedgerAccount, NewJournal},
};

/// What a booked transfer brought, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Into the order's escrow, in the currency of its price.
    pub price: Money,
    /// What of the transfer was exchanged for that; nothing where both are of one currency.
    pub exchanged: Money,
    /// Into the buyer's wallet.
    pub rest: Money,
    /// Still aside.
    pub aside: Money,
}

impl Brought {
    /// By where the transfer stands; `credited` is the journal that brought it into the escrow, for one that is there.
    pub fn by(event: &ChainEvent, request: PurchaseRequestId, credited: Option<&Journal>) -> Option<Self> {
        let amount = event.amount?;
        let zero = Money::zero(amount.currency);
        let nothing = Self { price: zero, exchanged: zero, rest: zero, aside: zero };
        match event.status {
            ChainEventStatus::Held | ChainEventStatus::Late => Some(Self { aside: amount, ..nothing }),
            ChainEventStatus::ToWallet | ChainEventStatus::Claimed => Some(Self { rest: amount, ..nothing }),
            ChainEventStatus::Credited => Self::in_escrow(amount, request, credited?),
            ChainEventStatus::Seen
            | ChainEventStatus::Vanished
            | ChainEventStatus::Ignored
            | ChainEventStatus::Reversed => None,
        }
    }

    /// Its share of a journal that may have let several late transfers count at once.
    fn in_escrow(amount: Money, request: PurchaseRequestId, journal: &Journal) -> Option<Self> {
        let sum = |is_meant: &dyn Fn(&Entry) -> bool| -> i128 {
            journal.entries.iter().filter(|entry| is_meant(entry)).map(|entry| entry.amount.units).sum()
        };
        let escrow = LedgerAccount::Escrow(request);
        let is_price = |entry: &Entry| entry.credit == escrow;
        let is_exchanged = |entry: &Entry| matches!(entry.credit, LedgerAccount::Fx(_));
        let price = journal.entries.iter().find(|entry| is_price(entry)).map(|entry| entry.amount.currency)?;
        let came = sum(&|entry| !matches!(entry.debit, LedgerAccount::Fx(_)));
        let share = |units: i128| units.checked_mul(amount.units).and_then(|it| it.checked_div(came));
        let exchanged = Money::new(share(sum(&is_exchanged))?, amount.currency);
        let price = Money::new(share(sum(&is_price))?, price);
        let counted = if exchanged.is_positive() { exchanged } else { price };
        Some(Self { price, exchanged, rest: amount.minus(counted).ok()?, aside: Money::zero(amount.currency) })
    }
}

impl Order {
    /// The journal, and what of it leaves the order's escrow.
    pub(super) fn reversal_journal(
        &self,
        event: &ChainEvent,
        known: &Reversing<'_>,
    ) -> Result<(NewJournal, Money), EscrowError> {
        let amount = event.amount.ok_or(EscrowError::NothingToClaim)?;
        let vault = LedgerAccount::deposit(event.chain_id, amount.currency);
        let (brought, (wallet, balance)) = (&known.brought, known.wallet);
        let is_exchanged = brought.exchanged.is_positive();
        let outside = if is_exchanged { LedgerAccount::Fx(brought.price.currency) } else { vault.clone() };
        let held = self.escrow.held()?;
        let (out_of_escrow, lost) = cut(brought.price, Money::new(held.units, brought.price.currency))?;
        let (from_wallet, lost_too) = cut(brought.rest, balance)?;
        let loss = || LedgerAccount::Expense(REORG_LOSS.to_owned());
        let moves = [
            (LedgerAccount::Unclaimed(amount.currency), vault.clone(), brought.aside),
            (LedgerAccount::Escrow(self.request.id), outside.clone(), out_of_escrow),
            (loss(), outside, lost),
            (LedgerAccount::Fx(amount.currency), vault.clone(), brought.exchanged),
            (LedgerAccount::Wallet(wallet), vault.clone(), from_wallet),
            (loss(), vault, lost_too),
        ];
        let entry =
            |(debit, credit, amount): (_, _, Money)| amount.is_positive().then_some(Entry { debit, credit, amount });
        let journal = NewJournal {
            kind: JournalKind::Reversal,
            key: format!("reversal:{}", event.credit_key()),
            entries: moves.into_iter().filter_map(entry).collect(),
            request_id: Some(self.request.id),
            payment_id: Some(self.payment.id),
        };
        Ok((journal, out_of_escrow))
    }
}

/// What is still there of it, and what is not.
fn cut(wanted: Money, there: Money) -> Result<(Money, Money), EscrowError> {
    let zero = Money::zero(wanted.currency);
    let there = if there.currency == wanted.currency { there.units.max(0) } else { 0 };
    let taken = Money::new(wanted.units.min(there), wanted.currency);
    Ok((taken, if wanted.is_positive() { wanted.minus(taken)? } else { zero }))
}
