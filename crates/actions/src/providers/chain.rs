//! By a transfer to an address of ours: the watcher sees it, verifies it and books it.

use super::{AfterCancel, Provider};
use crate::{ActionError, Desk, escrow};
use domain::{
    Currency,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
};

/// Our own watcher on a derived address.
#[derive(Clone, Copy, Debug)]
pub struct Decentralized;

impl Provider for Decentralized {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::Decentralized
    }

    fn carries(&self, desk: &Desk, currency: Currency) -> bool {
        desk.account.is_some() && desk.chains.iter().any(|chain| chain.settings().token(currency).is_some())
    }

    async fn open(&self, desk: &Desk, order: &Order) -> Result<Option<HostedInvoice>, ActionError> {
        escrow::open_checkout(desk, order.escrow.buyer_id, order.request.id).await.map(|_| None)
    }

    async fn look(&self, _: &Desk, _: &Payment) -> Result<Vec<Arrival>, ActionError> {
        Ok(Vec::new())
    }

    fn after_cancel(&self) -> AfterCancel {
        AfterCancel::Watched
    }
}
