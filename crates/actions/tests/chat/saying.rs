use crate::world::{World, asker, refusal, say_at, says, typed};
use actions::chat;
use domain::{
    Minutes, Seconds,
    chat::{Chat, TypedMessage},
    market::{PurchaseRequest, RequestStatus},
};
use futures::future::join_all;
use store::Commit;
use testkit::Given;

#[tokio::test]
async fn twenty_who_write_at_once_get_numbers_without_gaps_or_doubles() {
    let world = World::new().await;
    let twin = world.desk.twin();
    let names: Vec<String> = (0..20).map(|n| format!("m{n}")).collect();
    let sent = names.iter().enumerate().map(|(n, name)| {
        let who = if n % 2 == 0 { world.buyer } else { world.seller };
        // Half of them through another process.
        let desk = if n % 4 < 2 { &world.desk.desk } else { &twin };
        say_at(desk, who, world.chat, name, name)
    });
    let sent = join_all(sent).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
    assert_eq!(world.numbers().await, (1..=20).collect::<Vec<_>>());
    let (chat, last) = (world.chat().await, world.desk.store.messages_before(world.chat, 21, 1).await.unwrap());
    assert_eq!((chat.last_seq, chat.last_message_id), (20, Some(last[0].id)));
    assert_eq!((world.unread(world.buyer).await, world.unread(world.seller).await), (10, 10));
}

#[tokio::test]
async fn a_message_sent_twice_or_twenty_times_at_once_is_said_once() {
    let world = World::new().await;
    let first = world.say(world.buyer, "once", "Is it new?").await;
    assert_eq!(world.say(world.buyer, "once", "Is it new?").await.id, first.id);
    let again = join_all((0..20).map(|_| say_at(&world.desk, world.buyer, world.chat, "twenty", "And blue?"))).await;
    let ids: std::collections::BTreeSet<_> = again.into_iter().map(|said| said.unwrap().id).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.numbers().await, [1, 2]);
    // The other side's browser may give the same name.
    world.say(world.seller, "once", "Yes.").await;
    assert_eq!(world.numbers().await, [1, 2, 3]);
}

#[tokio::test]
async fn other_words_under_an_old_name_are_not_lost_in_silence() {
    let world = World::new().await;
    world.say(world.buyer, "once", "Is it new?").await;
    let other = say_at(&world.desk, world.buyer, world.chat, "once", "And what about the lid?").await;
    assert_eq!(refusal(other), says(409, "key-used-otherwise"));
    assert_eq!(world.numbers().await, [1]);
}

#[tokio::test]
async fn a_conversation_begins_with_the_first_offer_and_stays_one() {
    let world = World::new().await;
    let chat = world.chat().await;
    assert_eq!(chat.participants, [world.buyer.id, world.seller.id]);
    let again = chat::start_direct(&world.desk, world.buyer.id, world.request, world.seller.id).await.unwrap();
    assert_eq!((again, world.chat().await), (world.chat, chat));
    let silent = Given::seller(&world.desk, "Sara").await;
    for who in [world.buyer.id, silent] {
        let early = chat::start_direct(&world.desk, who, world.request, silent).await;
        assert_eq!(refusal(early), says(403, "chat-nothing-to-talk-about"));
    }
}

#[tokio::test]
async fn there_is_one_conversation_with_the_house_per_person() {
    let world = World::new().await;
    let person = Given::person(&world.desk, "Omid").await;
    let (one, two) = tokio::join!(chat::start_support(&world.desk, person), chat::start_support(&world.desk, person));
    assert_eq!(one.unwrap(), two.unwrap());
    let chat: Chat = world.desk.store.get(Chat::support_id(person)).await.unwrap();
    say_at(&world.desk, asker(person), chat.id, "one", "I cannot pay.").await.unwrap();
    let house = domain::chat::Asker { id: Given::person(&world.desk, "Helper").await, helps: true };
    say_at(&world.desk, house, chat.id, "one", "What do you see?").await.unwrap();
    assert_eq!(chat::unread_of(&world.desk, person).await.unwrap(), 1);
    assert_eq!(chat::support_chats(&world.desk, house, 1).await.unwrap().len(), 1);
    assert_eq!(refusal(chat::support_chats(&world.desk, asker(person), 1).await), says(403, "chat-not-a-member"));
}

