//! Money that came from outside for an order, whoever carried it: what became of it, and how it is booked. Knows no
//! chain and no provider; what they say becomes an [`Arrival`] first.

use super::credit::Arriving;
use crate::{
    Currency, Money, Timestamp,
    escrow::{
        AmountFlag, Booking, ChainAddress, ChainEvent, ChainEventStatus, EscrowError, Order, OrderChange, Payment,
        TxHash,
    },
    ledger::{
        LedgerAccount,
        journals::{self, PaidIn},
    },
};

/// Final money from outside, verified by whoever says it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The key of its journal, unique for ever: `credit:{chain}:{tx}:{log}`, `credit:{provider}:{id}`.
    pub key: String,
    /// Where it lies now: a vault, or the provider's own account.
    pub account: LedgerAccount,
    /// How much came.
    pub amount: Money,
    /// When it was first seen: this decides what is late.
    pub seen_at: Timestamp,
    /// What people can look it up by: a transaction, or the provider's own id.
    pub reference: Option<String>,
    /// Who sent it, where that is known.
    pub from: Option<ChainAddress>,
    /// True when it is in the token and on the chain, or by the provider, that was asked for.
    pub is_as_asked: bool,
}

/// What became of money that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalOutcome {
    /// In the order's escrow; what was too much in the buyer's wallet.
    Credited,
    /// In the buyer's wallet: nobody waits for it any more.
    ToWallet,
    /// Aside: of the wrong kind.
    Held,
    /// Aside: it came after its price had run out, and the buyer chooses.
    Late,
}

impl Arrival {
    /// What a final transfer brought; nothing for a token that is no money here.
    pub fn by_transfer(event: &ChainEvent, payment: &Payment) -> Option<Self> {
        let amount = event.amount?;
        Some(Self {
            key: event.credit_key(),
            account: LedgerAccount::deposit(event.chain_id, amount.currency),
            amount,
            seen_at: event.seen_at,
            reference: Some(event.tx_hash.0.clone()),
            from: Some(event.from.clone()),
            is_as_asked: payment.takes(event),
        })
    }
}

impl From<ArrivalOutcome> for ChainEventStatus {
    fn from(outcome: ArrivalOutcome) -> Self {
        match outcome {
            ArrivalOutcome::Credited => Self::Credited,
            ArrivalOutcome::ToWallet => Self::ToWallet,
            ArrivalOutcome::Held => Self::Held,
            ArrivalOutcome::Late => Self::Late,
        }
    }
}

impl Order {
    /// Money is here for good: it is booked, once, and the order moves with it.
    ///
    /// # Errors
    /// Only when the figures do not fit together; then nothing is booked and somebody must look.
    pub fn money_arrived(
        &self,
        arrival: &Arrival,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(OrderChange, ArrivalOutcome), EscrowError> {
        let mut change = self.change();
        let paid = PaidIn::by_arrival(arrival, &self.payment);
        if !arrival.is_as_asked || !self.payment.counts_in(arrival.amount.currency) {
            change.hold(&paid, now);
            return Ok((change, ArrivalOutcome::Held));
        }
        if !self.payment.is_open {
            change.journals.push(journals::to_wallet(&paid, booking.buyer));
            return Ok((change, ArrivalOutcome::ToWallet));
        }
        change.order.payment.seen = booking.still_seen;
        let arriving = Arriving { paid: &paid, seen_at: arrival.seen_at, is_late: false };
        if self.payment.is_too_late_for_quote(paid.amount, arrival.seen_at) {
            if change.put_aside_late(&arriving, now)? {
                return Ok((change, ArrivalOutcome::Late));
            }
            change.journals.push(journals::to_wallet(&paid, booking.buyer));
            return Ok((change, ArrivalOutcome::ToWallet));
        }
        change.note_sender(arrival);
        change.credit(&arriving, booking, now)?;
        Ok((change, ArrivalOutcome::Credited))
    }
}

impl Payment {
    /// Whether money in that currency can count: what is to be sent, or what the price is said in.
    fn counts_in(&self, currency: Currency) -> bool {
        currency == self.coin() || currency == self.amount.currency
    }
}

impl OrderChange {
    fn hold(&mut self, paid: &PaidIn, now: Timestamp) {
        self.journals.push(journals::to_unclaimed(paid));
        let payment = &mut self.order.payment;
        if payment.is_open && payment.flag.is_none() {
            payment.flag = Some(AmountFlag::Held);
            payment.updated_at = now;
        }
    }

    fn note_sender(&mut self, arrival: &Arrival) {
        let on_chain = &mut self.order.payment.on_chain;
        if let Some(from) = &arrival.from {
            on_chain.sender.get_or_insert_with(|| from.clone());
        }
        if let Some(reference) = arrival.reference.clone().filter(|_| on_chain.chain_id.is_some()) {
            on_chain.transaction_hash.get_or_insert(TxHash(reference));
        }
    }
}
