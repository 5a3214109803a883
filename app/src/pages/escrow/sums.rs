//! Amounts, fees and hashes inside a sentence.

use crate::{t::Locale, words};
use domain::{Money, escrow::Escrow};

/// `12.50 USDT`, kept in its own order inside text that runs from right to left.
pub fn said(l: Locale, money: Money) -> String {
    isolated(l, &format!("{} {}", words::amount(money), money.currency))
}

/// A piece that reads from left to right inside any text.
pub(super) fn isolated(l: Locale, text: &str) -> String {
    match l.dir() {
        "rtl" => format!("\u{2066}{text}\u{2069}"),
        _ => text.to_owned(),
    }
}

/// Fee and proceeds of the seller's side, as they were agreed, are or were. An escrow whose fee cannot be cut says nothing
/// rather than something wrong.
pub(super) fn shares(escrow: &Escrow) -> Option<(Money, Money)> {
    escrow.sellers_shares().ok()
}

/// A hash or key in groups of four.
pub(super) fn groups(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect()).collect()
}
