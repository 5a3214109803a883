//! Receiving addresses are emptied into the vault: gas first, exactly what is missing, and each once.

use crate::town::{CHAIN, Town};
use actions::{Desk, custody::sweep_chain, escrow::watch_chain, sanctions::Watchlist};
use domain::{
    Currency, Hours, Money, Timestamp,
    custody::{Payout, PayoutPurpose, PayoutStatus as S},
    escrow::{ChainAddress, ChainEvent, ChainId},
    ledger::LedgerAccount,
};
use futures::future::join_all;
use payments::Signer;
use store::{Commit, PayoutFilter};
use testkit::{Given, usdt};

/// An order paid on the chain with so much; answers its address.
async fn paid_order(town: &Town, hundredths: i128) -> ChainAddress {
    let (_, address) = Given::open_checkout(&town.desk).await;
    town.give_tokens(&address, usdt(hundredths));
    town.anvil.mine(3);
    watch_chain(&town.desk, &town.chain).await.unwrap();
    address
}

async fn all(town: &Town) -> Vec<Payout> {
    town.desk.store.payouts(&PayoutFilter::default(), 100).await.unwrap()
}

/// Until nothing moves any more.
async fn settle(town: &Town) {
    for _ in 0..25 {
        town.look().await;
        town.anvil.mine(1);
        if all(town).await.iter().all(|payout| !payout.status.is_carried()) {
            return;
        }
    }
    panic!("{:?}", all(town).await);
}

async fn booked(town: &Town, account: LedgerAccount, currency: Currency) -> Money {
    actions::ledger::seal(&town.desk).await.unwrap();
    town.desk.store.balance(&account, currency).await.unwrap()
}

/// The same, of a sender whom a list names.
async fn listed_order(town: &Town) -> ChainAddress {
    let known = town.desk.store.settled_transfers(ChainId(CHAIN), None, 1).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.txt");
    std::fs::write(&list, &known[0].from.0).unwrap();
    let strict = Desk { sanctions: Watchlist::of_file(list, Hours(48)), ..town.desk.desk.clone() };
    let (_, address) = Given::open_checkout(&town.desk).await;
    town.give_tokens(&address, usdt(25_000));
    town.anvil.mine(3);
    watch_chain(&strict, &town.chain).await.unwrap();
    address
}

/// A chain takes back what came there, or gives it again.
async fn lose(town: &Town, address: &ChainAddress, since: Option<Timestamp>) {
    let known = town.desk.store.settled_transfers(ChainId(CHAIN), None, 100).await.unwrap();
    let event = known.into_iter().find(|event| event.to.key() == address.key()).unwrap();
    town.desk.commit(Commit::new().save(&ChainEvent { missing_since: since, ..event })).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_left_alone_while_what_came_there_is_missing_or_withheld() {
    let town = Town::new().await;
    let lost = paid_order(&town, 25_000).await;
    listed_order(&town).await;
    lose(&town, &lost, Some(town.desk.now())).await;
    sweep_chain(&town.desk, ChainId(CHAIN)).await.unwrap();
    assert_eq!(all(&town).await, [], "neither of both");
    lose(&town, &lost, None).await;
    sweep_chain(&town.desk, ChainId(CHAIN)).await.unwrap();
    let begun: Vec<String> = all(&town).await.iter().map(|payout| payout.from_key.clone()).collect();
    assert_eq!(begun, [lost.key()], "what is back is ours again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_holds_enough_is_emptied_once_and_the_others_are_left_alone() {
    let town = Town::new().await;
    let (rich, poor) = (paid_order(&town, 25_000).await, paid_order(&town, 1_250).await);
    let vault = town.keys.vault().address();
    let before = town.on_chain(&vault).await;
    join_all((0..10).map(|_| sweep_chain(&town.desk, ChainId(CHAIN)))).await;
    assert_eq!(all(&town).await.len(), 1, "one sweep, however many look");
    settle(&town).await;
    assert_eq!((town.on_chain(&rich).await, town.on_chain(&poor).await), (usdt(0), usdt(1_250)));
    assert_eq!(town.on_chain(&vault).await, before.plus(usdt(25_000)).unwrap());
    let payouts = all(&town).await;
    assert!(payouts.iter().all(|payout| payout.status == S::Confirmed), "{payouts:?}");
    let top_ups: Vec<_> = payouts.iter().filter(|payout| payout.purpose == PayoutPurpose::GasTopUp).collect();
    assert!(!top_ups.is_empty() && top_ups.iter().all(|top_up| top_up.to.key() == rich.key()));
    assert_eq!(booked(&town, town.vault("deposit"), Currency::USDT).await, usdt(1_250));
    let coin = LedgerAccount::Vault { chain: ChainId(CHAIN), token: "ETH".to_owned(), vault: "deposit".to_owned() };
    let dust = town.chain.coin_balance(&rich).await.unwrap();
    assert_eq!(booked(&town, coin, Currency::ETH).await.units, i128::try_from(dust).unwrap());
    town.assert_books_are_right().await;
    sweep_chain(&town.desk, ChainId(CHAIN)).await.unwrap();
    assert_eq!(all(&town).await.len(), payouts.len(), "nothing is left to sweep");
}
