//! Addresses that are on a person's list: proved, taken off, and asked before money leaves. Taking one off needs nothing
//! but being signed in, also for a while after a recovery: it only narrows where money can go.

use super::{addresses::row, signers::normal};
use crate::{ActionError, Desk, again::again, letters};
use domain::{
    FieldErrors, PayoutAddressId, Timestamp, UserId,
    custody::{AddressStanding, PayoutAddress},
    escrow::ChainAddress,
    letters::LetterKind,
};
use payments::check_instruction;
use store::Commit;

/// The address's own signature under our words. It shortens nothing: it says that what was typed is theirs.
///
/// # Errors
/// A code at `signature`; 404 for anybody else's and once it is removed.
pub async fn prove_payout_address(
    desk: &Desk,
    person: UserId,
    (id, signature): (PayoutAddressId, &str),
) -> Result<(), ActionError> {
    again(|| async {
        let before = own(desk, person, id).await?;
        if before.removed_at.is_some() {
            return Err(ActionError::NotFound(id.to_string()));
        }
        let signature = normal(signature);
        check_instruction(&before.challenge(), &signature, &before.address)
            .map_err(|_| ActionError::field("signature", "payout-address-other-signature"))?;
        if before.proof.is_some() {
            return Ok(());
        }
        let after = before.proved(&signature, desk.now());
        desk.commit(Commit::new().save(&after).record(&row(desk, &after, "prove_payout_address"))).await
    })
    .await
}

/// Takes an address off the list: nothing leaves to it from now on. Done twice, it is done once.
///
/// # Errors
/// 404 for anybody else's.
pub async fn remove_payout_address(desk: &Desk, person: UserId, id: PayoutAddressId) -> Result<(), ActionError> {
    again(|| async {
        let before = own(desk, person, id).await?;
        if before.removed_at.is_some() {
            return Ok(());
        }
        let after = before.removed(desk.now());
        let (address, label) = (after.address.clone(), after.label.clone());
        let told = LetterKind::PayoutAddressRemoved { address, label, from: desk.trace.ip.clone() };
        let commit = Commit::new().save(&after).record(&row(desk, &after, "remove_payout_address"));
        desk.commit(letters::add(commit, desk, &desk.store.get(person).await?, told)).await
    })
    .await
}

async fn own(desk: &Desk, person: UserId, id: PayoutAddressId) -> Result<PayoutAddress, ActionError> {
    let address: PayoutAddress = desk.store.get(id).await?;
    if address.user_id == person { Ok(address) } else { Err(ActionError::NotFound(id.to_string())) }
}

/// The person's entry for this address, when money may leave to it now; what is wrong is said at `address`.
pub(super) async fn usable_address(
    desk: &Desk,
    errors: &mut FieldErrors,
    (person, to): (UserId, &ChainAddress),
) -> Result<Option<PayoutAddressId>, ActionError> {
    let Some(listed) = desk.store.listed_address(person, to).await? else {
        errors.add("address", "payout-address-unlisted");
        return Ok(None);
    };
    if listed.standing(desk.now()) == AddressStanding::Usable {
        return Ok(Some(listed.id));
    }
    errors.add_limit("address", "payout-address-waits", minute_of(listed.usable_from));
    Ok(None)
}

/// True when the owner of this money has the address on their list now, and its day is over.
pub(super) async fn is_usable(desk: &Desk, person: UserId, to: &ChainAddress) -> Result<bool, ActionError> {
    let listed = desk.store.listed_address(person, to).await?;
    Ok(listed.is_some_and(|listed| listed.standing(desk.now()) == AddressStanding::Usable))
}

/// The first whole minute that is not before it.
fn minute_of(at: Timestamp) -> String {
    Timestamp::from_millis(at.millis() + 59_999).to_utc().format("%Y-%m-%d %H:%M UTC").to_string()
}
