//! What a person has to do, for their first page. It only reads; what it names is refused there to whoever may not do it.

use crate::{
    ActionError, Desk,
    custody::needs_of_money,
    disputes::{Queue, QueueForm, queue, to_sign},
};
use domain::{
    UserId,
    disputes::{Dispute, Resolver},
    escrow::HandRecordState,
    identity::{DECIDE_DISPUTES, Role, User},
    needs::{Need, by_clock},
};
use store::DisputeStands;

/// Of each kind at most so many: more than anybody does in a day.
const MOST: i64 = 50;

/// What this person has to do, the most urgent first.
///
/// # Errors
/// Only the database's.
pub async fn needs_of(desk: &Desk, who: UserId) -> Result<Vec<Need>, ActionError> {
    let requests = desk.store.open_requests_of(who, MOST).await?;
    let mut needs: Vec<Need> = requests.iter().filter_map(|request| request.needs(who)).collect();
    let orders = desk.store.whole_orders(requests).await?;
    needs.extend(orders.iter().filter_map(|order| order.needs(who)));
    let disputes = desk.store.open_disputes_of(who, MOST).await?;
    needs.extend(disputes.iter().filter_map(|dispute| dispute.needs(who)));
    let person: User = desk.store.get(who).await?;
    if DECIDE_DISPUTES.iter().any(|role| person.is(*role)) {
        let queue = queue(desk, who, &QueueForm::default()).await?;
        let impartial = queue.part.rows.iter().filter(|dispute| !queue.barred.contains(&dispute.id));
        needs.extend(impartial.filter_map(|dispute| dispute.needs_of_house(who)));
        needs.extend(to_sign_for(desk, &person).await?.iter().map(Dispute::needs_signature));
    }
    needs.extend(needs_of_money(desk, &person, MOST).await?);
    if person.is(Role::Admin) {
        let records = desk.store.hand_records(HandRecordState::Waiting, MOST).await?;
        needs.extend(records.iter().filter_map(|record| record.needs(who)));
        let missing = desk.store.missing_transfers(MOST).await?;
        needs.extend(missing.iter().filter_map(|transfer| transfer.needs(who)));
    }
    Ok(by_clock(needs))
}

/// Decisions that this person must sign anew.
async fn to_sign_for(desk: &Desk, person: &User) -> Result<Vec<Dispute>, ActionError> {
    let form = QueueForm { stands: DisputeStands::Decided.to_string(), ..QueueForm::default() };
    let Queue { part, barred, .. } = queue(desk, person.id, &form).await?;
    let waits = |dispute: &Dispute| {
        let by = Resolver { id: person.id, has_traded: barred.contains(&dispute.id), is_admin: person.is(Role::Admin) };
        to_sign(desk, dispute, by).is_ok_and(|decision| decision.is_some())
    };
    Ok(part.rows.into_iter().filter(waits).collect())
}
