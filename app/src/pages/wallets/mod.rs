//! Pages of wallets: balances and activity.

mod aside;
mod lines;
mod wallet;

pub use lines::{Line, statement};
pub use wallet::Wallet;
