//! The buyer asks for more time to pay.

use super::order::{commit_change, order_of};
use crate::{ActionError, Desk, again::again, settings::in_force};
use domain::{
    Change, PurchaseRequestId, Timestamp, UserId,
    escrow::Payment,
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// Makes the time to pay longer by its own span. The task that ends it comes again by itself: it reads the payment.
///
/// # Errors
/// 403 for anybody but the buyer; 409 when nobody waits for money any more, or it was made longer twice.
pub async fn more_time_to_pay(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    from: Timestamp,
) -> Result<Payment, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        let decision = order.more_time_to_pay(buyer, from, in_force(desk).await?.pay_time, desk.now())?;
        let Change::Made(change) = decision else { return Ok(order.payment) };
        let (subject, actor) = (Subject::Payment(order.payment.id), Actor::User(buyer));
        let Payment { status, pay_by, .. } = change.order.payment;
        let event = desk.event(subject, actor, "more_time_to_pay", None, status);
        let event = EventRow { request_id: Some(request), why: Some(format!("until {pay_by}")), ..event };
        commit_change(desk, actor, &change, None, Commit::new().record(&event)).await?;
        Ok(change.order.payment)
    })
    .await
}
