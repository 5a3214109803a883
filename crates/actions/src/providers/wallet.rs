//! From the buyer's own balance here: at once, by one journal, see [`crate::escrow::pay_from_wallet`].

use super::{AfterCancel, Provider};
use crate::{ActionError, Desk};
use domain::{
    Currency,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
};

/// The person's own balance.
#[derive(Clone, Copy, Debug)]
pub struct Wallet;

impl Provider for Wallet {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::Wallet
    }

    fn carries(&self, _: &Desk, _: Currency) -> bool {
        true
    }

    /// There is nothing to make ready: its button pays.
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
