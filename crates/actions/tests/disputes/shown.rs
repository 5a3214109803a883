//! What an order's page says of silence while people argue is what the ledger has when the clock has been turned: for every
//! state a dispute can stand in, to the unit and not a second sooner.

use crate::{
    asks, assert_books_are_right, found,
    house::{asked, decide, house, resolver, says},
    measures::backed,
    open, purse, standing, stands,
};
use actions::{
    Desk, disputes,
    escrow::{order_of, terms_of},
};
use domain::{
    Currency, DisputeId, Money, Seconds, Timestamp,
    disputes::DecisionForm,
    escrow::{GoesTo, Silent, SilentStep},
    ledger::LedgerAccount,
    market::RequestStatus,
};
use testkit::{Given, OrderIds, TestDesk, usdt};

/// What the page says now.
async fn said(desk: &Desk, order: &OrderIds, id: DisputeId) -> Vec<SilentStep> {
    let order = order_of(desk, order.request).await.unwrap();
    let inspection = terms_of(desk, &order.escrow).await.unwrap().inspection;
    found(desk, id).await.silent_steps(&order, inspection)
}

/// Buyer, seller, house.
async fn purses(desk: &Desk, order: &OrderIds) -> [Money; 3] {
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    let entries = journals.iter().flat_map(|journal| &journal.entries);
    let fees = entries.filter(|entry| matches!(entry.credit, LedgerAccount::FeeRevenue(_)));
    let earned = fees.map(|entry| entry.amount).fold(usdt(0), |sum, fee| sum.plus(fee).unwrap());
    [purse(desk, order.buyer).await, purse(desk, order.seller).await, earned]
}

async fn until(desk: &TestDesk, at: Timestamp) {
    desk.advance(Seconds(at.millis_since(desk.now()).max(0) / 1_000));
    desk.run_due().await;
}

/// Nobody says a word: each deadline brings what was said, and nothing comes before it.
async fn is_kept(desk: &TestDesk, order: &OrderIds, id: DisputeId, whose: &[Silent]) {
    let steps = said(desk, order, id).await;
    let told: Vec<Silent> = steps.iter().map(|step| step.silent).collect();
    assert_eq!(told, whose, "{}", stands(desk, id).await);
    for step in steps {
        let before = purses(desk, order).await;
        until(desk, step.at - Seconds(1)).await;
        assert_eq!(purses(desk, order).await, before, "{:?}", step.deed);
        until(desk, step.at).await;
        let moved = |to: &[GoesTo]| {
            let moves = step.moves.iter().filter(|(goes, _)| to.contains(goes));
            moves.fold(Money::zero(Currency::USDT), |sum, (_, money)| sum.plus(*money).unwrap())
        };
        let gains = [moved(&[GoesTo::Buyer]), moved(&[GoesTo::Seller, GoesTo::Security]), moved(&[GoesTo::House])];
        let expected: Vec<Money> = before.iter().zip(gains).map(|(had, gain)| had.plus(gain).unwrap()).collect();
        assert_eq!(purses(desk, order).await.to_vec(), expected, "{:?}", step.deed);
        let order = order_of(desk, order.request).await.unwrap();
        assert_eq!(order.request.status, step.then, "{:?}", step.deed);
    }
    let over = order_of(desk, order.request).await.unwrap();
    assert!(
        matches!(over.request.status, RequestStatus::Cancelled | RequestStatus::SellerPaid),
        "nothing is left open"
    );
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_silence_of_each_side_while_they_talk_ends_as_the_page_says() {
    let (desk, chain) = house().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("split", "9")).await.unwrap();
    let moves = said(&desk, &order, id).await.remove(0).moves;
    assert!(moves.contains(&(GoesTo::Buyer, usdt(900))), "{moves:?}");
    is_kept(&desk, &order, id, &[Silent::Seller]).await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.seller, &order, asks("release", "")).await.unwrap();
    is_kept(&desk, &order, id, &[Silent::Buyer, Silent::Both, Silent::Buyer]).await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    let which = standing(&desk, id).await.unwrap();
    disputes::drop_outcome(&desk, order.seller, id, which, "").await.unwrap();
    is_kept(&desk, &order, id, &[Silent::Both, Silent::House]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_silence_of_the_house_and_that_after_its_word_end_as_the_page_says() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    is_kept(&desk, &order, id, &[Silent::House]).await;
    let judge = resolver(&desk, "Judge").await;
    let (order, id) = asked(&desk, &chain).await;
    let key = crate::a_key(&desk);
    disputes::mediate_dispute(&desk, judge, id, &asks("split", "4"), &key).await.unwrap();
    is_kept(&desk, &order, id, &[Silent::Both, Silent::House]).await;
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("nothing", "")).await.unwrap();
    is_kept(&desk, &order, id, &[Silent::Both, Silent::Both, Silent::Buyer]).await;
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    let which = found(&desk, id).await.decisions[0].id;
    disputes::appeal_decision(&desk, order.buyer, id, which, "The picture was not looked at.").await.unwrap();
    is_kept(&desk, &order, id, &[Silent::House]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_security_that_becomes_the_buyers_is_said_to_be_the_buyers() {
    let (desk, chain) = house().await;
    let (order, id) = backed(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &DecisionForm { security: "yes".to_owned(), ..says("refund", "") }).await.unwrap();
    assert_eq!(said(&desk, &order, id).await[0].moves, [(GoesTo::Buyer, usdt(1_650))]);
    is_kept(&desk, &order, id, &[Silent::Both]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_promised_while_a_chain_has_taken_the_money_back() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let mut frozen = order_of(&desk, order.request).await.unwrap();
    let gone = domain::escrow::Incident { event_id: desk.new_id(), amount: None, since: desk.now() };
    frozen.escrow.incident = Some(gone);
    assert_eq!(found(&desk, id).await.silent_steps(&frozen, domain::Days(3)), []);
}
