use crate::{
    templates::Shop,
    world::{World, refusal, says},
};
use actions::{Desk, market};
use domain::{
    PurchaseRequestId, ReviewId, UserId,
    identity::User,
    market::{RequestStatus, Review, ReviewForm, ReviewSubject},
};

async fn order(world: &World, buyer: UserId, seller: UserId) -> PurchaseRequestId {
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    market::accept_offer(&world.desk, buyer, offer).await.unwrap()
}

async fn ended_order(world: &World, buyer: UserId, seller: UserId) -> PurchaseRequestId {
    let order = order(world, buyer, seller).await;
    world.end_as(order, RequestStatus::SellerPaid).await;
    order
}

fn stars(rating: &str) -> ReviewForm {
    ReviewForm { rating: rating.to_owned(), comment: "As promised".to_owned() }
}

async fn say(world: &World, who: UserId, order: PurchaseRequestId, rating: &str) -> ReviewId {
    market::leave_review(&world.desk, who, order, &stars(rating), &world.key()).await.unwrap()
}

async fn sums(world: &World, user: UserId) -> (u64, u64) {
    let user: User = world.get(user).await;
    (user.review_stars, user.review_count)
}

/// What `amanat audit` finds of the stars; orders are ended here by hand, which it finds too.
async fn stars_add_up(desk: &Desk) {
    let report = actions::ledger::audit(desk).await.unwrap().to_string();
    for found in ["stars are kept", "reviews are kept", "stars, it says otherwise"] {
        assert!(!report.contains(found), "{report}");
    }
}

#[tokio::test]
async fn nobody_reviews_before_the_end_or_from_outside() {
    let world = World::new().await;
    let (buyer, seller, stranger) = (world.buyer().await, world.seller("Ali").await, world.buyer().await);
    let order = order(&world, buyer, seller).await;
    let early = market::leave_review(&world.desk, buyer, order, &stars("5"), &world.key()).await;
    assert_eq!(refusal(early), says(409, "market-review-too-early"));
    world.end_as(order, RequestStatus::Cancelled).await;
    let cancelled = market::leave_review(&world.desk, buyer, order, &stars("5"), &world.key()).await;
    assert_eq!(refusal(cancelled), says(409, "market-review-too-early"));
    world.end_as(order, RequestStatus::SellerPaid).await;
    let outside = market::leave_review(&world.desk, stranger, order, &stars("1"), &world.key()).await;
    assert_eq!(refusal(outside), says(403, "market-not-a-party"));
    let crooked = market::leave_review(&world.desk, buyer, order, &stars("6"), &world.key()).await;
    assert_eq!(refusal(crooked), says(422, "rating:not-a-rating"));
    assert_eq!(sums(&world, seller).await, (0, 0));
}

#[tokio::test]
async fn a_review_sent_twice_is_one_and_both_sides_have_theirs() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let order = ended_order(&world, buyer, seller).await;
    let (form, key) = (stars("5"), world.key());
    let (a, b) = tokio::join!(
        market::leave_review(&world.desk, buyer, order, &form, &key),
        market::leave_review(&world.desk, buyer, order, &form, &key)
    );
    assert_eq!(a.unwrap(), b.unwrap());
    let again = market::leave_review(&world.desk, buyer, order, &stars("1"), &world.key()).await;
    assert_eq!(refusal(again), says(409, "market-reviewed-already"));
    say(&world, seller, order, "3").await;
    assert_eq!((sums(&world, seller).await, sums(&world, buyer).await), ((5, 1), (3, 1)));
    let of_ali = world.desk.store.reviews_of(seller, 1).await.unwrap();
    assert!(of_ali.iter().all(|review| review.is_verified_buyer && review.subject_type == ReviewSubject::Seller));
    let of_bita = world.desk.store.reviews_of(buyer, 1).await.unwrap();
    assert!(of_bita.iter().all(|review| !review.is_verified_buyer && review.subject_type == ReviewSubject::Buyer));
    stars_add_up(&world.desk).await;
}

#[tokio::test]
async fn twenty_reviews_of_one_order_at_once_are_one() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let order = ended_order(&world, buyer, seller).await;
    let tries = (0..20).map(|n| {
        let (world, form) = (&world, stars(if n % 2 == 0 { "5" } else { "1" }));
        async move { market::leave_review(&world.desk, buyer, order, &form, &world.key()).await }
    });
    let answers = futures::future::join_all(tries).await;
    let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    assert!(refused.into_iter().all(|answer| refusal(answer) == says(409, "market-reviewed-already")));
    let said = world.desk.store.reviews_of(seller, 1).await.unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!(sums(&world, seller).await, (u64::from(said[0].rating), 1));
}

#[tokio::test]
async fn twenty_buyers_at_once_all_count() {
    let world = World::new().await;
    let seller = world.seller("Ali").await;
    let mut orders = Vec::new();
    for _ in 0..20 {
        let buyer = world.buyer().await;
        orders.push((buyer, ended_order(&world, buyer, seller).await));
    }
    let world = &world;
    futures::future::join_all(orders.into_iter().map(|(buyer, order)| say(world, buyer, order, "4"))).await;
    assert_eq!(sums(world, seller).await, (80, 20));
    stars_add_up(&world.desk).await;
}

