//! Server functions of the market: who is asking, one action, one answer.

use crate::Fault;
use domain::market::{OfferForm, RequestForm};
use leptos::prelude::*;

/// A step of the wizard: kept whatever it says, then checked. `go=back` asks nothing and leads back.
///
/// # Errors
/// A code per field of the step.
#[server(endpoint = "save_draft")]
pub async fn save_draft(
    step: String,
    #[server(default)] go: Option<String>,
    #[server(flatten)] form: RequestForm,
) -> Result<(), Fault> {
    use crate::ssr;
    use domain::market::Step;
    let me = ssr::signed_in()?;
    let step = Step::of_number(step.parse().unwrap_or(1));
    let next = if go.as_deref() == Some("back") {
        actions::market::keep_draft(&ssr::desk(), me.id, step, &form).await.map_err(ssr::refuse)?;
        step.number().saturating_sub(1).max(1)
    } else {
        actions::market::save_draft(&ssr::desk(), me.id, step, &form).await.map_err(ssr::refuse)?;
        step.number() + 1
    };
    ssr::done(&format!("/requests/new?step={next}"));
    Ok(())
}

/// Throws the draft away.
///
/// # Errors
/// Only ours.
#[server(endpoint = "discard_draft")]
pub async fn discard_draft() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::discard_draft(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done("/requests/new?step=1");
    Ok(())
}

/// Publishes the draft as it was shown.
///
/// # Errors
/// 409 when it has changed since; a code per field.
#[server(endpoint = "publish_request")]
pub async fn publish_request(key: String, version: String) -> Result<String, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*version]);
    let shown = version.parse().unwrap_or(u64::MAX);
    let id = actions::market::publish_draft(&ssr::desk(), me.id, shown, &form_key).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/requests/{id}"));
    Ok(id.to_string())
}

/// Other words for a request.
///
/// # Errors
/// 403, 409, or a code per field.
#[server(endpoint = "edit_request")]
pub async fn edit_request(request: String, #[server(flatten)] form: RequestForm) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = known(&request)?;
    actions::market::edit_request(&ssr::desk(), me.id, id, &form).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/requests/{id}"));
    Ok(())
}

/// The buyer takes a request back.
///
/// # Errors
/// 403 or 409.
#[server(endpoint = "cancel_request")]
pub async fn cancel_request(request: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = known(&request)?;
    actions::market::cancel_request(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/requests/{id}"));
    Ok(())
}

/// A seller answers.
///
/// # Errors
/// 403, 404, 409, or a code per field.
#[server(endpoint = "make_offer")]
pub async fn make_offer(key: String, request: String, #[server(flatten)] form: OfferForm) -> Result<String, Fault> {
    use crate::ssr;
    let (me, form) = (ssr::signed_in()?, with_day(form));
    let id = known(&request)?;
    let form_key = actions::FormKey::new(&key, [&*request].into_iter().chain(form.values()));
    let offer = actions::market::make_offer(&ssr::desk(), me.id, id, &form, &form_key).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/requests/{id}"));
    Ok(offer.to_string())
}

/// A seller writes an offer anew.
///
/// # Errors
/// 403, 409, or a code per field.
#[server(endpoint = "edit_offer")]
pub async fn edit_offer(offer: String, #[server(flatten)] form: OfferForm) -> Result<(), Fault> {
    use crate::ssr;
    let (me, form) = (ssr::signed_in()?, with_day(form));
    let request = actions::market::edit_offer(&ssr::desk(), me.id, known(&offer)?, &form).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/requests/{request}"));
    Ok(())
}

/// The last day as the law reads it, in whichever calendar it was typed; what is no day stays, and is refused there.
#[cfg(feature = "ssr")]
fn with_day(form: OfferForm) -> OfferForm {
    let valid_until = crate::typed_dates::gregorian(&form.valid_until).unwrap_or(form.valid_until);
    OfferForm { valid_until, ..form }
}

/// A seller takes an offer back.
///
/// # Errors
/// 403 or 409.
#[server(endpoint = "withdraw_offer")]
pub async fn withdraw_offer(offer: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::withdraw_offer(&ssr::desk(), me.id, known(&offer)?).await.map_err(ssr::refuse)?;
    Ok(())
}

/// The buyer accepts an offer at the price the button said, with the security that stood beside it.
///
/// # Errors
/// 403, or 409 when the offer, its price or the request has moved on.
#[server(endpoint = "accept_offer")]
pub async fn accept_offer(
    offer: String,
    price: String,
    currency: String,
    #[server(default)] deposit: Option<String>,
) -> Result<String, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let currency = currency.parse().map_err(|_| Fault::new(422, "bad-form"))?;
    let read = |text: &str| domain::Money::parse(text, currency).map_err(|_| Fault::new(422, "bad-form"));
    let shown = domain::market::SeenOffer { price: read(&price)?, deposit: deposit.as_deref().map(read).transpose()? };
    let order =
        actions::market::accept_offer_at(&ssr::desk(), me.id, known(&offer)?, shown).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/orders/{order}/checkout"));
    Ok(order.to_string())
}

/// An id as a form or an address carries it: what is none does not exist.
#[cfg(feature = "ssr")]
pub(crate) fn known<T: std::str::FromStr>(raw: &str) -> Result<T, Fault> {
    raw.parse().map_err(|_| Fault::new(404, "not-found"))
}
