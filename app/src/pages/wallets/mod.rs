//! Pages of wallets: balances and activity.

mod lines;
mod wallet;

pub use wallet::Wallet;
