//! The six ways, as the suite drives them: how money really comes by each, what can be lied about, who may be down.

mod by_hand;
mod on_chain;
mod request;
mod shkeeper;
mod wallet;
mod worthless;

pub use by_hand::{ByHand, admin};
pub use on_chain::OnChain;
pub use request::Request;
pub use shkeeper::Shk;
pub use wallet::WalletWay;
pub use worthless::Worthless;

use crate::cases::Case;
use actions::{ActionError, providers::choose_way};
use domain::{
    Money,
    escrow::{Payment, PaymentProvider},
};
use std::future::Future;
use testkit::{Given, OrderIds, TestDesk};

/// One way, in a world of its own.
pub trait Way: Sized + Sync {
    /// Which.
    const PROVIDER: PaymentProvider;
    /// Whether a service outside is asked when it is opened.
    const ASKED_AT_OPENING: bool = false;

    /// Why a case cannot be for this way.
    fn cannot(case: Case) -> Option<&'static str>;

    /// Its world.
    fn town() -> impl Future<Output = Self> + Send;

    /// The desk in it.
    fn desk(&self) -> &TestDesk;

    /// An order of 12.50 USDT that can be paid this way.
    fn order(&self) -> impl Future<Output = OrderIds> + Send {
        async { Given::accepted_order(self.desk()).await }
    }

    /// The buyer chooses it.
    fn open(&self, order: &OrderIds) -> impl Future<Output = Result<Payment, ActionError>> + Send {
        async { choose_way(self.desk(), order.buyer, order.request, Self::PROVIDER).await }
    }

    /// So much comes, and is final.
    fn pay(&self, order: &OrderIds, amount: Money) -> impl Future<Output = ()> + Send;

    /// Everything that looks like the price and is not.
    fn lie(&self, order: &OrderIds) -> impl Future<Output = ()> + Send;

    /// The price comes, and is told a hundred times at once.
    fn tell_a_hundred_times(&self, order: &OrderIds) -> impl Future<Output = ()> + Send;

    /// Asks whoever must know.
    fn look(&self, _: &OrderIds) -> impl Future<Output = Result<(), ActionError>> + Send {
        async { Ok(()) }
    }

    /// Nobody answers, until it is up again.
    fn set_down(&self, _: bool) {}
}
