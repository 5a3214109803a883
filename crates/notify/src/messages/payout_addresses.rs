//! Letters about where a person's money may leave to: what was listed or taken off, from where, from when on it counts,
//! and where to stop it.

use super::{Message, Piece, happened, says};
use crate::foreign;
use domain::{Timestamp, escrow::ChainAddress};
use tongue::{
    dates,
    t::{self, Locale},
    words,
};

/// The page of the list: taking one off needs nothing but being signed in.
const LIST: &str = "/settings/payout-addresses";

pub(super) fn added(
    l: Locale,
    (address, label): (&ChainAddress, &str),
    usable_from: Timestamp,
    from: Option<&str>,
    at: Piece,
) -> Message {
    let (address, label) = (words::isolated(l, &address.0), foreign::name(label));
    let text = t::letters_payout_address_added_text(l, address, dates::moment(l, usable_from), label);
    let not_you = t::letters_payout_address_added_not_you(l);
    with_from(l, happened(t::letters_payout_address_added_subject(l), text, at, not_you, LIST), from)
}

pub(super) fn removed(l: Locale, (address, label): (&ChainAddress, &str), from: Option<&str>, at: Piece) -> Message {
    let (address, label) = (words::isolated(l, &address.0), foreign::name(label));
    let text = t::letters_payout_address_removed_text(l, address, label);
    let not_you = t::letters_payout_address_removed_not_you(l);
    with_from(l, happened(t::letters_payout_address_removed_subject(l), text, at, not_you, LIST), from)
}

fn with_from(l: Locale, mut message: Message, from: Option<&str>) -> Message {
    let from = from.map(|ip| says(t::letters_payout_address_from(l, words::isolated(l, ip))));
    message.pieces.splice(1..1, from);
    message
}
