//! Outside of every service: somebody here writes down what came, see [`super::record_payment_by_hand`].

use super::{AfterCancel, Provider};
use crate::{ActionError, Desk};
use domain::{
    Currency,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
};

/// Recorded by hand.
#[derive(Clone, Copy, Debug)]
pub struct Other;

impl Provider for Other {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::Other
    }

    fn carries(&self, desk: &Desk, _: Currency) -> bool {
        desk.hosted.by_hand.is_some()
    }

    async fn open(&self, _: &Desk, _: &Order) -> Result<Option<HostedInvoice>, ActionError> {
        Ok(None)
    }

    /// What was confirmed was booked with it.
    async fn look(&self, _: &Desk, _: &Payment) -> Result<Vec<Arrival>, ActionError> {
        Ok(Vec::new())
    }

    fn after_cancel(&self) -> AfterCancel {
        AfterCancel::WrittenDown
    }
}
