//! One side complains: the order's money stands still in the same commit.

use super::{
    change::clock,
    told::{Told, told},
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::once,
    escrow::{commit_change, order_of},
};
use domain::{
    DisputeId, PurchaseRequestId, UserId,
    disputes::{Dispute, DisputeError, DisputeForm, DisputeNews, DisputeOpened},
    event::{Actor, EventRow, Subject},
};
use store::{Commit, OPEN_DISPUTE_INDEX};

/// Opens a dispute about an order, with what is asked for; once per form key. From now on nothing but its end moves the
/// order's money.
///
/// # Errors
/// Codes at `category`, `reason`, `description`, `asks`, `buyer`, `seller` and `words`; 403 for strangers; 409 when one is
/// open already, no money is held, or it has left.
pub async fn open_dispute(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    form: &DisputeForm,
    key: &FormKey,
) -> Result<DisputeId, ActionError> {
    let keyed = Keyed::new(who, "open_dispute", key);
    once(desk, &keyed, || open_now(desk, who, request, form, &keyed)).await
}

async fn open_now(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    form: &DisputeForm,
    keyed: &Keyed,
) -> Result<DisputeId, ActionError> {
    let order = order_of(desk, request).await?;
    // What cannot be argued about is said before the fields: none of them would mend it.
    Dispute::can_open(&order, who)?;
    let complaint = form.check(&order.escrow, (desk.new_id(), who, desk.now()))?;
    let DisputeOpened { dispute, order: change } = Dispute::open(desk.new_id(), &order, complaint, desk.now())?;
    let (actor, subject) = (Actor::User(who), Subject::Dispute(dispute.id));
    let row = desk.event(subject, actor, "open_dispute", None, dispute.status);
    let row = EventRow { request_id: Some(request), ..row };
    let commit = Commit::new().insert(&dispute).record(&row).task(&clock(desk, &dispute, dispute.respond_by));
    let commit = commit.once(&keyed.answer(desk, &dispute.id.to_string()));
    let number = order.request.number;
    let commit = told(desk, commit, &Told { dispute: &dispute, number, news: DisputeNews::Opened, actor }).await?;
    match commit_change(desk, actor, &change, None, commit).await {
        Err(ActionError::Store(error)) if error.is_duplicate(OPEN_DISPUTE_INDEX) => {
            Err(DisputeError::AlreadyOpen.into())
        }
        done => done.map(|()| dispute.id),
    }
}
