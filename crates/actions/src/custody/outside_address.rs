//! An address outside, as somebody typed it: read, with its checksum, none of ours, and of nobody who may not be paid.

use crate::{
    ActionError, Desk,
    sanctions::{Screening, screen},
};
use domain::{FieldErrors, custody::PayoutError, escrow::ChainAddress};
use payments::{AddressError, Signer, read_address};

/// What was typed as an address of the person's own; what is wrong with it is said at `address`.
pub(super) async fn outside_address(
    desk: &Desk,
    errors: &mut FieldErrors,
    typed: &str,
) -> Result<Option<ChainAddress>, ActionError> {
    let Some(to) = address(errors, typed) else { return Ok(None) };
    let is_vault = desk.keystore.as_deref().is_some_and(|keys| keys.vault().address().key() == to.key());
    let is_ours = is_vault || desk.store.destination_at(&to).await?.is_some();
    let is_token = desk.chains.iter().any(|chain| chain.settings().token_at(&to).is_some());
    if is_ours || is_token {
        errors.add("address", if is_ours { "payout-own-address" } else { "payout-token-address" });
        return Ok(None);
    }
    Ok(Some(to))
}

/// A list that is needed and cannot be read says no, too.
pub(super) fn may_be_paid(desk: &Desk, to: &ChainAddress) -> Result<(), PayoutError> {
    match screen(desk, to) {
        Screening::NoList | Screening::Clear(_) => Ok(()),
        Screening::Hit(..) | Screening::Unavailable(_) => Err(PayoutError::Screened),
    }
}

fn address(errors: &mut FieldErrors, typed: &str) -> Option<ChainAddress> {
    let typed = typed.trim();
    if typed.is_empty() {
        errors.add("address", "required");
        return None;
    }
    match read_address(typed) {
        Ok(address) if address.key().trim_start_matches("0x").bytes().all(|digit| digit == b'0') => {
            errors.add("address", "payout-zero-address");
            None
        }
        Ok(address) => Some(address),
        Err(AddressError::NotAnAddress) => {
            errors.add("address", "payout-not-an-address");
            None
        }
        Err(AddressError::BadChecksum) => {
            errors.add("address", "payout-bad-checksum");
            None
        }
    }
}
