use crate::world::{World, refusal, says};
use actions::{FormKey, market};
use domain::{
    identity::Role,
    market::{OfferStatus, RequestForm, RequestStatus, Shelf},
};

#[tokio::test]
async fn a_stranger_edits_and_cancels_nothing() {
    let world = World::new().await;
    let (buyer, stranger) = (world.buyer().await, world.buyer().await);
    let request = world.post(buyer, world.wish()).await;
    let edited = market::edit_request(&world.desk, stranger, request, &world.wish()).await;
    assert_eq!(refusal(edited), says(403, "market-not-the-buyer"));
    let cancelled = market::cancel_request(&world.desk, stranger, request).await;
    assert_eq!(refusal(cancelled), says(403, "market-not-the-buyer"));
}

#[tokio::test]
async fn a_private_request_does_not_exist_for_others() {
    let world = World::new().await;
    let (buyer, asked, other) = (world.buyer().await, world.seller("Ali").await, world.seller("Sara").await);
    let form = RequestForm { visibility: "private".into(), preferred_sellers: asked.to_string(), ..world.wish() };
    let request = world.post(buyer, form).await;
    let sneaked = market::make_offer(&world.desk, other, request, &crate::world::bid("9"), &world.key()).await;
    assert_eq!(refusal(sneaked), says(404, "not-found"));
    assert_eq!(refusal(market::cancel_request(&world.desk, other, request).await), says(404, "not-found"));
    world.offer(asked, request, "9").await;
}

#[tokio::test]
async fn a_wish_for_a_category_or_a_seller_that_does_not_exist_is_refused_beside_its_field() {
    let world = World::new().await;
    let (buyer, no_seller) = (world.buyer().await, world.buyer().await);
    let form = RequestForm {
        category: domain::CategoryId::from_bytes([9; 16]).to_string(),
        preferred_sellers: no_seller.to_string(),
        ..world.wish()
    };
    let posted = market::post_request(&world.desk, buyer, &form, &world.key()).await;
    assert_eq!(refusal(posted), says(422, "category:not-a-choice preferred_sellers:unknown-seller"));
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_request() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let (form, key) = (world.wish(), world.key());
    let (first, second) = tokio::join!(
        market::post_request(&world.desk, buyer, &form, &key),
        market::post_request(&world.desk, buyer, &form, &key)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(world.desk.store.requests_by(buyer, 1).await.unwrap().count.n, 1);
    let other_body = FormKey { body_hash: "other".to_owned(), ..key };
    let reused = market::post_request(&world.desk, buyer, &form, &other_body).await;
    assert_eq!(refusal(reused), says(409, "key-used-otherwise"));
}

#[tokio::test]
async fn a_person_who_is_no_buyer_posts_nothing() {
    let world = World::new().await;
    let buyer = world.buyer().await;
    let user: domain::identity::User = world.get(buyer).await;
    let locked = domain::identity::User { roles: vec![Role::Seller], ..user };
    world.desk.commit(store::Commit::new().save(&locked)).await.unwrap();
    let posted = market::post_request(&world.desk, buyer, &world.wish(), &world.key()).await;
    assert_eq!(refusal(posted), says(403, "market-not-a-buyer"));
}

#[tokio::test]
async fn an_edited_request_is_found_by_its_new_words_and_keeps_its_offers() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    world.offer(seller, request, "12").await;
    let form = RequestForm { title: "A floor lamp".into(), urgency: "urgent".into(), ..world.wish() };
    market::edit_request(&world.desk, buyer, request, &form).await.unwrap();
    let after = world.request(request).await;
    assert!(after.search_terms.contains(&"floor".to_owned()) && !after.search_terms.contains(&"desk".to_owned()));
    assert_eq!((after.offer_count, after.status, after.hurry), (1, RequestStatus::ReceivedOffers, 3));
}

#[tokio::test]
async fn a_cancelled_request_turns_its_offers_down_and_takes_no_more() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    market::cancel_request(&world.desk, buyer, request).await.unwrap();
    market::cancel_request(&world.desk, buyer, request).await.expect("done twice is done once");
    assert_eq!(world.offered(offer).await.status, OfferStatus::Rejected);
    let after = world.request(request).await;
    assert_eq!((after.status, after.shelf, after.offer_count), (RequestStatus::Cancelled, Shelf::Off, 0));
    let late = market::make_offer(&world.desk, seller, request, &crate::world::bid("9"), &world.key()).await;
    assert_eq!(refusal(late), says(409, "cancelled offer"));
    let edited = market::edit_request(&world.desk, buyer, request, &world.wish()).await;
    assert_eq!(refusal(edited), says(409, "cancelled edit"));
}
