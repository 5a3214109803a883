//! A payout's way over a real chain: it arrives, is stuck, replaced, reverted, undone by a reorganisation.

use crate::town::Town;
use actions::custody::{carry_payout, my_payout};
use domain::{
    Currency, Minutes, Money, UserId,
    custody::{PayoutStatus as S, PayoutTrouble},
    ledger::LedgerAccount,
    letters::{LetterKind, PayoutStep},
};
use futures::future::join_all;
use store::NoticeFilter;
use testkit::usdt;

async fn ledger(town: &Town, account: LedgerAccount, currency: Currency) -> Money {
    actions::ledger::seal(&town.desk).await.unwrap();
    town.desk.store.balance(&account, currency).await.unwrap()
}

/// What a person was told of their payouts, the newest first.
async fn told(town: &Town, person: UserId) -> Vec<PayoutStep> {
    let items = town.desk.store.notifications(person, &NoticeFilter::default(), 20).await.unwrap();
    let steps = items.into_iter().filter_map(|item| match item.kind {
        LetterKind::Payout { step, .. } => Some(step),
        _ => None,
    });
    steps.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_arrives_whole_and_every_coin_of_gas_is_booked() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    assert_eq!(town.purse(person).await, usdt(0));
    assert_eq!(town.step(id).await, S::Signed);
    assert_eq!(town.outside().await, usdt(0), "signed and kept, not sent");
    town.assert_books_are_right().await;
    assert_eq!(town.step(id).await, S::Broadcast);
    town.assert_books_are_right().await;
    assert_eq!(town.step(id).await, S::Mined);
    assert_eq!(town.step(id).await, S::Mined, "one block of three");
    town.anvil.mine(2);
    assert_eq!(town.step(id).await, S::Confirmed);
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
    assert_eq!(told(&town, person).await, [PayoutStep::Arrived, PayoutStep::Sent]);
    let payout = town.payout(id).await;
    assert!(payout.checks.len() == 4 && payout.checks.iter().all(|check| check.passed), "{:?}", payout.checks);
    let (_, link) = my_payout(&town.desk, person, id).await.unwrap();
    assert_eq!(link.unwrap(), format!("https://explorer.example/tx/{}", payout.mined.as_ref().unwrap().hash.0));
    let coin = 10_i128.pow(18) - i128::try_from(town.chain.coin_balance(&payout.from).await.unwrap()).unwrap();
    let gas = ledger(&town, LedgerAccount::Expense("gas".to_owned()), Currency::ETH).await;
    assert!(coin > 0 && gas.units == coin, "{gas} booked, {coin} gone");
    assert_eq!(ledger(&town, LedgerAccount::FeeRevenue("withdrawal".to_owned()), Currency::USDT).await, usdt(100));
    assert_eq!(ledger(&town, town.vault("hot"), Currency::USDT).await, town.on_chain(&payout.from).await);
    assert_eq!(ledger(&town, payout.clearing(), Currency::USDT).await, usdt(0));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_workers_at_once_send_each_of_five_payouts_once() {
    let town = Town::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        let person = town.person_with(1_000).await;
        ids.push(town.ask(person, "9").await.unwrap());
    }
    for _ in 0..6 {
        let workers = (0..30).map(|number| carry_payout(&town.desk, ids[number % 5], 0));
        join_all(workers).await;
        town.anvil.mine(1);
    }
    for id in ids {
        assert_eq!(town.carry_through(id).await, S::Confirmed);
    }
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(4_500), 5));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stuck_payout_is_replaced_in_its_place_for_an_eighth_more_and_whichever_is_mined_counts() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    town.set_automine(false);
    town.step(id).await;
    assert_eq!(town.step(id).await, S::Broadcast);
    assert_eq!(town.step(id).await, S::Broadcast, "no block came");
    town.desk.advance(Minutes(10));
    assert_eq!(town.step(id).await, S::Replaced);
    let payout = town.payout(id).await;
    let number = |text: &str| text.parse::<u128>().unwrap();
    let [first, second] = payout.transactions.as_slice() else { panic!("{:?}", payout.transactions) };
    assert_eq!(first.nonce, second.nonce);
    assert!(number(&second.max_fee) * 8 >= number(&first.max_fee) * 9);
    assert!(number(&second.max_priority_fee) * 8 >= number(&first.max_priority_fee) * 9);
    assert_eq!(town.step(id).await, S::Replaced, "handed in");
    town.assert_books_are_right().await;
    town.anvil.mine(1);
    town.set_automine(true);
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    assert_eq!(town.payout(id).await.mined.unwrap().hash, second.hash);
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_of_two_is_mined_after_all_and_the_payout_is_done_once() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    town.set_automine(false);
    town.step(id).await;
    town.step(id).await;
    town.desk.advance(Minutes(10));
    assert_eq!(town.step(id).await, S::Replaced);
    // The replacement is signed and not handed in: the first one is mined.
    town.anvil.mine(1);
    town.set_automine(true);
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    let payout = town.payout(id).await;
    assert_eq!(payout.mined.unwrap().hash, payout.transactions[0].hash);
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reverted_payout_is_back_in_the_wallet_once_with_its_gas_booked() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    assert_eq!(town.step(id).await, S::Signed);
    // The token stops, after the transaction was signed and found good.
    let paused = town.anvil.send(&town.token, "0x8456cb59");
    assert_eq!(town.carry_through(id).await, S::Reversed, "{paused:?}");
    assert_eq!((town.purse(person).await, town.outside().await, town.sent_by_vault().await), (usdt(1_000), usdt(0), 1));
    let payout = town.payout(id).await;
    assert_eq!(payout.trouble, Some(PayoutTrouble::Reverted));
    assert!(ledger(&town, LedgerAccount::Expense("gas".to_owned()), Currency::ETH).await.is_positive());
    carry_payout(&town.desk, id, 0).await.unwrap();
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_whose_block_is_undone_waits_again_and_arrives_once() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let id = town.ask(person, "9").await.unwrap();
    town.step(id).await;
    town.step(id).await;
    assert_eq!(town.step(id).await, S::Mined);
    town.anvil.reorganise(1);
    assert_eq!(town.step(id).await, S::Broadcast, "its block is gone");
    assert_eq!(town.outside().await, usdt(0));
    town.assert_books_are_right().await;
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    assert_eq!((town.outside().await, town.sent_by_vault().await), (usdt(900), 1));
    assert_eq!(town.payout(id).await.transactions.len(), 1, "the same bytes were sent again");
    assert_eq!(told(&town, person).await, [PayoutStep::Arrived, PayoutStep::Sent]);
    town.assert_books_are_right().await;
}
