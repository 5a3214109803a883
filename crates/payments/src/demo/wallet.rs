//! The demo wallet itself: finds the local chain's first unlocked account, gives it tokens, pays with it.

use super::{
    DEMO_CHAINS, DemoTokens,
    token::{self, Creation, DEPLOYER},
};
use crate::{AddressError, ChainSettings, RpcError, address, hexadecimal, quorum::read_quantity, rpc::Node};
use alloy_primitives::Address;
use domain::{
    Currency,
    escrow::{ChainAddress, ChainId, TxHash},
};
use serde_json::{Value, json};
use std::time::Duration;

/// A local chain mines at once; what is waited for is its answer, on a busy machine.
const TRIES: usize = 400;
const PAUSE: Duration = Duration::from_millis(25);

/// Why the demo wallet does not pay.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The safety catch.
    #[error("the demo wallet only pays on the local chains {DEMO_CHAINS:?}, this is chain {0}")]
    NotALocalChain(u64),
    /// Not an http(s) address.
    #[error("the address of the local chain is not http(s)")]
    BadUrl,
    /// No HTTP client on this machine.
    #[error("no HTTP client")]
    Client(#[source] reqwest::Error),
    /// The chain did not do as asked.
    #[error(transparent)]
    Rpc(#[from] RpcError),
    /// The chain has no account that pays without a signature.
    #[error("the local chain has no unlocked account")]
    NoAccount,
    /// The chain carries no CREATE2 deployer, or the deployment failed.
    #[error("the demo token at {0} did not appear on the local chain")]
    NoToken(ChainAddress),
    /// Not an address.
    #[error(transparent)]
    BadAddress(#[from] AddressError),
}

/// Pays with the first unlocked account of a local chain.
#[derive(Clone, Debug)]
pub struct DemoWallet {
    node: Node,
    rpc: String,
    chain_id: ChainId,
    from: Address,
}

impl DemoWallet {
    /// Connects to a local chain.
    ///
    /// # Errors
    /// [`DemoError::NotALocalChain`] for every chain but [`DEMO_CHAINS`], and what keeps it from connecting.
    pub async fn connect(rpc: &str) -> Result<Self, DemoError> {
        let node = Node::new(rpc).ok_or(DemoError::BadUrl)?.map_err(DemoError::Client)?;
        let chain = local_chain(&node).await?;
        let accounts = node.call("eth_accounts", json!([])).await?;
        let from = accounts.get(0).and_then(Value::as_str).and_then(address::bytes).ok_or(DemoError::NoAccount)?;
        Ok(Self { node, rpc: rpc.to_owned(), chain_id: ChainId(chain), from })
    }

    /// Which local chain.
    pub const fn chain_id(&self) -> ChainId {
        self.chain_id
    }

    /// The account it pays from.
    pub fn from(&self) -> ChainAddress {
        address::shown(self.from)
    }

    /// Puts the demo tokens on the chain where they are missing; the whole supply is the wallet's. The
    /// addresses are the same on every local chain with the same first account.
    ///
    /// # Errors
    /// [`DemoError::NoToken`], [`DemoError::Rpc`].
    pub async fn deploy_tokens(&self) -> Result<DemoTokens, DemoError> {
        let usdt = self.deploy("Demo Tether USD", "USDT").await?;
        let usdc = self.deploy("Demo USD Coin", "USDC").await?;
        let fake = self.deploy("Worthless", "FAKE").await?;
        Ok(DemoTokens {
            usdt: token::settings(Currency::USDT, usdt),
            usdc: token::settings(Currency::USDC, usdc),
            fake: address::shown(fake),
        })
    }

    /// Settings for watching this chain with the demo tokens as money, deployed if they are missing.
    ///
    /// # Errors
    /// As [`DemoWallet::deploy_tokens`].
    pub async fn chain_settings(&self, confirmations: u64) -> Result<ChainSettings, DemoError> {
        Ok(ChainSettings {
            chain_id: self.chain_id,
            name: "Demo chain".to_owned(),
            rpc: vec![self.rpc.clone()],
            nodes_needed: 1,
            confirmations,
            finality: crate::Finality::Blocks,
            explorer: None,
            tokens: self.deploy_tokens().await?.accepted(),
        })
    }

    /// One call of a local chain's own.
    pub(super) async fn ask(&self, method: &str, params: Value) -> Result<Value, DemoError> {
        local_chain(&self.node).await?;
        Ok(self.node.call(method, params).await?)
    }

    /// Sends tokens. The transaction is known, but may not be in a block yet, when this returns.
    ///
    /// # Errors
    /// [`DemoError::Rpc`] when the chain refuses, e.g. more than the wallet has.
    pub async fn pay(&self, token: &ChainAddress, to: &ChainAddress, chain_units: u128) -> Result<TxHash, DemoError> {
        let (token, to) = (address::parse(&token.0)?, address::parse(&to.0)?);
        self.send(token, token::transfer_call(to, chain_units)).await
    }

    /// Gives somebody so much of the chain's own coin, out of nothing.
    ///
    /// # Errors
    /// [`DemoError::Rpc`].
    pub async fn give_coin(&self, to: &ChainAddress, units: u128) -> Result<(), DemoError> {
        local_chain(&self.node).await?;
        self.node.call("anvil_setBalance", json!([to.0, format!("{units:#x}")])).await?;
        Ok(())
    }

    /// Mines empty blocks, so that confirmations come without waiting.
    ///
    /// # Errors
    /// [`DemoError::Rpc`].
    pub async fn mine(&self, blocks: u64) -> Result<(), DemoError> {
        local_chain(&self.node).await?;
        self.node.call("anvil_mine", json!([format!("{blocks:#x}")])).await?;
        Ok(())
    }

    async fn deploy(&self, name: &str, symbol: &str) -> Result<Address, DemoError> {
        let creation = Creation::new(name, symbol, self.from);
        let address = creation.address();
        if self.has_code(address).await? {
            return Ok(address);
        }
        let missing = || DemoError::NoToken(address::shown(address));
        if !self.has_code(DEPLOYER).await? {
            return Err(missing());
        }
        self.send(DEPLOYER, creation.call()).await?;
        for _ in 0..TRIES {
            if self.has_code(address).await? {
                return Ok(address);
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(missing())
    }

    async fn has_code(&self, address: Address) -> Result<bool, DemoError> {
        let code = self.node.call("eth_getCode", json!([address::shown(address).0, "latest"])).await?;
        Ok(code.as_str().is_some_and(|code| code.len() > "0x".len()))
    }

    /// Asks for the chain's id before every transaction: the node behind an address may have changed.
    async fn send(&self, to: Address, data: String) -> Result<TxHash, DemoError> {
        const METHOD: &str = "eth_sendTransaction";
        local_chain(&self.node).await?;
        let (from, to) = (address::shown(self.from).0, address::shown(to).0);
        let answer = self.node.call(METHOD, json!([{ "from": from, "to": to, "data": data }])).await?;
        let hash = answer.as_str().and_then(hexadecimal::hash);
        hash.map(TxHash).ok_or_else(|| self.node.bad(METHOD, "no transaction hash").into())
    }
}

async fn local_chain(node: &Node) -> Result<u64, DemoError> {
    const METHOD: &str = "eth_chainId";
    let answer = node.call(METHOD, json!([])).await?;
    let chain = read_quantity(&answer).map_err(|why| node.bad(METHOD, why))?;
    if DEMO_CHAINS.contains(&chain) { Ok(chain) } else { Err(DemoError::NotALocalChain(chain)) }
}
