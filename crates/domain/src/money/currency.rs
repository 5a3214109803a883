//! The registry of currencies: code, kind and decimals. On-chain decimals belong to the chain's token.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A code nobody registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a currency we know")]
pub struct UnknownCurrency(pub String);

/// What backs a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurrencyKind {
    /// Issued by a state.
    Fiat,
    /// A token on a chain.
    Crypto,
    /// Loyalty points of this house.
    Points,
}

/// Every currency the ledger may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Currency {
    USDT,
    USDC,
    USD,
    EUR,
    IRR,
    PHP,
    BTC,
    PTS,
    ETH,
    POL,
    BNB,
    AVAX,
    XDAI,
}

impl Currency {
    /// All of them, in the order a list shows them.
    pub const ALL: [Self; 13] = [
        Self::USDT,
        Self::USDC,
        Self::USD,
        Self::EUR,
        Self::IRR,
        Self::PHP,
        Self::BTC,
        Self::PTS,
        Self::ETH,
        Self::POL,
        Self::BNB,
        Self::AVAX,
        Self::XDAI,
    ];

    /// What gas is paid in: never asked for, never offered.
    pub const GAS: [Self; 5] = [Self::ETH, Self::POL, Self::BNB, Self::AVAX, Self::XDAI];

    /// What a request's budget may be said in. Source: the marketplace seed.
    pub const BUDGET: [Self; 5] = [Self::USDT, Self::USDC, Self::USD, Self::EUR, Self::IRR];

    /// What an offer can be priced in.
    pub const PRICED: [Self; 3] = [Self::USDT, Self::USDC, Self::USD];

    /// What can be sent: tokens that a chain carries.
    pub const PAYABLE: [Self; 2] = [Self::USDT, Self::USDC];

    /// The code people write.
    pub const fn code(self) -> &'static str {
        match self {
            Self::USDT => "USDT",
            Self::USDC => "USDC",
            Self::USD => "USD",
            Self::EUR => "EUR",
            Self::IRR => "IRR",
            Self::PHP => "PHP",
            Self::BTC => "BTC",
            Self::PTS => "PTS",
            Self::ETH => "ETH",
            Self::POL => "POL",
            Self::BNB => "BNB",
            Self::AVAX => "AVAX",
            Self::XDAI => "XDAI",
        }
    }

    /// Decimals of one unit in our ledger.
    pub const fn exponent(self) -> u8 {
        match self {
            Self::USDT | Self::USDC => 6,
            Self::USD | Self::EUR | Self::PHP => 2,
            Self::IRR | Self::PTS => 0,
            Self::BTC => 8,
            Self::ETH | Self::POL | Self::BNB | Self::AVAX | Self::XDAI => 18,
        }
    }

    /// Fewest decimals shown to people ("12.50", not "12.5").
    pub const fn shown_decimals(self) -> u8 {
        match self {
            Self::USDT | Self::USDC | Self::USD | Self::EUR | Self::PHP => 2,
            Self::IRR | Self::PTS => 0,
            Self::BTC => 8,
            Self::ETH | Self::POL | Self::BNB | Self::AVAX | Self::XDAI => 4,
        }
    }

    /// What backs it.
    pub const fn kind(self) -> CurrencyKind {
        match self {
            Self::USDT | Self::USDC | Self::BTC | Self::ETH | Self::POL | Self::BNB | Self::AVAX | Self::XDAI => {
                CurrencyKind::Crypto
            }
            Self::USD | Self::EUR | Self::IRR | Self::PHP => CurrencyKind::Fiat,
            Self::PTS => CurrencyKind::Points,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        Self::ALL.into_iter().find(|c| c.code() == text).ok_or_else(|| UnknownCurrency(text.to_owned()))
    }
}
