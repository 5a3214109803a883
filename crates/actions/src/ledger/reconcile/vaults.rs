//! The vaults of a chain: which account each is in the books, and which addresses it is outside.

use crate::{ActionError, Desk};
use domain::{
    Currency,
    custody::{HOT_VAULT, Payout},
    escrow::{ChainAddress, ChainId},
    ledger::LedgerAccount,
};

/// Addresses of one question.
const CHUNK: i64 = 500;

/// Where tokens of ours lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Vault {
    /// At every address that was ever given out.
    Deposit,
    /// At the one that payouts leave from.
    Hot(ChainAddress),
}

/// Every vault of this house.
pub(super) fn vaults(desk: &Desk) -> Vec<Vault> {
    let hot = desk.keystore.as_deref().map(|keystore| Vault::Hot(payments::Signer::address(&keystore.vault())));
    std::iter::once(Vault::Deposit).chain(hot).collect()
}

impl Vault {
    pub(super) const fn is_deposit(&self) -> bool {
        matches!(self, Self::Deposit)
    }

    pub(super) fn account(&self, chain: ChainId, currency: Currency) -> LedgerAccount {
        match self {
            Self::Deposit => LedgerAccount::deposit(chain, currency),
            Self::Hot(_) => {
                LedgerAccount::Vault { chain, token: currency.code().to_owned(), vault: HOT_VAULT.to_owned() }
            }
        }
    }

    /// True when this end of a payout is here.
    pub(super) fn holds(&self, address: &ChainAddress, payout: &Payout) -> bool {
        match self {
            Self::Deposit => payout.from_index.is_some() && address.key() == payout.from.key(),
            Self::Hot(hot) => hot.key() == address.key(),
        }
    }

    /// Up to so many addresses after this one; none when there are no more.
    pub(super) async fn addresses_after(&self, desk: &Desk, after: &str) -> Result<Vec<ChainAddress>, ActionError> {
        match self {
            Self::Deposit => {
                let some = desk.store.destinations_after(after, CHUNK).await?;
                Ok(some.into_iter().map(|destination| destination.address).collect())
            }
            Self::Hot(hot) => Ok(if after.is_empty() { vec![hot.clone()] } else { Vec::new() }),
        }
    }
}
