//! Where a request stands, and who acts next: the same steps on the request's and on the order's page.

use crate::{
    lang,
    parts::{Step, StepState, reached, stopped, walked},
    words::word,
};
use domain::{
    event::EventRow,
    machine::Word,
    market::{PurchaseRequest, RequestStatus},
};

/// The steps people see; states that are one step to them share it, the first gives its name.
const STEPS: [&[RequestStatus]; 8] = [
    &[RequestStatus::Pending, RequestStatus::Active],
    &[RequestStatus::ReceivedOffers, RequestStatus::InNegotiation],
    &[RequestStatus::Payment, RequestStatus::PendingPayment],
    &[RequestStatus::Processing],
    &[RequestStatus::Delivery],
    &[RequestStatus::Delivered, RequestStatus::Confirming],
    &[RequestStatus::Completed],
    &[RequestStatus::SellerPaid],
];

/// The way of a request from its history, with whose turn it is.
pub fn request_steps(request: &PurchaseRequest, history: &[EventRow]) -> Vec<Step> {
    if request.status == RequestStatus::Cancelled {
        return cancelled(request, history);
    }
    let here = STEPS.iter().position(|states| states.contains(&request.status)).unwrap_or(0);
    // The last step is no turn of anybody's.
    let done = if request.status == RequestStatus::SellerPaid { STEPS.len() } else { here };
    walked(STEPS.len(), done, |place, state| {
        let named = if state == StepState::Current { request.status } else { STEPS[place][0] };
        let next = (state == StepState::Current).then(|| word(lang(), "request_next", request.status.word()));
        let at = (state != StepState::Todo).then(|| reached(history, STEPS[place])).flatten();
        Step { label: status_word(named), state, at, text: next }
    })
}

fn cancelled(request: &PurchaseRequest, history: &[EventRow]) -> Vec<Step> {
    let made = STEPS.iter().filter_map(|states| Some((status_word(states[0]), reached(history, states)?)));
    let end = Step {
        label: status_word(RequestStatus::Cancelled),
        state: StepState::Stopped,
        at: Some(reached(history, &[RequestStatus::Cancelled]).unwrap_or(request.updated_at)),
        text: Some(word(lang(), "request_next", RequestStatus::Cancelled.word())),
    };
    stopped(made, end)
}

fn status_word(status: RequestStatus) -> String {
    word(lang(), "purchase_request_status", status.word())
}
