//! A wallet that pays on a chain of this machine, so that a demo and a test go through the same doors as a
//! real payer: a real token, a real transaction, a real log. Only in builds with `demo-wallet`, and even
//! then never on any other chain.

mod token;
mod wallet;

pub use token::DemoTokens;
pub use wallet::{DemoError, DemoWallet};

/// The chains it may pay on: the usual local one and a second for "the wrong chain".
pub const DEMO_CHAINS: [u64; 2] = [31_337, 31_338];

/// Account key `m/44'/60'/1'` of the mnemonic "test test test test test test test test test test test junk",
/// which everybody knows. Account 1', because the local chain's own unlocked wallets are those of account 0'.
pub const DEMO_ACCOUNT_XPUB: &str =
    "xpub6Ce9NcJvTk372KjsGfWqbcex5DumjpNquQLApoeQUavSCjEc823BV1tb4rXUuPuht8h2hSxkg2EXUaKUJmniJvRZAELxypsCzBFdtosmV76";

/// Where the demo USDT is on every local chain whose first account is the usual 0xf39F…2266. It follows
/// from the contract's bytes, so that a restarted chain keeps it.
pub const DEMO_USDT: &str = "0x725D5A7515913C70941DC69275eB7f0047ac4326";
/// As [`DEMO_USDT`], for the demo USDC.
pub const DEMO_USDC: &str = "0x206cD7C567b53a6Ce76d85B5E8eaBB749B2a30C0";
/// As [`DEMO_USDT`], for the token that is worth nothing.
pub const DEMO_FAKE: &str = "0x35870dEd5abd3FcC0543B98030Ae10a9e115EB60";
