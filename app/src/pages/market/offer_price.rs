//! What a seller is paid: the price less the house's fee, computed where the money is.

use super::amount_text;
use crate::{lang, ssr::desk, t, words::digits};
use domain::{Currency, Money, escrow::FeeTerms};

/// Fee and proceeds of a price.
pub(super) fn cut(price: Money) -> (Money, Money) {
    let terms = FeeTerms { seller_bps: desk().settings.fee_bps };
    // A stored price is far below what no ledger holds.
    terms.split(price).unwrap_or((Money::zero(price.currency), price))
}

/// The fee in words, with an example of 100.
pub(super) fn fee_sentence() -> String {
    let l = lang();
    let example = Money::parse("100", Currency::USDT).unwrap_or(Money::zero(Currency::USDT));
    let basis_points = u32::from(desk().settings.fee_bps.get());
    let percent = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    let percent = percent.trim_end_matches('0').trim_end_matches('.');
    t::market_offer_fee(l, isolated(example), digits(l, percent), isolated(cut(example).1))
}

/// An amount that keeps its direction inside any text.
pub(super) fn isolated(money: Money) -> String {
    format!("\u{2066}{}\u{2069}", amount_text(money))
}
