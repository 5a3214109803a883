//! Facts made of what the ledger has, and back: a hash is made of the posting itself.

use super::facts::{Amount, EntryFacts, JournalFacts, MoneyFacts, OrderFacts, TransferFacts};
use crate::{
    Money, MoneyError, Timestamp,
    escrow::{ChainEvent, Escrow},
    ledger::{Entry, Journal, actor_of, actor_text},
    market::PurchaseRequest,
};
use chrono::DateTime;

impl Amount {
    /// As a receipt says it.
    pub fn of(money: Money) -> Self {
        Self { amount: money.amount_text(), currency: money.currency }
    }

    /// The money; none for what no receipt of ours says.
    pub fn money(&self) -> Option<Money> {
        let money = Money::parse(&self.amount, self.currency).ok()?;
        (money.amount_text() == self.amount).then_some(money)
    }
}

impl OrderFacts {
    /// Of a request that became an order.
    pub fn of(request: &PurchaseRequest, escrow: &Escrow, payment: Option<String>) -> Self {
        Self {
            number: format!("R-{:06}", request.number),
            request_id: request.id,
            title: request.title.clone(),
            quantity: request.quantity,
            payment,
            outcome: escrow.state,
        }
    }
}

impl MoneyFacts {
    /// The sums of an escrow and the fees its journals took.
    ///
    /// # Errors
    /// [`MoneyError`] when the escrow's figures do not fit together.
    pub fn of(escrow: &Escrow, journals: &[Journal]) -> Result<Self, MoneyError> {
        Ok(Self {
            price: Amount::of(escrow.price),
            funded: Amount::of(escrow.funded),
            held: Amount::of(escrow.held()?),
            released: Amount::of(escrow.released),
            refunded: Amount::of(escrow.refunded),
            fees: Amount::of(escrow.fees),
            fee_lines: super::books::fee_lines(escrow.id, journals)?,
        })
    }
}

impl From<&Journal> for JournalFacts {
    fn from(journal: &Journal) -> Self {
        let entry = |entry: &Entry| EntryFacts {
            debit: entry.debit.clone(),
            credit: entry.credit.clone(),
            sum: Amount::of(entry.amount),
        };
        Self {
            id: journal.id,
            kind: journal.kind,
            key: journal.key.clone(),
            entries: journal.entries.iter().map(entry).collect(),
            request_id: journal.request_id,
            payment_id: journal.payment_id,
            reverses: journal.reverses,
            by: actor_text(journal.by),
            at: journal.at.to_string(),
            seal: journal.seal.clone(),
        }
    }
}

impl JournalFacts {
    /// The posting as the ledger has it; none when it cannot have been one.
    pub fn journal(&self) -> Option<Journal> {
        let entry = |facts: &EntryFacts| {
            let (debit, credit) = (facts.debit.clone(), facts.credit.clone());
            Some(Entry { debit, credit, amount: facts.sum.money()? })
        };
        Some(Journal {
            id: self.id,
            kind: self.kind,
            key: self.key.clone(),
            entries: self.entries.iter().map(entry).collect::<Option<_>>()?,
            request_id: self.request_id,
            payment_id: self.payment_id,
            reverses: self.reverses,
            by: actor_of(&self.by)?,
            at: moment(&self.at)?,
            seal: self.seal.clone(),
        })
    }
}

impl TransferFacts {
    /// Of a transfer that was booked; none for a token that is no money here.
    pub fn of(event: &ChainEvent) -> Option<Self> {
        Some(Self {
            chain_id: event.chain_id.0,
            tx_hash: event.tx_hash.0.clone(),
            block_number: event.block_number,
            to: event.to.to_string(),
            sum: Amount::of(event.amount?),
            booked_as: event.credit_key(),
        })
    }
}

/// A time as we write it, and in no other way.
pub fn moment(text: &str) -> Option<Timestamp> {
    let at = Timestamp::from_millis(DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis());
    (at.to_string() == text).then_some(at)
}
