//! A way that pays whatever a test says. Only in builds for tests; nothing that people run has it in it.

use super::{AfterCancel, Provider, book::book};
use crate::{ActionError, Desk};
use domain::{
    Currency, Money, PaymentId,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
    event::Actor,
    ledger::LedgerAccount,
};

/// What only this file says, so that a program can be searched for it.
pub const MARKER: &str = "money of a test is worth nothing outside of it";

/// Money of a test.
#[derive(Clone, Copy, Debug)]
pub struct TestWay;

impl TestWay {
    /// So much came, under this reference.
    ///
    /// # Errors
    /// As any booking.
    pub async fn pay(
        &self,
        desk: &Desk,
        payment: PaymentId,
        reference: &str,
        amount: Money,
    ) -> Result<(), ActionError> {
        tracing::debug!(MARKER);
        let provider = self.name();
        let arrival = Arrival {
            key: format!("arrived:{provider}:{payment}:{reference}"),
            account: LedgerAccount::Provider { name: provider.to_string(), currency: amount.currency },
            amount,
            seen_at: desk.now(),
            reference: Some(reference.to_owned()),
            from: None,
            is_as_asked: true,
        };
        book(desk, (Actor::House, provider), payment, &arrival, store::Commit::new).await
    }
}

impl Provider for TestWay {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::Test
    }

    fn carries(&self, _: &Desk, _: Currency) -> bool {
        true
    }

    async fn open(&self, _: &Desk, _: &Order) -> Result<Option<HostedInvoice>, ActionError> {
        Ok(None)
    }

    async fn look(&self, _: &Desk, _: &Payment) -> Result<Vec<Arrival>, ActionError> {
        Ok(Vec::new())
    }

    fn after_cancel(&self) -> AfterCancel {
        AfterCancel::NothingCanCome
    }
}
