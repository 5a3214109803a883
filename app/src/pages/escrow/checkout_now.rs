//! Where a checkout stands, put into the reader's words: for the page, and for the island that asks again.

use super::sums::{groups, said};
use crate::{
    api::escrow::{CheckNow, CheckoutNow, Progress, TransferNow},
    dates, lang,
    t::{self, Locale},
    words::{self, number},
};
use actions::escrow::{CheckoutStage, CheckoutView};
use domain::{
    Money,
    escrow::{ChainEvent, ChainEventStatus, PaymentStatus, TransferCheck},
};

/// The living half of the checkout.
pub fn checkout_now(view: &CheckoutView) -> CheckoutNow {
    let l = lang();
    let (kind, title, text) = sentences(l, view);
    let due = view.payment.due_in_coins().ok().filter(|due| due.is_positive());
    let is_asked = matches!(view.payment.status, PaymentStatus::Pending | PaymentStatus::Processing);
    let amount = said(l, view.payment.amount);
    CheckoutNow {
        heading: match is_asked {
            true => t::escrow_checkout_title(l, amount),
            false => t::escrow_checkout_title_settled(l, amount),
        },
        stage: view.stage.to_string(),
        kind: kind.to_owned(),
        title,
        text,
        progress: progress(l, view),
        ask: due.filter(|_| is_asked).map(|due| asked(l, view, due)),
        next: next(l, view),
        is_settled: !is_asked,
        transfers: view.transfers.iter().map(|event| transfer(l, view, event)).collect(),
    }
}

