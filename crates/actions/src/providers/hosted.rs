//! Which ways besides the chains an operator has set up.

use crate::{ActionError, Desk};
use domain::{
    Currency, Money,
    escrow::{ChainId, EscrowError},
};
use payments::{Decimal, HostedError, request_network::RequestAccess, shkeeper::ShkeeperAccess};

/// The hosted services, and what people are told who pay outside of everything. Read once at start.
#[derive(Clone, Debug, Default)]
pub struct Hosted {
    /// Request Network's hosted service.
    pub request_network: Option<RequestAccess>,
    /// A SHKeeper.
    pub shkeeper: Option<ShkeeperAccess>,
    /// How to pay outside of every service, in the operator's words; without it nobody is offered to.
    pub by_hand: Option<String>,
}

/// A service did not do what it was asked; nothing was changed by it.
pub(super) fn outside(error: HostedError) -> ActionError {
    ActionError::Outside(format!("{}: {error}", error.code()))
}

/// In whole currency, as services write it.
pub(super) fn decimal(money: Money) -> Result<Decimal, ActionError> {
    let units = u128::try_from(money.units).map_err(|_| EscrowError::NotPayable)?;
    Ok(Decimal::from_units(units, money.currency.exponent()))
}

/// In our money, without what is below its smallest unit; nothing when nothing is left.
pub(super) fn money(amount: Decimal, currency: Currency) -> Option<Money> {
    let units = amount.units_rounded_down(currency.exponent()).ok()?;
    let money = Money::new(i128::try_from(units).ok()?, currency);
    money.is_positive().then_some(money)
}

/// The first chain of ours on which `find` finds what it needs.
pub(super) fn chain_where<T>(
    desk: &Desk,
    currency: Currency,
    find: impl Fn(ChainId) -> Option<T>,
) -> Option<(ChainId, T)> {
    let carrying = desk.chains.iter().map(payments::Chain::settings).filter(|chain| chain.token(currency).is_some());
    carrying.into_iter().find_map(|chain| find(chain.chain_id).map(|found| (chain.chain_id, found)))
}
