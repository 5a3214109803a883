use crate::world::{World, refusal, says};
use actions::market;
use domain::{
    PurchaseRequestId, UserId,
    identity::User,
    market::{RequestStatus, ReviewForm},
};

async fn order(world: &World, buyer: UserId, seller: UserId) -> PurchaseRequestId {
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    market::accept_offer(&world.desk, buyer, offer).await.unwrap()
}

fn stars(rating: &str) -> ReviewForm {
    ReviewForm { rating: rating.to_owned(), comment: "As promised".to_owned() }
}

#[tokio::test]
async fn nobody_reviews_before_the_end_or_from_outside() {
    let world = World::new().await;
    let (buyer, seller, stranger) = (world.buyer().await, world.seller("Ali").await, world.buyer().await);
    let order = order(&world, buyer, seller).await;
    let early = market::leave_review(&world.desk, buyer, order, &stars("5"), &world.key()).await;
    assert_eq!(refusal(early), says(409, "market-review-too-early"));
    world.end_as(order, RequestStatus::SellerPaid).await;
    let outside = market::leave_review(&world.desk, stranger, order, &stars("1"), &world.key()).await;
    assert_eq!(refusal(outside), says(403, "market-not-a-party"));
    let crooked = market::leave_review(&world.desk, buyer, order, &stars("6"), &world.key()).await;
    assert_eq!(refusal(crooked), says(422, "rating:not-a-rating"));
}

#[tokio::test]
async fn each_side_reviews_once_and_the_average_is_exact() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    for (rating, end) in [("5", RequestStatus::SellerPaid), ("4", RequestStatus::Completed)] {
        let order = order(&world, buyer, seller).await;
        world.end_as(order, end).await;
        let (form, key) = (stars(rating), world.key());
        let (a, b) = tokio::join!(
            market::leave_review(&world.desk, buyer, order, &form, &key),
            market::leave_review(&world.desk, buyer, order, &form, &key)
        );
        assert_eq!(a.unwrap(), b.unwrap());
        let again = market::leave_review(&world.desk, buyer, order, &stars("1"), &world.key()).await;
        assert_eq!(refusal(again), says(409, "market-reviewed-already"));
        market::leave_review(&world.desk, seller, order, &stars("3"), &world.key()).await.unwrap();
    }
    let (bita, ali): (User, User) = (world.get(buyer).await, world.get(seller).await);
    assert_eq!((ali.review_stars, ali.review_count), (9, 2));
    assert_eq!((bita.review_stars, bita.review_count), (6, 2));
    let of_ali = world.desk.store.reviews_of(seller, 1).await.unwrap();
    assert!(of_ali.iter().all(|review| review.is_verified_buyer));
    let of_bita = world.desk.store.reviews_of(buyer, 1).await.unwrap();
    assert!(of_bita.iter().all(|review| !review.is_verified_buyer));
}

#[tokio::test]
async fn two_reviews_of_one_person_at_once_both_count() {
    let world = World::new().await;
    let (one, two, seller) = (world.buyer().await, world.buyer().await, world.seller("Ali").await);
    let (first, second) = (order(&world, one, seller).await, order(&world, two, seller).await);
    for order in [first, second] {
        world.end_as(order, RequestStatus::SellerPaid).await;
    }
    let (five, four) = (stars("5"), stars("4"));
    let (a, b) = (world.key(), world.key());
    let (a, b) = tokio::join!(
        market::leave_review(&world.desk, one, first, &five, &a),
        market::leave_review(&world.desk, two, second, &four, &b)
    );
    a.unwrap();
    b.unwrap();
    let ali: User = world.get(seller).await;
    assert_eq!((ali.review_stars, ali.review_count), (9, 2));
}
