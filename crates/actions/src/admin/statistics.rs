//! How the house does, counted from its rows every time it is asked.

use super::{look::must_be, payments::first_bytes};
use crate::{ActionError, Desk};
use domain::{
    JournalId, PaymentId, UserId,
    identity::KEEP_BOOKS,
    ledger::{Every, Statistics},
};
use futures::TryStreamExt;

/// What came of the last payments: 30 days, 12 weeks or 12 months, this one included.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn statistics(desk: &Desk, keeper: UserId, every: Every) -> Result<Statistics, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    let count = match every {
        Every::Day => 30,
        Every::Week | Every::Month => 12,
    };
    let mut statistics = Statistics::empty(every, count, desk.now());
    let Some(begins) = statistics.begins() else { return Ok(statistics) };
    let mut payments = desk.store.payments_since(PaymentId::from_bytes(first_bytes(begins))).await?;
    while let Some(payment) = payments.try_next().await? {
        statistics.take_payment(&payment);
    }
    let mut journals = desk.store.journals_since(JournalId::from_bytes(first_bytes(begins))).await?;
    while let Some(journal) = journals.try_next().await? {
        statistics.take_journal(&journal);
    }
    Ok(statistics)
}
