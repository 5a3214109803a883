use crate::world::{World, bid, refusal, says};
use actions::market;
use domain::{
    Currency, Days, Minutes, Money, PurchaseRequestId,
    escrow::{Escrow, EscrowState},
    event::Subject,
    market::{OfferForm, OfferStatus, RequestForm, RequestStatus, Shelf},
};

const fn usdt(units: i128) -> Money {
    Money::new(units * 1_000_000, Currency::USDT)
}

#[tokio::test]
async fn of_two_accepts_at_once_one_wins_and_the_other_is_told() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let request = world.post(buyer, world.wish()).await;
    let ali = world.offer(world.seller("Ali").await, request, "12").await;
    let sara = world.offer(world.seller("Sara").await, request, "13").await;
    let (a, b) =
        tokio::join!(market::accept_offer(&world.desk, buyer, ali), market::accept_offer(&world.desk, buyer, sara));
    assert_eq!([&a, &b].into_iter().filter(|result| result.is_ok()).count(), 1, "{a:?} {b:?}");
    let lost = if a.is_ok() { b } else { a };
    assert_eq!(refusal(lost).0, 409);
    let statuses = [world.offered(ali).await.status, world.offered(sara).await.status];
    assert!(statuses.contains(&OfferStatus::Accepted) && statuses.contains(&OfferStatus::Rejected));
}

#[tokio::test]
async fn accepting_opens_the_escrow_asks_the_payment_and_turns_the_others_down_in_one_commit() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let chosen = world.offer(seller, request, "12").await;
    let other = world.offer(world.seller("Sara").await, request, "13").await;
    let order: PurchaseRequestId = market::accept_offer_at(&world.desk, buyer, chosen, usdt(12)).await.unwrap();
    let after = world.request(order).await;
    assert_eq!((after.status, after.shelf, after.offer_count), (RequestStatus::Payment, Shelf::Off, 0));
    assert_eq!((after.seller_id, after.price), (Some(seller), Some(usdt(12))));
    assert_eq!(after.deadlines.pay_by, Some(world.desk.now() + Minutes(60)));
    assert_eq!(world.offered(other).await.status, OfferStatus::Rejected);
    let escrow: Escrow = world.get(order).await;
    assert_eq!((escrow.state, escrow.price, escrow.funded), (EscrowState::Awaiting, usdt(12), usdt(0)));
    let history = world.desk.store.history(order).await.unwrap();
    let count = |want: fn(&Subject) -> bool| history.iter().filter(|row| want(&row.subject)).count();
    assert_eq!(count(|subject| matches!(subject, Subject::Payment(_))), 1);
    let of_request: Vec<&str> =
        history.iter().filter(|row| row.subject == Subject::Request(order)).map(|row| row.to.as_str()).collect();
    assert_eq!(of_request, ["pending", "received_offers", "received_offers", "payment"]);
}

#[tokio::test]
async fn accepting_the_same_offer_again_changes_nothing() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(world.seller("Ali").await, request, "12").await;
    let (first, second) = tokio::join!(
        market::accept_offer_at(&world.desk, buyer, offer, usdt(12)),
        market::accept_offer_at(&world.desk, buyer, offer, usdt(12))
    );
    assert_eq!((first.unwrap(), second.unwrap()), (request, request));
    let rows = world.desk.store.history(request).await.unwrap().len();
    market::accept_offer(&world.desk, buyer, offer).await.unwrap();
    assert_eq!(world.desk.store.history(request).await.unwrap().len(), rows);
}

#[tokio::test]
async fn only_the_buyer_accepts() {
    let world = World::new().await;
    let (buyer, stranger, seller) = (world.buyer().await, world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    for who in [stranger, seller] {
        assert_eq!(refusal(market::accept_offer(&world.desk, who, offer).await), says(403, "market-not-the-buyer"));
    }
    let form = RequestForm { visibility: "private".into(), preferred_sellers: seller.to_string(), ..world.wish() };
    let private = world.post(buyer, form).await;
    let hidden = world.offer(seller, private, "12").await;
    assert_eq!(refusal(market::accept_offer(&world.desk, stranger, hidden).await), says(404, "not-found"));
}

#[tokio::test]
async fn an_offer_that_expired_before_the_clock_came_round_is_not_accepted() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let request = world.post(buyer, world.wish()).await;
    let form = OfferForm { valid_until: "2026-11-22".into(), ..bid("12") };
    let seller = world.seller("Ali").await;
    let offer = market::make_offer(&world.desk, seller, request, &form, &world.key()).await.unwrap();
    let lasting = world.offer(world.seller("Sara").await, request, "13").await;
    world.desk.advance(Days(5));
    assert_eq!(refusal(market::accept_offer(&world.desk, buyer, offer).await), says(409, "market-offer-expired"));
    market::accept_offer(&world.desk, buyer, lasting).await.unwrap();
    assert_eq!(world.offered(offer).await.status, OfferStatus::Expired, "it is not called rejected");
}

#[tokio::test]
async fn a_price_that_changed_after_it_was_shown_is_not_accepted() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    market::edit_offer(&world.desk, seller, offer, &bid("99")).await.unwrap();
    let accepted = market::accept_offer_at(&world.desk, buyer, offer, usdt(12)).await;
    assert_eq!(refusal(accepted), says(409, "market-price-changed"));
    assert_eq!(world.request(request).await.status, RequestStatus::ReceivedOffers, "nothing half-written");
}

#[tokio::test]
async fn a_withdrawn_offer_and_an_order_are_not_accepted_cancelled_or_offered_on() {
    let world = World::new().await;
    let (buyer, seller, late) = (world.buyer().await, world.seller("Ali").await, world.seller("Sara").await);
    let request = world.post(buyer, world.wish()).await;
    let gone = world.offer(seller, request, "12").await;
    market::withdraw_offer(&world.desk, seller, gone).await.unwrap();
    assert_eq!(refusal(market::accept_offer(&world.desk, buyer, gone).await), says(409, "withdrawn accept"));
    let offer = world.offer(seller, request, "12").await;
    market::accept_offer(&world.desk, buyer, offer).await.unwrap();
    let offered = market::make_offer(&world.desk, late, request, &bid("9"), &world.key()).await;
    assert_eq!(refusal(offered), says(409, "payment offer"));
    assert_eq!(refusal(market::cancel_request(&world.desk, buyer, request).await), says(409, "payment cancel"));
    assert_eq!(refusal(market::withdraw_offer(&world.desk, seller, offer).await), says(409, "accepted withdraw"));
}
