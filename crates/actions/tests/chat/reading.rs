use crate::world::{World, say_at};
use actions::chat::{self, Whence};
use futures::future::join_all;

#[tokio::test]
async fn what_is_new_is_counted_exactly_while_everybody_writes_and_reads() {
    let world = World::new().await;
    for round in 0..4 {
        let names: Vec<String> = (0..6).map(|n| format!("{round}-{n}")).collect();
        let writing = join_all(names.iter().enumerate().map(|(n, name)| {
            let who = if n % 2 == 0 { world.buyer } else { world.seller };
            say_at(&world.desk, who, world.chat, name, "…")
        }));
        let reading = join_all((0..6).map(|n| chat::mark_read(&world.desk, world.buyer, world.chat, round * 6 + n)));
        let (said, read) = tokio::join!(writing, reading);
        assert!(said.iter().all(Result::is_ok) && read.iter().all(Result::is_ok), "{said:?} {read:?}");
        for who in [world.buyer, world.seller] {
            assert_eq!(world.unread(who).await, world.counted(who).await, "round {round}");
        }
    }
    chat::mark_read(&world.desk, world.buyer, world.chat, 1_000_000).await.unwrap();
    assert_eq!(world.unread(world.buyer).await, 0, "more than there is, is all there is");
    world.say(world.seller, "last", "One more.").await;
    assert_eq!(world.unread(world.buyer).await, 1);
}

#[tokio::test]
async fn what_was_read_stays_read_and_the_other_side_sees_it() {
    let world = World::new().await;
    let first = world.say(world.buyer, "one", "Is it new?").await;
    let is_read = async || {
        let room = chat::open_chat(&world.desk, world.buyer, world.chat, Whence::End).await.unwrap();
        room.is_read(&first)
    };
    assert!(!is_read().await, "looking marks nothing");
    chat::open_chat(&world.desk, world.seller, world.chat, Whence::End).await.unwrap();
    assert!(!is_read().await, "looking marks nothing");
    chat::mark_read(&world.desk, world.seller, world.chat, first.seq).await.unwrap();
    assert!(is_read().await);
    chat::mark_read(&world.desk, world.seller, world.chat, 0).await.unwrap();
    assert!(is_read().await);
}

#[tokio::test]
async fn a_long_conversation_is_read_page_by_page_and_every_message_once() {
    let world = World::new().await;
    for n in 1..=120 {
        world.say(world.buyer, &format!("m{n}"), &format!("message {n}")).await;
    }
    let mut seen = Vec::new();
    let mut from = Whence::End;
    loop {
        let room = chat::open_chat(&world.desk, world.seller, world.chat, from).await.unwrap();
        assert!(room.messages.len() <= 50);
        let numbers: Vec<u64> = room.messages.iter().map(|message| message.seq).collect();
        seen.splice(0..0, numbers.iter().copied());
        if !room.has_older() {
            break;
        }
        from = Whence::Before(numbers[0]);
    }
    assert_eq!(seen, (1..=120).collect::<Vec<_>>());
    let later = chat::open_chat(&world.desk, world.seller, world.chat, Whence::After(60)).await.unwrap();
    assert_eq!((later.messages[0].seq, later.messages.len(), later.has_newer()), (61, 50, true));
}

#[tokio::test]
async fn words_are_found_again_in_their_conversation_and_nowhere_else() {
    let world = World::new().await;
    world.say(world.buyer, "one", "کتابِ قدیمی در صندوق").await;
    world.say(world.buyer, "two", "The blue kettle, please").await;
    let other = chat::start_support(&world.desk, world.buyer.id).await.unwrap();
    say_at(&world.desk, world.buyer, other, "one", "My kettle did not come").await.unwrap();
    for (query, found) in [("كتاب", 1), ("KETTLE", 1), ("blue kettle", 1), ("red kettle", 0), ("  ", 0), ("kett.*", 0)]
    {
        let room = chat::search(&world.desk, world.seller, world.chat, query).await.unwrap();
        assert_eq!(room.messages.len(), found, "{query}");
    }
}

#[tokio::test]
async fn the_liveliest_conversation_comes_first_with_its_last_words() {
    let world = World::new().await;
    world.say(world.seller, "one", "Hello").await;
    world.desk.advance(domain::Minutes(1));
    let house = chat::start_support(&world.desk, world.buyer.id).await.unwrap();
    say_at(&world.desk, world.buyer, house, "one", "Help").await.unwrap();
    world.desk.advance(domain::Minutes(1));
    world.say(world.seller, "two", "Are you there?").await;
    let lines = chat::chats_of(&world.desk, world.buyer.id, 1).await.unwrap();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.chat.id == world.chat, line.last.as_ref().map(|last| last.text.as_str()), line.unread))
        .collect();
    assert_eq!(seen, [(true, Some("Are you there?"), 2), (false, Some("Help"), 0)]);
}
