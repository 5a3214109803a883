//! The local chain of flows that pay out. It is the parent's, so that no death touches it; before each cell it is wound
//! back to where the flow begins. Blocks come when a step says so.

use crate::authenticator::ORIGIN;
use actions::identity::passkeys_for;
use domain::{
    Currency, Money,
    escrow::{ChainAddress, ChainId},
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use payments::{Chain, ChainSettings, Finality, Signer, TokenSettings, demo::demo_keystore};
use serde_json::{Value, json};
use std::{fs, path::Path, sync::Arc};
use store::Commit;
use testkit::{Anvil, TestDesk, usdt};

pub const CHAIN: u64 = 31_337;
/// Somebody's own, outside.
pub const OUTSIDE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
/// What the vault has for gas.
const COIN: u128 = 1_000_000_000_000_000_000;

pub struct Node {
    pub anvil: Anvil,
    pub token: ChainAddress,
}

impl Node {
    /// A chain of this process.
    pub fn start() -> Self {
        let anvil = Anvil::start(CHAIN);
        let token = anvil.deploy_tether();
        Self { anvil, token }
    }

    /// The chain that the flow of this folder pays out on, if it does.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join("node")).ok()?;
        let (port, token) = text.split_once(' ')?;
        Some(Self { anvil: Anvil::attached(port.parse().ok()?), token: ChainAddress(token.to_owned()) })
    }

    pub fn keep(&self, folder: &Path) {
        fs::write(folder.join("node"), format!("{} {}", self.anvil.port(), self.token)).unwrap();
    }

    /// The desk watches it, pays out on it, and can sign.
    pub fn serve(&self, desk: &mut TestDesk) {
        let settings = ChainSettings {
            chain_id: ChainId(CHAIN),
            name: "Local".to_owned(),
            rpc: vec![self.anvil.rpc_url()],
            nodes_needed: 1,
            confirmations: 3,
            finality: Finality::Blocks,
            explorer: None,
            tokens: vec![TokenSettings { currency: Currency::USDT, contract: self.token.clone(), decimals: 6 }],
        };
        let keys = Arc::new(demo_keystore());
        desk.desk.chains = Arc::new(vec![Chain::new(settings).unwrap()]);
        desk.desk.account = Some(Arc::new(keys.account().unwrap().clone()));
        desk.desk.keystore = Some(keys);
        desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
    }

    /// The vault gets coin and five thousand tokens, booked as the operator's.
    pub async fn fill_vault(&self, desk: &TestDesk) {
        let vault = demo_keystore().vault().address();
        self.anvil.rpc("anvil_setBalance", json!([vault.0, format!("{COIN:#x}")]));
        self.give(&vault, usdt(500_000));
        for amount in [usdt(500_000), Money::new(i128::try_from(COIN).unwrap(), Currency::ETH)] {
            let token = amount.currency.code().to_owned();
            let debit = LedgerAccount::Vault { chain: ChainId(CHAIN), token, vault: "hot".to_owned() };
            let entries = vec![Entry { debit, credit: LedgerAccount::Operator, amount }];
            let key = format!("capital {}", amount.currency);
            let journal =
                NewJournal { kind: JournalKind::Adjustment, key, entries, request_id: None, payment_id: None };
            let journal = journal.written(desk.new_id(), Actor::House, desk.now());
            desk.commit(Commit::new().post(&journal)).await.unwrap();
        }
    }

    /// Tokens from the chain's first account, in a block of their own.
    pub fn give(&self, to: &ChainAddress, amount: Money) {
        let to = to.key();
        self.anvil.send(&self.token, &format!("0xa9059cbb{:0>64}{:064x}", to.trim_start_matches("0x"), amount.units));
    }

    /// From now on blocks come when they are told to; answers where the chain is to be wound back to.
    pub fn begin(&self) -> Value {
        self.anvil.rpc("evm_setAutomine", json!([false]));
        self.anvil.rpc("evm_snapshot", json!([]))
    }

    /// As it was at the beginning, whatever was handed in since.
    pub fn rewind(&self, beginning: &mut Value) {
        self.anvil.rpc("anvil_dropAllTransactions", json!([]));
        assert_eq!(self.anvil.rpc("evm_revert", json!([beginning])), json!(true));
        *beginning = self.anvil.rpc("evm_snapshot", json!([]));
    }

    /// A block in which the token refuses everything.
    pub fn mine_while_the_token_refuses(&self) {
        let code = self.anvil.rpc("eth_getCode", json!([self.token.0, "latest"]));
        self.anvil.rpc("anvil_setCode", json!([self.token.0, "0x60006000fd"]));
        self.anvil.mine(1);
        self.anvil.rpc("anvil_setCode", json!([self.token.0, code]));
    }
}
