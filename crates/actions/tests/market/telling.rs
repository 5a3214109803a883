//! What the other side of an order is told of a review and of its answer.

use crate::world::World;
use actions::market;
use domain::{
    UserId,
    letters::{LetterKind, ReviewStep},
    market::{RequestStatus, ReviewForm},
};
use store::NoticeFilter;

/// What this person was told of reviews, the newest first.
async fn told(world: &World, user: UserId) -> Vec<ReviewStep> {
    let items = world.desk.store.notifications(user, &NoticeFilter::default(), 20).await.unwrap();
    let steps = items.into_iter().filter_map(|item| match item.kind {
        LetterKind::Review { step, .. } => Some(step),
        _ => None,
    });
    steps.collect()
}

#[tokio::test]
async fn a_review_and_its_answer_are_told_once_to_whom_they_are_about() {
    let world = World::new().await;
    let (buyer, seller) = (world.buyer().await, world.seller("Ali").await);
    let request = world.post(buyer, world.wish()).await;
    let offer = world.offer(seller, request, "12").await;
    let order = market::accept_offer(&world.desk, buyer, offer).await.unwrap();
    world.end_as(order, RequestStatus::SellerPaid).await;
    let (form, key) = (ReviewForm { rating: "5".to_owned(), comment: "As promised".to_owned() }, world.key());
    let mut review = None;
    for _ in 0..2 {
        review = Some(market::leave_review(&world.desk, buyer, order, &form, &key).await.unwrap());
    }
    assert_eq!((told(&world, seller).await, told(&world, buyer).await), (vec![ReviewStep::Written], vec![]));
    for _ in 0..2 {
        let _ = market::reply_to_review(&world.desk, seller, review.unwrap(), "Thank you.").await;
    }
    assert_eq!(told(&world, buyer).await, [ReviewStep::Answered]);
    assert_eq!(told(&world, seller).await, [ReviewStep::Written]);
}
