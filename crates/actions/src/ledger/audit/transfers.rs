//! Transfers on chains against the journals that credit them.

use super::{aside::Aside, books::Books, next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    Money, PaymentId,
    escrow::{ChainEvent, ChainEventStatus, Payment, PaymentStatus, TransferCheck},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn check(
    desk: &Desk,
    (books, aside): (&Books, &mut Aside),
    orders: &Orders,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let mut without_transfer: BTreeSet<&String> = books.credits.keys().chain(books.reversals.keys()).collect();
    let mut seen: BTreeMap<PaymentId, i128> = BTreeMap::new();
    let mut events = desk.store.every::<ChainEvent>().await?;
    while let Some(event) = next_readable(&mut events, "transfer", findings).await? {
        let key = event.credit_key();
        check_credit(&event, books.credits.get(&key), findings);
        without_transfer.remove(&key);
        check_reversals(&event, books, &mut without_transfer, findings);
        aside.add_transfer(&event);
        let Some(payment) = orders.payments.get(&event.payment_id) else {
            findings.breach("references", event.id, "its payment does not exist");
            continue;
        };
        if event.status == ChainEventStatus::Seen {
            *seen.entry(payment.id).or_insert(0) += payment.counts(&event).units;
        }
        check_evidence(&event, findings);
    }
    for key in without_transfer {
        findings.breach("credited-once", key, "a credit without a transfer");
    }
    orders.payments.values().for_each(|payment| check_quote(payment, findings));
    for payment in orders.payments.values().filter(|payment| payment.is_open) {
        let units = seen.get(&payment.id).copied().unwrap_or(0);
        findings.must("counts", payment.seen.units == units, payment.id, || {
            format!("{} is kept as seen, the transfers say {units} units", payment.seen)
        });
    }
    Ok(())
}

/// A quote is as it was made, and what came late to it has not been forgotten.
fn check_quote(payment: &Payment, findings: &mut Findings) {
    if let Some(quote) = &payment.quote {
        let is_whole = quote.digest() == quote.hash && quote.price == payment.amount;
        findings.must("quotes", is_whole, payment.id, || format!("its quote is not {}", quote.hash));
    }
    let is_left = payment.status == PaymentStatus::Cancelled && payment.late_aside().is_some();
    findings.must("quotes", !is_left, payment.id, || "given up with late money aside".to_owned());
}

fn check_credit(event: &ChainEvent, credit: Option<&Money>, findings: &mut Findings) {
    let is_settled = event.is_settled();
    findings.must("credited-once", is_settled == credit.is_some(), event.credit_key(), || {
        format!("it is {} and {}", event.status, if credit.is_some() { "credited" } else { "not credited" })
    });
    if let Some(credit) = credit {
        findings.must("credited-once", Some(*credit) == event.amount, event.credit_key(), || {
            format!("{credit} was credited, another amount came")
        });
    }
}

/// Every booking that was reversed was booked once and taken back once, by two admins; the one that stands, never.
fn check_reversals(
    event: &ChainEvent,
    books: &Books,
    without_transfer: &mut BTreeSet<&String>,
    findings: &mut Findings,
) {
    for (round, reversal) in event.reversals.iter().enumerate() {
        let key = event.credit_key_after(round);
        let amount = Some(&reversal.amount);
        let is_even = books.credits.get(&key) == amount && books.reversals.get(&key) == amount;
        findings.must("reversals", is_even, &key, || "it was not booked and taken back alike".to_owned());
        let by_two = reversal.asked.by != reversal.confirmed_by;
        findings.must("reversals", by_two, &key, || "one admin alone reversed it".to_owned());
        without_transfer.remove(&key);
    }
    let stands = !books.reversals.contains_key(&event.credit_key());
    findings.must("reversals", stands, event.credit_key(), || "it was taken back and nobody said so".to_owned());
}

/// What went into an escrow passed every check but, perhaps, the amount (less and more have their own rules).
fn check_evidence(event: &ChainEvent, findings: &mut Findings) {
    let failed = |check: &&TransferCheck| !check.passed && check.name != "amount";
    if event.status == ChainEventStatus::Credited {
        let missing = event.checks.iter().find(failed).map(|check| check.name.clone());
        findings.must("evidence", !event.checks.is_empty() && missing.is_none(), event.id, || {
            missing.map_or_else(|| "no check was kept".to_owned(), |name| format!("the check {name} failed"))
        });
    }
}
