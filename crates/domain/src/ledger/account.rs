//! The chart of accounts. An account's text is its identity in the database.

use crate::{Currency, HoldId, PurchaseRequestId, TrezorAccountId, WalletId, escrow::ChainId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// Which side makes a balance grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormalSide {
    /// Assets and expenses.
    Debit,
    /// Liabilities, revenue and equity.
    Credit,
}

/// A line of the chart of accounts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerAccount {
    /// Tokens the house holds on a chain: `asset:vault:{chain}:{token}:{vault}`.
    Vault {
        /// On which chain.
        chain: ChainId,
        /// Which token, by our code or by contract for a token we do not know.
        token: String,
        /// Which vault; `deposit` for derived addresses.
        vault: String,
    },
    /// What a hosted service holds for the house: `asset:provider:{name}:{cur}`.
    Provider {
        /// Which service, as stored in payments: `shkeeper`.
        name: String,
        /// Of which currency.
        currency: Currency,
    },
    /// What was exchanged between two currencies, one side in each: `fx:{cur}`.
    Fx(Currency),
    /// A person's balance: `liab:wallet:{wallet}`.
    Wallet(WalletId),
    /// Owed to the outside for somebody: `liab:payable:{wallet}`.
    Payable(WalletId),
    /// Between the house and a chain or service, returns to nothing: `clearing:{provider}:{cur}`.
    Clearing {
        /// A chain's id, or a service's name.
        provider: String,
        /// Of which currency.
        currency: Currency,
    },
    /// What the house spent: `expense:{kind}`, e.g. `expense:gas`.
    Expense(String),
    /// What is held for an order: `liab:escrow:{request}`.
    Escrow(PurchaseRequestId),
    /// What a seller left as security for an order: `liab:deposit:{request}`.
    SellerDeposit(PurchaseRequestId),
    /// What is set aside out of a wallet: `liab:hold:{hold}`.
    Hold(HoldId),
    /// Money whose owner is not settled: `liab:unclaimed:{cur}`.
    Unclaimed(Currency),
    /// What the house earned: `revenue:fee:{kind}`.
    FeeRevenue(String),
    /// What the house owns: `equity:operator`.
    Operator,
}

/// The text is no account of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not in the chart of accounts")]
pub struct ParseAccountError(pub String);

/// The vault that derived addresses belong to.
pub const DEPOSIT_VAULT: &str = "deposit";

impl LedgerAccount {
    /// What lies at the addresses that people were asked to pay to.
    pub fn deposit(chain: ChainId, currency: Currency) -> Self {
        Self::Vault { chain, token: currency.code().to_owned(), vault: DEPOSIT_VAULT.to_owned() }
    }

    /// What lies at the first address of a device, which nobody is asked to pay to.
    pub fn cold(chain: ChainId, currency: Currency, signer: TrezorAccountId) -> Self {
        Self::Vault { chain, token: currency.code().to_owned(), vault: format!("cold-{signer}") }
    }

    /// What sort of vault has this name: each device has a cold one of its own.
    pub fn sort_of_vault(vault: &str) -> &str {
        vault.split_once('-').map_or(vault, |(sort, _)| sort)
    }

    /// Which side makes it grow.
    pub const fn normal_side(&self) -> NormalSide {
        match self {
            Self::Vault { .. } | Self::Provider { .. } | Self::Expense(_) => NormalSide::Debit,
            Self::Wallet(_)
            | Self::Payable(_)
            | Self::Clearing { .. }
            | Self::Escrow(_)
            | Self::SellerDeposit(_)
            | Self::Hold(_)
            | Self::Unclaimed(_)
            | Self::Fx(_)
            | Self::FeeRevenue(_)
            | Self::Operator => NormalSide::Credit,
        }
    }