#[tokio::test]
async fn after_another_order_with_the_same_seller_the_review_is_written_anew() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let (first, second) = (ended_order(&world, buyer, seller).await, ended_order(&world, buyer, seller).await);
    let (a, b) = tokio::join!(say(&world, buyer, first, "5"), say(&world, buyer, second, "2"));
    assert_eq!(a, b, "one review per reviewer and subject");
    let review: Review = world.get(a).await;
    assert_eq!(sums(&world, seller).await, (u64::from(review.rating), 1));
    stars_add_up(&world.desk).await;
}

#[tokio::test]
async fn only_the_reviewed_person_answers_and_once() {
    let world = World::new().await;
    let (buyer, seller, stranger) = (world.buyer().await, world.seller("Ali").await, world.seller("Vahid").await);
    let order = ended_order(&world, buyer, seller).await;
    let review = say(&world, buyer, order, "2").await;
    for who in [buyer, stranger] {
        let answer = market::reply_to_review(&world.desk, who, review, "Not true.").await;
        assert_eq!(refusal(answer), says(403, "market-not-the-reviewed"));
    }
    let empty = market::reply_to_review(&world.desk, seller, review, " ").await;
    assert_eq!(refusal(empty), says(422, "text:required"));
    let long = market::reply_to_review(&world.desk, seller, review, &"x".repeat(1001)).await;
    assert_eq!(refusal(long), says(422, "text:too-long"));
    let (a, b) = tokio::join!(
        market::reply_to_review(&world.desk, seller, review, "Sorry for that."),
        market::reply_to_review(&world.desk, seller, review, "It was the post.")
    );
    assert_eq!([&a, &b].iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(refusal(if a.is_ok() { b } else { a }), says(409, "market-replied-already"));
    let answered: Review = world.get(review).await;
    assert!(answered.reply.is_some());
    let later = ended_order(&world, buyer, seller).await;
    say(&world, buyer, later, "4").await;
    let anew: Review = world.get(review).await;
    assert_eq!((anew.rating, anew.reply), (4, None), "an answer to words that are gone");
}

#[tokio::test]
async fn a_template_has_stars_of_its_own_that_count_for_its_seller_too() {
    let shop = Shop::open().await;
    let buyer = shop.world.buyer().await;
    for (rating, expected) in [("5", (5, 1)), ("3", (3, 1))] {
        let order = shop.buy(buyer).await.unwrap();
        shop.world.end_as(order, RequestStatus::SellerPaid).await;
        say(&shop.world, buyer, order, rating).await;
        let uses = shop.uses().await;
        assert_eq!((uses.review_stars, uses.review_count), expected);
        assert_eq!(sums(&shop.world, shop.seller).await, expected);
    }
    let said = shop.desk().store.reviews_of_template(shop.template, 1).await.unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].subject_type, said[0].subject_id), (ReviewSubject::Template, shop.seller));
    stars_add_up(shop.desk()).await;
}

#[tokio::test]
async fn a_shop_may_take_no_reviews_and_what_was_said_stays() {
    let shop = Shop::open().await;
    let (world, seller) = (&shop.world, shop.seller);
    let (buyer, other) = (world.buyer().await, world.buyer().await);
    let wished = ended_order(world, buyer, seller).await;
    say(world, buyer, wished, "1").await;
    let bought = shop.buy(buyer).await.unwrap();
    world.end_as(bought, RequestStatus::SellerPaid).await;
    let wished = ended_order(world, other, seller).await;

    market::change_shop(&world.desk, seller, true, false).await.unwrap();
    let off = market::leave_review(&world.desk, buyer, bought, &stars("1"), &world.key()).await;
    assert_eq!(refusal(off), says(409, "market-reviews-off"));
    market::change_shop(&world.desk, seller, false, true).await.unwrap();
    let off = market::leave_review(&world.desk, other, wished, &stars("1"), &world.key()).await;
    assert_eq!(refusal(off), says(409, "market-reviews-off"));
    assert_eq!(sums(world, seller).await, (1, 1));
    say(world, seller, wished, "4").await;
    assert_eq!(sums(world, other).await, (4, 1), "a buyer is no shop");
    say(world, buyer, bought, "3").await;
    let stranger = market::change_shop(&world.desk, buyer, false, false).await;
    assert_eq!(refusal(stranger), says(403, "market-not-a-seller"));
}

#[tokio::test]
async fn two_tabs_change_an_untouched_shop_at_once() {
    let world = World::new().await;
    let seller = world.seller("Ali").await;
    let (a, b) = tokio::join!(
        market::change_shop(&world.desk, seller, false, true),
        market::change_shop(&world.desk, seller, false, true)
    );
    a.unwrap();
    b.unwrap();
    let shop = market::shop_settings(&world.desk, seller).await.unwrap();
    assert_eq!((shop.allow_seller_reviews, shop.allow_template_reviews), (false, true));
}
