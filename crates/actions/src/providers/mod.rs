//! The ways to pay: one trait, six ways. What a way says is a hint until it has been asked again, by a chain or by the
//! service itself; what came is booked in one place, once.

mod book;
mod by_hand;
mod chain;
mod choose;
mod hosted;
mod look;
mod other;
mod request_network;
mod shkeeper;
#[cfg(feature = "test-way")]
mod test_way;
mod wallet;
mod webhooks;

pub use by_hand::{HandLine, confirm_payment_by_hand, record_payment_by_hand, records_by_hand, refuse_payment_by_hand};
pub use chain::Decentralized;
pub use choose::{Shown, ToService, choose_way, shown_for};
pub use hosted::Hosted;
pub use look::{look_at, poll};
pub use other::Other;
pub use request_network::RequestNetwork;
pub use shkeeper::Shkeeper;
#[cfg(feature = "test-way")]
pub use test_way::TestWay;
pub use wallet::Wallet;
pub use webhooks::{Heard, hear_request_network, hear_shkeeper};

use crate::{ActionError, Desk};
use domain::{
    Currency, Days,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
};
use std::future::Future;

/// What a way to pay must answer.
pub trait Provider: Send + Sync {
    /// Which of the six.
    fn name(&self) -> PaymentProvider;

    /// Whether it is set up here and carries this currency.
    fn carries(&self, desk: &Desk, currency: Currency) -> bool;

    /// Makes ready what the payer needs; opened twice it is the same. What it must keep is answered, to be written
    /// together with the buyer's choice.
    fn open(
        &self,
        desk: &Desk,
        order: &Order,
    ) -> impl Future<Output = Result<Option<HostedInvoice>, ActionError>> + Send;

    /// What has come by it, each thing under its own key, after asking whoever must know. Nothing for a way that books
    /// by itself: what a chain brings is booked by the watcher, a wallet pays at once.
    fn look(&self, desk: &Desk, payment: &Payment) -> impl Future<Output = Result<Vec<Arrival>, ActionError>> + Send;

    /// What cancelling does to money that is sent all the same.
    fn after_cancel(&self) -> AfterCancel;
}

/// What becomes of money that is sent after an order was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterCancel {
    /// None can be sent.
    NothingCanCome,
    /// Its address is ours for ever and watched for ever: it goes to the buyer's wallet.
    Watched,
    /// The service is asked for so long: what it brings goes to the buyer's wallet.
    AskedFor(Days),
    /// Somebody writes it down, and it goes to the buyer's wallet.
    WrittenDown,
}

/// Calls one method of the way of that name. Total: a new word does not compile until it has a way.
macro_rules! by_name {
    ($name:expr, $way:ident => $call:expr, test => $test:expr) => {
        match $name {
            PaymentProvider::Decentralized => {
                let $way = &$crate::providers::Decentralized;
                $call
            }
            PaymentProvider::Wallet => {
                let $way = &$crate::providers::Wallet;
                $call
            }
            PaymentProvider::RequestNetwork => {
                let $way = &$crate::providers::RequestNetwork;
                $call
            }
            PaymentProvider::Shkeeper => {
                let $way = &$crate::providers::Shkeeper;
                $call
            }
            PaymentProvider::Other => {
                let $way = &$crate::providers::Other;
                $call
            }
            #[cfg(feature = "test-way")]
            PaymentProvider::Test => {
                let $way = &$crate::providers::TestWay;
                $call
            }
            #[cfg(not(feature = "test-way"))]
            PaymentProvider::Test => $test,
        }
    };
}

/// Whether a way is set up here and carries this currency.
pub fn carries(desk: &Desk, way: PaymentProvider, currency: Currency) -> bool {
    by_name!(way, it => it.carries(desk, currency), test => false)
}

async fn open(desk: &Desk, way: PaymentProvider, order: &Order) -> Result<Option<HostedInvoice>, ActionError> {
    by_name!(way, it => it.open(desk, order).await, test => Err(closed()))
}

async fn look(desk: &Desk, way: PaymentProvider, payment: &Payment) -> Result<Vec<Arrival>, ActionError> {
    by_name!(way, it => it.look(desk, payment).await, test => Ok(Vec::new()))
}

/// What cancelling does to money that is sent by that way all the same.
pub fn after_cancel(way: PaymentProvider) -> AfterCancel {
    by_name!(way, it => it.after_cancel(), test => AfterCancel::NothingCanCome)
}

/// That way is not set up here, or does not carry this money.
const fn closed() -> ActionError {
    ActionError::conflict("payment-way-closed")
}
