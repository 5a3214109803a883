//! What a seller is paid: the price less the house's fee, computed where the money is.

use super::amount_text;
use crate::{
    Fault, lang,
    ssr::{desk, refuse},
    t,
    words::digits,
};
use domain::{Currency, Money, escrow::FeeTerms};

/// What the house takes now.
pub(super) async fn fee_now() -> Result<FeeTerms, Fault> {
    Ok(actions::settings::in_force(&desk()).await.map_err(refuse)?.fee)
}

/// Fee and proceeds of a price.
pub(super) fn cut(terms: FeeTerms, price: Money) -> (Money, Money) {
    // A stored price is far below what no ledger holds.
    terms.split(price).unwrap_or((Money::zero(price.currency), price))
}

/// The fee in words, with an example of 100.
pub(super) fn fee_sentence(terms: FeeTerms) -> String {
    let l = lang();
    let example = Money::parse("100", Currency::USDT).unwrap_or(Money::zero(Currency::USDT));
    let basis_points = u32::from(terms.seller_bps.get());
    let percent = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    let percent = percent.trim_end_matches('0').trim_end_matches('.');
    t::market_offer_fee(l, isolated(example), digits(l, percent), isolated(cut(terms, example).1))
}

/// An amount that keeps its direction inside any text.
pub(super) fn isolated(money: Money) -> String {
    format!("\u{2066}{}\u{2069}", amount_text(money))
}
