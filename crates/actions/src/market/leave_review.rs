//! After the end: what one side says of the other.

use crate::{ActionError, Desk, FormKey, Keyed, again::once};
use domain::{
    PurchaseRequestId, ReviewId, UserId,
    event::{Actor, Subject},
    identity::User,
    market::{MarketError, PurchaseRequest, ReviewForm},
};
use store::{Commit, StoreError};

/// The unique index that allows one review per reviewer and order.
const ONCE_INDEX: &str = "review_once";

/// Leaves a review, and adds its stars to the other side's sum in the same commit.
///
/// # Errors
/// 404 for who may not see the order, 403 for who is no party, 409 before the end or for a second one; a code per field.
pub async fn leave_review(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    form: &ReviewForm,
    key: &FormKey,
) -> Result<ReviewId, ActionError> {
    let keyed = Keyed::new(who, "leave_review", key);
    once(desk, &keyed, || review_now(desk, who, request, form, &keyed)).await
}

async fn review_now(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    form: &ReviewForm,
    keyed: &Keyed,
) -> Result<ReviewId, ActionError> {
    let order: PurchaseRequest = desk.store.get(request).await?;
    if !order.is_visible_to(Some(who)) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    order.reviewable_by(who)?;
    if desk.store.review_by(request, who).await?.is_some() {
        return Err(MarketError::ReviewedAlready.into());
    }
    let review = order.reviewed(who, desk.new_id(), form.read()?, desk.now())?;
    let subject: User = desk.store.get(review.subject_id).await?;
    let status = order.status.to_string();
    let row = desk.event(Subject::Request(request), Actor::User(who), "review", Some(status), order.status);
    let commit = Commit::new()
        .insert(&review)
        .save(&subject.with_review(&review, desk.now()))
        .record(&row)
        .once(&keyed.answer(desk, &review.id.to_string()));
    desk.commit(commit).await.map_err(once_per_order)?;
    Ok(review.id)
}

fn once_per_order(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == ONCE_INDEX => {
            MarketError::ReviewedAlready.into()
        }
        other => other,
    }
}