    /// True for what the house has outside: what came in is a debit of one of these.
    pub const fn is_outside(&self) -> bool {
        match self {
            Self::Vault { .. } | Self::Provider { .. } => true,
            Self::Wallet(_)
            | Self::Payable(_)
            | Self::Clearing { .. }
            | Self::Expense(_)
            | Self::Escrow(_)
            | Self::SellerDeposit(_)
            | Self::Hold(_)
            | Self::Unclaimed(_)
            | Self::Fx(_)
            | Self::FeeRevenue(_)
            | Self::Operator => false,
        }
    }

    /// True when a posting must keep it at or above zero in its own transaction.
    pub const fn has_floor(&self) -> bool {
        match self {
            Self::Wallet(_)
            | Self::Payable(_)
            | Self::Escrow(_)
            | Self::SellerDeposit(_)
            | Self::Hold(_)
            | Self::Unclaimed(_) => true,
            Self::Vault { .. }
            | Self::Provider { .. }
            | Self::Clearing { .. }
            | Self::Expense(_)
            | Self::Fx(_)
            | Self::FeeRevenue(_)
            | Self::Operator => false,
        }
    }
}

impl fmt::Display for LedgerAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vault { chain, token, vault } => write!(f, "asset:vault:{chain}:{token}:{vault}"),
            Self::Provider { name, currency } => write!(f, "asset:provider:{name}:{currency}"),
            Self::Fx(currency) => write!(f, "fx:{currency}"),
            Self::Wallet(id) => write!(f, "liab:wallet:{id}"),
            Self::Payable(id) => write!(f, "liab:payable:{id}"),
            Self::Clearing { provider, currency } => write!(f, "clearing:{provider}:{currency}"),
            Self::Expense(kind) => write!(f, "expense:{kind}"),
            Self::Escrow(id) => write!(f, "liab:escrow:{id}"),
            Self::SellerDeposit(id) => write!(f, "liab:deposit:{id}"),
            Self::Hold(id) => write!(f, "liab:hold:{id}"),
            Self::Unclaimed(currency) => write!(f, "liab:unclaimed:{currency}"),
            Self::FeeRevenue(kind) => write!(f, "revenue:fee:{kind}"),
            Self::Operator => f.write_str("equity:operator"),
        }
    }
}

impl FromStr for LedgerAccount {
    type Err = ParseAccountError;
    fn from_str(text: &str) -> Result<Self, ParseAccountError> {
        let unknown = || ParseAccountError(text.to_owned());
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            ["asset", "vault", chain, token, vault] => Ok(Self::Vault {
                chain: ChainId(chain.parse().map_err(|_| unknown())?),
                token: (*token).to_owned(),
                vault: (*vault).to_owned(),
            }),
            ["asset", "provider", name, currency] => {
                Ok(Self::Provider { name: (*name).to_owned(), currency: currency.parse().map_err(|_| unknown())? })
            }
            ["fx", currency] => currency.parse().map(Self::Fx).map_err(|_| unknown()),
            ["liab", "wallet", id] => id.parse().map(Self::Wallet).map_err(|_| unknown()),
            ["liab", "payable", id] => id.parse().map(Self::Payable).map_err(|_| unknown()),
            ["clearing", provider, currency] => {
                let currency = currency.parse().map_err(|_| unknown())?;
                Ok(Self::Clearing { provider: (*provider).to_owned(), currency })
            }
            ["expense", kind] => Ok(Self::Expense((*kind).to_owned())),
            ["liab", "deposit", id] => id.parse().map(Self::SellerDeposit).map_err(|_| unknown()),
            ["liab", "hold", id] => id.parse().map(Self::Hold).map_err(|_| unknown()),
            ["liab", "escrow", id] => id.parse().map(Self::Escrow).map_err(|_| unknown()),
            ["liab", "unclaimed", currency] => currency.parse().map(Self::Unclaimed).map_err(|_| unknown()),
            ["revenue", "fee", kind] => Ok(Self::FeeRevenue((*kind).to_owned())),
            ["equity", "operator"] => Ok(Self::Operator),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for LedgerAccount {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LedgerAccount {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}
