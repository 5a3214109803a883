//! Money that came after its quote had run out: the buyer lets it count or takes it back, and when the time to pay ends
//! without a word it goes back by itself.

use super::{
    order::{commit_change, order_of},
    wallet::open_wallet,
    watch::booking_in,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet, prices};
use domain::{
    Change, PurchaseRequestId, UserId,
    escrow::{
        ChainEvent, ChainEventStatus, LateChoice, Order, OrderChange, Payment, ProviderArrival, ProviderArrivalStatus,
        Rate,
    },
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// What one whole of the coin that came late is worth now; none while nobody can say.
pub(super) async fn rate_now(desk: &Desk, payment: &Payment) -> Option<Rate> {
    let late = payment.late_aside()?;
    let chain = payment.quote.as_ref()?.chain_id;
    let rate = prices::rate(desk, (late.amount.currency, chain), payment.amount.currency).await;
    rate.ok().map(|(rate, _)| rate)
}

/// What lies aside counts after all, by the rate it was quoted with. `key` says what was looked at; sent twice, it counts
/// once.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller; 409 when the rate moved too far, or the
/// other was chosen.
pub async fn honour_late(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    key: &str,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = asked_by(desk, buyer, request).await?;
        let rate = rate_now(desk, &order.payment).await;
        let currency = order.payment.late.as_ref().map_or(order.payment.amount.currency, |late| late.amount.currency);
        let booking = booking_in(desk, &order, currency, order.payment.seen).await?;
        let decision = order.late_honoured(buyer, key, (rate, &booking), desk.now())?;
        settle(desk, Actor::User(buyer), order, LateChoice::Honour, decision).await
    })
    .await
}

/// What lies aside goes to the buyer's wallet. Sent twice, it goes once.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller; 409 when the other was chosen.
pub async fn refund_late(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    key: &str,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = asked_by(desk, buyer, request).await?;
        give_back(desk, Actor::User(buyer), order, key).await
    })
    .await
}

/// Before an order is given up: what lies aside goes back. Answers with the order as it is then.
pub(super) async fn late_goes_back(desk: &Desk, actor: Actor, order: Order) -> Result<Order, ActionError> {
    let Some(key) = order.payment.late_aside().map(|late| late.key.clone()) else { return Ok(order) };
    let request = order.request.id;
    give_back(desk, actor, order, &key).await?;
    order_of(desk, request).await
}

async fn asked_by(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<Order, ActionError> {
    let order = order_of(desk, request).await?;
    if !order.is_party(buyer) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    order.only_buyer(buyer)?;
    not_quiet(desk, buyer).await?;
    Ok(order)
}

async fn give_back(desk: &Desk, actor: Actor, order: Order, key: &str) -> Result<Order, ActionError> {
    let currency = order.payment.late.as_ref().map_or(order.payment.amount.currency, |late| late.amount.currency);
    let wallet = open_wallet(desk, order.escrow.buyer_id, currency).await?.id;
    let decision = order.late_refunded(key, wallet, desk.now())?;
    settle(desk, actor, order, LateChoice::Refund, decision).await
}

/// The choice, and the transfers it is about, in one commit.
async fn settle(
    desk: &Desk,
    actor: Actor,
    order: Order,
    choice: LateChoice,
    decision: Change<OrderChange>,
) -> Result<Order, ActionError> {
    let Change::Made(change) = decision else { return Ok(order) };
    let (deed, of_chain, of_provider) = match choice {
        LateChoice::Honour => ("honour_late", ChainEventStatus::Credited, ProviderArrivalStatus::Credited),
        LateChoice::Refund => ("refund_late", ChainEventStatus::Claimed, ProviderArrivalStatus::ToWallet),
    };
    let row = desk.event(Subject::Payment(order.payment.id), actor, deed, None, change.order.payment.status);
    let row = EventRow { request_id: Some(order.request.id), ..row };
    let mut commit = Commit::new().record(&row);
    for event in desk.store.chain_events_of(order.payment.id).await? {
        if event.status == ChainEventStatus::Late {
            commit = commit.save(&ChainEvent { status: of_chain, ..event });
        }
    }
    for arrival in desk.store.provider_arrivals_of(order.payment.id).await? {
        if arrival.status == ProviderArrivalStatus::Late {
            commit = commit.save(&ProviderArrival { status: of_provider, ..arrival });
        }
    }
    commit_change(desk, actor, &change, None, commit).await?;
    Ok(change.order)
}
