//! What a seller decides about the shop.

use crate::{ActionError, Desk, again::again};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::{Role, User},
    market::{MarketError, ShopSettings},
};
use store::{Commit, StoreError};

/// What this seller decided; who decided nothing takes every review.
///
/// # Errors
/// Only the database's.
pub async fn shop_settings(desk: &Desk, seller: UserId) -> Result<ShopSettings, ActionError> {
    let known = desk.store.find::<ShopSettings>(seller).await?;
    Ok(known.unwrap_or_else(|| ShopSettings::untouched(seller, desk.now())))
}

/// A seller takes reviews from now on, or takes none; what was said before stays. Done twice is done once.
///
/// # Errors
/// 403 for who is no seller.
pub async fn change_shop(desk: &Desk, seller: UserId, sellers: bool, templates: bool) -> Result<(), ActionError> {
    again(|| async {
        let person: User = desk.store.get(seller).await?;
        if !person.is(Role::Seller) {
            return Err(MarketError::NotASeller.into());
        }
        let known = desk.store.find::<ShopSettings>(seller).await?;
        let before = known.clone().unwrap_or_else(|| ShopSettings::untouched(seller, desk.now()));
        let said = |shop: &ShopSettings| {
            format!("seller:{} template:{}", shop.allow_seller_reviews, shop.allow_template_reviews)
        };
        let (was, after) = (said(&before), before.switched(sellers, templates, desk.now()));
        if was == said(&after) {
            return Ok(());
        }
        let row = desk.event(Subject::User(seller), Actor::User(seller), "change_shop", Some(was), said(&after));
        let commit = if known.is_some() { Commit::new().save(&after) } else { Commit::new().insert(&after) };
        desk.commit(commit.record(&row)).await.map_err(|error| begun_twice(error, seller))
    })
    .await
}

/// Two tabs changed an untouched shop at once: the slower one looks again.
fn begun_twice(error: ActionError, seller: UserId) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == "_id_" => {
            StoreError::Conflict(seller.to_string()).into()
        }
        other => other,
    }
}
