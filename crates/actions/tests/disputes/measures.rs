//! What a decision does to the seller: a warning that is counted, a lock, and the security that becomes the buyer's.

use crate::{
    asks, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    open, purse,
    seconds::two_above,
    stands, story,
};
use actions::{Desk, disputes, escrow, identity::grant_role};
use domain::{
    Currency, Days, DisputeId, Money, UserId,
    disputes::DecisionForm,
    escrow::Escrow,
    event::{Actor, EventRow},
    identity::{Role, User, UserStatus},
    ledger::LedgerAccount,
    machine::Word,
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

/// What the log says of it.
async fn logged(desk: &Desk, seller: UserId, deed: &str) -> EventRow {
    let filter = store::LogFilter { person: Some(seller), ..store::LogFilter::default() };
    let rows = desk.store.log_rows(&filter, 50).await.unwrap();
    rows.into_iter().find(|row| row.deed == deed).expect("it stands in the log")
}

fn bans(form: DecisionForm) -> DecisionForm {
    DecisionForm { besides: "ban_seller".to_owned(), ..form }
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
        let row = logged(&desk, order.seller, deed).await;
        assert_eq!(row.outcome, None);
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

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_who_works_for_the_house_is_not_locked_out_by_a_decision_and_can_be_warned() {
    let (desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    for role in Role::ALL.iter().filter(|role| role.is_of_the_house()) {
        let (order, id) = asked(&desk, &chain).await;
        let may_ban = async || disputes::room(&desk, judge, true, id).await.unwrap().may_ban;
        assert!(may_ban().await, "as any seller");
        grant_role(&desk, Actor::House, order.seller, *role).await.unwrap();
        assert!(!may_ban().await, "it is not offered about a seller with the role {role}");
        let before = found(&desk, id).await;
        for form in [says("refund", ""), says("split", "5"), says("nothing", "")] {
            assert_eq!(code_of(decide(&desk, judge, id, &bans(form)).await), "dispute-seller-of-the-house", "{role}");
        }
        let at_its_field = decide(&desk, judge, id, &bans(says("refund", ""))).await.unwrap_err();
        assert!(matches!(&at_its_field, actions::ActionError::Fields(fields) if fields.0.contains_key("besides")));
        assert_eq!(found(&desk, id).await, before, "nothing was decided");
        let warns = DecisionForm { besides: "warning_seller".to_owned(), ..says("refund", "") };
        decide(&desk, judge, id, &warns).await.unwrap();
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_to_work_for_the_house_before_a_second_one_agrees_is_not_locked_out() {
    let (desk, chain) = house().await;
    two_above(&desk, "1").await;
    let (one, two) = (resolver(&desk, "One").await, resolver(&desk, "Two").await);
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, one, id, &bans(says("refund", ""))).await.unwrap();
    let which = found(&desk, id).await.draft.unwrap().id;
    grant_role(&desk, Actor::House, order.seller, Role::Support).await.unwrap();
    let said = code_of(disputes::confirm_decision(&desk, two, id, which).await);
    assert_eq!(said, "dispute-seller-of-the-house");
    assert_eq!(stands(&desk, id).await, "in_progress mediate", "it waits, to be dropped or confirmed");
    disputes::drop_decision(&desk, two, id, which, "The seller works for us now.").await.unwrap();
    decide(&desk, one, id, &says("refund", "")).await.unwrap();
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_to_work_for_the_house_after_a_decision_stays_and_the_money_goes_as_decided() {
    let (desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &bans(says("split", "5"))).await.unwrap();
    grant_role(&desk, Actor::House, order.seller, Role::Admin).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    let seller: User = desk.store.get(order.seller).await.unwrap();
    assert_eq!((seller.status, seller.completed_sales), (UserStatus::Active, 1), "counted, and not locked");
    let row = logged(&desk, order.seller, "ban_seller").await;
    assert_eq!(row.outcome.as_deref(), Some("dispute-seller-of-the-house"), "the log says that it did not happen");
    assert_eq!((row.from.as_deref(), &*row.to), (Some("active"), "active"));
    assert_books_are_right(&desk).await;
}
