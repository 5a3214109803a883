//! A house with a keystore, a local chain, a token on it, and a person with money in a wallet.

use actions::{
    ActionError, Desk, FormKey,
    custody::{self, WithdrawForm, withdraw},
    ledger::audit,
    tasks,
};
use domain::{
    Currency, Money, PayoutId, Seconds, UserId,
    custody::{Payout, PayoutStatus},
    escrow::{ChainAddress, ChainId},
    event::Actor,
    identity::{Role, User},
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use payments::{Chain, ChainSettings, Finality, Keystore, Signer, TokenSettings, demo::demo_keystore};
use std::sync::Arc;
use store::Commit;
use testkit::{Anvil, Given, TestDesk, desk, usdt};

pub const CHAIN: u64 = 31_337;
/// Somebody's own, outside.
pub const OUTSIDE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
/// What a withdrawal costs unless the house decided otherwise: one whole unit.
pub const FEE: i128 = 100;

pub struct Town {
    pub desk: TestDesk,
    pub anvil: Anvil,
    pub chain: Chain,
    pub keys: Arc<Keystore>,
    pub token: ChainAddress,
}

impl Town {
    /// Blocks come with every transaction; three make it final. The token returns nothing, as Tether's.
    pub async fn new() -> Self {
        Self::with(3).await
    }

    pub async fn with(confirmations: u64) -> Self {
        let anvil = Anvil::start(CHAIN);
        let token = anvil.deploy_tether();
        let settings = ChainSettings {
            chain_id: ChainId(CHAIN),
            name: "Local".to_owned(),
            rpc: vec![anvil.rpc_url()],
            nodes_needed: 1,
            confirmations,
            finality: Finality::Blocks,
            explorer: Some("https://explorer.example".to_owned()),
            tokens: vec![TokenSettings { currency: Currency::USDT, contract: token.clone(), decimals: 6 }],
        };
        let chain = Chain::new(settings).unwrap();
        let keys = Arc::new(demo_keystore());
        let mut desk = desk().await;
        desk.desk.chains = Arc::new(vec![chain.clone()]);
        desk.desk.account = Some(Arc::new(keys.account().unwrap().clone()));
        desk.desk.keystore = Some(keys.clone());
        let town = Self { desk, anvil, chain, keys, token };
        town.fill_vault(100_000, "capital").await;
        town
    }

    /// The vault gets coin, and so many hundredths of tokens; the operator's money, and booked as that.
    pub async fn fill_vault(&self, hundredths: i128, key: &str) {
        let vault = self.keys.vault().address();
        self.set_coin(&vault, 10_u128.pow(18));
        self.give_tokens(&vault, usdt(hundredths));
        self.book(JournalKind::Adjustment, key, self.vault("hot"), LedgerAccount::Operator, usdt(hundredths)).await;
    }

    pub fn vault(&self, vault: &str) -> LedgerAccount {
        LedgerAccount::Vault { chain: ChainId(CHAIN), token: "USDT".to_owned(), vault: vault.to_owned() }
    }

    pub async fn book(&self, kind: JournalKind, key: &str, debit: LedgerAccount, credit: LedgerAccount, amount: Money) {
        let entries = vec![Entry { debit, credit, amount }];
        let journal = NewJournal { kind, key: key.to_owned(), entries, request_id: None, payment_id: None };
        let journal = journal.written(self.desk.new_id(), Actor::House, self.desk.now());
        self.desk.commit(Commit::new().post(&journal)).await.unwrap();
    }

    /// Somebody whose wallet holds so much, and who may take it out to [`OUTSIDE`].
    pub async fn person_with(&self, hundredths: i128) -> UserId {
        let person = Given::person(&self.desk, "Leila").await;
        Given::listed_address(&self.desk, person, OUTSIDE).await;
        let wallet = actions::escrow::open_wallet(&self.desk, person, Currency::USDT).await.unwrap();
        let key = format!("gift:{person}");
        let credit = LedgerAccount::Wallet(wallet.id);
        self.book(JournalKind::Adjustment, &key, LedgerAccount::Operator, credit, usdt(hundredths)).await;
        person
    }

    /// Somebody of the house.
    pub async fn staff(&self, role: Role) -> UserId {
        let id = Given::person(&self.desk, "Nadia").await;
        let user: User = self.desk.store.get(id).await.unwrap();
        let roles = [user.roles.clone(), vec![role]].concat();
        self.desk.commit(Commit::new().save(&User { roles, ..user })).await.unwrap();
        id
    }

    pub async fn ask(&self, person: UserId, amount: &str) -> Result<PayoutId, ActionError> {
        ask_at(&self.desk, person, amount, &format!("{person}{amount}")).await
    }

    /// What one worker would do next with it, and again, until it rests.
    pub async fn step(&self, id: PayoutId) -> PayoutStatus {
        let payout = self.payout(id).await;
        custody::carry_payout(&self.desk, id, payout.attempt).await.unwrap();
        self.payout(id).await.status
    }

    /// Everything the clock owes now and for the next seconds.
    pub async fn look(&self) {
        for _ in 0..4 {
            self.desk.advance(Seconds(3));
            tasks::run_due(&self.desk, "worker").await.unwrap();
        }
    }

    /// Until it is over: looks while blocks come.
    pub async fn carry_through(&self, id: PayoutId) -> PayoutStatus {
        for _ in 0..10 {
            self.look().await;
            let status = self.payout(id).await.status;
            if !status.is_carried() {
                return status;
            }
            self.anvil.mine(1);
        }
        panic!("{:?} does not come to an end", self.payout(id).await);
    }

    pub async fn payout(&self, id: PayoutId) -> Payout {
        self.desk.store.get(id).await.unwrap()
    }

    pub async fn purse(&self, person: UserId) -> Money {
        let wallet = self.desk.store.wallet_of(person, Currency::USDT).await.unwrap().unwrap();
        self.desk.store.balance(&LedgerAccount::Wallet(wallet.id), Currency::USDT).await.unwrap()
    }

    /// What an address holds on the chain, in our units.
    pub async fn on_chain(&self, address: &ChainAddress) -> Money {
        let units = self.chain.token_balance(&self.token, address).await.unwrap();
        Money::new(i128::try_from(units).unwrap(), Currency::USDT)
    }

    pub async fn outside(&self) -> Money {
        self.on_chain(&payments::read_address(OUTSIDE).unwrap()).await
    }

    /// How many transactions of the vault stand in blocks.
    pub async fn sent_by_vault(&self) -> u64 {
        self.chain.transaction_count(&self.keys.vault().address()).await.unwrap()
    }

    pub async fn assert_books_are_right(&self) {
        actions::ledger::seal(&self.desk).await.unwrap();
        let report = audit(&self.desk).await.unwrap();
        assert!(report.is_clean(), "{report}");
        let clearing = LedgerAccount::Clearing { provider: CHAIN.to_string(), currency: Currency::USDT };
        let waits = self.desk.store.balance(&clearing, Currency::USDT).await.unwrap();
        assert!(waits.units >= 0);
    }
}

pub fn form(amount: &str) -> WithdrawForm {
    WithdrawForm {
        currency: "USDT".to_owned(),
        chain: CHAIN.to_string(),
        address: OUTSIDE.to_owned(),
        amount: amount.to_owned(),
    }
}

pub async fn ask_at(desk: &Desk, person: UserId, amount: &str, key: &str) -> Result<PayoutId, ActionError> {
    withdraw(desk, person, &form(amount), usdt(FEE), &FormKey::new(key, [amount])).await
}

/// The code of a refusal, with its field.
pub fn code_of<T>(result: Result<T, ActionError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(ActionError::Refused { code, .. }) => code.to_owned(),
        Err(ActionError::IllegalMove(refused)) => format!("illegal-move {}", refused.from),
        Err(ActionError::Fields(fields)) => {
            fields.0.iter().map(|(field, fault)| format!("{field}:{}", fault.code)).collect::<Vec<_>>().join(" ")
        }
        Err(ActionError::NotFound(_)) => "not-found".to_owned(),
        Err(other) => other.to_string(),
    }
}
