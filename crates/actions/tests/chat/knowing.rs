//! Something is said in a conversation that is known as it was a moment ago.

use crate::world::{World, asker, refusal, says, typed};
use actions::{ActionError, chat};
use domain::{
    chat::{Asker, Chat, Message},
    market::{PurchaseRequest, RequestStatus},
};
use store::Commit;
use testkit::Given;

impl World {
    async fn say_in(&self, known: &Chat, who: Asker, client_id: &str) -> Result<Message, ActionError> {
        chat::send_in(&self.desk, who, known, &typed(client_id, "Is it new?")).await
    }
}

#[tokio::test]
async fn who_was_taken_out_after_it_was_known_says_nothing_and_nothing_is_written() {
    let world = World::new().await;
    let first = world.say_in(&world.chat().await, world.seller, "one").await.unwrap();
    let known = world.chat().await;
    world.desk.commit(Commit::new().leave_chat(world.chat, world.seller.id)).await.unwrap();
    let (before, unread) = (world.chat().await, world.unread(world.buyer).await);
    // Nor is what was said before answered, or anything said to them otherwise than to a stranger.
    for client_id in ["one", "two"] {
        let refused = world.say_in(&known, world.seller, client_id).await;
        assert_eq!(refusal(refused), says(403, "chat-not-a-member"), "{client_id}");
    }
    assert_eq!((world.chat().await, world.unread(world.buyer).await), (before, unread));
    assert_eq!(world.numbers().await, [first.seq]);
}

#[tokio::test]
async fn who_came_in_after_it_was_known_is_heard_and_a_stranger_is_not() {
    let world = World::new().await;
    let (comes, stranger) = (Given::person(&world.desk, "Sara").await, Given::person(&world.desk, "Omid").await);
    let known = world.chat().await;
    world.desk.commit(Commit::new().join_chat(world.chat, comes, world.desk.now())).await.unwrap();
    assert_eq!(world.say_in(&known, asker(comes), "one").await.unwrap().seq, 1);
    let refused = world.say_in(&known, asker(stranger), "one").await;
    assert_eq!(refusal(refused), says(403, "chat-not-a-member"));
    let nowhere = Chat::support(stranger, world.desk.now());
    assert_eq!(refusal(world.say_in(&nowhere, asker(stranger), "one").await), says(404, "not-found"));
    assert_eq!(world.numbers().await, [1]);
}

#[tokio::test]
async fn who_was_blocked_after_it_was_known_is_not_heard() {
    let world = World::new().await;
    let known = world.chat().await;
    chat::block_person(&world.desk, world.buyer, world.chat).await.unwrap();
    for who in [world.buyer, world.seller] {
        let refused = world.say_in(&known, who, "one").await;
        let plain = chat::send(&world.desk, who, world.chat, &typed("one", "Is it new?")).await;
        assert_eq!(refusal(refused), refusal(plain));
    }
    assert!(world.numbers().await.is_empty());
}

#[tokio::test]
async fn said_again_it_is_said_once_however_old_what_is_known_may_be() {
    let world = World::new().await;
    let known = world.chat().await;
    let first = world.say_in(&known, world.buyer, "once").await.unwrap();
    for _ in 0..3 {
        assert_eq!(world.say_in(&known, world.buyer, "once").await.unwrap().id, first.id);
    }
    let other = chat::send_in(&world.desk, world.buyer, &known, &typed("once", "Other words.")).await;
    assert_eq!(refusal(other), says(409, "key-used-otherwise"));
    assert_eq!(world.numbers().await, [1]);
}

/// What the caller says of it is believed while nothing speaks against it: that it is about no request, for one.
#[tokio::test]
async fn what_is_known_is_not_read_again_for_a_message() {
    let world = World::new().await;
    let known = Chat { request_id: None, ..world.chat().await };
    world.say_in(&known, world.buyer, "one").await.unwrap();
    let request: PurchaseRequest = world.desk.store.get(world.request).await.unwrap();
    assert_eq!(request.status, RequestStatus::ReceivedOffers);
}
