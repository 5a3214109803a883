//! The way of an order as a timeline: what is done and when, who must act now and by when, what is to come.

use super::{
    load::{OrderView, Side},
    payout,
    sums::{said, shares},
};
use crate::{
    dates, lang,
    parts::{Step, StepState, reached, stopped, walked},
    t::{self, Locale},
};
use domain::{Money, Timestamp, escrow::EscrowState, market::RequestStatus};

/// A step is done when the request has reached its status.
static WAY: [RequestStatus; 6] = [
    RequestStatus::Payment,
    RequestStatus::Processing,
    RequestStatus::Delivery,
    RequestStatus::Delivered,
    RequestStatus::Completed,
    RequestStatus::SellerPaid,
];

/// The timeline as one side reads it.
pub(super) fn steps(view: &OrderView) -> Vec<Step> {
    let l = lang();
    if view.request.status == RequestStatus::Cancelled {
        return ended(l, view);
    }
    if view.escrow.state == EscrowState::Split {
        return shared(l, view);
    }
    let done = place(view.request.status) + 1;
    walked(WAY.len(), done, |place, state| {
        let is_told = state == StepState::Current || (done == WAY.len() && place + 1 == done);
        Step {
            label: label(l, view, WAY[place]),
            state,
            at: reached(&view.history, states(WAY[place])),
            text: is_told.then(|| turn(l, view)),
        }
    })
}

/// The steps that were made, and where it stopped.
fn ended(l: Locale, view: &OrderView) -> Vec<Step> {
    let made =
        WAY.iter().filter_map(|status| Some((label(l, view, *status), reached(&view.history, states(*status))?)));
    let end = Step {
        label: t::escrow_step_cancelled(l).to_owned(),
        state: StepState::Stopped,
        at: reached(&view.history, &[RequestStatus::Cancelled]),
        text: Some(turn(l, view)),
    };
    stopped(made, end)
}

/// The steps that were made before both sides shared the money.
fn shared(l: Locale, view: &OrderView) -> Vec<Step> {
    let before = WAY.iter().filter(|status| **status != RequestStatus::SellerPaid);
    let made = before.filter_map(|status| Some((label(l, view, *status), reached(&view.history, states(*status))?)));
    let made = made.map(|(label, at)| Step { label, state: StepState::Done, at: Some(at), text: None });
    let end = Step {
        label: t::split_step(l).to_owned(),
        state: StepState::Done,
        at: reached(&view.history, &[RequestStatus::SellerPaid]),
        text: Some(turn(l, view)),
    };
    made.chain([end]).collect()
}

/// The states that are one step: an order waits for money whichever way it began.
fn states(step: RequestStatus) -> &'static [RequestStatus] {
    match WAY.iter().position(|of_way| *of_way == step) {
        None | Some(0) => &[RequestStatus::Payment, RequestStatus::PendingPayment],
        Some(place) => &WAY[place..=place],
    }
}

/// How far along [`WAY`] a status is; one before the order began counts as its beginning.
fn place(status: RequestStatus) -> usize {
    match status {
        RequestStatus::PendingPayment
        | RequestStatus::Pending
        | RequestStatus::Active
        | RequestStatus::ReceivedOffers
        | RequestStatus::InNegotiation
        | RequestStatus::Payment
        | RequestStatus::Cancelled => 0,
        RequestStatus::Processing => 1,
        RequestStatus::Delivery => 2,
        RequestStatus::Delivered | RequestStatus::Confirming => 3,
        RequestStatus::Completed => 4,
        RequestStatus::SellerPaid => 5,
    }
}

fn label(l: Locale, view: &OrderView, status: RequestStatus) -> String {
    let text = match status {
        // Nobody made an offer: it was bought as it stood there.
        RequestStatus::Payment if view.request.template_id.is_some() => t::shop_step_ordered(l),
        RequestStatus::Processing => t::escrow_step_paid(l),
        RequestStatus::Delivery => t::escrow_step_sent(l),
        RequestStatus::Delivered | RequestStatus::Confirming => t::escrow_step_arrived(l),
        RequestStatus::Completed => t::escrow_step_confirmed(l),
        RequestStatus::SellerPaid => t::escrow_step_seller_paid(l),
        _ => t::escrow_step_accepted(l),
    };
    text.to_owned()
}

