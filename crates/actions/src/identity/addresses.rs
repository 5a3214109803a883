//! Where a person's goods go. The first address is the primary one; another becomes it in one commit.

use super::not_quiet;
use crate::{ActionError, Desk, FormKey, Keyed, again::again};
use domain::{
    AddressId, UserId,
    identity::{Address, AddressForm, MAX_ADDRESSES, Place, make_primary as ranks},
};
use store::{Commit, StoreError};

/// The unique index that allows one primary address per person.
const PRIMARY_INDEX: &str = "address_primary";

/// One more address; once per form key.
///
/// # Errors
/// A code per field; 422 `too-many-addresses`.
pub async fn add_address(
    desk: &Desk,
    user: UserId,
    form: &AddressForm,
    key: &FormKey,
) -> Result<AddressId, ActionError> {
    let place = form.check()?;
    not_quiet(desk, user).await?;
    let keyed = Keyed::new(user, "add_address", key);
    if let Some(first) = keyed.first_answer(desk).await? {
        return parse(&first);
    }
    match again(|| add_once(desk, user, place.clone(), &keyed)).await {
        Err(error) if Keyed::lost_to_twin(&error) => {
            let first = keyed.first_answer(desk).await?;
            parse(&first.ok_or_else(|| ActionError::Broken("a taken key has no answer".to_owned()))?)
        }
        other => other,
    }
}

async fn add_once(desk: &Desk, user: UserId, place: Place, keyed: &Keyed) -> Result<AddressId, ActionError> {
    let kept = desk.store.addresses_of(user).await?;
    if kept.len() >= MAX_ADDRESSES {
        let detail = Some(MAX_ADDRESSES.to_string());
        return Err(ActionError::Refused { status: 422, code: "too-many-addresses", detail });
    }
    let address = Address::new(desk.new_id(), user, place, kept.is_empty(), desk.now());
    let commit = Commit::new().once(&keyed.answer(desk, &address.id.to_string())).insert(&address);
    desk.commit(commit).await.map_err(as_conflict)?;
    Ok(address.id)
}

/// Other words for an address.
///
/// # Errors
/// A code per field; not found when it is not this person's.
pub async fn edit_address(desk: &Desk, user: UserId, id: AddressId, form: &AddressForm) -> Result<(), ActionError> {
    let place = form.check()?;
    not_quiet(desk, user).await?;
    again(|| async {
        let address = own_address(desk, user, id).await?;
        desk.commit(Commit::new().save(&address.moved(place.clone(), desk.now()))).await
    })
    .await
}

/// Makes this the primary address and the old one an ordinary one, in one commit.
///
/// # Errors
/// Not found when it is not this person's.
pub async fn make_primary(desk: &Desk, user: UserId, id: AddressId) -> Result<(), ActionError> {
    not_quiet(desk, user).await?;
    again(|| async {
        own_address(desk, user, id).await?;
        let all = desk.store.addresses_of(user).await?;
        let commit = ranks(&all, id, desk.now()).iter().fold(Commit::new(), Commit::save);
        desk.commit(commit).await.map_err(as_conflict)
    })
    .await
}

/// Takes an address away. If it was the primary one, the oldest that is left becomes it.
///
/// # Errors
/// Not found when it is not this person's.
pub async fn remove_address(desk: &Desk, user: UserId, id: AddressId) -> Result<(), ActionError> {
    not_quiet(desk, user).await?;
    again(|| async {
        let address = own_address(desk, user, id).await?;
        let left: Vec<Address> =
            desk.store.addresses_of(user).await?.into_iter().filter(|kept| kept.id != id).collect();
        let heir = left.first().filter(|_| address.is_primary).map(|heir| heir.clone().ranked(true, desk.now()));
        let commit = heir.iter().fold(Commit::new().remove(&address), Commit::save);
        desk.commit(commit).await.map_err(as_conflict)
    })
    .await
}

async fn own_address(desk: &Desk, user: UserId, id: AddressId) -> Result<Address, ActionError> {
    let address: Address = desk.store.get(id).await?;
    if address.user_id == user { Ok(address) } else { Err(ActionError::NotFound(id.to_string())) }
}

/// Two primaries at once: one of them decides again.
fn as_conflict(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == PRIMARY_INDEX => {
            ActionError::Store(StoreError::Conflict(index))
        }
        other => other,
    }
}

fn parse(first: &str) -> Result<AddressId, ActionError> {
    first.parse().map_err(|error| ActionError::Broken(format!("the first answer: {error}")))
}
