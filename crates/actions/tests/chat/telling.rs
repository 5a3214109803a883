use actions::{chat, escrow};
use domain::{
    ChatId, Days,
    chat::{Asker, Chat, MessageKind, Told},
};
use testkit::{Given, OrderIds, TestDesk};

fn room(order: &OrderIds) -> ChatId {
    Chat::direct_id(order.request, order.seller)
}

/// What the house told, and the number of everything that was said.
async fn told(desk: &TestDesk, order: &OrderIds) -> Vec<Told> {
    let all = desk.store.messages_after(room(order), 0, 1_000).await.unwrap();
    let numbers: Vec<u64> = all.iter().map(|message| message.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    all.into_iter().filter(|message| message.kind == MessageKind::System).filter_map(|message| message.told).collect()
}

#[tokio::test]
async fn every_move_of_an_order_is_told_in_its_conversation_once() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    assert_eq!(told(&desk, &order).await, [Told::Opened, Told::Paid, Told::Sent]);
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    desk.advance(Days(15));
    desk.run_due().await;
    let all = told(&desk, &order).await;
    assert_eq!(all, [Told::Opened, Told::Paid, Told::Sent, Told::Arrived, Told::Confirmed, Told::Released]);
}

#[tokio::test]
async fn what_is_told_is_new_to_both_sides_and_to_nobody_else() {
    let desk = testkit::desk().await;
    let buyer = Given::person(&desk, "Bita").await;
    let request = Given::request(&desk, buyer).await;
    let [chosen, other] = [Given::seller(&desk, "Ali").await, Given::seller(&desk, "Sara").await];
    let offer = Given::offer(&desk, chosen, request).await;
    Given::offer(&desk, other, request).await;
    actions::market::accept_offer(&desk, buyer, offer).await.unwrap();
    let unread = async |who| chat::unread_of(&desk, who).await.unwrap();
    assert_eq!((unread(buyer).await, unread(chosen).await, unread(other).await), (1, 1, 0));
    let late = Asker { id: other, helps: false };
    let their = Chat::direct_id(request, other);
    let room = chat::open_chat(&desk, late, their, chat::Whence::End).await.unwrap();
    assert!(room.messages.is_empty(), "who was not chosen reads nothing of the order");
}

#[tokio::test]
async fn an_order_that_is_given_up_says_so() {
    let desk = testkit::desk().await;
    let order = Given::accepted_order(&desk).await;
    escrow::cancel_order(&desk, order.buyer, order.request, "changed my mind").await.unwrap();
    assert_eq!(told(&desk, &order).await, [Told::Opened, Told::Cancelled]);
}
