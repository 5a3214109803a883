//! Both sides share the held money: to the unit, once, and only as the other side saw it.

use crate::{assert_books_are_right, code_of, purse, story};
use actions::{
    Desk, FormKey,
    escrow::{self, accept_split, decline_split, give_part_back, order_of, propose_split, withdraw_split},
};
use domain::{
    ChainEventId, Currency, Days, Money, SplitProposalId, UserId,
    escrow::{Escrow, EscrowState, Incident, SplitForm, receipt::verify},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, OrderIds, desk_with_chain, usdt};

fn form(buyer: &str, seller: &str) -> SplitForm {
    SplitForm { buyer: buyer.to_owned(), seller: seller.to_owned(), words: "The lid is missing.".to_owned() }
}

async fn standing(desk: &Desk, order: &OrderIds) -> Option<SplitProposalId> {
    order_of(desk, order.request).await.unwrap().escrow.split.map(|proposal| proposal.id)
}

/// Proposes in place of whatever stands there.
async fn propose(desk: &Desk, who: UserId, order: &OrderIds, (buyer, seller): (&str, &str)) -> String {
    let (form, seen) = (form(buyer, seller), standing(desk, order).await);
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), [buyer, seller]);
    code_of(propose_split(desk, who, order.request, (&form, seen), &key).await)
}

