use crate::world::{World, refusal, says};
use actions::chat;
use domain::{
    Minutes,
    chat::{Message, ReactionKind},
};
use futures::future::join_all;

#[tokio::test]
async fn an_author_changes_a_message_for_fifteen_minutes_and_what_it_said_is_kept() {
    let world = World::new().await;
    let message = world.say(world.buyer, "one", "At five?").await;
    chat::edit_message(&world.desk, world.buyer, message.id, "At six?").await.unwrap();
    let other = chat::edit_message(&world.desk, world.seller, message.id, "At noon.").await;
    assert_eq!(refusal(other), says(403, "chat-not-the-author"));
    let changed: Message = world.desk.store.get(message.id).await.unwrap();
    assert_eq!((changed.text.as_str(), changed.edits[0].text.as_str()), ("At six?", "At five?"));
    assert_eq!(chat::search(&world.desk, world.buyer, world.chat, "five").await.unwrap().messages.len(), 0);
    world.desk.advance(Minutes(15));
    let late = chat::edit_message(&world.desk, world.buyer, message.id, "At seven?").await;
    assert_eq!(refusal(late), says(409, "chat-too-late-to-edit"));
    let twin = world.say(world.buyer, "one", "At five?").await;
    assert_eq!(twin.id, message.id, "sent again after a change it is still the same");
}

#[tokio::test]
async fn a_deleted_message_keeps_its_place_and_says_nothing() {
    let world = World::new().await;
    let message = world.say(world.buyer, "one", "My street is Lindenstr. 5").await;
    let other = chat::delete_message(&world.desk, world.seller, message.id).await;
    assert_eq!(refusal(other), says(403, "chat-not-the-author"));
    chat::delete_message(&world.desk, world.buyer, message.id).await.unwrap();
    chat::delete_message(&world.desk, world.buyer, message.id).await.expect("done twice is done once");
    let gone: Message = world.desk.store.get(message.id).await.unwrap();
    assert_eq!((gone.seq, gone.words()), (1, None));
    assert_eq!(chat::search(&world.desk, world.seller, world.chat, "Lindenstr").await.unwrap().messages.len(), 0);
    assert_eq!(world.unread(world.seller).await, 1, "its place is counted as before");
}

#[tokio::test]
async fn everybody_answers_without_words_at_once_and_each_answer_counts() {
    let world = World::new().await;
    let message = world.say(world.buyer, "one", "Deal?").await;
    let kinds = [ReactionKind::Agree, ReactionKind::Thanks, ReactionKind::Love];
    let all = [world.buyer, world.seller].into_iter().flat_map(|who| kinds.map(|kind| (who, kind)));
    let given = join_all(all.map(|(who, kind)| chat::react_to_message(&world.desk, who, message.id, kind))).await;
    assert!(given.iter().all(Result::is_ok), "{given:?}");
    let answered: Message = world.desk.store.get(message.id).await.unwrap();
    assert_eq!(answered.reactions.len(), 6);
    chat::react_to_message(&world.desk, world.seller, message.id, ReactionKind::Agree).await.unwrap();
    let answered: Message = world.desk.store.get(message.id).await.unwrap();
    assert_eq!(answered.reactions.len(), 5, "given twice is taken back");
}
