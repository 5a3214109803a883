//! What people are told of a change, of an order or of a payout: pure, and total over what can happen to it.

use super::{LetterKind, OrderStep, PayoutStep};
use crate::{
    UserId,
    custody::PayoutStatus,
    escrow::{EscrowState, OrderChange},
    event::Actor,
    market::RequestStatus,
};

/// Whom to tell what. Whoever did it knows.
pub fn news_of(change: &OrderChange, actor: Actor) -> Vec<(UserId, LetterKind)> {
    let (before, after) = (&change.before, &change.order);
    let (buyer, seller) = (after.escrow.buyer_id, after.escrow.seller_id);
    let (request, number) = (after.request.id, after.request.number);
    let of_money =
        (before.escrow.state != after.escrow.state).then(|| by_money(before.escrow.state, after.escrow.state));
    let of_goods = (before.request.status != after.request.status).then(|| by_goods(after.request.status));
    let stood = before.escrow.incident.is_none() && after.escrow.incident.is_some();
    let still = stood.then_some((Some(OrderStep::StandsStill), Some(OrderStep::StandsStill)));
    // What became of the money says more than what became of the goods.
    let steps = [still, of_money, of_goods].into_iter().flatten().find(|steps| *steps != (None, None));
    let (to_buyer, to_seller) = steps.unwrap_or_default();
    [(buyer, to_buyer), (seller, to_seller)]
        .into_iter()
        .filter(|(side, _)| actor != Actor::User(*side))
        .filter_map(|(side, step)| Some((side, LetterKind::Order { request, number, step: step? })))
        .collect()
}

/// What the person whose money it is, is told of a payout that has come there. What they asked for themselves they know,
/// and what goes on between us and the chain is on its page.
pub const fn payout_news(status: PayoutStatus) -> Option<PayoutStep> {
    match status {
        PayoutStatus::Broadcast => Some(PayoutStep::Sent),
        PayoutStatus::Confirmed => Some(PayoutStep::Arrived),
        PayoutStatus::Rejected | PayoutStatus::Expired | PayoutStatus::Reversed => Some(PayoutStep::Stopped),
        PayoutStatus::Draft
        | PayoutStatus::Approved
        | PayoutStatus::Signed
        | PayoutStatus::Replaced
        | PayoutStatus::Mined
        | PayoutStatus::Cancelled
        | PayoutStatus::Failed => None,
    }
}

type Steps = (Option<OrderStep>, Option<OrderStep>);

fn by_money(from: EscrowState, to: EscrowState) -> Steps {
    use OrderStep as S;
    match (from, to) {
        (EscrowState::Awaiting | EscrowState::Partial, EscrowState::Funded) => (Some(S::Held), Some(S::Paid)),
        (_, EscrowState::Partial) => (Some(S::PaidInPart), None),
        // It was said when it began.
        (EscrowState::Releasing, EscrowState::Released) | (EscrowState::Refunding, EscrowState::Refunded) => {
            (None, None)
        }
        (_, EscrowState::Released | EscrowState::Releasing) => (Some(S::Ended), Some(S::Earned)),
        // The buyer is told by how much came back.
        (_, EscrowState::Refunding | EscrowState::Refunded) => (None, Some(S::GivenBack)),
        (_, EscrowState::Split) => (Some(S::Shared), Some(S::Shared)),
        (_, EscrowState::Cancelled) => (Some(S::Cancelled), Some(S::Cancelled)),
        (
            _,
            EscrowState::None
            | EscrowState::Awaiting
            | EscrowState::Funded
            | EscrowState::Releasable
            | EscrowState::Disputed
            | EscrowState::Failed,
        ) => (None, None),
    }
}

fn by_goods(to: RequestStatus) -> Steps {
    match to {
        RequestStatus::Delivery => (Some(OrderStep::Sent), None),
        RequestStatus::Delivered | RequestStatus::Confirming => (Some(OrderStep::Arrived), None),
        RequestStatus::PendingPayment
        | RequestStatus::Pending
        | RequestStatus::Active
        | RequestStatus::ReceivedOffers
        | RequestStatus::InNegotiation
        | RequestStatus::Payment
        | RequestStatus::Processing
        | RequestStatus::Completed
        | RequestStatus::SellerPaid
        | RequestStatus::Cancelled => (None, None),
    }
}
