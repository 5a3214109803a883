//! By which rate something that came back becomes coins, where an order's price was said in one currency and paid in
//! another.
//!
//! A refund of everything has given the coins back that were paid: the rate of the payment is booked, and what is left to
//! choose is coins of the same worth by today's rate. A part, or a share of a split, comes back in the currency of the
//! price, and becomes coins by either rate, as far as coins were paid for it. Where the price was paid in its own currency,
//! and for coins that were too much and never exchanged, one rule is all there is. Either choice is one exchange over
//! `fx`, as any exchange: what was gained or lost between two days is the house's, and stands there. Today's rate is a promise
//! that the house could be left with for ever, so it may be chosen for a week only.

use crate::{
    Days, Money, MoneyError, Timestamp, WalletId,
    escrow::{Exchanged, Rate},
    ledger::{Entry, Journal, JournalKind, LedgerAccount, NewJournal},
    words,
};

/// How long after it came back something can be had by the rate of the day.
const TODAY_COUNTS: Days = Days(7);

words! {
    /// Which rate counts.
    pub enum RefundRule {
        /// That of the payment: the coins that were paid.
        Paid = "paid",
        /// That of the day: coins of the same worth.
        Today = "today",
    }
}

/// What came back, said both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundWorth {
    /// What it is in the currency of the price.
    pub worth: Money,
    /// The coins that were paid for that.
    pub paid: Money,
}

impl RefundWorth {
    /// Coins of the same worth by this rate, rounded down to the unit.
    ///
    /// # Errors
    /// [`MoneyError`] for amounts no ledger holds.
    pub fn by(&self, rate: Rate) -> Result<Money, MoneyError> {
        let turned = Rate { coin: rate.price, price: rate.coin };
        turned.price_rounded_down(self.worth, self.paid.currency)
    }
}

/// True while the rate of the day may be chosen for what came back then.
pub fn today_counts(came_at: Timestamp, now: Timestamp) -> bool {
    now < came_at + TODAY_COUNTS
}

/// The key of the posting that exchanges what another one gave back: once for each.
pub fn refund_exchange_key(line: &str) -> String {
    format!("{REFUND_EXCHANGE}{line}")
}

/// What the key of such a posting begins with.
pub const REFUND_EXCHANGE: &str = "exchange:";

impl Exchanged {
    /// What a refund of `came` is worth and was in coins; `before` is what of the price was made coins of already. Nothing
    /// where one rule is all there is.
    pub fn refund_worth(self, came: Money, before: i128) -> Option<RefundWorth> {
        let Self { coins, price } = self;
        if came == coins {
            return Some(RefundWorth { worth: price, paid: coins });
        }
        if came.currency != price.currency || came.units.checked_add(before)? > price.units {
            return None;
        }
        let paid = coins.units.checked_mul(came.units)?.checked_div(price.units)?;
        (paid > 0).then_some(RefundWorth { worth: came, paid: Money::new(paid, coins.currency) })
    }
}

/// Out of one wallet in what came back, into one of the same person in coins; no order's own posting, and in no receipt.
pub fn refund_exchange(line: &str, (came, from): (Money, WalletId), (coins, to): (Money, WalletId)) -> NewJournal {
    let out = Entry { debit: LedgerAccount::Wallet(from), credit: LedgerAccount::Fx(came.currency), amount: came };
    let into = Entry { debit: LedgerAccount::Fx(coins.currency), credit: LedgerAccount::Wallet(to), amount: coins };
    NewJournal {
        kind: JournalKind::Exchange,
        key: refund_exchange_key(line),
        entries: vec![out, into],
        request_id: None,
        payment_id: None,
    }
}

/// Whether an exchange takes what `came`, all of it, from the wallet it came into, and nothing else.
pub fn exchanges_all_of(exchange: &Journal, came: &Journal) -> bool {
    let is_of_wallet = |entry: &&Entry| matches!(entry.credit, LedgerAccount::Wallet(_));
    let given: Vec<(&LedgerAccount, Money)> =
        came.entries.iter().filter(is_of_wallet).map(|entry| (&entry.credit, entry.amount)).collect();
    let [out, into] = exchange.entries.as_slice() else { return false };
    given == [(&out.debit, out.amount)]
        && out.credit == LedgerAccount::Fx(out.amount.currency)
        && into.debit == LedgerAccount::Fx(into.amount.currency)
        && matches!(into.credit, LedgerAccount::Wallet(_))
}

#[cfg(test)]
#[path = "refund_rate_tests.rs"]
mod tests;