async fn accept(desk: &Desk, who: UserId, order: &OrderIds, id: SplitProposalId) -> String {
    code_of(accept_split(desk, who, order.request, id).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_side_proposes_and_the_other_accepts_is_paid_to_both_and_on_both_receipts() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    assert_eq!(propose(&desk, order.buyer, &order, ("5", "")).await, "done");
    let id = standing(&desk, &order).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded", "a proposal moves nothing");
    assert_eq!(accept(&desk, order.buyer, &order, id).await, "escrow-own-split");
    assert_eq!(accept(&desk, order.seller, &order, id).await, "done");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    // 2.5 % of the seller's seven and a half.
    let earned = Money::new(7_312_500, Currency::USDT);
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(500), earned));
    assert_books_are_right(&desk).await;
    let receipt = escrow::receipt_of(&desk, order.seller, false, order.request).await.unwrap().unwrap();
    let verdict = verify(&receipt.text, Some(&escrow::receipt_signer(&desk).key()));
    assert!(verdict.is_valid(), "{:?}", verdict.checks);
    let facts = verdict.facts.unwrap();
    assert_eq!(facts.order.outcome, EscrowState::Split);
    let sums = [&facts.money.released, &facts.money.refunded, &facts.money.fees, &facts.money.held];
    let sums = sums.map(|sum| sum.money().unwrap().units);
    assert_eq!(sums, [7_312_500, 5_000_000, 187_500, 0]);
    desk.advance(Days(60));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split", "the clock finds nothing to do");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_that_are_not_what_is_held_are_refused_beside_their_field() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    for (typed, said) in [
        (("", ""), "required"),
        (("much", ""), "not-a-number"),
        (("1,500", ""), "ambiguous-amount"),
        (("", "1.0000001"), "too-many-decimals"),
        (("5", "5"), "escrow-split-other-sum"),
        (("5", "7.500001"), "escrow-split-other-sum"),
        (("13", ""), "escrow-split-other-sum"),
        (("-1", "13.50"), "not-a-number"),
        (("0", ""), "escrow-not-a-split"),
        (("12.50", ""), "escrow-not-a-split"),
        (("", "12.50"), "escrow-not-a-split"),
    ] {
        assert_eq!(propose(&desk, order.buyer, &order, typed).await, said, "{typed:?}");
    }
    assert_eq!(propose(&desk, order.seller, &order, ("۵", "۷٫۵")).await, "done");
    let unpaid = Given::accepted_order(&desk).await;
    assert_eq!(propose(&desk, unpaid.seller, &unpaid, ("1", "")).await, "illegal-move");
    assert_eq!(propose(&desk, unpaid.seller, &order, ("1", "")).await, "escrow-not-a-party");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_is_not_what_was_seen_moves_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    propose(&desk, order.buyer, &order, ("5", "")).await;
    let first = standing(&desk, &order).await.unwrap();
    let stale = FormKey::new("stale", ["2"]);
    let stale = propose_split(&desk, order.seller, order.request, (&form("2", ""), None), &stale).await;
    assert_eq!(code_of(stale), "escrow-split-changed", "it was not looked at");
    propose(&desk, order.buyer, &order, ("6", "")).await;
    assert_eq!(accept(&desk, order.seller, &order, first).await, "escrow-split-changed");
    let second = standing(&desk, &order).await.unwrap();
    withdraw_split(&desk, order.buyer, order.request, second).await.unwrap();
    assert_eq!(accept(&desk, order.seller, &order, second).await, "escrow-split-changed");
    propose(&desk, order.buyer, &order, ("6", "")).await;
    let third = standing(&desk, &order).await.unwrap();
    decline_split(&desk, order.seller, order.request, third, "Too much.").await.unwrap();
    decline_split(&desk, order.seller, order.request, third, "Too much.").await.unwrap();
    assert_eq!(accept(&desk, order.seller, &order, third).await, "escrow-split-changed");
    propose(&desk, order.seller, &order, ("1", "")).await;
    let fourth = standing(&desk, &order).await.unwrap();
    give_part_back(&desk, order.seller, order.request, "2.50", &FormKey::new("part", ["2.50"])).await.unwrap();
    assert_eq!(accept(&desk, order.buyer, &order, fourth).await, "escrow-split-changed", "less is held now");
    assert_eq!(propose(&desk, order.seller, &order, ("2", "10.50")).await, "escrow-split-other-sum");
    assert_eq!(propose(&desk, order.seller, &order, ("2", "8")).await, "done");
    let fifth = standing(&desk, &order).await.unwrap();
    desk.advance(Days(2));
    desk.run_due().await;
    assert_eq!(accept(&desk, order.buyer, &order, fifth).await, "done");
    assert_eq!(purse(&desk, order.buyer).await, usdt(450));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_falls_with_its_time_with_the_order_and_while_the_order_stands_still() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    propose(&desk, order.seller, &order, ("5", "")).await;
    let id = standing(&desk, &order).await.unwrap();
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    let gone = Incident { event_id: ChainEventId::from_bytes([1; 16]), amount: None, since: desk.now() };
    desk.commit(Commit::new().save(&Escrow { incident: Some(gone), ..escrow })).await.unwrap();
    assert_eq!(accept(&desk, order.buyer, &order, id).await, "escrow-frozen");
    assert_eq!(propose(&desk, order.buyer, &order, ("4", "")).await, "escrow-frozen");
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    desk.commit(Commit::new().save(&Escrow { incident: None, ..escrow })).await.unwrap();
    desk.advance(Days(7));
    assert_eq!(accept(&desk, order.buyer, &order, id).await, "escrow-split-changed");
    assert_eq!(propose(&desk, order.buyer, &order, ("4", "")).await, "done");
    let id = standing(&desk, &order).await.unwrap();
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(accept(&desk, order.seller, &order, id).await, "escrow-split-changed");
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_acceptances_at_once_share_the_money_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    propose(&desk, order.buyer, &order, ("5", "")).await;
    let id = standing(&desk, &order).await.unwrap();
    let twins: Vec<Desk> = (0..50).map(|_| desk.twin()).collect();
    let said = join_all(twins.iter().map(|twin| accept(twin, order.seller, &order, id))).await;
    assert!(said.iter().all(|said| said == "done"), "{said:?}");
    assert_eq!(desk.store.journals_of_request(order.request).await.unwrap().len(), 3);
    assert_eq!(purse(&desk, order.buyer).await, usdt(500));
    assert_books_are_right(&desk).await;
}
