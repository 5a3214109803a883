//! What really arrived for a reference: the token's own transfers that stand right before the proxy's log.

use super::{PaymentReference, ProxyEvent};
use crate::{Receipt, SeenTransfer, U256};
use domain::escrow::ChainAddress;

/// The payment that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The chain's ERC20FeeProxy, from [`super::Proxies`].
    pub proxy: ChainAddress,
    /// Of the request.
    pub reference: PaymentReference,
    /// The token's contract.
    pub token: ChainAddress,
    /// Who is paid.
    pub to: ChainAddress,
}

/// One payment through the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// What the payer asked the proxy to move.
    pub asked: U256,
    /// What came. Each is to be verified and credited like any other transfer.
    pub transfers: Vec<SeenTransfer>,
}

impl Arrival {
    /// The sum of what came: less than asked for tokens that keep a fee.
    pub fn units(&self) -> U256 {
        self.transfers.iter().fold(U256::ZERO, |sum, transfer| sum.saturating_add(transfer.units))
    }
}

/// Every payment of that reference in a transaction. None when it was reverted, went through another contract, in
/// another token, to somebody else, or under another reference.
///
/// A proxy moves first and writes its log then, so what stands between its logs belongs to the later one: two
/// payments in one transaction are not taken for each other.
pub fn arrival(receipt: &Receipt, awaited: &Awaited) -> Vec<Arrival> {
    let topic = awaited.reference.topic();
    let mut begins = 0;
    let mut found = Vec::new();
    for event in receipt.proxied.iter().filter(|event| event.contract.key() == awaited.proxy.key()) {
        let between = begins..event.log_index;
        begins = event.log_index;
        if receipt.success && event.reference_topic == topic && is_awaited(event, awaited) {
            let ours = |seen: &&SeenTransfer| between.contains(&seen.log_index) && came(seen, awaited);
            let transfers = receipt.transfers.iter().filter(ours).cloned().collect();
            found.push(Arrival { asked: event.asked, transfers });
        }
    }
    found
}

fn is_awaited(event: &ProxyEvent, awaited: &Awaited) -> bool {
    let token = event.token.as_ref().map(ChainAddress::key);
    token == Some(awaited.token.key()) && event.to.key() == awaited.to.key()
}

fn came(seen: &SeenTransfer, awaited: &Awaited) -> bool {
    seen.token.key() == awaited.token.key() && seen.to.key() == awaited.to.key()
}

#[cfg(test)]
#[path = "arrival_tests.rs"]
mod tests;
