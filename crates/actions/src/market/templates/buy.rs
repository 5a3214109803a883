//! A buyer follows a link and buys: request, accepted offer, payment and escrow are real rows in one commit, before any
//! money moves.

use super::sale::{Sale, offered_by_id, sell};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, settings::in_force};
use domain::{
    PurchaseRequestId, TemplateId, UserId,
    identity::User,
    market::{BuyForm, MarketError, TemplateStatus},
};
use store::Commit;

/// Buys at the terms that were shown (`seen`, as [`domain::market::RequestTemplate::seen`] says them); once per form key.
///
/// # Errors
/// 404 once it was taken away; 409 when it changed since, is paused, sold out, the buyer's own, or its seller may not
/// sell; a code per field.
pub async fn buy_template(
    desk: &Desk,
    buyer: UserId,
    template: TemplateId,
    seen: &str,
    form: &BuyForm,
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(buyer, "buy_template", key);
    once(desk, &keyed, || buy_now(desk, buyer, template, seen, form, &keyed)).await
}

async fn buy_now(
    desk: &Desk,
    buyer: UserId,
    template: TemplateId,
    seen: &str,
    form: &BuyForm,
    keyed: &Keyed,
) -> Result<PurchaseRequestId, ActionError> {
    let offered = offered_by_id(desk, template).await?;
    if offered.template.status == TemplateStatus::Deleted {
        return Err(ActionError::NotFound(template.to_string()));
    }
    let person: User = desk.store.get(buyer).await?;
    if buyer == offered.template.seller_id {
        return Err(MarketError::OwnTemplate.into());
    }
    let in_force = in_force(desk).await?;
    let fee = in_force.fee.terms(offered.template.terms.price.currency);
    if offered.template.seen(&fee)? != seen {
        return Err(MarketError::TemplateChanged(offered.template.whole_price(&fee)?).into());
    }
    let addresses = desk.store.addresses_of(buyer).await?;
    let purchase = form.read(&offered.template, &addresses)?;
    let sale = Sale { offered: &offered, buyer: &person, purchase };
    let (order, commit) = sell(desk, sale, &in_force, Commit::new()).await?;
    desk.commit(commit.once(&keyed.answer(desk, &order.to_string()))).await?;
    Ok(order)
}
