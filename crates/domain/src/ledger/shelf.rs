//! Which part of the house's money an account belongs to: what it has, what it owes and to whom, what it earned.

use crate::{ledger::LedgerAccount, words};

words! {
    /// A part of the treasury, in the order it is shown.
    pub enum Shelf {
        /// Tokens on chains.
        Vaults = "vaults",
        /// What hosted services hold for us.
        Providers = "providers",
        /// What was spent, on gas among other things.
        Expenses = "expenses",
        /// People's wallets.
        Wallets = "wallets",
        /// Held for orders.
        Escrows = "escrows",
        /// Set aside out of wallets, and sellers' security for orders.
        Holds = "holds",
        /// On its way out to people.
        Payables = "payables",
        /// Between us and the outside for a moment.
        Clearing = "clearing",
        /// Lies aside.
        Unclaimed = "unclaimed",
        /// Exchanged between currencies.
        Exchange = "exchange",
        /// Earned.
        Fees = "fees",
        /// The house's own.
        Own = "own",
    }
}

impl Shelf {
    /// True where each account is named; those of people are one sum.
    pub const fn stands_alone(self) -> bool {
        match self {
            Self::Vaults
            | Self::Providers
            | Self::Expenses
            | Self::Clearing
            | Self::Unclaimed
            | Self::Exchange
            | Self::Fees
            | Self::Own => true,
            Self::Wallets | Self::Escrows | Self::Holds | Self::Payables => false,
        }
    }
}

impl LedgerAccount {
    /// Where it stands in the treasury.
    pub const fn shelf(&self) -> Shelf {
        match self {
            Self::Vault { .. } => Shelf::Vaults,
            Self::Provider { .. } => Shelf::Providers,
            Self::Expense(_) => Shelf::Expenses,
            Self::Wallet(_) => Shelf::Wallets,
            Self::Escrow(_) => Shelf::Escrows,
            Self::SellerDeposit(_) | Self::Hold(_) => Shelf::Holds,
            Self::Payable(_) => Shelf::Payables,
            Self::Clearing { .. } => Shelf::Clearing,
            Self::Unclaimed(_) => Shelf::Unclaimed,
            Self::Fx(_) => Shelf::Exchange,
            Self::FeeRevenue(_) => Shelf::Fees,
            Self::Operator => Shelf::Own,
        }
    }
}
