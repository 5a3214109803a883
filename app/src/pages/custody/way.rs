//! A withdrawal's way as a timeline: what is behind, what is now, and what stops it.

use crate::{
    lang,
    parts::{Step, StepState, stopped, walked},
    t, words,
};
use domain::custody::{Payout, PayoutStatus as S};

/// The steps of this payout.
pub(super) fn way(payout: &Payout) -> Vec<Step> {
    let l = lang();
    let done = match payout.status {
        S::Draft => 1,
        S::Approved | S::Signed => 2,
        S::Broadcast | S::Replaced => 3,
        S::Mined => 4,
        S::Confirmed => 5,
        S::Rejected | S::Expired | S::Cancelled | S::Failed | S::Reversed => return ended(payout),
    };
    let labels = [
        t::custody_step_asked(l),
        t::custody_step_approved(l),
        t::custody_step_sent(l),
        t::custody_step_mined(l),
        t::custody_step_arrived(l),
    ];
    let now = now(payout);
    walked(labels.len(), done, |place, state| Step {
        label: labels[place].to_owned(),
        at: (place == 0).then_some(payout.created_at),
        text: (state == StepState::Current).then(|| now.clone()),
        state,
    })
}

/// What happens at this moment, or holds it up.
fn now(payout: &Payout) -> String {
    let l = lang();
    let trouble = payout.trouble.as_ref().map(|trouble| words::word(l, "payout_trouble", &trouble.to_string()));
    let mined = payout.mined.as_ref().filter(|_| payout.status == S::Mined);
    match (trouble, mined) {
        (Some(trouble), _) => trouble,
        (None, Some(mined)) => t::custody_blocks(l, mined.confirmations, payout.confirmations_needed),
        (None, None) => words::word(l, "payout_now", &payout.status.to_string()),
    }
}

fn ended(payout: &Payout) -> Vec<Step> {
    let l = lang();
    let asked = std::iter::once((t::custody_step_asked(l).to_owned(), payout.created_at));
    let why = payout.trouble.as_ref().map(|trouble| words::word(l, "payout_trouble", &trouble.to_string()));
    stopped(
        asked,
        Step {
            label: words::word(l, "payout_status", &payout.status.to_string()),
            state: StepState::Stopped,
            at: Some(payout.updated_at),
            text: why,
        },
    )
}
