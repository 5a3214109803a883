use crate::world::{World, asker, refusal, says, typed};
use actions::chat::{self, Whence};
use domain::chat::{Asker, ReactionKind};
use testkit::Given;

/// Everything that can be done with a conversation, tried by people who take no part in it: another seller, another
/// buyer, and somebody who answers for the house where the house has no part.
#[tokio::test]
async fn a_stranger_does_nothing_and_reads_nothing() {
    let world = World::new().await;
    let message = world.say(world.buyer, "one", "Is it new?").await;
    let other_seller = Given::seller(&world.desk, "Sara").await;
    Given::offer(&world.desk, other_seller, world.request).await;
    let helper = Asker { id: Given::person(&world.desk, "Helper").await, helps: true };
    let before = (world.chat().await, world.numbers().await);
    for who in [asker(other_seller), asker(Given::person(&world.desk, "Omid").await), helper] {
        for (deed, refused) in every_deed(&world, who, message.id).await {
            assert_eq!(refused, says(403, "chat-not-a-member"), "{deed}");
        }
    }
    assert_eq!((world.chat().await, world.numbers().await), before);
}

async fn every_deed(world: &World, who: Asker, message: domain::MessageId) -> Vec<(&'static str, (u16, String))> {
    let (desk, room) = (&world.desk, world.chat);
    let counter =
        domain::market::CounterForm { price: "1".to_owned(), delivery_amount: "1".to_owned(), ..Default::default() };
    vec![
        ("start", refusal(chat::start_direct(desk, who.id, world.request, world.seller.id).await)),
        ("open", refusal(chat::open_chat(desk, who, room, Whence::End).await)),
        ("older", refusal(chat::open_chat(desk, who, room, Whence::Before(1)).await)),
        ("newer", refusal(chat::open_chat(desk, who, room, Whence::After(0)).await)),
        ("search", refusal(chat::search(desk, who, room, "new").await)),
        ("send", refusal(chat::send(desk, who, room, &typed("one", "Buy from me.")).await)),
        ("read", refusal(chat::mark_read(desk, who, room, 1).await)),
        ("edit", refusal(chat::edit_message(desk, who, message, "No.").await)),
        ("delete", refusal(chat::delete_message(desk, who, message).await)),
        ("counter", refusal(chat::make_counter_offer(desk, who, room, &counter, "x").await)),
        ("answer", refusal(chat::answer_counter_offer(desk, who, message, true).await)),
        ("react", refusal(chat::react_to_message(desk, who, message, ReactionKind::Love).await)),
    ]
}

#[tokio::test]
async fn a_stranger_at_the_door_of_a_conversation_is_written_down() {
    let world = World::new().await;
    let stranger = Given::person(&world.desk, "Omid").await;
    chat::open_chat(&world.desk, asker(stranger), world.chat, Whence::End).await.unwrap_err();
    let filter = store::LogFilter { deed: Some("open_chat".to_owned()), ..store::LogFilter::default() };
    let rows = world.desk.store.log_rows(&filter, 10).await.unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.actor, row.outcome.as_deref())).collect();
    assert_eq!(seen, [(domain::event::Actor::User(stranger), Some("chat-not-a-member"))]);
}

#[tokio::test]
async fn the_house_of_another_person_is_closed_too() {
    let world = World::new().await;
    let person = Given::person(&world.desk, "Omid").await;
    let house = chat::start_support(&world.desk, person).await.unwrap();
    let sent = chat::send(&world.desk, world.buyer, house, &typed("one", "Hello")).await;
    assert_eq!(refusal(sent), says(403, "chat-not-a-member"));
    let nowhere = domain::chat::Chat::support_id(world.buyer.id);
    let sent = chat::send(&world.desk, world.buyer, nowhere, &typed("one", "Hello")).await;
    assert_eq!(refusal(sent), says(404, "not-found"));
}
