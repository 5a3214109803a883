//! The books beside a real chain: one node that is believed, two that must agree, and everything that can be amiss.

use crate::{code_of, with_role};
use actions::{Desk, escrow, ledger, tasks};
use domain::{
    Currency, Hours, Seconds,
    escrow::ChainAddress,
    event::Actor,
    identity::Role,
    ledger::{BooksVerdict, CandidateKind, Reconciliation, ReconciliationLine},
};
use payments::{AccountKey, Chain, DemoWallet};
use serde_json::json;
use std::sync::Arc;
use store::ChainCursor;
use testkit::{ACCOUNT_XPUB, Anvil, Given, TestDesk, desk, usdt};

struct Town {
    desk: TestDesk,
    wallet: DemoWallet,
    anvil: Anvil,
    chain: Chain,
}

impl Town {
    async fn new() -> Self {
        let anvil = Anvil::start(31_337);
        let wallet = DemoWallet::connect(&anvil.rpc_url()).await.unwrap();
        let chain = Chain::new(wallet.chain_settings(3).await.unwrap()).unwrap();
        let mut desk = desk().await;
        desk.desk.chains = Arc::new(vec![chain.clone()]);
        desk.desk.account = Some(Arc::new(AccountKey::parse(ACCOUNT_XPUB).unwrap()));
        Self { desk, wallet, anvil, chain }
    }

    fn token(&self) -> ChainAddress {
        self.chain.settings().token(Currency::USDT).unwrap().contract.clone()
    }

    async fn pay(&self, to: &ChainAddress, units: u128) {
        self.wallet.pay(&self.token(), to, units).await.unwrap();
    }

    async fn look(&self) {
        escrow::watch_chain(&self.desk, &self.chain).await.unwrap();
    }

    async fn compare(&self) -> Reconciliation {
        ledger::reconcile(&self.desk, Actor::Clock).await.unwrap()
    }

    /// The scanner believes that it has read everything up to a block far ahead.
    async fn skip(&self, desk: &Desk) {
        let head = escrow::Watched::head(&self.chain).await.unwrap().number;
        let block = i64::try_from(head).unwrap() + 100;
        for set in ["open", "all"] {
            let cursor = ChainCursor { id: format!("31337:{set}"), block, at: desk.now() };
            desk.store.note_chain_cursor(&cursor).await.unwrap();
        }
    }

    /// Tokens leave an address of ours, without anybody here having sent them.
    fn steal(&self, from: &ChainAddress, units: u128) {
        let to = "f39fd6e51aad88f6f4ce6ab8827279cfffb92266";
        self.anvil.rpc("anvil_impersonateAccount", json!([from.0]));
        self.anvil.rpc("anvil_setBalance", json!([from.0, "0xde0b6b3a7640000"]));
        let data = format!("0xa9059cbb{to:0>64}{units:064x}");
        self.anvil.rpc("eth_sendTransaction", json!([{"from": from.0, "to": self.token().0, "data": data}]));
        self.anvil.rpc("anvil_stopImpersonatingAccount", json!([from.0]));
    }
}

