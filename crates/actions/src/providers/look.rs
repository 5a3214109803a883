//! Asking the hosted services what came: as long as money may come, because webhooks get lost (Request Network's stop
//! after 21 seconds), and at once when one of them tells us something.

use super::{AfterCancel, after_cancel, book::book, look};
use crate::{ActionError, Desk, tasks::Ran};
use domain::{
    Hours, PaymentId, Seconds, Timestamp,
    escrow::{HostedInvoice, Payment},
    event::Actor,
};

/// Between two looks while a payment is open.
pub(super) const BETWEEN_LOOKS: Seconds = Seconds(30);
/// Between two looks once it is closed.
const BETWEEN_LATE_LOOKS: Hours = Hours(1);

/// Asks every service that was asked to collect for this payment, and books what came.
///
/// # Errors
/// [`ActionError::Outside`] when a service does not answer as it should; what the others brought is booked.
pub async fn look_at(desk: &Desk, payment: PaymentId) -> Result<(), ActionError> {
    let Some(payment) = desk.store.find::<Payment>(payment).await? else { return Ok(()) };
    let mut first_failure = Ok(());
    for invoice in desk.store.hosted_invoices_of(payment.id).await? {
        let looked = look_by(desk, &payment, &invoice).await;
        if first_failure.is_ok() {
            first_failure = looked;
        }
    }
    first_failure
}

async fn look_by(desk: &Desk, payment: &Payment, invoice: &HostedInvoice) -> Result<(), ActionError> {
    for arrival in look(desk, invoice.provider, payment).await? {
        book(desk, (Actor::Chain, invoice.provider), payment.id, &arrival, store::Commit::new).await?;
    }
    Ok(())
}

/// As [`look_at`], and when to ask again; done when nothing can come any more.
///
/// # Errors
/// As [`look_at`].
pub async fn poll(desk: &Desk, payment: PaymentId) -> Result<Ran, ActionError> {
    look_at(desk, payment).await?;
    let Some(payment) = desk.store.find::<Payment>(payment).await? else { return Ok(Ran::Done) };
    if payment.is_open {
        return Ok(Ran::Again(desk.now() + BETWEEN_LOOKS));
    }
    let invoices = desk.store.hosted_invoices_of(payment.id).await?;
    let until = invoices.iter().filter_map(|invoice| asked_until(&payment, invoice)).max();
    let is_asked = until.is_some_and(|until| desk.now() < until);
    Ok(if is_asked { Ran::Again(desk.now() + BETWEEN_LATE_LOOKS) } else { Ran::Done })
}

fn asked_until(payment: &Payment, invoice: &HostedInvoice) -> Option<Timestamp> {
    match after_cancel(invoice.provider) {
        AfterCancel::AskedFor(days) => Some(payment.updated_at + days),
        AfterCancel::NothingCanCome | AfterCancel::Watched | AfterCancel::WrittenDown => None,
    }
}
