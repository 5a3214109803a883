//! THE TILL (interface first; its author replaces these bodies).
/// A chain.
#[derive(Debug)]
pub struct Chain(());
/// An account key.
#[derive(Debug)]
pub struct AccountKey(());
/// A wallet for demos.
#[cfg(feature = "demo-wallet")]
#[derive(Debug)]
pub struct DemoWallet(());
