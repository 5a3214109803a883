//! A wallet that pays on a chain of this machine, so that a demo and a test go through the same doors as a
//! real payer: a real token, a real transaction, a real log. Only in builds with `demo-wallet`, and even
//! then never on any other chain.

mod feed;
mod token;
mod wallet;

pub use feed::{feed_calls, round_calls};
pub use token::DemoTokens;
pub use wallet::{DemoError, DemoWallet};

/// The chains it may pay on: the usual local one and a second for "the wrong chain".
pub const DEMO_CHAINS: [u64; 2] = [31_337, 31_338];

/// Account key `m/44'/60'/1'` of the mnemonic "test test test test test test test test test test test junk",
/// which everybody knows. Account 1', because the local chain's own unlocked wallets are those of account 0'.
pub const DEMO_ACCOUNT_XPUB: &str =
    "xpub6Ce9NcJvTk372KjsGfWqbcex5DumjpNquQLApoeQUavSCjEc823BV1tb4rXUuPuht8h2hSxkg2EXUaKUJmniJvRZAELxypsCzBFdtosmV76";

/// Seed of that mnemonic.
const SEED: &str = "9dfc3c64c2f8bede1533b6a79f8570e5943e0b8fd1cf77107adf7b72cef42185d564a3aee24cab43f80e3c4538087d70fc824eabbad596a23c97b6ee8322ccc0";

/// The keystore of demos and tests: the private half of [`DEMO_ACCOUNT_XPUB`], and a hot vault. Everybody knows both.
///
/// # Panics
/// Never: a test opens it.
pub fn demo_keystore() -> crate::Keystore {
    crate::keystore::known_to_everybody(SEED, "m/44'/60'/1'", "m/44'/60'/2'/0/0").expect("the seed is a seed")
}

/// Where the demo USDT is on every local chain whose first account is the usual 0xf39F…2266. It follows
/// from the contract's bytes, so that a restarted chain keeps it.
pub const DEMO_USDT: &str = "0x725D5A7515913C70941DC69275eB7f0047ac4326";
/// As [`DEMO_USDT`], for the demo USDC.
pub const DEMO_USDC: &str = "0x206cD7C567b53a6Ce76d85B5E8eaBB749B2a30C0";
/// As [`DEMO_USDT`], for the token that is worth nothing.
pub const DEMO_FAKE: &str = "0x35870dEd5abd3FcC0543B98030Ae10a9e115EB60";
