//! Files in conversations: said once with their message, or not at all; seen by those who take part and nobody else.

use crate::world::{World, asker, refusal, says, typed};
use actions::{
    ActionError, Desk,
    attachments::{Attaching, open_file},
    chat::{self, Whence},
};
use domain::{
    AttachmentId, ChatId, Hours, UserId,
    chat::{Asker, Message, TypedMessage},
    identity::Role,
};
use futures::future::join_all;
use testkit::{Given, TestDesk};

async fn brought(desk: &Desk, who: Asker, room: ChatId, texts: &[&str]) -> Attaching {
    let mut brought = chat::begin_files(desk, who, room).await.unwrap();
    for text in texts {
        brought.add(desk, "drawing.txt", text.as_bytes().to_vec()).await.unwrap();
    }
    brought
}

/// As a form comes: everything of it, or nothing.
async fn show(
    desk: &Desk,
    who: Asker,
    room: ChatId,
    typed: &TypedMessage,
    texts: &[&str],
) -> Result<Message, ActionError> {
    let brought = brought(desk, who, room, texts).await;
    let said = chat::send_files(desk, who, room, typed, &brought).await;
    if said.is_err() {
        brought.give_up(desk).await;
    }
    said
}

async fn rows(desk: &Desk, who: UserId) -> usize {
    desk.store.attachments_since(who, desk.now() - Hours(1_000), 1_000).await.unwrap()
}

async fn opens(desk: &Desk, who: UserId, roles: &[Role], file: AttachmentId) -> bool {
    match open_file(desk, (who, roles), file).await {
        Ok(_) => true,
        Err(ActionError::NotFound(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

/// The clock comes round: once for what is due, a second time for what was marked.
async fn sweep(desk: &TestDesk) {
    actions::tasks::ensure_standing_tasks(desk).await.unwrap();
    desk.advance(Hours(1));
    actions::tasks::run_due(desk, "worker").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_needs_no_words_and_both_sides_see_it() {
    let world = World::new().await;
    let said = show(&world.desk, world.buyer, world.chat, &typed("one", ""), &["a lamp", "its shade"]).await.unwrap();
    assert_eq!((said.text.as_str(), said.files.len(), said.seq), ("", 2, 1));
    let room = chat::open_chat(&world.desk, world.seller, world.chat, Whence::End).await.unwrap();
    assert_eq!(room.messages[0].shown_files(), said.files);
    for who in [world.buyer.id, world.seller.id] {
        assert!(opens(&world.desk, who, &[], said.files[0].id).await);
    }
    let found = chat::search(&world.desk, world.seller, world.chat, "drawing").await.unwrap();
    assert_eq!(found.messages.len(), 1, "it is found by the name of its file");
    let said = show(&world.desk, world.buyer, world.chat, &typed("two", ""), &[]).await;
    assert_eq!(refusal(said), says(422, "text"), "nothing at all is no message");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_no_part_brings_nothing_and_opens_nothing() {
    let world = World::new().await;
    let file =
        show(&world.desk, world.buyer, world.chat, &typed("one", "Look."), &["a lamp"]).await.unwrap().files[0].id;
    let rival = Given::seller(&world.desk, "Sara").await;
    Given::offer(&world.desk, rival, world.request).await;
    let stranger = Given::person(&world.desk, "Omid").await;
    for who in [rival, stranger] {
        for roles in [&[][..], &[Role::Seller], &[Role::Resolver], &[Role::Support], &[Role::Admin], &[Role::Treasurer]]
        {
            assert!(!opens(&world.desk, who, roles, file).await, "{roles:?}");
        }
        let begun = chat::begin_files(&world.desk, Asker { id: who, helps: true }, world.chat).await;
        assert_eq!(refusal(begun), says(403, "chat-not-a-member"));
        assert_eq!(rows(&world.desk, who).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_to_the_house_the_house_sees() {
    let world = World::new().await;
    let room = chat::start_support(&world.desk, world.buyer.id).await.unwrap();
    let file = show(&world.desk, world.buyer, room, &typed("one", ""), &["a letter"]).await.unwrap().files[0].id;
    let helper = Given::person(&world.desk, "Helper").await;
    for (roles, sees) in
        [(&[Role::Support][..], true), (&[Role::Admin], true), (&[Role::Resolver], false), (&[], false)]
    {
        assert_eq!(opens(&world.desk, helper, roles, file).await, sees, "{roles:?}");
    }
    assert!(!opens(&world.desk, world.seller.id, &[], file).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_five_times_is_one_message_with_its_files_once() {
    let world = World::new().await;
    let form = typed("one", "Look.");
    let tries = (0..5).map(|_| show(&world.desk, world.buyer, world.chat, &form, &["a lamp"]));
    let said: Vec<Message> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
    assert!(said.iter().all(|one| one == &said[0]));
    assert_eq!(world.numbers().await, [1]);
    sweep(&world.desk).await;
    assert_eq!(rows(&world.desk, world.buyer.id).await, 1, "the files of its twins are swept");
    assert!(opens(&world.desk, world.seller.id, &[], said[0].files[0].id).await);
    let other = show(&world.desk, world.buyer, world.chat, &form, &["another lamp"]).await;
    assert_eq!(refusal(other), says(409, "key-used-otherwise"));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_messages_with_files_at_once_are_twenty_messages() {
    let world = World::new().await;
    let forms: Vec<TypedMessage> = (0..20).map(|n| typed(&n.to_string(), "")).collect();
    let tries = forms.iter().enumerate().map(|(n, form)| {
        let who = if n % 2 == 0 { world.buyer } else { world.seller };
        show(&world.desk, who, world.chat, form, &["one", "two"])
    });
    assert!(join_all(tries).await.into_iter().all(|said| said.unwrap().files.len() == 2));
    assert_eq!(world.numbers().await, (1..=20).collect::<Vec<_>>());
}

/// Killed after the bytes were put on the shelf and before anything was said.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_before_it_was_said_has_said_nothing() {
    let world = World::new().await;
    let brought = brought(&world.desk, world.buyer, world.chat, &["half"]).await;
    let file = brought.files()[0].id;
    assert!(!opens(&world.desk, world.buyer.id, &[], file).await);
    sweep(&world.desk).await;
    assert_eq!((rows(&world.desk, world.buyer.id).await, world.numbers().await.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn eleven_files_are_too_many_and_a_deleted_message_shows_none() {
    let world = World::new().await;
    let texts: Vec<String> = (0..10).map(|n| n.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut eleven = brought(&world.desk, world.buyer, world.chat, &texts).await;
    let more = eleven.add(&world.desk, "more.txt", b"more".to_vec()).await;
    assert_eq!(refusal(more), says(409, "file-full"));
    let said = chat::send_files(&world.desk, world.buyer, world.chat, &typed("one", ""), &eleven).await.unwrap();
    assert_eq!(said.files.len(), 10);
    chat::delete_message(&world.desk, world.buyer, said.id).await.unwrap();
    let room = chat::open_chat(&world.desk, world.seller, world.chat, Whence::End).await.unwrap();
    assert!(room.messages[0].shown_files().is_empty());
    for who in [world.buyer.id, world.seller.id] {
        assert!(!opens(&world.desk, who, &[], said.files[0].id).await);
    }
    let house = asker(Given::person(&world.desk, "Omid").await);
    assert!(!opens(&world.desk, house.id, &[Role::Admin, Role::Resolver], said.files[0].id).await);
}
