//! THE TILL: what we ask of chains, and the addresses we ask people to pay to.
//!
//! Reads a chain through plain JSON-RPC, derives receiving addresses from a public key, and says with
//! evidence whether a transfer counts. It never holds a private key, never moves money of ours, and knows
//! neither the database nor a page. What a seen transfer means for an escrow is decided by its callers.

mod account;
mod address;
mod chain;
mod check;
mod checkout;
#[cfg(feature = "demo-wallet")]
pub mod demo;
mod errors;
mod hexadecimal;
mod log;
mod logs_query;
mod quorum;
mod receipt;
mod rpc;
mod settings;
mod transfer;
mod verify;

pub use account::{AccountKey, AccountKeyError};
pub use address::{AddressError, read_address};
pub use alloy_primitives::U256;
pub use chain::{Chain, Head};
pub use check::{Outcome, Verdict, Wanted};
pub use checkout::{eip681, qr_svg};
#[cfg(feature = "demo-wallet")]
pub use demo::DemoWallet;
pub use errors::ChainError;
pub use receipt::Receipt;
pub use rpc::RpcError;
pub use settings::{ChainSettings, SettingsError, TokenSettings};
pub use transfer::SeenTransfer;
