//! What needs a person: the same clocks as on the order's own page, for whoever's turn it is, and nothing for anybody else.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use actions::{Desk, FormKey, disputes, escrow, needs::needs_of};
use domain::{
    Currency, Days, Money, Timestamp, UserId,
    disputes::{DisputeForm, ProposalForm},
    machine::Word,
    market::PurchaseRequest,
    needs::{About, Need},
};
use testkit::{Given, OrderIds, PRICE_UNITS};

/// What this person has to do, in words.
async fn asked(desk: &Desk, who: UserId) -> Vec<&'static str> {
    needs_of(desk, who).await.unwrap().iter().map(|need| need.asked.word()).collect()
}

async fn both(desk: &Desk, order: &OrderIds) -> (Vec<&'static str>, Vec<&'static str>) {
    (asked(desk, order.buyer).await, asked(desk, order.seller).await)
}

async fn only(desk: &Desk, who: UserId) -> Need {
    let mut needs = needs_of(desk, who).await.unwrap();
    assert_eq!(needs.len(), 1, "{needs:?}");
    needs.remove(0)
}

async fn complain(desk: &Desk, order: &OrderIds) {
    let text = str::to_owned;
    let proposal = ProposalForm { asks: text("refund"), words: text("The lid is missing."), ..ProposalForm::default() };
    let description = text("The kettle came without its lid, and the seller does not answer.");
    let form = DisputeForm { category: text("product_quality"), reason: text("No lid"), description, proposal };
    disputes::open_dispute(desk, order.buyer, order.request, &form, &FormKey::new("complaint", [])).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn each_turn_of_an_order_is_on_the_list_of_whose_turn_it_is_and_on_no_other() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let (buyer, stranger) = (Given::person(&desk, "Sara").await, Given::seller(&desk, "Omid").await);
    let wish = Given::request(&desk, buyer).await;
    assert_eq!(asked(&desk, buyer).await, [""; 0], "nobody has offered anything");
    let seller = Given::seller(&desk, "Reza").await;
    let offer = Given::offer(&desk, seller, wish).await;
    assert_eq!(asked(&desk, buyer).await, ["choose_offer"]);
    actions::market::withdraw_offer(&desk, seller, offer).await.unwrap();
    assert_eq!(asked(&desk, buyer).await, [""; 0], "the only offer was taken back");

    let unpaid = Given::accepted_order(&desk).await;
    assert_eq!(both(&desk, &unpaid).await, (vec!["pay"], vec![]));
    let paid = Given::funded_order(&desk, &chain).await;
    assert_eq!(both(&desk, &paid).await, (vec![], vec!["send"]));
    escrow::mark_sent(&desk, paid.seller, paid.request).await.unwrap();
    assert_eq!(both(&desk, &paid).await, (vec!["say_arrived"], vec!["say_arrived"]));
    desk.advance(Days(3));
    desk.run_due().await;
    assert_eq!(both(&desk, &paid).await, (vec!["inspect"], vec![]));
    desk.advance(Days(14));
    desk.run_due().await;
    desk.run_due().await;
    assert_eq!(both(&desk, &paid).await, (vec![], vec![]), "it is over");
    assert_eq!(asked(&desk, stranger).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_says_what_it_is_about_how_much_and_until_when() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let request: PurchaseRequest = desk.store.get(order.request).await.unwrap();
    let need = only(&desk, order.seller).await;
    assert_eq!(need.about, About::Order(order.request));
    assert_eq!(need.title.as_deref(), Some(request.title.as_str()));
    assert_eq!(need.sum, Some(Money::new(PRICE_UNITS, Currency::USDT)));
    assert_eq!(need.until, request.deadlines.send_by);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dispute_stops_asks_nobody_and_the_dispute_asks_the_other_side() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    complain(&desk, &order).await;
    assert_eq!(both(&desk, &order).await, (vec![], vec!["answer_proposal"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_most_urgent_comes_first_and_what_has_no_clock_last() {
    let (desk, _) = testkit::desk_with_chain().await;
    let buyer = Given::person(&desk, "Sara").await;
    let wish = Given::request(&desk, buyer).await;
    Given::offer(&desk, Given::seller(&desk, "Reza").await, wish).await;
    Given::order_of(&desk, buyer).await;
    desk.advance(domain::Minutes(5));
    Given::order_of(&desk, buyer).await;
    let needs = needs_of(&desk, buyer).await.unwrap();
    let clocks: Vec<Option<Timestamp>> = needs.iter().map(|need| need.until).collect();
    assert_eq!(clocks.len(), 3);
    assert!(clocks[0] < clocks[1] && clocks[2].is_none(), "{clocks:?}");
}