/// What the page is made for: one that was made for something else must be made anew.
fn asked(l: Locale, view: &CheckoutView, due: Money) -> String {
    let ran_out = if view.ask.is_some() { "" } else { t::escrow_quote_ran_out(l) };
    let late = view.late.as_ref().map_or("", |late| late.key.as_str());
    [said(l, due).as_str(), ran_out, late].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Kind of notice, what is, and whether money moved.
fn sentences(l: Locale, view: &CheckoutView) -> (&'static str, String, String) {
    let payment = &view.payment;
    let (price, number) = (said(l, payment.amount), payment.reference());
    let due = payment.due_in_coins().map(|due| said(l, due)).unwrap_or_default();
    match view.stage {
        CheckoutStage::Waiting => ("info", t::escrow_stage_waiting(l).into(), t::escrow_stage_waiting_text(l).into()),
        CheckoutStage::Seen => {
            let text = t::escrow_stage_seen_text(l, said(l, seen(view)), words::number(l, needed(view)));
            ("info", t::escrow_stage_seen(l).into(), text)
        }
        CheckoutStage::Partial => {
            let by = dates::moment(l, payment.top_up_by.unwrap_or(payment.pay_by));
            let text = t::escrow_stage_partial_text(l, said(l, payment.credited), by, price);
            ("warning", t::escrow_stage_partial(l, due), text)
        }
        CheckoutStage::Funded => ("success", t::escrow_stage_funded(l, price), t::escrow_stage_funded_text(l).into()),
        CheckoutStage::Over => {
            let title = t::escrow_stage_over(l, price, said(l, rest(view)));
            ("success", title, t::escrow_stage_over_text(l).into())
        }
        CheckoutStage::Released => {
            ("success", t::escrow_stage_released(l).into(), t::escrow_stage_released_text(l, price))
        }
        CheckoutStage::Late => ("warning", t::escrow_stage_late(l).into(), t::escrow_stage_late_text(l, number)),
        CheckoutStage::Held => {
            let text = match can_be_taken(view) {
                true => t::escrow_stage_held_text(l, due, number),
                false => t::escrow_stage_ignored_text(l, due, number),
            };
            ("warning", t::escrow_stage_held(l).into(), text)
        }
        CheckoutStage::Checking => {
            ("info", t::escrow_stage_checking(l).into(), t::escrow_stage_checking_text(l, number))
        }
        CheckoutStage::Cancelled => {
            ("warning", t::escrow_stage_cancelled(l).into(), t::escrow_stage_cancelled_text(l).into())
        }
        CheckoutStage::Refunded => {
            ("success", t::escrow_stage_refunded(l).into(), t::escrow_stage_refunded_text(l).into())
        }
        CheckoutStage::Failed => ("error", t::escrow_stage_failed(l).into(), t::escrow_stage_failed_text(l, number)),
    }
}

fn progress(l: Locale, view: &CheckoutView) -> Option<Progress> {
    let of = needed(view);
    let done = view.transfers.iter().rev().find(|event| is_coming(event))?.confirmations.min(of);
    Some(Progress { done, of, text: t::escrow_confirmations(l, number(l, done), number(l, of)) })
}

fn is_coming(event: &ChainEvent) -> bool {
    event.status == ChainEventStatus::Seen
}

fn needed(view: &CheckoutView) -> u64 {
    let of_chain = view.networks.iter().find(|network| Some(network.chain_id) == view.payment.on_chain.chain_id);
    of_chain.map_or(view.payment.on_chain.confirmations_needed, |network| network.confirmations)
}

/// What has been seen and does not count yet.
fn seen(view: &CheckoutView) -> Money {
    sum(view, is_coming)
}

/// What came beyond the price.
fn rest(view: &CheckoutView) -> Money {
    let is_counted =
        |event: &ChainEvent| matches!(event.status, ChainEventStatus::Credited | ChainEventStatus::ToWallet);
    let asked = view.payment.quote.as_ref().map_or(view.payment.amount, |quote| quote.asked);
    sum(view, is_counted).minus(asked).unwrap_or(Money::zero(asked.currency))
}

fn sum(view: &CheckoutView, counts: impl Fn(&ChainEvent) -> bool) -> Money {
    let amounts = view.transfers.iter().filter(|event| counts(event)).filter_map(|event| event.amount);
    amounts.fold(Money::zero(view.payment.coin()), |sum, amount| sum.plus(amount).unwrap_or(sum))
}

fn next(l: Locale, view: &CheckoutView) -> Option<(String, String)> {
    match view.stage {
        CheckoutStage::Funded
        | CheckoutStage::Over
        | CheckoutStage::Released
        | CheckoutStage::Cancelled
        | CheckoutStage::Failed => Some((format!("/orders/{}", view.request.id), t::escrow_to_order(l).to_owned())),
        CheckoutStage::Refunded => Some(("/wallet".to_owned(), t::escrow_to_wallet(l).to_owned())),
        CheckoutStage::Held if can_be_taken(view) => {
            Some((format!("/orders/{}/unclaimed", view.request.id), t::escrow_to_aside(l).to_owned()))
        }
        CheckoutStage::Checking
        | CheckoutStage::Waiting
        | CheckoutStage::Seen
        | CheckoutStage::Partial
        | CheckoutStage::Held
        | CheckoutStage::Late => None,
    }
}

/// Something lies aside that has a worth: a token that nobody knows has none, and nothing leads to it.
fn can_be_taken(view: &CheckoutView) -> bool {
    view.transfers.iter().any(|event| matches!(event.status, ChainEventStatus::Held | ChainEventStatus::Claimed))
}

fn transfer(l: Locale, view: &CheckoutView, event: &ChainEvent) -> TransferNow {
    let state = words::word(l, "chain_event_status", &event.status.to_string());
    let explorer = view.networks.iter().find(|network| network.chain_id == event.chain_id);
    TransferNow {
        title: match event.amount {
            Some(amount) => t::escrow_evidence(l, said(l, amount), state),
            None => t::escrow_evidence_foreign(l, state),
        },
        hash_groups: groups(&event.tx_hash.0),
        link: explorer.and_then(|network| Some(format!("{}{}", network.explorer.as_ref()?, event.tx_hash.0))),
        checks: event.checks.iter().map(|found| check(l, found)).collect(),
    }
}

fn check(l: Locale, check: &TransferCheck) -> CheckNow {
    CheckNow {
        name: words::word(l, "transfer_check", &check.name),
        wanted: check.wanted.clone(),
        found: check.found.clone(),
        passed: check.passed,
    }
}
