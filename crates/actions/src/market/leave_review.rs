//! After the end: what one side says of the other, and what the other answers.

use super::shop_settings::shop_settings;
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    letters,
};
use domain::{
    PurchaseRequestId, ReviewId, UserId,
    event::{Actor, EventRow, Subject},
    identity::User,
    letters::{LetterKind, ReviewStep},
    market::{MarketError, PurchaseRequest, Review, ReviewForm, ReviewSubject},
};
use store::{Commit, StoreError};

/// The unique index that allows one review per reviewer and order.
const ONCE_INDEX: &str = "review_once";

/// Leaves a review, and counts its stars for the other side (and the template) in the same commit. There is one per
/// reviewer and subject: after another order with the same it takes the place of the earlier one.
///
/// # Errors
/// 404 for who may not see the order, 403 for who is no party, 409 before the end, for a second one of this order or
/// where the shop takes none; a code per field.
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
    may_review(desk, who, &order).await?;
    if desk.store.review_by(request, who).await?.is_some() {
        return Err(MarketError::ReviewedAlready.into());
    }
    let shop = shop_settings(desk, order.seller_id.unwrap_or(who)).await?;
    let fresh = order.reviewed((who, &shop), desk.new_id(), form.read()?, desk.now())?;
    let before = desk.store.review_like(&fresh).await?;
    let (review, commit) = match &before {
        Some(before) => {
            let review = before.anew(fresh)?;
            let commit = Commit::new().save(&review);
            (review, commit)
        }
        None => {
            let commit = Commit::new().insert(&fresh);
            (fresh, commit)
        }
    };
    let row = order_row(desk, who, &order, "review");
    let answer = keyed.answer(desk, &review.id.to_string());
    let commit = commit.count_review(&review, before.as_ref()).record(&row).once(&answer);
    let commit = tell(desk, commit, review.subject_id, (&order, ReviewStep::Written)).await?;
    desk.commit(commit).await.map_err(one_at_a_time)?;
    Ok(review.id)
}

/// Whom this person may review for this order, and as what.
///
/// # Errors
/// 404 for who may not see the order, 403 for who is no party, 409 before the end or where the shop takes none.
pub async fn may_review(
    desk: &Desk,
    who: UserId,
    order: &PurchaseRequest,
) -> Result<(ReviewSubject, UserId), ActionError> {
    if !order.is_visible_to(Some(who)) {
        return Err(ActionError::NotFound(order.id.to_string()));
    }
    let shop = shop_settings(desk, order.seller_id.unwrap_or(who)).await?;
    Ok(order.reviewable_by(who, &shop)?)
}

/// The reviewed person answers, once.
///
/// # Errors
/// 404 for a review that is not there, 403 for anybody else, 409 for a second answer; a code at `text`.
pub async fn reply_to_review(desk: &Desk, who: UserId, review: ReviewId, text: &str) -> Result<Review, ActionError> {
    again(|| async {
        let review: Review = desk.store.get(review).await?;
        review.answerable_by(who)?;
        let answered = review.answered(who, Review::read_reply(text)?, desk.now())?;
        let order: PurchaseRequest = desk.store.get(review.request_id).await?;
        let row = order_row(desk, who, &order, "reply_to_review");
        let commit = Commit::new().save(&answered).record(&row);
        desk.commit(tell(desk, commit, review.reviewer_id, (&order, ReviewStep::Answered)).await?).await?;
        Ok(answered)
    })
    .await
}

/// The other side is told, with what they are told.
async fn tell(
    desk: &Desk,
    commit: Commit,
    whom: UserId,
    (order, step): (&PurchaseRequest, ReviewStep),
) -> Result<Commit, ActionError> {
    let whom: User = desk.store.get(whom).await?;
    Ok(letters::add(commit, desk, &whom, LetterKind::Review { request: order.id, number: order.number, step }))
}

/// The order stays where it stands.
fn order_row(desk: &Desk, who: UserId, order: &PurchaseRequest, deed: &str) -> EventRow {
    desk.event(Subject::Request(order.id), Actor::User(who), deed, Some(order.status.to_string()), order.status)
}

/// The order was reviewed a moment ago: that was the one. The subject was: after that one this is written anew.
fn one_at_a_time(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == ONCE_INDEX => {
            MarketError::ReviewedAlready.into()
        }
        ActionError::Store(StoreError::Duplicate { index }) if index == store::REVIEW_SUBJECT_INDEX => {
            StoreError::Conflict(index).into()
        }
        other => other,
    }
}
