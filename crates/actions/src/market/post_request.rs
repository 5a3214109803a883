//! A buyer posts a wish.

use super::check_wish::read_wish;
use crate::{ActionError, Desk, FormKey, Keyed, again::once};
use domain::{
    PurchaseRequestId, UserId,
    event::{Actor, Subject},
    identity::{Role, User},
    market::{Birth, MarketError, PurchaseRequest, RequestForm},
};
use store::{Commit, Counter};

/// Posts a request; once per form key.
///
/// # Errors
/// A code per field; 403 for who is no buyer.
pub async fn post_request(
    desk: &Desk,
    buyer: UserId,
    form: &RequestForm,
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(buyer, "post_request", key);
    once(desk, &keyed, || async {
        let request = new_request(desk, buyer, form).await?;
        desk.commit(posting(desk, &request, &keyed)).await?;
        Ok(request.id)
    })
    .await
}

/// The request that a form makes, with a number of its own.
pub(super) async fn new_request(
    desk: &Desk,
    buyer: UserId,
    form: &RequestForm,
) -> Result<PurchaseRequest, ActionError> {
    let person: User = desk.store.get(buyer).await?;
    if !person.is(Role::Buyer) {
        return Err(MarketError::NotABuyer.into());
    }
    let (wish, branch) = read_wish(desk, form).await?;
    let number = desk.store.next_number(Counter::Requests).await?;
    let birth = Birth { id: desk.new_id(), number, buyer_id: buyer, at: desk.now() };
    Ok(wish.posted(birth, &branch))
}

pub(super) fn posting(desk: &Desk, request: &PurchaseRequest, keyed: &Keyed) -> Commit {
    let row = desk.event(Subject::Request(request.id), Actor::User(request.buyer_id), "post", None, request.status);
    Commit::new().insert(request).record(&row).once(&keyed.answer(desk, &request.id.to_string()))
}