#[tokio::test]
async fn words_about_a_request_with_offers_say_that_its_sides_are_talking() {
    let world = World::new().await;
    let status = async || world.desk.store.get::<PurchaseRequest>(world.request).await.unwrap().status;
    assert_eq!(status().await, RequestStatus::ReceivedOffers);
    world.say(world.seller, "one", "Which colour?").await;
    assert_eq!(status().await, RequestStatus::InNegotiation);
    world.say(world.buyer, "one", "Blue.").await;
    let rows = world.desk.store.history(world.request).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.deed == "negotiate").count(), 1);
}

#[tokio::test]
async fn an_answer_names_a_message_of_the_same_conversation() {
    let world = World::new().await;
    let question = world.say(world.buyer, "one", "Is it new?").await;
    let answer = TypedMessage { reply_to: question.id.to_string(), ..typed("one", "Yes.") };
    let answer = chat::send(&world.desk, world.seller, world.chat, &answer).await.unwrap();
    assert_eq!(answer.reply_to, Some(question.id));
    let room = chat::open_chat(&world.desk, world.buyer, world.chat, chat::Whence::End).await.unwrap();
    assert_eq!(room.answered[&question.id].text, "Is it new?");
    let house = chat::start_support(&world.desk, world.seller.id).await.unwrap();
    let elsewhere = TypedMessage { reply_to: question.id.to_string(), ..typed("two", "This one.") };
    let elsewhere = chat::send(&world.desk, world.seller, house, &elsewhere).await;
    assert_eq!(refusal(elsewhere), says(409, "chat-reply-elsewhere"));
}

#[tokio::test]
async fn what_is_no_message_is_refused_at_its_field() {
    let world = World::new().await;
    for (form, field) in [
        (typed("one", "  "), "text"),
        (typed("one", &"x".repeat(4001)), "text"),
        (typed("", "hello"), "client_id"),
        (TypedMessage { reply_to: "msg_1".to_owned(), ..typed("one", "hello") }, "reply_to"),
    ] {
        let refused = chat::send(&world.desk, world.buyer, world.chat, &form).await;
        assert_eq!(refusal(refused), says(422, field));
    }
    assert!(world.numbers().await.is_empty());
}

/// A place in the lists is written for each of its people: in a room of many that is most of the work of a message.
#[tokio::test]
async fn a_room_of_many_moves_up_in_the_lists_once_a_minute_and_a_small_one_with_every_message() {
    let world = World::new().await;
    let listed = async || world.chat().await.last_message_at;
    for many in [false, true] {
        if many {
            let mut chat = world.chat().await;
            for name in ["Ada", "Bahar", "Cyrus", "Dara", "Elham", "Farid", "Giti"] {
                chat.participants.push(Given::person(&world.desk, name).await);
            }
            world.desk.commit(Commit::new().save(&chat)).await.unwrap();
        }
        world.desk.advance(Minutes(1));
        let first = world.say(world.buyer, &format!("first {many}"), "One.").await;
        world.desk.advance(Seconds(59));
        let second = world.say(world.seller, &format!("second {many}"), "Two.").await;
        assert_eq!(listed().await, if many { first.created_at } else { second.created_at });
        assert_eq!(world.chat().await.last_message_id, Some(second.id), "what was said last is exact");
        world.desk.advance(Seconds(1));
        let third = world.say(world.buyer, &format!("third {many}"), "Three.").await;
        assert_eq!(listed().await, third.created_at);
    }
}
