use crate::world::{World, bid, refusal, says};
use actions::market;
use domain::{
    Days,
    identity::Role,
    market::{OfferForm, OfferStatus, RequestStatus},
};

#[tokio::test]
async fn nobody_offers_on_their_own_request_and_only_sellers_offer() {
    let world = World::new().await;
    let (buyer, other) = (world.person("Bita", &[Role::Seller]).await, world.buyer().await);
    let request = world.post(buyer, world.wish()).await;
    let own = market::make_offer(&world.desk, buyer, request, &bid("9"), &world.key()).await;
    assert_eq!(refusal(own), says(403, "market-own-request"));
    let unapproved = market::make_offer(&world.desk, other, request, &bid("9"), &world.key()).await;
    assert_eq!(refusal(unapproved), says(403, "market-not-a-seller"));
}

#[tokio::test]
async fn a_seller_has_one_live_offer_on_a_request() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    let second = market::make_offer(&world.desk, seller, request, &bid("11"), &world.key()).await;
    assert_eq!(refusal(second), says(409, "market-offer-already-live"));
    market::withdraw_offer(&world.desk, seller, offer).await.unwrap();
    market::withdraw_offer(&world.desk, seller, offer).await.expect("done twice is done once");
    assert_eq!(world.request(request).await.status, RequestStatus::Pending, "the last offer is gone");
    world.offer(seller, request, "11").await;
}

#[tokio::test]
async fn two_forms_of_one_seller_at_once_make_one_live_offer() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let (cheap, dear) = (bid("11"), bid("12"));
    let (one, two) = (world.key(), world.key());
    let (a, b) = tokio::join!(
        market::make_offer(&world.desk, seller, request, &cheap, &one),
        market::make_offer(&world.desk, seller, request, &dear, &two)
    );
    assert_eq!([&a, &b].into_iter().filter(|result| result.is_ok()).count(), 1);
    let lost = if a.is_ok() { b } else { a };
    assert_eq!(refusal(lost), says(409, "market-offer-already-live"));
    assert_eq!(world.request(request).await.offer_count, 1);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_offer() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let (form, key) = (bid("12"), world.key());
    let (first, second) = tokio::join!(
        market::make_offer(&world.desk, seller, request, &form, &key),
        market::make_offer(&world.desk, seller, request, &form, &key)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(world.desk.store.offers_of(request).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_stranger_changes_no_offer_and_a_withdrawn_one_is_not_changed() {
    let world = World::new().await;
    let (buyer, seller, stranger) = (world.buyer().await, world.seller("Ali").await, world.seller("Sara").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    for who in [stranger, buyer] {
        let edited = market::edit_offer(&world.desk, who, offer, &bid("1")).await;
        assert_eq!(refusal(edited), says(403, "market-not-the-seller"));
        let withdrawn = market::withdraw_offer(&world.desk, who, offer).await;
        assert_eq!(refusal(withdrawn), says(403, "market-not-the-seller"));
    }
    market::edit_offer(&world.desk, seller, offer, &bid("11")).await.unwrap();
    market::withdraw_offer(&world.desk, seller, offer).await.unwrap();
    let late = market::edit_offer(&world.desk, seller, offer, &bid("10")).await;
    assert_eq!(refusal(late), says(409, "withdrawn edit"));
}

#[tokio::test]
async fn the_clock_expires_an_offer_once_and_only_when_its_time_has_passed() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let form = OfferForm { valid_until: "2026-11-22".into(), ..bid("12") };
    let offer = market::make_offer(&world.desk, seller, request, &form, &world.key()).await.unwrap();
    market::expire_offer(&world.desk, offer).await.unwrap();
    assert_eq!(world.offered(offer).await.status, OfferStatus::Pending, "too early");
    let longer = OfferForm { valid_until: "2026-11-24".into(), ..form };
    market::edit_offer(&world.desk, seller, offer, &longer).await.unwrap();
    world.desk.advance(Days(2));
    market::expire_offer(&world.desk, offer).await.unwrap();
    assert_eq!(world.offered(offer).await.status, OfferStatus::Pending, "it was given more time");
    world.desk.advance(Days(2));
    market::expire_offer(&world.desk, offer).await.unwrap();
    market::expire_offer(&world.desk, offer).await.unwrap();
    assert_eq!(world.offered(offer).await.status, OfferStatus::Expired);
    let after = world.request(request).await;
    assert_eq!((after.offer_count, after.status), (0, RequestStatus::Pending));
}

#[tokio::test]
async fn an_offer_whose_time_has_passed_does_not_stand_in_the_way_of_a_new_one() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let form = OfferForm { valid_until: "2026-11-22".into(), ..bid("12") };
    let old = market::make_offer(&world.desk, seller, request, &form, &world.key()).await.unwrap();
    world.desk.advance(Days(5));
    let edited = market::edit_offer(&world.desk, seller, old, &bid("12")).await;
    assert_eq!(refusal(edited), says(409, "market-offer-expired"));
    world.offer(seller, request, "11").await;
    assert_eq!(world.offered(old).await.status, OfferStatus::Expired);
    assert_eq!(world.request(request).await.offer_count, 1);
}