fn in_usdt(made: &Reconciliation) -> &ReconciliationLine {
    made.lines.iter().find(|line| line.currency == Currency::USDT).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_amiss_on_a_real_chain_is_found_and_what_is_on_its_way_is_not() {
    let town = Town::new().await;
    let (order, address) = Given::open_checkout(&town.desk).await;
    let (_, other) = Given::open_checkout(&town.desk).await;
    town.look().await;
    town.pay(&address, 12_500_000).await;
    town.anvil.mine(3);
    town.look().await;
    // Booked, and to the unit there; what is not final yet is no difference.
    town.pay(&other, 7_000_000).await;
    town.look().await;
    let made = town.compare().await;
    assert_eq!((made.verdict, in_usdt(&made).outside), (BooksVerdict::Balanced, Some(usdt(1_250))), "{made:?}");
    // Deep enough to count outside, and the watcher has not come again: it is on its way.
    town.anvil.mine(5);
    let made = town.compare().await;
    assert_eq!((made.verdict, in_usdt(&made).on_its_way), (BooksVerdict::Balanced, usdt(700)), "{made:?}");
    town.look().await;

    // Money for an order that is closed, in blocks that the scanner skipped.
    town.skip(&town.desk).await;
    town.anvil.mine(40);
    town.pay(&address, 3_000_000).await;
    town.anvil.mine(40);
    town.skip(&town.desk).await;
    town.look().await;
    let made = town.compare().await;
    let line = in_usdt(&made);
    assert_eq!((line.verdict, line.difference), (BooksVerdict::Differs, Some(usdt(300))), "{line:?}");
    let found: Vec<_> = line.candidates.iter().map(|it| (it.kind, it.amount, it.payment_id)).collect();
    assert_eq!(found, [(CandidateKind::NeverBooked, Some(usdt(300)), Some(order.payment))]);

    // And somebody takes tokens away.
    town.steal(&address, 15_500_000);
    town.anvil.mine(3);
    let made = town.compare().await;
    let line = in_usdt(&made);
    assert_eq!(line.difference, Some(usdt(-1_250)), "{line:?}");
    let left = line.candidates.iter().find(|it| it.kind == CandidateKind::UnbookedOutgoing).unwrap();
    assert_eq!((left.amount, left.address.as_ref().map(ChainAddress::key)), (Some(usdt(1_550)), Some(address.key())));
    let kept = town.desk.store.reconciliations(10).await.unwrap();
    assert_eq!(kept.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_say_different_things_give_no_verdict() {
    let (honest, liar) = (Anvil::start(31_337), Anvil::start(31_337));
    let wallet = DemoWallet::connect(&honest.rpc_url()).await.unwrap();
    let mut settings = wallet.chain_settings(3).await.unwrap();
    // The other node knows the same tokens and heights, and another history.
    DemoWallet::connect(&liar.rpc_url()).await.unwrap().deploy_tokens().await.unwrap();
    settings.rpc.push(liar.rpc_url());
    settings.nodes_needed = 2;
    let chain = Chain::new(settings).unwrap();
    let mut desk = desk().await;
    desk.desk.chains = Arc::new(vec![chain.clone()]);
    desk.desk.account = Some(Arc::new(AccountKey::parse(ACCOUNT_XPUB).unwrap()));
    let (_, address) = Given::open_checkout(&desk).await;
    let token = chain.settings().token(Currency::USDT).unwrap().contract.clone();
    wallet.pay(&token, &address, 12_500_000).await.unwrap();
    for anvil in [&honest, &liar] {
        anvil.mine(10);
    }
    let made = ledger::reconcile(&desk, Actor::Clock).await.unwrap();
    let line = in_usdt(&made);
    assert_eq!((made.verdict, line.verdict), (BooksVerdict::Unknown, BooksVerdict::Unknown), "{line:?}");
    assert_eq!((line.trouble.as_deref(), line.difference), (Some("chain-nodes-disagree"), None));
    drop(liar);
    let made = ledger::reconcile(&desk, Actor::Clock).await.unwrap();
    assert_eq!(in_usdt(&made).trouble.as_deref(), Some("chain-too-few-nodes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_books_are_compared_once_a_day_and_when_somebody_who_keeps_them_asks() {
    let (desk, _) = testkit::desk_with_chain().await;
    tasks::ensure_standing_tasks(&desk).await.unwrap();
    let count = async || desk.store.reconciliations(50).await.unwrap().len();
    tasks::run_due(&desk, "worker").await.unwrap();
    assert_eq!(count().await, 0);
    for days in 1..=2 {
        desk.advance(if days == 1 { Hours(2) } else { Hours(24) });
        tasks::run_due(&desk, "worker").await.unwrap();
        desk.advance(Seconds(30));
        tasks::run_due(&desk, "worker").await.unwrap();
        assert_eq!(count().await, days);
    }
    let (treasurer, support) =
        (with_role(&desk, "Tara", Role::Treasurer).await, with_role(&desk, "Nima", Role::Support).await);
    assert_eq!(code_of(ledger::compare_now(&desk, support).await), "forbidden");
    assert_eq!(ledger::compare_now(&desk, treasurer).await.unwrap().verdict, BooksVerdict::Unknown);
}
