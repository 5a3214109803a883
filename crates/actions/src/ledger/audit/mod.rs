//! Everything added up again, on any database: what the house promises, checked row by row.
//!
//! Reads one document at a time and keeps sums only. A running house writes meanwhile, so what looks wrong is
//! looked at again after a moment, and only what stays wrong in the same way is a breach.

mod addresses;
mod arrivals;
mod aside;
mod booked;
mod books;
mod break_glass;
mod chain;
mod disputes;
mod evidence;
mod exchanges;
mod history;
mod holds;
mod instructions;
mod orders;
mod payouts;
mod people;
mod report;
mod settings;
mod signed_for;
mod signers;
mod templates;
mod transfers;

pub use chain::ChainEnd;
pub use report::{AuditCheck, AuditReport, Breach};

use crate::{ActionError, Desk};
use aside::Aside;
use books::Books;
use break_glass::BreakGlasses;
use disputes::Disputes;
use futures::{Stream, StreamExt};
use holds::Holds;
use instructions::Instructions;
use orders::Orders;
use payouts::Payouts;
use people::People;
use report::Findings;
use signers::Signers;
use std::{collections::BTreeSet, time::Duration};
use store::{Found, StoreError};

/// How long to wait before what looks wrong is looked at again.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];

/// Checks every promise; the report says what was looked at and what is broken.
///
/// # Errors
/// Only the database's.
pub async fn audit(desk: &Desk) -> Result<AuditReport, ActionError> {
    let mut report = look(desk).await?;
    for pause in PAUSES {
        if report.is_clean() {
            break;
        }
        tokio::time::sleep(pause).await;
        let before: BTreeSet<_> = report.breaches().cloned().collect();
        report = look(desk).await?;
        report.keep(&before);
    }
    Ok(report)
}

/// The nouns are read before the journals that changed them: most of what is written meanwhile is then in order.
async fn look(desk: &Desk) -> Result<AuditReport, ActionError> {
    let mut findings = Findings::default();
    let people = People::read(desk, &mut findings).await?;
    let orders = Orders::read(desk, &mut findings).await?;
    let payouts = Payouts::read(desk, &orders, &mut findings).await?;
    let holds = Holds::read(desk, &mut findings).await?;
    let disputes = Disputes::read(desk, &mut findings).await?;
    let books = Books::read(desk, &mut findings).await?;
    books.check(desk, &mut findings).await?;
    let mut aside = Aside::default();
    transfers::check(desk, (&books, &mut aside), &orders, &mut findings).await?;
    arrivals::check(desk, (&books, &mut aside), &orders, &mut findings).await?;
    aside.check(&books, &mut findings);
    orders.check(&books, &people, &mut findings);
    people.check(desk, &orders, &mut findings).await?;
    templates::check(desk, &orders, &mut findings).await?;
    payouts.check(&books, &mut findings);
    exchanges::check(desk, &books, &mut findings).await?;
    holds.check(&books, &orders, &people, &mut findings);
    disputes.check(desk, &books, &orders, &mut findings);
    evidence::check(desk, &disputes, &mut findings).await?;
    settings::check(desk, &mut findings).await?;
    let signers = (
        Signers::check(desk, &mut findings).await?,
        Instructions::check(desk, &disputes, &mut findings).await?,
        BreakGlasses::check(desk, &orders, &mut findings).await?,
    );
    let history = history::check(desk, &orders, (&payouts, &holds, &disputes, &signers), &mut findings).await?;
    Ok(findings.into_report(&books, history))
}

/// The next document that can be read; one that cannot is a finding.
async fn next_readable<T>(
    rows: &mut (impl Stream<Item = Result<Found<T>, StoreError>> + Send + Unpin),
    noun: &str,
    findings: &mut Findings,
) -> Result<Option<T>, ActionError> {
    while let Some(row) = rows.next().await {
        findings.looked("readable");
        match row? {
            Found::Read(noun) => return Ok(Some(noun)),
            Found::Unreadable { id, why } => findings.breach("readable", format!("{noun} {id}"), why),
        }
    }
    Ok(None)
}
