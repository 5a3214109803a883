//! Putting things into a cart, and taking them out. Nothing is held for a cart: only a checkout takes.

use super::super::templates::offered_by_id;
use crate::{ActionError, Desk, again::again};
use domain::{
    TemplateId, UserId,
    identity::User,
    market::{Cart, MarketError, TemplateStatus},
};
use store::{Commit, StoreError};

/// Puts so many pieces of a template into the cart; of one that is in it already, as many as were said last.
///
/// # Errors
/// 404 once it was taken away; 409 when it cannot be bought now or the cart is full; `quantity` out of bounds.
pub async fn add_to_cart(desk: &Desk, buyer: UserId, template: TemplateId, quantity: &str) -> Result<(), ActionError> {
    again(|| async {
        let offered = offered_by_id(desk, template).await?;
        if offered.template.status == TemplateStatus::Deleted {
            return Err(ActionError::NotFound(template.to_string()));
        }
        let pieces = offered.template.read_quantity(quantity)?;
        let person: User = desk.store.get(buyer).await?;
        offered.template.may_be_bought(&person, &offered.seller, &offered.uses, pieces)?;
        let now = desk.now();
        match desk.store.find::<Cart>(buyer).await? {
            Some(cart) => desk.commit(Commit::new().save(&cart.with(&offered.template, pieces, now)?)).await,
            None => {
                let cart = Cart::empty(buyer, now).with(&offered.template, pieces, now)?;
                desk.commit(Commit::new().insert(&cart)).await.map_err(|error| begun_twice(error, buyer))
            }
        }
    })
    .await
}

/// Another number of pieces of what is in the cart.
///
/// # Errors
/// 409 when it is not in it any more; those of [`add_to_cart`].
pub async fn change_cart(desk: &Desk, buyer: UserId, template: TemplateId, quantity: &str) -> Result<(), ActionError> {
    let cart = desk.store.find::<Cart>(buyer).await?;
    if !cart.is_some_and(|cart| cart.lines.iter().any(|line| line.template_id == template)) {
        return Err(MarketError::CartChanged.into());
    }
    add_to_cart(desk, buyer, template, quantity).await
}

/// Takes something out. Done twice is done once.
///
/// # Errors
/// Only the database's.
pub async fn remove_from_cart(desk: &Desk, buyer: UserId, template: TemplateId) -> Result<(), ActionError> {
    again(|| async {
        match desk.store.find::<Cart>(buyer).await? {
            Some(cart) => desk.commit(Commit::new().save(&cart.without(template, desk.now()))).await,
            None => Ok(()),
        }
    })
    .await
}

/// Two tabs began a cart at once: the slower one adds to the quicker one's.
fn begun_twice(error: ActionError, buyer: UserId) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == "_id_" => {
            StoreError::Conflict(buyer.to_string()).into()
        }
        other => other,
    }
}
