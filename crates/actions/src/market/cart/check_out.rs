//! A cart becomes orders: one per line, all in one commit or none.

use super::{
    super::templates::{Sale, sell},
    look::{CartItem, CartNow, cart_now},
};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, settings::in_force};
use domain::{
    CartCheckoutId, FieldErrors, UserId,
    identity::User,
    market::{BuyForm, Cart, CartCheckout, MarketError, Purchase},
};
use store::Commit;

/// Makes an order of every line, at the terms that were shown (`seen`); once per form key. Where to is said once for all
/// of them. The cart is empty afterwards.
///
/// # Errors
/// 409 when the cart or a template in it is not what was shown; a code per line (by its template's id) that cannot be
/// bought, and per field. Nothing is made then.
pub async fn check_out_cart(
    desk: &Desk,
    buyer: UserId,
    seen: &str,
    form: &BuyForm,
    key: &FormKey,
) -> Result<CartCheckoutId, ActionError> {
    let keyed = Keyed::new(buyer, "check_out_cart", key);
    once(desk, &keyed, || check_out_now(desk, buyer, seen, form, &keyed)).await
}

async fn check_out_now(
    desk: &Desk,
    buyer: UserId,
    seen: &str,
    form: &BuyForm,
    keyed: &Keyed,
) -> Result<CartCheckoutId, ActionError> {
    let now = cart_now(desk, buyer).await?;
    if now.items.is_empty() {
        return Err(MarketError::CartEmpty.into());
    }
    only_buyable(&now)?;
    if now.seen() != seen {
        return Err(MarketError::CartChanged.into());
    }
    let purchases = read(desk, buyer, form, now.items).await?;
    let person: User = desk.store.get(buyer).await?;
    let (in_force, mut commit, mut orders) = (in_force(desk).await?, Commit::new(), Vec::new());
    for (item, purchase) in purchases {
        let sale = Sale { offered: &item.offered, buyer: &person, purchase };
        let (order, with_it) = sell(desk, sale, &in_force, commit).await?;
        orders.push(order);
        commit = with_it;
    }
    let checkout = CartCheckout { id: desk.new_id(), version: 0, buyer_id: buyer, orders, created_at: desk.now() };
    let emptied = Cart { lines: Vec::new(), updated_at: desk.now(), ..now.cart };
    let answer = keyed.answer(desk, &checkout.id.to_string());
    desk.commit(commit.insert(&checkout).save(&emptied).once(&answer)).await?;
    Ok(checkout.id)
}

/// A reason per line that stands in the way.
fn only_buyable(cart: &CartNow) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for item in &cart.items {
        if let Some(trouble) = &item.trouble {
            errors.add(&item.line.template_id.to_string(), trouble.code());
        }
    }
    errors.into_result()
}

/// Every line with where it goes. In the order of their templates, so that two checkouts of the same things meet at the
/// first of them and neither waits for the other.
async fn read(
    desk: &Desk,
    buyer: UserId,
    form: &BuyForm,
    mut items: Vec<CartItem>,
) -> Result<Vec<(CartItem, Purchase)>, ActionError> {
    let own = desk.store.addresses_of(buyer).await?;
    items.sort_by_key(|item| item.line.template_id);
    let (mut read, mut errors) = (Vec::new(), FieldErrors::default());
    for item in items {
        let form = BuyForm { quantity: item.line.quantity.to_string(), ..form.clone() };
        match form.read(&item.offered.template, &own) {
            Ok(purchase) => read.push((item, purchase)),
            Err(faults) => errors.0.extend(faults.0),
        }
    }
    errors.into_result()?;
    Ok(read)
}
