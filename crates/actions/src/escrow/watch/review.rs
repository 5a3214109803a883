//! A seen transfer is looked at again: more confirmations, gone, or final. What is final is booked once: the
//! transfer's own version, the journal's key and the escrow's version each refuse a second time.

use super::{Watched, outside, seen_without, sight::placed};
use crate::{
    ActionError, Desk,
    again::again,
    escrow::{
        order::{commit_change, order_with},
        terms_of,
        wallet::open_wallet,
    },
    sanctions::screened,
    settings::in_force,
};
use domain::{
    Currency, Money,
    escrow::{Booking, ChainEvent, ChainEventStatus, Order, Payment, TransferCheck},
    event::{Actor, EventRow, Subject},
    market::SellerOffer,
    sanctions::ScreenedAs,
};
use payments::{ChainSettings, Head, Outcome, SeenTransfer, U256, Verdict, Wanted};
use store::Commit;

pub(super) async fn look_again(
    desk: &Desk,
    chain: &impl Watched,
    head: &Head,
    event: &ChainEvent,
) -> Result<(), ActionError> {
    let Some(amount) = event.amount else { return Ok(()) };
    let payment = desk.store.get::<Payment>(event.payment_id).await?;
    let confirmations = in_force(desk).await?.confirmations_of(&payment, chain.settings());
    let wanted = wanted(chain.settings(), &payment, event, (amount, confirmations));
    let verdict = chain.verify(&as_seen(event)?, &wanted, head).await.map_err(outside)?;
    again(|| note_verdict(desk, chain.settings(), event, &verdict)).await
}

async fn note_verdict(
    desk: &Desk,
    settings: &ChainSettings,
    event: &ChainEvent,
    verdict: &Verdict,
) -> Result<(), ActionError> {
    let known = desk.store.get::<ChainEvent>(event.id).await?;
    if known.status != ChainEventStatus::Seen {
        return Ok(());
    }
    let order = order_with(desk, desk.store.get::<Payment>(known.payment_id).await?).await?;
    let now_placed = verdict.transfer.as_ref().map_or_else(|| known.clone(), |there| placed(&known, settings, there));
    let event = ChainEvent {
        confirmations: verdict.confirmations,
        checks: evidence(&verdict.checks, &order.payment, &known),
        ..now_placed
    };
    match verdict.outcome {
        Outcome::Waiting if event == known => Ok(()),
        Outcome::Waiting => note_waiting(desk, order, event).await,
        Outcome::Vanished | Outcome::Refused => note_vanished(desk, order, event).await,
        Outcome::Final => book(desk, order, event).await,
    }
}

async fn note_waiting(desk: &Desk, order: Order, event: ChainEvent) -> Result<(), ActionError> {
    let seen = seen_without(desk, &order.payment, &event).await?.plus(order.payment.counts(&event))?;
    let change = order.transfer_seen(&event, seen, desk.now())?;
    commit_change(desk, Actor::Chain, &change, None, Commit::new().save(&event)).await
}

/// Gone, or reverted in another block: nothing moved. It is seen again when it comes back.
async fn note_vanished(desk: &Desk, order: Order, event: ChainEvent) -> Result<(), ActionError> {
    let event = ChainEvent { status: ChainEventStatus::Vanished, ..event };
    let seen = seen_without(desk, &order.payment, &event).await?;
    let change = order.transfer_vanished(&event, seen, desk.now())?;
    let commit = Commit::new().save(&event).record(&row(desk, &order, &event));
    commit_change(desk, Actor::Chain, &change, None, commit).await
}

/// Final: booked, unless its sender stands on a list, or the list cannot be asked.
async fn book(desk: &Desk, order: Order, event: ChainEvent) -> Result<(), ActionError> {
    let event = ChainEvent { screening: screened(desk, &event), ..event };
    let booking = booking_of(desk, &order, &event).await?;
    let (change, status) = match event.screening.as_ref().map(|found| found.verdict) {
        Some(ScreenedAs::Waiting) => return note_unscreened(desk, order, event).await,
        Some(ScreenedAs::Hit) => order.transfer_withheld(&event, &booking, desk.now()),
        Some(ScreenedAs::Clear) | None => order.transfer_final(&event, &booking, desk.now())?,
    };
    let event = ChainEvent { status, settled_at: Some(desk.now()), ..event };
    let commit = Commit::new().save(&event).record(&row(desk, &order, &event));
    commit_change(desk, Actor::Chain, &change, None, commit).await
}

