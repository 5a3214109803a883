//! What was booked is looked at again for a while: a chain may take back what it has called final. Then the order stands
//! still; when the transfer is there again, it goes on.

use super::{Watched, outside, review::as_seen, sight::see};
use crate::{
    ActionError, Desk,
    again::again,
    escrow::order::{commit_change, order_with},
};
use domain::{
    Seconds,
    escrow::{ChainEvent, ChainEventStatus, Payment},
    event::{Actor, EventRow, Subject},
};
use payments::{Head, Outcome, Wanted};
use store::{ChainCursor, Commit};

/// Booked transfers in so many of the newest blocks are looked at: deeper than any chain has ever been taken back.
const DEEP: u64 = 2_000;
/// Of what is gone, so many are looked at again.
const MOST: i64 = 200;
/// Between two looks. They cost two questions each.
const PAUSE: Seconds = Seconds(60);

/// Looks at what was booked not long ago.
pub(super) async fn look_at_booked(desk: &Desk, chain: &impl Watched, head: &Head) -> Result<(), ActionError> {
    let id = format!("{}:booked", chain.settings().chain_id);
    let last = desk.store.chain_cursor(&id).await?;
    if last.is_some_and(|last| desk.now() < last.at + PAUSE) {
        return Ok(());
    }
    let from = head.number.saturating_sub(DEEP);
    for event in to_look_at(desk, chain, from).await? {
        look(desk, chain, head, &event).await?;
    }
    let block = i64::try_from(head.number).unwrap_or(i64::MAX);
    Ok(desk.store.note_chain_cursor(&ChainCursor { id, block, at: desk.now() }).await?)
}

/// What was booked in these blocks; and however long ago what is missing or was reversed, because it may come back.
async fn to_look_at(desk: &Desk, chain: &impl Watched, from: u64) -> Result<Vec<ChainEvent>, ActionError> {
    let id = chain.settings().chain_id;
    let mut events = desk.store.booked_transfers(id, from).await?;
    let missing = desk.store.missing_transfers(MOST).await?.into_iter().filter(|event| event.block_number < from);
    let gone = missing.chain(desk.store.reversed_transfers(MOST).await?);
    events.extend(gone.filter(|event| event.chain_id == id));
    Ok(events)
}

async fn look(desk: &Desk, chain: &impl Watched, head: &Head, event: &ChainEvent) -> Result<(), ActionError> {
    let Some(amount) = event.amount else { return Ok(()) };
    // Where it is matters, not what it was for: one confirmation, and whatever amount.
    let wanted = Wanted { recipient: event.to.clone(), token: amount.currency, amount_units: 0, confirmations: 1 };
    let verdict = chain.verify(&as_seen(event)?, &wanted, head).await.map_err(outside)?;
    if event.status == ChainEventStatus::Reversed {
        return match verdict.transfer {
            Some(back) if back.to.key() == event.to.key() => {
                see(desk, chain.settings(), head, &back, event.payment_id).await
            }
            _ => Ok(()),
        };
    }
    let is_gone = match verdict.outcome {
        Outcome::Vanished | Outcome::Refused => true,
        Outcome::Waiting | Outcome::Final => false,
    };
    if is_gone == event.missing_since.is_some() {
        return Ok(());
    }
    again(|| note(desk, event, is_gone)).await
}

async fn note(desk: &Desk, event: &ChainEvent, is_gone: bool) -> Result<(), ActionError> {
    let known = desk.store.get::<ChainEvent>(event.id).await?;
    if known.missing_since.is_some() == is_gone || !known.is_settled() {
        return Ok(());
    }
    let order = order_with(desk, desk.store.get::<Payment>(known.payment_id).await?).await?;
    let (change, event) = if is_gone {
        tracing::error!(transfer = %known.id, "a booked transfer is gone from its chain: somebody must look");
        order.booked_lost(&known, desk.now())
    } else {
        let others = desk.store.chain_events_of(known.payment_id).await?;
        let is_waited_for = |other: &ChainEvent| {
            matches!(other.status, ChainEventStatus::Credited | ChainEventStatus::Late) && other.missing_since.is_some()
        };
        let is_other = |other: &&ChainEvent| other.id != known.id && is_waited_for(other);
        order.booked_found(&known, others.iter().find(is_other), desk.now())
    };
    let (from, to) = if is_gone { (None, "missing") } else { (Some("missing".to_owned()), "back") };
    let row = desk.event(Subject::Payment(order.payment.id), Actor::Chain, "incident", from, to);
    let row = EventRow { request_id: Some(order.request.id), ..row };
    commit_change(desk, Actor::Chain, &change, None, Commit::new().save(&event).record(&row)).await
}
