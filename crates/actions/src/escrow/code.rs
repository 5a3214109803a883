//! The delivery code: shown to the buyer, typed by the seller or the buyer, released at once when it is right.

use super::{
    order::{commit_change, commit_decision, order_of},
    wallet::open_wallet,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet};
use domain::{
    Change, FieldErrors, PurchaseRequestId, UserId,
    escrow::{CodeTry, EscrowError, Order, OrderChange, delivery_code},
    event::{Actor, Subject},
    market::{DeliveryCodeIssue, PurchaseRequest, RequestStatus},
};
use store::Commit;

/// What the house's key is derived for.
const PURPOSE: &str = "delivery-code";

/// The seller types the code that the buyer reads out: delivered, completed and paid, at once.
///
/// # Errors
/// 403 for anybody but the seller, 422 for a wrong code (counted), 429 while it is locked.
pub async fn hand_over(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    code: &str,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        order.only_seller(seller)?;
        confirm_by_code(desk, seller, order, code).await
    })
    .await
}

/// The buyer confirms with the code on the own page: completed and paid, at once.
///
/// # Errors
/// 403 for anybody but the buyer, 422 for a wrong code (counted), 429 while it is locked.
pub async fn confirm_delivery(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    code: &str,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        order.only_buyer(buyer)?;
        not_quiet(desk, buyer).await?;
        confirm_by_code(desk, buyer, order, code).await
    })
    .await
}

/// The digits, for the buyer's eyes only; none before it is sent, after it is used, or once it has expired.
///
/// # Errors
/// 403 for anybody but the buyer.
pub async fn delivery_code_for(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
) -> Result<Option<String>, ActionError> {
    let request = desk.store.get::<PurchaseRequest>(request).await?;
    if buyer != request.buyer_id {
        return Err(EscrowError::NotTheBuyer.into());
    }
    let is_good = |issue: &&DeliveryCodeIssue| issue.used_at.is_none() && desk.now() < issue.expires_at;
    let issue = request.delivery_code.as_ref().filter(is_good).filter(|_| is_under_way(request.status));
    Ok(issue.map(|issue| digits(desk, &request, issue)))
}

/// The buyer issues a new code; the old one is dead from now on.
///
/// # Errors
/// 403 for anybody but the buyer, 409 while there is none.
pub async fn renew_delivery_code(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<(), ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        order.only_buyer(buyer)?;
        if !is_under_way(order.request.status) {
            return Err(EscrowError::NoCode.into());
        }
        let issue = DeliveryCodeIssue::fresh(desk.new_id(), desk.now());
        note_issue(desk, Actor::User(buyer), order, issue, "renew_code").await
    })
    .await
}

async fn confirm_by_code(desk: &Desk, who: UserId, order: Order, typed: &str) -> Result<Order, ActionError> {
    if order.request.status.is_completed() {
        return Ok(order);
    }
    let issue = order.request.delivery_code.as_ref().filter(|_| is_under_way(order.request.status));
    let issue = issue.ok_or(EscrowError::NoCode)?;
    match issue.try_code(typed, &digits(desk, &order.request, issue), desk.now())? {
        CodeTry::Wrong { issue, tries_left } => {
            // Written down before it is said: a try that is not counted would be free.
            let deed = if tries_left == 0 { "code_locked" } else { "code_wrong" };
            note_issue(desk, Actor::User(who), order, issue, deed).await?;
            Err(wrong_code(tries_left))
        }
        CodeTry::Right(used) => {
            let seller = open_wallet(desk, order.escrow.seller_id, order.escrow.price.currency).await?;
            let decision: Change<OrderChange> = order.confirmed(Some(used), seller.id, desk.now())?;
            commit_decision(desk, Actor::User(who), order, decision, None).await
        }
    }
}

fn wrong_code(tries_left: u32) -> ActionError {
    let mut errors = FieldErrors::default();
    match tries_left {
        0 => errors.add("code", "escrow-code-locked"),
        left => errors.add_limit("code", "escrow-code-wrong", left),
    }
    ActionError::Fields(errors)
}

async fn note_issue(
    desk: &Desk,
    actor: Actor,
    order: Order,
    issue: DeliveryCodeIssue,
    deed: &str,
) -> Result<(), ActionError> {
    let mut after = order.clone();
    after.request.delivery_code = Some(issue);
    after.request.updated_at = desk.now();
    let status = order.request.status;
    let event = desk.event(Subject::Request(order.request.id), actor, deed, Some(status.to_string()), status);
    let change = OrderChange::between(order, after);
    commit_change(desk, actor, &change, None, Commit::new().record(&event)).await
}

fn digits(desk: &Desk, request: &PurchaseRequest, issue: &DeliveryCodeIssue) -> String {
    delivery_code(&desk.keys.derive(PURPOSE), request.id, issue.issue_id)
}

/// Sent and not confirmed: the code means something.
const fn is_under_way(status: RequestStatus) -> bool {
    match status {
        RequestStatus::Delivery | RequestStatus::Delivered | RequestStatus::Confirming => true,
        RequestStatus::PendingPayment
        | RequestStatus::Pending
        | RequestStatus::Active
        | RequestStatus::ReceivedOffers
        | RequestStatus::InNegotiation
        | RequestStatus::Payment
        | RequestStatus::Processing
        | RequestStatus::Completed
        | RequestStatus::SellerPaid
        | RequestStatus::Cancelled => false,
    }
}
