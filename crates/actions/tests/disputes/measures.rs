//! What a decision does to the seller: a warning that is counted, a lock, and the security that becomes the buyer's.

use crate::{
    asks, assert_books_are_right, found,
    house::{decide, house, resolver, says},
    open, purse, stands, story,
};
use actions::{disputes, escrow};
use domain::{
    Currency, Days, DisputeId, Money,
    disputes::DecisionForm,
    escrow::Escrow,
    identity::{User, UserStatus},
    ledger::LedgerAccount,
};
use testkit::{Given, OrderIds, PRICE_UNITS, PretendChain, TestDesk};

/// A paid order with four units of security behind it, that the house was asked about.
pub async fn backed(desk: &TestDesk, chain: &PretendChain) -> (OrderIds, DisputeId) {
    let order = Given::backed_order(desk, "4").await;
    let payment = escrow::open_checkout(desk, order.buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), Money::new(PRICE_UNITS, Currency::USDT));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    let id = open(desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    disputes::ask_the_house(desk, order.seller, id).await.unwrap();
    (order, id)
}

async fn decided(desk: &TestDesk, id: DisputeId, form: &DecisionForm) {
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, form).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "closed decide decided");
}

const fn atoms(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_security_becomes_the_buyers_when_it_is_decided_so_and_goes_back_when_it_is_not() {
    let (desk, chain) = house().await;
    for (security, bought, sold) in [("yes", 16_500_000, 6_000_000), ("", 12_500_000, 10_000_000)] {
        let (order, id) = backed(&desk, &chain).await;
        let before = purse(&desk, order.seller).await;
        decided(&desk, id, &DecisionForm { security: security.to_owned(), ..says("refund", "") }).await;
        let account = LedgerAccount::SellerDeposit(order.request);
        assert_eq!(desk.store.balance(&account, Currency::USDT).await.unwrap(), atoms(0));
        let after = (purse(&desk, order.buyer).await, purse(&desk, order.seller).await);
        assert_eq!(after, (atoms(bought), atoms(sold)), "before {before}");
        let escrow: Escrow = desk.store.get(order.request).await.unwrap();
        assert_eq!(escrow.deposit.unwrap().awarded_to.is_some(), !security.is_empty());
        assert_books_are_right(&desk).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_is_counted_and_a_ban_locks_and_money_still_comes_in() {
    let (desk, chain) = house().await;
    for (besides, warnings, status) in
        [("warning_seller", 1, UserStatus::Active), ("ban_seller", 0, UserStatus::Locked)]
    {
        let (order, id) = backed(&desk, &chain).await;
        let before: User = desk.store.get(order.seller).await.unwrap();
        // A split ends a sale, so that the same person is counted and measured in one write.
        decided(&desk, id, &DecisionForm { besides: besides.to_owned(), ..says("split", "5") }).await;
        let seller: User = desk.store.get(order.seller).await.unwrap();
        assert_eq!((seller.warning_count, seller.status), (warnings, status));
        assert_eq!(seller.completed_sales, before.completed_sales + 1);
        assert_eq!(seller.version, before.version + 1, "one person, written once");
        assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
        assert_eq!(purse(&desk, order.seller).await, atoms(10_000_000 + 7_312_500), "what is theirs came in");
        let deed = if besides == "ban_seller" { "ban_seller" } else { "warn_seller" };
        let filter = store::LogFilter { person: Some(order.seller), ..store::LogFilter::default() };
        let rows = desk.store.log_rows(&filter, 50).await.unwrap();
        let row = rows.iter().find(|row| row.deed == deed).expect("it stands in the log");
        assert_eq!(row.why.as_deref(), Some(found(&desk, id).await.decisions[0].reasons.as_str()));
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_alone_lets_the_order_go_on() {
    let (desk, chain) = house().await;
    let (order, id) = backed(&desk, &chain).await;
    decided(&desk, id, &DecisionForm { besides: "warning_seller".to_owned(), ..says("nothing", "") }).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(desk.store.get::<User>(order.seller).await.unwrap().warning_count, 1);
    assert_books_are_right(&desk).await;
}
