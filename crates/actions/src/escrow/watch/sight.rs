//! A transfer is seen: written down once, whoever sees it and however often.

use super::seen_without;
use crate::{
    ActionError, Desk,
    again::again,
    escrow::order::{commit_change, order_with},
};
use domain::{
    Money, PaymentId,
    escrow::{ChainEvent, ChainEventStatus, Payment},
    event::{Actor, EventRow, Subject},
};
use payments::{ChainSettings, Head, SeenTransfer, TokenSettings};
use store::Commit;

pub(crate) async fn see(
    desk: &Desk,
    settings: &ChainSettings,
    head: &Head,
    transfer: &SeenTransfer,
    payment: PaymentId,
) -> Result<(), ActionError> {
    again(|| see_once(desk, settings, head, transfer, payment)).await
}

async fn see_once(
    desk: &Desk,
    settings: &ChainSettings,
    head: &Head,
    transfer: &SeenTransfer,
    payment: PaymentId,
) -> Result<(), ActionError> {
    let mut known = desk.store.chain_event_at(transfer.chain_id, &transfer.tx_hash, transfer.log_index).await?;
    if known.is_none()
        && let Some(moved) = known_elsewhere(desk, settings, transfer).await?
    {
        if moved.is_settled() {
            return desk.commit(Commit::new().save(&moved)).await;
        }
        known = Some(moved);
    }
    let event = match &known {
        None => first_sight(desk, settings, head, transfer, payment),
        Some(known) if matches!(known.status, ChainEventStatus::Vanished | ChainEventStatus::Reversed) => {
            ChainEvent { status: ChainEventStatus::Seen, ..placed(known, settings, transfer) }
        }
        Some(_) => return Ok(()),
    };
    let order = order_with(desk, desk.store.get::<Payment>(payment).await?).await?;
    let seen = seen_without(desk, &order.payment, &event).await?.plus(order.payment.counts(&event))?;
    let change = order.transfer_seen(&event, seen, desk.now())?;
    let commit = if known.is_some() { Commit::new().save(&event) } else { Commit::new().insert(&event) };
    let row = desk.event(Subject::Payment(payment), Actor::Chain, "transfer", None, event.status);
    let commit = commit.record(&EventRow { request_id: Some(order.request.id), ..row });
    commit_change(desk, Actor::Chain, &change, None, commit).await
}

/// This very transfer, booked when it stood in another block, or reversed since. A transaction stands in one block of a
/// chain: found in another, at another place of its log, it is the one we know, moved by a reorganisation. It keeps what
/// was booked.
async fn known_elsewhere(
    desk: &Desk,
    settings: &ChainSettings,
    transfer: &SeenTransfer,
) -> Result<Option<ChainEvent>, ActionError> {
    let known = desk.store.chain_events_in(transfer.chain_id, &transfer.tx_hash).await?;
    let moved = known.into_iter().find(|event| was_booked(event) && is_same(event, transfer));
    Ok(moved.map(|event| ChainEvent {
        booked_log_index: event.booked_log_index.or(Some(event.log_index)),
        log_index: transfer.log_index,
        ..placed(&event, settings, transfer)
    }))
}

fn was_booked(event: &ChainEvent) -> bool {
    event.is_settled() || event.status == ChainEventStatus::Reversed
}

fn is_same(event: &ChainEvent, transfer: &SeenTransfer) -> bool {
    event.block_hash != transfer.block_hash
        && event.token.key() == transfer.token.key()
        && event.to.key() == transfer.to.key()
        && event.chain_units == transfer.units_text()
}

fn first_sight(
    desk: &Desk,
    settings: &ChainSettings,
    head: &Head,
    transfer: &SeenTransfer,
    payment_id: PaymentId,
) -> ChainEvent {
    let amount = money(settings, transfer);
    ChainEvent {
        id: desk.new_id(),
        version: 0,
        chain_id: transfer.chain_id,
        tx_hash: transfer.tx_hash.clone(),
        log_index: transfer.log_index,
        block_number: transfer.block_number,
        block_hash: transfer.block_hash.clone(),
        token: transfer.token.clone(),
        from: transfer.from.clone(),
        to: transfer.to.clone(),
        chain_units: transfer.units_text(),
        amount,
        payment_id,
        confirmations: (head.number + 1).saturating_sub(transfer.block_number),
        // A token that nobody here knows is worth nothing here, whatever it calls itself.
        status: if amount.is_some() { ChainEventStatus::Seen } else { ChainEventStatus::Ignored },
        checks: Vec::new(),
        seen_at: desk.now(),
        settled_at: None,
        booked_log_index: None,
        missing_since: None,
        reversal_asked: None,
        reversals: Vec::new(),
        screening: None,
    }
}

/// The same transfer as the chain tells it now: after a reorganisation it may be in another block.
pub(super) fn placed(event: &ChainEvent, settings: &ChainSettings, transfer: &SeenTransfer) -> ChainEvent {
    ChainEvent {
        block_number: transfer.block_number,
        block_hash: transfer.block_hash.clone(),
        token: transfer.token.clone(),
        from: transfer.from.clone(),
        chain_units: transfer.units_text(),
        amount: money(settings, transfer),
        ..event.clone()
    }
}

/// In our money, for tokens that are money here. What is below our smallest unit stays uncounted.
fn money(settings: &ChainSettings, transfer: &SeenTransfer) -> Option<Money> {
    let token = settings.token_at(&transfer.token)?;
    let units = transfer.units_u128()?;
    let whole = units - units % dust(token)?;
    Money::from_chain_units(whole, token.decimals, token.currency).ok().filter(|money| money.is_positive())
}

/// How many of the token's units make one of ours.
fn dust(token: &TokenSettings) -> Option<u128> {
    10_u128.checked_pow(u32::from(token.decimals.checked_sub(token.currency.exponent())?))
}
