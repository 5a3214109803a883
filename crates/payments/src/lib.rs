//! THE TILL: what we ask of chains, and the addresses we ask people to pay to.
//!
//! Reads a chain through plain JSON-RPC, derives receiving addresses from a public key, and says with
//! evidence whether a transfer counts. Speaks with two hosted services (`request_network`, `shkeeper`), whose word is
//! a hint, and reads prices (`price`). Signs what leaves (`Signer`), by keys that only `Keystore` holds, and hands it
//! to nodes; what leaves, and whether, is never decided here. Knows neither the database nor a page. What a seen transfer means for an escrow is decided by its callers.

mod abi;
mod account;
mod address;
mod asking;
mod call;
mod chain;
mod check;
mod checkout;
mod decimal;
#[cfg(feature = "demo-wallet")]
pub mod demo;
mod elsewhere;
mod errors;
mod escrow_order;
mod finality;
mod hexadecimal;
mod holdings;
mod hosted;
mod http;
mod instruction;
mod keystore;
mod log;
mod logs_query;
pub mod presets;
pub mod price;
mod quorum;
mod receipt;
pub mod request_network;
mod rpc;
mod secret;
mod sending;
mod settings;
mod settings_error;
pub mod shkeeper;
mod signer;
mod token_check;
mod transaction;
mod transfer;
mod verify;
mod written;

pub use abi::{approve_call, transfer_call};
pub use account::{AccountKey, AccountKeyError, is_private_key};
pub use address::{AddressError, read_address};
pub use alloy_primitives::U256;
pub use call::Call;
pub use chain::{Chain, Head};
pub use check::{Outcome, Verdict, Wanted};
pub use checkout::{eip681, qr_svg};
pub use decimal::{Decimal, DecimalError};
#[cfg(feature = "demo-wallet")]
pub use demo::DemoWallet;
pub use errors::ChainError;
pub use escrow_order::{OrderHashes, signer_of_order, transfer_id, typed_data};
pub use finality::Finality;
pub use hosted::HostedError;
pub use instruction::check_instruction;
pub use keystore::{FormerVault, Keystore, KeystoreError, KeystoreFile, read_keystore, write_keystore};
pub use presets::Preset;
pub use receipt::Receipt;
pub use rpc::RpcError;
pub use secret::Secret;
pub use sending::{Fees, Handed, Mined, raw_bytes};
pub use settings::{ChainSettings, TokenSettings};
pub use settings_error::SettingsError;
pub use signer::{Agreeing, KeySigner, Signer, SignerError, Signing};
pub use transaction::{BadTransaction, SignedTransaction, TransactionSignature, UnsignedTransaction};
pub use transfer::SeenTransfer;
