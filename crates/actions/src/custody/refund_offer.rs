//! Coins by a rate, offered to the buyer for a while. An offer is written nowhere: the form carries it with a seal of ours,
//! so that looking at it changes nothing.

use super::refund_file::CameBack;
use crate::{ActionError, Desk};
use domain::{
    Currency, Money, Timestamp, UserId,
    escrow::{RateSource, RefundRule},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Coins by one of the rules.
#[derive(Clone, Debug)]
pub struct RateChoice {
    /// Which.
    pub rule: RefundRule,
    /// How many.
    pub coins: Money,
    /// Where the rate was read; none for that of the payment.
    pub source: Option<RateSource>,
    /// Until when the offer holds.
    pub until: Timestamp,
    /// Ours, over all of it.
    pub seal: String,
}

/// An offer as its form carries it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RateForm {
    pub line: String,
    pub offer: String,
}

impl RateChoice {
    /// As a form carries it: `today 12690355 1763000000000 9f… USDT/USD on chain 137, round 7`.
    pub fn text(&self) -> String {
        format!("{} {} {} {} {}", self.rule, self.coins.units, self.until.millis(), self.seal, self.read_from())
    }

    /// Where its rate is from, for history.
    fn read_from(&self) -> String {
        let of = |source: &RateSource| format!("{}, round {}", source.name, source.round);
        self.source.as_ref().map_or_else(|| "the payment".to_owned(), of)
    }
}

/// The offer with its seal.
pub(super) fn sealed(desk: &Desk, buyer: UserId, line: &str, choice: RateChoice) -> RateChoice {
    let said = (choice.rule, choice.coins, choice.until);
    let seal = sealing(desk, (buyer, line), said, &choice.read_from()).finalize().into_bytes();
    RateChoice { seal: hex::encode(seal), ..choice }
}

/// What the form carries back, if we said it and it still holds: the rule, the coins, and where the rate is from.
pub(super) fn offered<'a>(
    desk: &Desk,
    buyer: UserId,
    (line, coin): (&CameBack, Currency),
    form: &'a RateForm,
) -> Result<(RefundRule, Money, &'a str), ActionError> {
    let ((rule, coins, until), seal, from) = parts(&form.offer, coin).ok_or_else(no_offer)?;
    let sealing = sealing(desk, (buyer, &line.key), (rule, coins, until), from);
    sealing.verify_slice(&seal).map_err(|_| no_offer())?;
    if desk.now() >= until { Err(ActionError::conflict("refund-offer-ran-out")) } else { Ok((rule, coins, from)) }
}

fn parts(offer: &str, coin: Currency) -> Option<(Said, Vec<u8>, &str)> {
    let parts: Vec<&str> = offer.splitn(5, ' ').collect();
    let [rule, coins, until, seal, from] = parts.as_slice() else { return None };
    let (coins, until) = (Money::new(coins.parse().ok()?, coin), Timestamp::from_millis(until.parse().ok()?));
    Some(((rule.parse().ok()?, coins, until), hex::decode(seal).ok()?, from))
}

/// What is sealed, besides whose and about what.
type Said = (RefundRule, Money, Timestamp);

fn sealing(desk: &Desk, (buyer, line): (UserId, &str), (rule, coins, until): Said, from: &str) -> Hmac<Sha256> {
    let text = format!("{buyer} {line} {rule} {} {} {} {from}", coins.units, coins.currency, until.millis());
    let key = desk.keys.derive("refund rates 1");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}

const fn no_offer() -> ActionError {
    ActionError::conflict("refund-no-offer")
}