/// Who must act now, and by when.
fn turn(l: Locale, view: &OrderView) -> String {
    let due = &view.request.deadlines;
    if let Some(text) = payout::turn(l, view) {
        return text;
    }
    if let Some(text) = wait(l, view) {
        return text.to_owned();
    }
    let when = |at: Option<Timestamp>| at.map(|at| dates::moment(l, at)).unwrap_or_default();
    match (view.request.status, view.side) {
        (RequestStatus::Processing, Side::Buyer) => t::escrow_turn_send_buyer(l, when(due.arrive_by)),
        (RequestStatus::Processing, Side::Seller) => t::escrow_turn_send_seller(l, when(due.arrive_by)),
        (RequestStatus::Delivery, Side::Buyer) => t::escrow_turn_arrive_buyer(l, when(due.arrive_by)),
        (RequestStatus::Delivery, Side::Seller) => t::escrow_turn_arrive_seller(l, when(due.arrive_by)),
        (RequestStatus::Delivered | RequestStatus::Confirming, Side::Buyer) => {
            t::escrow_turn_confirm_buyer(l, when(due.inspect_until))
        }
        (RequestStatus::Delivered | RequestStatus::Confirming, Side::Seller) => {
            t::escrow_turn_confirm_seller(l, when(due.inspect_until))
        }
        (RequestStatus::SellerPaid, side) if view.escrow.state == EscrowState::Split => {
            let (back, paid) = (said(l, view.escrow.refunded), said(l, view.escrow.released));
            match side {
                Side::Buyer => t::split_turn_buyer(l, back, paid),
                Side::Seller => t::split_turn_seller(l, back, paid),
            }
        }
        (RequestStatus::Completed | RequestStatus::SellerPaid, Side::Buyer) => t::escrow_turn_done_buyer(l).to_owned(),
        (RequestStatus::Completed | RequestStatus::SellerPaid, Side::Seller) => {
            let proceeds = shares(&view.escrow).map_or(view.escrow.released, |(_, proceeds)| proceeds);
            t::escrow_turn_done_seller(l, said(l, proceeds))
        }
        (RequestStatus::Cancelled, side) => over(l, view, side),
        (_, Side::Buyer) => {
            let (missing, by) = asked(view);
            t::escrow_turn_pay_buyer(l, when(by), said(l, missing))
        }
        (_, Side::Seller) => t::escrow_turn_pay_seller(l, when(asked(view).1)),
    }
}

/// Of an order that stands still: nobody is sent anywhere.
fn wait(l: Locale, view: &OrderView) -> Option<&'static str> {
    let argued = view.escrow.dispute.as_ref().map(|_| t::dispute_wait(l));
    let missing = view.escrow.incident.as_ref().map(|_| match view.side {
        Side::Buyer => t::incident_wait_buyer(l),
        Side::Seller => t::incident_wait_seller(l),
    });
    missing.or(argued)
}

/// What is still to be paid, and by when: once a part has come, the rest has a time of its own.
fn asked(view: &OrderView) -> (Money, Option<Timestamp>) {
    let payment = view.payment.as_ref();
    let missing = payment.and_then(|payment| payment.due().ok()).unwrap_or(view.escrow.price);
    let by = payment.and_then(|payment| payment.top_up_by).or(view.request.deadlines.pay_by);
    (missing, by)
}

fn over(l: Locale, view: &OrderView, side: Side) -> String {
    let refunded = view.escrow.refunded;
    match side {
        _ if !refunded.is_positive() => t::escrow_turn_cancelled(l).to_owned(),
        Side::Buyer => t::escrow_turn_cancelled_refunded_buyer(l, said(l, refunded)),
        Side::Seller => t::escrow_turn_cancelled_refunded_seller(l, said(l, refunded)),
    }
}

/// What this page is about now, in one sentence.
pub(super) fn lead(l: Locale, view: &OrderView) -> &'static str {
    if let Some(text) = wait(l, view) {
        return text;
    }
    match (view.request.status, view.side) {
        (RequestStatus::Processing, Side::Buyer) => t::escrow_lead_send_buyer(l),
        (RequestStatus::Processing, Side::Seller) => t::escrow_lead_send_seller(l),
        (RequestStatus::Delivery, Side::Buyer) => t::escrow_lead_arrive_buyer(l),
        (RequestStatus::Delivery, Side::Seller) => t::escrow_lead_arrive_seller(l),
        (RequestStatus::Delivered | RequestStatus::Confirming, Side::Buyer) => t::escrow_lead_confirm_buyer(l),
        (RequestStatus::Delivered | RequestStatus::Confirming, Side::Seller) => t::escrow_lead_confirm_seller(l),
        (RequestStatus::Completed | RequestStatus::SellerPaid, _) => t::escrow_lead_done(l),
        (RequestStatus::Cancelled, _) => t::escrow_lead_cancelled(l),
        (_, Side::Buyer) => t::escrow_lead_pay_buyer(l),
        (_, Side::Seller) => t::escrow_lead_pay_seller(l),
    }
}
