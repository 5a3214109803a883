use crate::{
    last, said,
    tab::{Tab, Way},
    world::{Who, World},
};
use app::api::chat::wire::{Ask, Tell};
use domain::chat::{Chat, ReadMark};

async fn two(world: &World) -> (Tab, Tab) {
    let room = world.things.chat();
    let (buyer, seller) = (world.session(Who::Buyer).await, world.session(Who::Seller).await);
    let after = last(world).await;
    (Way::to(world, room, &buyer).open(after).await, Way::to(world, room, &seller).open(after).await)
}

fn sent(word: &Tell) -> Option<(String, u64)> {
    if let Tell::Sent { key, seq } = word { Some((key.clone(), *seq)) } else { None }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_says_is_acknowledged_with_its_number_and_told_to_both() {
    let world = World::start().await;
    let first = last(&world).await + 1;
    let (mut buyer, mut seller) = two(&world).await;
    let me = buyer.next(|word| if let Tell::Open { me } = word { Some(me.clone()) } else { None }).await;
    assert_eq!(me, world.id(Who::Buyer).to_string());
    buyer.say("b-1", "Is it new?\nReally?").await;
    assert_eq!(buyer.next(sent).await, ("b-1".to_owned(), first));
    let heard = seller.message().await;
    assert_eq!((heard.said.seq, heard.said.text.as_str()), (first, "Is it new?\nReally?"));
    assert_eq!((heard.author, heard.key.as_str()), (Some(me), "b-1"));
    seller.say("s-1", "A year old.").await;
    assert_eq!(buyer.numbers_to(first + 1).await, [first, first + 1]);
    assert_eq!(seller.next(sent).await, ("s-1".to_owned(), first + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn said_again_under_its_key_it_is_said_once_and_what_is_no_message_is_refused() {
    let world = World::start().await;
    let first = last(&world).await + 1;
    let (mut buyer, mut seller) = two(&world).await;
    for _ in 0..5 {
        buyer.say("again", "Once.").await;
        assert_eq!(buyer.next(sent).await, ("again".to_owned(), first));
    }
    let refused =
        |word: &Tell| if let Tell::Refused { key, status, .. } = word { Some((key.clone(), *status)) } else { None };
    for (key, text, status) in [("again", "Other words.", 409), ("empty", "  ", 422), ("long", &"x".repeat(4_001), 422)]
    {
        buyer.say(key, text).await;
        assert_eq!(buyer.next(refused).await, (key.to_owned(), status));
    }
    for nonsense in
        ["", "{}", "[]", "{\"send\":{}}", "{\"send\":{\"key\":{\"$ne\":1},\"text\":\"x\"}}", "{\"of_tomorrow\":1}"]
    {
        buyer.write(nonsense.to_owned()).await;
    }
    buyer.say("last", "Still here.").await;
    assert_eq!(seller.numbers_to(first + 1).await, [first, first + 1]);
    assert_eq!(said(&world).await.len() as u64, first + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_is_told_to_the_other_and_kept_nowhere() {
    let world = World::start().await;
    let before = world.desk.store.get::<Chat>(world.things.chat()).await.unwrap();
    let (mut buyer, mut seller) = two(&world).await;
    buyer.ask(&Ask::Typing {}).await;
    let writes =
        |word: &Tell| if let Tell::Typing { by, name } = word { Some((by.clone(), name.clone())) } else { None };
    assert_eq!(seller.next(writes).await, (world.id(Who::Buyer).to_string(), "Buyer".to_owned()));
    assert_eq!(world.desk.store.get::<Chat>(world.things.chat()).await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_has_arrived_and_that_it_is_read_is_told_to_its_author() {
    let world = World::start().await;
    let first = last(&world).await + 1;
    let (mut buyer, mut seller) = two(&world).await;
    let theirs = world.id(Who::Seller);
    let mark = |wanted: (u64, u64)| {
        move |word: &Tell| match word {
            Tell::Mark { by, got, read } if *by == theirs.to_string() && (*got, *read) == wanted => Some(()),
            _ => None,
        }
    };
    buyer.say("b-1", "Is it new?").await;
    seller.numbers_to(first).await;
    // A number that was never told is no news.
    seller.ask(&Ask::Got { seq: first + 1_000 }).await;
    buyer.next(mark((first, 0))).await;
    seller.ask(&Ask::Read { seq: first }).await;
    buyer.next(mark((first, first))).await;
    let kept: ReadMark = world.desk.store.get(ReadMark::id_of(world.things.chat(), theirs)).await.unwrap();
    assert_eq!(kept.read_seq, first);
    let mut late = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await).open(first).await;
    late.next(mark((first, first))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_away_is_told_what_was_said_meanwhile_and_nothing_twice() {
    let world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Seller).await);
    crate::fill(&world, 130, 100).await;
    let end = last(&world).await;
    for after in [0, 1, end - 51, end - 1] {
        assert_eq!(way.open(after).await.numbers_to(end).await, (after + 1..=end).collect::<Vec<_>>());
    }
    // What is said while it catches up comes behind, in order.
    let mut catching_up = way.open(0).await;
    let mut talking = way.open(end).await;
    for number in 0..40 {
        talking.say(&format!("s-{number}"), "And this.").await;
    }
    assert_eq!(catching_up.numbers_to(end + 40).await, (1..=end + 40).collect::<Vec<_>>());
    assert_eq!(talking.numbers_to(end + 40).await, (end + 1..=end + 40).collect::<Vec<_>>());
}
