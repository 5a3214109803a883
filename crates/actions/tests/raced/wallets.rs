//! A wallet that holds money for one, asked by many.

use crate::rounds::{Round, Try, done, rounds};
use actions::{ActionError, Desk, escrow};
use domain::{
    Currency, Money, UserId,
    event::Actor,
    ledger::{Entry, Journal, JournalKind, LedgerAccount, NewJournal},
};
use rand::Rng;
use store::Commit;
use testkit::{Given, OrderIds, PRICE_UNITS, usdt};

const PRICE: Money = Money::new(PRICE_UNITS, Currency::USDT);

fn paid(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move {
        let paid = escrow::pay_from_wallet(&desk, order.buyer, order.request, PRICE).await;
        ("pay", paid.map(drop))
    })
}

fn cancelled(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("cancel", escrow::cancel_order(&desk, order.buyer, order.request, "").await.map(drop)) })
}

async fn purse_of(round: &Round, person: UserId) -> LedgerAccount {
    LedgerAccount::Wallet(round.desk.store.wallet_of(person, Currency::USDT).await.unwrap().unwrap().id)
}

async fn held(round: &Round, account: &LedgerAccount) -> Money {
    round.desk.store.balance(account, Currency::USDT).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_with_money_for_one_order_pays_one_of_many() {
    rounds("pay-from-wallet", async |round| {
        let spare = round.dice.random_range(0..PRICE_UNITS);
        let first = Given::order_of_a_rich_buyer(&round.desk, &round.chain, PRICE_UNITS + spare).await;
        let mut orders = vec![first];
        for _ in 0..round.dice.random_range(1..5) {
            orders.push(Given::order_of(&round.desk, first.buyer).await);
        }
        let (clicks, gives_up) = (round.dice.random_range(1..6), round.dice.random_bool(0.3));
        let mut tries: Vec<Try> = Vec::new();
        for order in &orders {
            tries.extend((0..clicks).map(|_| paid(round.twin(), *order)));
            tries.extend(gives_up.then(|| cancelled(round.twin(), *order)));
        }
        let count = tries.len();
        let outcomes = round.at_once(tries).await;
        let mut holds = 0;
        for order in &orders {
            let journals = round.desk.store.journals_of_request(order.request).await.unwrap();
            holds += journals.iter().filter(|journal| journal.kind == JournalKind::Hold).count();
        }
        // All may have been given up first; otherwise the money buys exactly one.
        assert_eq!(holds, usize::from(done(&outcomes, "pay") > 0), "{outcomes:?}");
        assert!(gives_up || holds == 1, "{outcomes:?}");
        let left = if holds == 1 { spare } else { PRICE_UNITS + spare };
        assert_eq!(held(round, &purse_of(round, first.buyer).await).await.units, left);
        count
    })
    .await;
}

fn taken(desk: Desk, from: LedgerAccount, number: usize) -> Try {
    Box::pin(async move {
        let kind = JournalKind::Adjustment;
        let entries = vec![Entry { debit: from, credit: LedgerAccount::Operator, amount: PRICE }];
        let posting = NewJournal { kind, key: format!("take:{number}"), entries, request_id: None, payment_id: None };
        let journal: Journal = posting.written(desk.new_id(), Actor::House, desk.now());
        ("take", desk.store.commit(Commit::new().post(&journal)).await.map_err(ActionError::from))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn many_transfers_from_a_wallet_with_money_for_one_move_it_once() {
    rounds("transfers", async |round| {
        let spare = round.dice.random_range(0..PRICE_UNITS);
        let order = Given::order_of_a_rich_buyer(&round.desk, &round.chain, PRICE_UNITS + spare).await;
        let purse = purse_of(round, order.buyer).await;
        let count = round.dice.random_range(20..100);
        let tries = (0..count).map(|number| taken(round.twin(), purse.clone(), number)).collect();
        let outcomes = round.at_once(tries).await;
        assert_eq!(done(&outcomes, "take"), 1);
        assert_eq!(held(round, &purse).await.units, spare);
        count
    })
    .await;
}

#[test]
fn the_price_is_what_every_order_costs() {
    assert_eq!(PRICE, usdt(1_250));
}
