//! Where a person's money may leave to: listed with a passkey's yes to that very address, told by letter at once, and
//! paid to a day later. What comes after is in `addresses_kept`.

use super::outside_address::{may_be_paid, outside_address};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::once,
    identity::{Act, ActAnswer, not_quiet, proven_act, step_up_ways},
    letters,
};
use domain::{
    FieldErrors, PayoutAddressId, UserId,
    custody::{MAX_PAYOUT_ADDRESSES, PayoutAddress, check_address_label},
    escrow::ChainAddress,
    event::{Actor, EventRow, Subject},
    identity::SignedAct,
    letters::LetterKind,
};
use payments::read_address;
use store::{Commit, PAYOUT_ADDRESS_INDEX, StoreError};

/// An address as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct AddressForm {
    pub label: String,
    pub address: String,
}

/// What says that it is the person: a passkey's yes to this address, or a fresh proof of who they are where they have no
/// passkey.
#[derive(Debug)]
pub struct AddressYes<'a> {
    /// They stepped up within the last minutes.
    pub is_fresh: bool,
    /// What came with the form.
    pub act: &'a ActAnswer,
}

/// A person's addresses, newest first; those they removed come last.
///
/// # Errors
/// Only the database's.
pub async fn payout_addresses(desk: &Desk, person: UserId) -> Result<Vec<PayoutAddress>, ActionError> {
    let mut all = desk.store.payout_addresses_of(person).await?;
    all.sort_by_key(|address| address.removed_at.is_some());
    Ok(all)
}

/// What a passkey says yes to when an address is listed.
pub fn listing_address(form: &AddressForm) -> Act {
    let typed = form.address.trim();
    let address = read_address(typed).map_or_else(|_| typed.to_owned(), |address| address.0);
    Act::new("add_payout_address", [("address", address.as_str()), ("label", form.label.trim())])
}

/// Lists an address; usable a day later. Sent twice, it is listed once.
///
/// # Errors
/// Codes at `label` and `address`; 403 for a while after a recovery, and without the passkey's yes or a fresh proof; 401
/// when the yes is not believed; 409 when it is listed already, there are too many, or it is on a list nobody may pay.
pub async fn add_payout_address(
    desk: &Desk,
    person: UserId,
    form: &AddressForm,
    yes: &AddressYes<'_>,
    key: &FormKey,
) -> Result<PayoutAddressId, ActionError> {
    let keyed = Keyed::new(person, "add_payout_address", key);
    let added = once(desk, &keyed, || add_now(desk, person, form, yes, &keyed)).await;
    added.map_err(|error| if is_taken(&error) { known() } else { error })
}

async fn add_now(
    desk: &Desk,
    person: UserId,
    form: &AddressForm,
    yes: &AddressYes<'_>,
    keyed: &Keyed,
) -> Result<PayoutAddressId, ActionError> {
    let user = not_quiet(desk, person).await?;
    let (label, address) = checked(desk, form).await?;
    may_be_paid(desk, &address)?;
    let listed = desk.store.listed_addresses_of(person).await?;
    if listed.iter().any(|known| known.address.key() == address.key()) {
        return Err(known());
    }
    if listed.len() >= MAX_PAYOUT_ADDRESSES {
        let detail = Some(MAX_PAYOUT_ADDRESSES.to_string());
        return Err(ActionError::Refused { status: 409, code: "too-many-payout-addresses", detail });
    }
    let (commit, act) = said_yes(desk, person, form, yes).await?;
    let added = PayoutAddress::listed((desk.new_id(), person), (label, address), super::fresh_nonce(), act, desk.now());
    let told = LetterKind::PayoutAddressAdded {
        address: added.address.clone(),
        label: added.label.clone(),
        usable_from: added.usable_from,
        from: desk.trace.ip.clone(),
    };
    // The person is saved too: of two who add the last one that there is room for, one looks again.
    let commit = letters::add(commit.insert(&added).save(&user), desk, &user, told);
    let row = row(desk, &added, "add_payout_address");
    desk.commit(commit.record(&row).once(&keyed.answer(desk, &added.id.to_string()))).await?;
    Ok(added.id)
}

async fn checked(desk: &Desk, form: &AddressForm) -> Result<(String, ChainAddress), ActionError> {
    let mut errors = FieldErrors::default();
    let address = outside_address(desk, &mut errors, &form.address).await?;
    let label = check_address_label(&form.label).unwrap_or_else(|wrong| {
        errors.0.extend(wrong.0);
        String::new()
    });
    match address {
        Some(address) if errors.0.is_empty() => Ok((label, address)),
        _ => Err(errors.into()),
    }
}

/// Who has a passkey says yes with it to this address; anybody else has just proved who they are.
async fn said_yes(
    desk: &Desk,
    person: UserId,
    form: &AddressForm,
    yes: &AddressYes<'_>,
) -> Result<(Commit, Option<SignedAct>), ActionError> {
    if step_up_ways(desk, person).await?.by_passkey {
        let proven = proven_act(desk, person, &listing_address(form), yes.act).await?;
        return Ok((proven.in_commit(Commit::new()), Some(proven.signed)));
    }
    if yes.is_fresh { Ok((Commit::new(), None)) } else { Err(ActionError::forbidden("step-up-first")) }
}

pub(super) fn row(desk: &Desk, address: &PayoutAddress, deed: &str) -> EventRow {
    let (subject, actor) = (Subject::User(address.user_id), Actor::User(address.user_id));
    let row = desk.event(subject, actor, deed, None, address.id);
    EventRow { why: Some(address.address.0.clone()), ..row }
}

fn is_taken(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(StoreError::Duplicate { index }) if index == PAYOUT_ADDRESS_INDEX)
}

const fn known() -> ActionError {
    ActionError::conflict("payout-address-known")
}