/// The transfer stays as it is, and its payer is told once that it is being looked at.
async fn note_unscreened(desk: &Desk, order: Order, event: ChainEvent) -> Result<(), ActionError> {
    if desk.store.get::<ChainEvent>(event.id).await?.waits_for_screening() {
        return Ok(());
    }
    note_waiting(desk, order, event).await
}

/// What a final transfer is booked with.
pub(crate) async fn booking_of(desk: &Desk, order: &Order, event: &ChainEvent) -> Result<Booking, ActionError> {
    let currency = event.amount.map_or(order.payment.amount.currency, |amount| amount.currency);
    booking_in(desk, order, currency, seen_without(desk, &order.payment, event).await?).await
}

/// The same for money of that currency, while `still_seen` is not final.
pub(crate) async fn booking_in(
    desk: &Desk,
    order: &Order,
    currency: Currency,
    still_seen: Money,
) -> Result<Booking, ActionError> {
    let offer = desk.store.get::<SellerOffer>(order.payment.offer_id).await?;
    Ok(Booking {
        buyer: open_wallet(desk, order.escrow.buyer_id, currency).await?.id,
        delivery_time: offer.delivery_time,
        terms: terms_of(desk, &order.escrow).await?,
        still_seen,
    })
}

fn row(desk: &Desk, order: &Order, event: &ChainEvent) -> EventRow {
    let from = Some(ChainEventStatus::Seen.to_string());
    let row = desk.event(Subject::Payment(order.payment.id), Actor::Chain, "transfer", from, event.status);
    EventRow { request_id: Some(order.request.id), ..row }
}

/// The transfer is measured by its own token, so that money of the wrong kind also becomes final one day.
fn wanted(
    settings: &ChainSettings,
    payment: &Payment,
    event: &ChainEvent,
    (amount, confirmations): (Money, u64),
) -> Wanted {
    let due = payment.due_in_coins().ok().filter(|due| due.is_positive() && due.currency == amount.currency);
    let decimals = settings.token(amount.currency).map_or(0, |token| token.decimals);
    let asked = payment.quote.as_ref().map_or(payment.amount, |quote| quote.asked);
    let amount_units = due.unwrap_or(asked).to_chain_units(decimals).unwrap_or(0);
    Wanted { recipient: event.to.clone(), token: amount.currency, amount_units, confirmations }
}

/// The checks as the payment wants them: another token or another chain than was asked for is shown as that.
fn evidence(checks: &[TransferCheck], payment: &Payment, event: &ChainEvent) -> Vec<TransferCheck> {
    let asked = &payment.on_chain;
    let other_chain = asked.chain_id.filter(|asked| *asked != event.chain_id);
    let other_token = event.amount.is_some_and(|amount| amount.currency != payment.coin());
    let as_asked = |check: &TransferCheck| match (check.name.as_str(), other_chain) {
        ("chain", Some(chain)) => TransferCheck { wanted: chain.to_string(), passed: false, ..check.clone() },
        ("token", _) if other_token => {
            let contract = asked.token_contract.as_ref().map_or("-", |contract| contract.0.as_str());
            let wanted = format!("{} {contract}", payment.coin());
            TransferCheck { wanted, passed: false, ..check.clone() }
        }
        _ => check.clone(),
    };
    checks.iter().map(as_asked).collect()
}

pub(super) fn as_seen(event: &ChainEvent) -> Result<SeenTransfer, ActionError> {
    let broken = || ActionError::Broken(format!("{} has no amount that can be read", event.id));
    Ok(SeenTransfer {
        chain_id: event.chain_id,
        tx_hash: event.tx_hash.clone(),
        log_index: event.log_index,
        block_number: event.block_number,
        block_hash: event.block_hash.clone(),
        token: event.token.clone(),
        from: event.from.clone(),
        to: event.to.clone(),
        units: event.chain_units.parse::<U256>().map_err(|_| broken())?,
    })
}
