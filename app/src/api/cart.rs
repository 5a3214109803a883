//! Server functions of the cart: who is asking, one action, one answer.

#[cfg(feature = "ssr")]
use super::market::known;
use crate::Fault;
use domain::market::BuyForm;
use leptos::prelude::*;

/// Puts something into the cart.
#[server(endpoint = "add_to_cart")]
pub async fn add_to_cart(template: String, #[server(default)] quantity: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::add_to_cart(&ssr::desk(), me.id, known(&template)?, &quantity).await.map_err(ssr::refuse)?;
    ssr::done("/cart");
    Ok(())
}

/// Another number of pieces.
#[server(endpoint = "change_cart")]
pub async fn change_cart(template: String, #[server(default)] quantity: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::change_cart(&ssr::desk(), me.id, known(&template)?, &quantity).await.map_err(ssr::refuse)?;
    ssr::done("/cart");
    Ok(())
}

/// Takes something out.
#[server(endpoint = "remove_from_cart")]
pub async fn remove_from_cart(template: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::remove_from_cart(&ssr::desk(), me.id, known(&template)?).await.map_err(ssr::refuse)?;
    ssr::done("/cart");
    Ok(())
}

/// Makes an order of every line, as they were shown (`seen`).
#[server(endpoint = "check_out_cart")]
pub async fn check_out_cart(key: String, seen: String, #[server(flatten)] form: BuyForm) -> Result<String, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form_key = actions::FormKey::new(&key, std::iter::once(&*seen).chain(form.values()));
    let checkout = actions::market::check_out_cart(&ssr::desk(), me.id, &seen, &form, &form_key).await;
    let checkout = checkout.map_err(ssr::refuse)?;
    ssr::done(&format!("/cart/checkouts/{checkout}"));
    Ok(checkout.to_string())
}

/// Pays everything that is due in one currency from the buyer's wallet. `amount` is what the button said.
#[server(endpoint = "pay_checkout_from_wallet")]
pub async fn pay_checkout_from_wallet(checkout: String, amount: String, currency: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, id) = (ssr::signed_in()?, known(&checkout)?);
    let units = amount.parse().map_err(|_| Fault::new(409, "escrow-other-amount"))?;
    let currency = currency.parse().map_err(|_| Fault::new(409, "escrow-other-amount"))?;
    let seen = domain::Money::new(units, currency);
    actions::market::pay_checkout_from_wallet(&ssr::desk(), me.id, id, seen).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/cart/checkouts/{id}"));
    Ok(())
}
