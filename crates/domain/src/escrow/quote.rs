//! A quote: how much of which coin pays an order, by what rate, and for how long that holds. What has a quote that has
//! run out cannot be paid by it; what came in time counts by it, however long it took to become final.

use super::receipt::digest_of;
use crate::{
    Change, Currency, Minutes, Money, MoneyError, Timestamp, UserId,
    escrow::{ChainId, EscrowError, FeeShare, OnChain, Order, OrderChange, Payment, Rate},
    money::CurrencyKind,
};
use serde::{Deserialize, Serialize};

/// Where a rate was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateSource {
    /// Which feeds, e.g. `USDT/USD on chain 137`.
    pub name: String,
    /// Their rounds.
    pub round: String,
    /// When the oldest of them was written.
    pub answered_at: Timestamp,
}

/// What the buyer chose to pay with, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What it pays, in the currency of the price.
    pub price: Money,
    /// How much is to be sent, rounded up to the unit.
    pub asked: Money,
    /// On which chain.
    pub chain_id: ChainId,
    /// One for one when the price is said in what is sent.
    pub rate: Rate,
    /// Where the rate comes from; none for one for one.
    pub source: Option<RateSource>,
    /// Each fee of the order, whoever pays it.
    pub fees: Vec<FeeShare>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it can be paid; none when it holds as long as the time to pay, because its rate cannot move.
    pub valid_until: Option<Timestamp>,
    /// SHA-256 over the canonical text of all of the above, lower-case hex.
    pub hash: String,
}

/// What came in another currency than the price, and what it was counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    /// In what was sent.
    pub coins: Money,
    /// In the currency of the price.
    pub price: Money,
}

/// How an amount that came is counted: `coins` of it are `price` of what was asked, and `rest` is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What of it is for the order.
    pub coins: Money,
    /// The same in the currency of the price.
    pub price: Money,
    /// What is the buyer's.
    pub rest: Money,
    /// True when nothing is missing then.
    pub is_all: bool,
}

impl Quote {
    /// Puts a quote together and seals it.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds.
    pub fn make(
        price: Money,
        (coin, chain_id): (Currency, ChainId),
        (rate, source): (Rate, Option<RateSource>),
        fees: Vec<FeeShare>,
        (made_at, valid_until): (Timestamp, Option<Timestamp>),
    ) -> Result<Self, MoneyError> {
        let asked = rate.coins_rounded_up(price, coin)?;
        let hash = String::new();
        let quote = Self { price, asked, chain_id, rate, source, fees, made_at, valid_until, hash };
        Ok(Self { hash: quote.digest(), ..quote })
    }

    /// The hash it must have.
    pub fn digest(&self) -> String {
        digest_of(&Self { hash: String::new(), ..self.clone() })
    }

    /// True when it can be paid no more.
    pub fn has_run_out(&self, now: Timestamp) -> bool {
        self.valid_until.is_some_and(|until| now >= until)
    }

    /// True when what is sent is not what the price is said in.
    pub fn exchanges(&self) -> bool {
        self.asked.currency != self.price.currency
    }
}

impl Payment {
    /// What is to be sent: the quote's coin, or the currency of the price.
    pub fn coin(&self) -> Currency {
        self.quote.as_ref().map_or(self.amount.currency, |quote| quote.asked.currency)
    }

    /// What is still to be sent.
    ///
    /// # Errors
    /// [`MoneyError`] when its own figures do not fit together.
    pub fn due_in_coins(&self) -> Result<Money, MoneyError> {
        match (&self.quote, self.exchanged) {
            (Some(quote), Some(exchanged)) if quote.exchanges() => quote.asked.minus(exchanged.coins),
            (Some(quote), None) if quote.exchanges() => Ok(quote.asked),
            _ => self.due(),
        }
    }

    /// True while what is to be sent is not certain: no quote, or one that ran out before anything came.
    pub fn needs_quote(&self, now: Timestamp) -> bool {
        match &self.quote {
            // One for one: what was asked before there were quotes is still what is asked.
            None => self.amount.currency.kind() != CurrencyKind::Crypto,
            Some(quote) => quote.has_run_out(now) && self.credited.is_zero() && self.seen.is_zero(),
        }
    }

    /// How an amount that arrives is counted.
    ///
    /// # Errors
    /// [`MoneyError`] when the figures do not fit together.
    pub(super) fn counted(&self, came: Money) -> Result<Counted, MoneyError> {
        let (due, rate) = match &self.quote {
            Some(quote) if came.currency != self.amount.currency => (self.due_in_coins()?, Some(quote.rate)),
            _ => (self.due()?, None),
        };
        let rest = came.minus(due)?;
        if rest.units >= 0 {
            return Ok(Counted { coins: due, price: self.due()?, rest, is_all: true });
        }
        let price = rate.map_or(Ok(came), |rate| rate.price_rounded_down(came, self.amount.currency))?;
        Ok(Counted { coins: came, price, rest: Money::zero(came.currency), is_all: false })
    }

    /// Whether money first seen then came after its quote had run out. What tops a part up has its own time.
    pub(super) fn is_too_late_for_quote(&self, came: Money, seen_at: Timestamp) -> bool {
        let until = self.quote.as_ref().and_then(|quote| quote.valid_until);
        came.currency != self.amount.currency && self.credited.is_zero() && until.is_some_and(|until| seen_at > until)
    }
}

impl Order {
    /// The coins that a refund gives back: all that came, while what is held is what they were counted as. After a part
    /// has gone back, or a wallet paid the rest, the currency of the price is what both sides know.
    ///
    /// # Errors
    /// Only when the figures do not fit together.
    pub fn exchanged_back(&self) -> Result<Option<Exchanged>, EscrowError> {
        let held = self.escrow.held()?;
        Ok(self.payment.exchanged.filter(|exchanged| exchanged.price == held))
    }

    /// The buyer is given a quote, in place of one that ran out or of another coin. The address stays the same.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`], and those of [`Payment::may_change_way`].
    pub fn quoted(
        &self,
        buyer: UserId,
        quote: Quote,
        on_chain: OnChain,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_buyer(buyer)?;
        self.payment.may_change_way(now)?;
        let mut after = self.clone();
        after.payment.seen = Money::zero(quote.asked.currency);
        after.payment.quote = Some(quote);
        after.payment.on_chain = on_chain;
        after.payment.updated_at = now;
        Ok(Change::Made(OrderChange::between(self.clone(), after)))
    }
}

/// Until when a quote made now can be paid: for so long, and never beyond the time to pay.
pub fn valid_until(pay_by: Timestamp, span: Minutes, now: Timestamp) -> Timestamp {
    (now + span).min(pay_by)
}

#[cfg(test)]
#[path = "quote_tests.rs"]
mod tests;
