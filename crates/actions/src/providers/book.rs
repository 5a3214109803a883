//! Money that a provider brought is booked: once, whoever tells of it and however often. The row's key, the journal's
//! key and the escrow's version each refuse a second time.

use crate::{
    ActionError, Desk,
    again::again,
    escrow::{commit_change, open_wallet, order_with, terms_of},
};
use domain::{
    Money, PaymentId,
    escrow::{Arrival, Booking, ChainEventStatus, Order, Payment, PaymentProvider, ProviderArrival},
    event::{Actor, EventRow, Subject},
    market::SellerOffer,
};
use store::Commit;

/// Books what came, unless it was booked before. `more` is written with it.
pub(super) async fn book(
    desk: &Desk,
    (by, provider): (Actor, PaymentProvider),
    payment: PaymentId,
    arrival: &Arrival,
    more: impl Fn() -> Commit,
) -> Result<(), ActionError> {
    again(|| book_once(desk, (by, provider), payment, arrival, more())).await
}

async fn book_once(
    desk: &Desk,
    (by, provider): (Actor, PaymentProvider),
    payment: PaymentId,
    arrival: &Arrival,
    commit: Commit,
) -> Result<(), ActionError> {
    if desk.store.provider_arrival(&arrival.key).await?.is_some() {
        return Ok(());
    }
    let order = order_with(desk, desk.store.get::<Payment>(payment).await?).await?;
    let (change, outcome) = order.money_arrived(arrival, &booking(desk, &order, arrival.amount).await?, desk.now())?;
    let about = (payment, order.request.id);
    let row = ProviderArrival::of(desk.new_id(), provider, about, (arrival, outcome), desk.now());
    let event = desk.event(Subject::Payment(payment), by, "provider_arrival", None, row.status);
    let event = EventRow { request_id: Some(order.request.id), why: arrival.reference.clone(), ..event };
    commit_change(desk, by, &change, None, commit.insert(&row).record(&event)).await
}

async fn booking(desk: &Desk, order: &Order, amount: Money) -> Result<Booking, ActionError> {
    let offer = desk.store.get::<SellerOffer>(order.payment.offer_id).await?;
    Ok(Booking {
        buyer: open_wallet(desk, order.escrow.buyer_id, amount.currency).await?.id,
        delivery_time: offer.delivery_time,
        terms: terms_of(desk, &order.escrow).await?,
        still_seen: still_seen(desk, &order.payment).await?,
    })
}

/// What is on its way on a chain besides.
async fn still_seen(desk: &Desk, payment: &Payment) -> Result<Money, ActionError> {
    let mut seen = Money::zero(payment.amount.currency);
    for event in desk.store.chain_events_of(payment.id).await? {
        if event.status == ChainEventStatus::Seen {
            seen = seen.plus(payment.counts(&event))?;
        }
    }
    Ok(seen)
}
