//! What a seller is paid: the price less the house's fee, computed where the money is.

use super::amount_text;
use crate::{
    Fault, lang,
    pages::escrow::rate_said,
    ssr::{desk, refuse},
    t,
};
use domain::{
    Currency, Money,
    escrow::{FeeRate, FeeRates},
};

/// What the house takes now.
pub(super) async fn fee_now() -> Result<FeeRates, Fault> {
    Ok(actions::settings::in_force(&desk()).await.map_err(refuse)?.fee)
}

/// The seller's fee and proceeds of a price.
pub(super) fn cut(rates: FeeRates, price: Money) -> (Money, Money) {
    // A stored price is far below what no ledger holds.
    rates.terms(price.currency).split(price).unwrap_or((Money::zero(price.currency), price))
}

/// The seller's fee in words, with an example of 100.
pub(super) fn fee_sentence(rates: FeeRates) -> String {
    let l = lang();
    let example = Money::parse("100", Currency::USDT).unwrap_or(Money::zero(Currency::USDT));
    t::market_offer_fee(l, isolated(example), rate_said(l, rates.seller), isolated(cut(rates, example).1))
}

/// What a buyer pays in all for a price.
pub(super) fn total(rates: FeeRates, price: Money) -> Money {
    rates.terms(price.currency).on_top(price).and_then(|fee| price.plus(fee)).unwrap_or(price)
}

/// What a buyer pays besides the price, in words.
pub(super) fn buyer_fee_sentence(rates: FeeRates) -> String {
    let l = lang();
    if rates.buyer == FeeRate::default() {
        return t::market_offer_total_hint(l).to_owned();
    }
    t::market_offer_total_fee(l, rate_said(l, rates.buyer))
}

/// An amount that keeps its direction inside any text.
pub(super) fn isolated(money: Money) -> String {
    format!("\u{2066}{}\u{2069}", amount_text(money))
}
