//! An admin says what becomes of money that was withheld because of who sent it. With a reason, and written together
//! with the admin who says it; whatever is sent twice or by two at once moves once.

use crate::{
    ActionError, Desk,
    admin::must_be_admin,
    again::again,
    escrow::{booking_of, commit_change, order_with},
};
use domain::{
    ChainEventId, Change, UserId,
    escrow::{ChainEvent, Order, Payment},
    event::{Actor, EventRow, Subject, one_line},
    identity::check_reason,
    sanctions::{Ruling, StaffRuling},
};
use store::Commit;

/// It counts as it would have when it came.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 409 when it is not withheld (any more).
pub async fn let_in(desk: &Desk, admin: UserId, event: ChainEventId, reason: &str) -> Result<(), ActionError> {
    rule(desk, admin, event, Ruling::LetIn, reason).await
}

/// It stays where it is, and the log has why.
///
/// # Errors
/// As [`let_in`].
pub async fn keep_withheld(desk: &Desk, admin: UserId, event: ChainEventId, reason: &str) -> Result<(), ActionError> {
    rule(desk, admin, event, Ruling::Keep, reason).await
}

async fn rule(
    desk: &Desk,
    admin: UserId,
    event: ChainEventId,
    ruling: Ruling,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    again(|| rule_once(desk, admin, event, ruling, &reason)).await
}

async fn rule_once(
    desk: &Desk,
    admin: UserId,
    event: ChainEventId,
    ruling: Ruling,
    reason: &str,
) -> Result<(), ActionError> {
    let admin = must_be_admin(desk, admin).await?;
    let event = desk.store.get::<ChainEvent>(event).await?;
    let order = order_with(desk, desk.store.get::<Payment>(event.payment_id).await?).await?;
    let booking = booking_of(desk, &order, &event).await?;
    let said = StaffRuling { ruling, by: admin.id, reason: reason.to_owned(), at: desk.now() };
    let decision = order.withheld_ruled(&event, said, &booking, desk.now())?;
    let Change::Made((change, ruled)) = decision else { return Ok(()) };
    let actor = Actor::User(admin.id);
    let commit = Commit::new().save(&admin).save(&ruled).record(&row(desk, actor, &order, &event, ruling, reason));
    commit_change(desk, actor, &change, None, commit).await
}

/// For the log alone: the order's own page says nothing of lists.
fn row(desk: &Desk, actor: Actor, order: &Order, event: &ChainEvent, ruling: Ruling, reason: &str) -> EventRow {
    let deed = match ruling {
        Ruling::LetIn => "let_in_transfer",
        Ruling::Keep => "keep_withheld",
    };
    let row = desk.event(Subject::Payment(order.payment.id), actor, deed, None, order.payment.status);
    EventRow { why: Some(format!("{}: {reason}", event.id)), ..row }
}
