//! What providers brought against the journals that book it, and records by hand against what they brought.

use super::{aside::Aside, books::Books, next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    escrow::{HandRecord, HandRecordState, HostedInvoice, PaymentProvider, ProviderArrival},
    ledger::LedgerAccount,
};
use std::collections::BTreeSet;

pub(super) async fn check(
    desk: &Desk,
    (books, aside): (&Books, &mut Aside),
    orders: &Orders,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let mut without_row: BTreeSet<&String> = books.arrivals.keys().collect();
    let mut by_hand = BTreeSet::new();
    let mut arrivals = desk.store.every::<ProviderArrival>().await?;
    while let Some(row) = next_readable(&mut arrivals, "arrival", findings).await? {
        without_row.remove(&row.key);
        aside.add_arrival(&row);
        let booked = books.arrivals.get(&row.key);
        let is_right = booked.is_some_and(|(account, amount)| *amount == row.amount && *account == account_of(&row));
        findings.must("credited-once", is_right, &row.key, || match booked {
            Some((account, amount)) => format!("{} came, {amount} is booked at {account}", row.amount),
            None => "it came and is not booked".to_owned(),
        });
        let known = orders.payments.contains_key(&row.payment_id);
        findings.must("references", known, row.id, || "its payment does not exist".to_owned());
        if row.provider == PaymentProvider::Other {
            by_hand.insert(row.key);
        }
    }
    for key in without_row {
        findings.breach("credited-once", key, "a credit without anything that came");
    }
    check_invoices(desk, orders, findings).await?;
    check_by_hand(desk, by_hand, findings).await
}

fn account_of(row: &ProviderArrival) -> LedgerAccount {
    LedgerAccount::Provider { name: row.provider.to_string(), currency: row.amount.currency }
}

async fn check_invoices(desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<(), ActionError> {
    let mut invoices = desk.store.every::<HostedInvoice>().await?;
    while let Some(invoice) = next_readable(&mut invoices, "invoice", findings).await? {
        let known = orders.payments.contains_key(&invoice.payment_id);
        findings.must("references", known, invoice.id, || "its payment does not exist".to_owned());
    }
    Ok(())
}

/// Booked when and only when a second admin, who is nobody in the order, has confirmed it.
async fn check_by_hand(desk: &Desk, mut booked: BTreeSet<String>, findings: &mut Findings) -> Result<(), ActionError> {
    let mut records = desk.store.every::<HandRecord>().await?;
    while let Some(record) = next_readable(&mut records, "record by hand", findings).await? {
        let is_booked = booked.remove(&record.arrival().key);
        let is_confirmed = record.state == HandRecordState::Confirmed;
        findings.must("evidence", is_booked == is_confirmed, record.id, || {
            format!("it is {} and {}booked", record.state, if is_booked { "" } else { "not " })
        });
        let by_two = record.decided_by.is_some_and(|second| second != record.recorded_by);
        findings.must("evidence", !is_confirmed || by_two, record.id, || "one admin alone confirmed it".to_owned());
    }
    for key in booked {
        findings.breach("evidence", key, "booked by hand without a record");
    }
    Ok(())
}
