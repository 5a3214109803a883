//! Pages of wallets: balances and activity.

mod lines;
mod wallet;

pub use lines::{Line, statement};
pub use wallet::Wallet;
