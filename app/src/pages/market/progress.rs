//! Where a request stands, and who acts next: the same steps on the request's and on the order's page.

use crate::{
    lang,
    parts::{Step, StepState},
    words::word,
};
use domain::{
    Timestamp,
    event::{EventRow, Subject},
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
    STEPS.iter().enumerate().map(|(place, states)| step(place, here, states, request, history)).collect()
}

fn step(place: usize, here: usize, states: &[RequestStatus], request: &PurchaseRequest, history: &[EventRow]) -> Step {
    let is_last = request.status == RequestStatus::SellerPaid;
    let state = match place.cmp(&here) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal if is_last => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Current,
        std::cmp::Ordering::Greater => StepState::Todo,
    };
    let named = if state == StepState::Current { request.status } else { states[0] };
    let next = (state == StepState::Current).then(|| word(lang(), "request_next", request.status.word()));
    let at = if state == StepState::Todo { None } else { reached(states, request, history) };
    Step { label: status_word(named), state, at, text: next }
}

fn cancelled(request: &PurchaseRequest, history: &[EventRow]) -> Vec<Step> {
    let passed = STEPS.iter().filter_map(|states| {
        let at = reached(states, request, history)?;
        Some(Step { label: status_word(states[0]), state: StepState::Done, at: Some(at), text: None })
    });
    let ended = reached(&[RequestStatus::Cancelled], request, history).unwrap_or(request.updated_at);
    let end = Step {
        label: status_word(RequestStatus::Cancelled),
        state: StepState::Stopped,
        at: Some(ended),
        text: Some(word(lang(), "request_next", RequestStatus::Cancelled.word())),
    };
    passed.chain([end]).collect()
}

/// When one of these states was first reached.
fn reached(states: &[RequestStatus], request: &PurchaseRequest, history: &[EventRow]) -> Option<Timestamp> {
    let row = history
        .iter()
        .find(|row| row.subject == Subject::Request(request.id) && states.iter().any(|state| state.word() == row.to));
    row.map(|row| row.at)
}

fn status_word(status: RequestStatus) -> String {
    word(lang(), "purchase_request_status", status.word())
}
