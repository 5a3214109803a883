//! The vaults of a chain: which account each is in the books, and which addresses it is outside.

use crate::{ActionError, Desk};
use domain::{
    Currency, TrezorAccountId,
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
    /// At the first address of a device.
    Cold(TrezorAccountId, ChainAddress),
}

/// Every vault of this house.
///
/// # Errors
/// Only the database's.
pub(super) async fn vaults(desk: &Desk) -> Result<Vec<Vault>, ActionError> {
    let signers = desk.store.deposit_signers().await?;
    let cold = signers.into_iter().map(|signer| Vault::Cold(signer.id, signer.address));
    let hot = desk.keystore.as_deref().map(|keystore| Vault::Hot(payments::Signer::address(&keystore.vault())));
    Ok(std::iter::once(Vault::Deposit).chain(hot).chain(cold).collect())
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
            Self::Cold(signer, _) => LedgerAccount::cold(chain, currency, *signer),
        }
    }

    /// True when this end of a payout is here.
    pub(super) fn holds(&self, address: &ChainAddress, payout: &Payout) -> bool {
        match self {
            Self::Deposit => {
                payout.from_index.is_some() && payout.cold_id.is_none() && address.key() == payout.from.key()
            }
            Self::Hot(hot) => hot.key() == address.key(),
            Self::Cold(signer, cold) => payout.cold_id == Some(*signer) && cold.key() == address.key(),
        }
    }

    /// Up to so many addresses after this one; none when there are no more.
    pub(super) async fn addresses_after(&self, desk: &Desk, after: &str) -> Result<Vec<ChainAddress>, ActionError> {
        match self {
            Self::Deposit => {
                let some = desk.store.destinations_after(after, CHUNK).await?;
                Ok(some.into_iter().map(|destination| destination.address).collect())
            }
            Self::Hot(alone) | Self::Cold(_, alone) => {
                Ok(if after.is_empty() { vec![alone.clone()] } else { Vec::new() })
            }
        }
    }
}
