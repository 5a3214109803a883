//! What stands nowhere, and is told through another process all the same: who writes, and what has arrived.

use crate::{
    last,
    tab::{Tab, Way},
    world::{Who, World, form_of, house},
};
use app::api::chat::wire::{Ask, Tell};
use std::{process::Child, time::Instant};
use store::{Process, Store};

/// One more process on the same folder.
struct Other {
    child: Child,
    address: String,
}

impl Other {
    fn start(world: &World) -> Self {
        let (child, address) = house(world.folder(), "127.0.0.1:0", "warn", &[]);
        Self { child, address }
    }

    async fn open(&self, world: &World, who: Who, after: u64) -> Tab {
        let origin = format!("http://localhost:{}", self.address.rsplit(':').next().unwrap());
        let here = Way::to(world, world.things.chat(), &world.session(who).await);
        Way { address: self.address.clone(), origin, ..here }.open(after).await
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The buyer at the one process and the seller at the other, who have heard each other.
async fn apart(world: &World) -> (Other, Tab, Tab, u64) {
    let begin = last(world).await;
    let other = Other::start(world);
    let mut buyer = Way::to(world, world.things.chat(), &world.session(Who::Buyer).await).open(begin).await;
    let mut seller = other.open(world, Who::Seller, begin).await;
    buyer.say("b-hello", "Do you hear me?").await;
    seller.numbers_to(begin + 1).await;
    seller.say("s-hello", "I do.").await;
    buyer.numbers_to(begin + 2).await;
    (other, buyer, seller, begin + 2)
}

fn writes(word: &Tell) -> Option<String> {
    if let Tell::Typing { by, .. } = word { Some(by.clone()) } else { None }
}

/// The word that everything up to this number has arrived at the seller's, and whether it is read.
fn arrived(world: &World, seq: u64, is_read: bool) -> impl Fn(&Tell) -> Option<()> {
    let theirs = world.id(Who::Seller).to_string();
    move |word| match word {
        Tell::Mark { by, got, read } if *by == theirs && *got == seq && (*read == seq) == is_read => Some(()),
        _ => None,
    }
}

/// Everything that processes wrote down for each other and that begins so.
async fn told(store: &Store, begin: &str) -> usize {
    let looker = Process { name: "looker".to_owned(), beats: 1, hears: false };
    let mut count = 0;
    for process in store.note_process(&looker).await.unwrap() {
        let mut after = 0;
        loop {
            let news = store.news_of(&process.name, after).await.unwrap();
            let Some(newest) = news.last() else { break };
            after = newest.number;
            count += news.iter().flat_map(|news| &news.topics).filter(|topic| topic.starts_with(begin)).count();
        }
    }
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_is_told_through_the_other_process_and_writing_much_is_written_down_little() {
    let world = World::start().await;
    let (_other, mut buyer, mut seller, end) = apart(&world).await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await);
    let mut tabs = Vec::new();
    for _ in 0..5 {
        tabs.push(way.open(end).await);
    }
    let began = Instant::now();
    for _ in 0..20 {
        for tab in &mut tabs {
            tab.ask(&Ask::Typing {}).await;
        }
    }
    assert_eq!(seller.next(writes).await, world.id(Who::Buyer).to_string());
    for tab in &mut tabs {
        // A tab is heard in order: what is refused comes after all of its typing.
        tab.say("nothing", "").await;
        tab.next(|word| if let Tell::Refused { .. } = word { Some(()) } else { None }).await;
    }
    buyer.say("b-end", "That is all.").await;
    seller.numbers_to(end + 1).await;
    let most = usize::try_from(began.elapsed().as_secs() / 2).unwrap() + 1;
    let told = told(&world.desk.store, "typing/").await;
    assert!((1..=most).contains(&told), "a hundred keys in five tabs were told {told} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_answered_without_words_is_told_through_the_other_process() {
    let world = World::start().await;
    let (_other, mut buyer, mut seller, _) = apart(&world).await;
    let form = form_of(&world, "react_to_message").unwrap();
    world.deed_as(Who::Buyer, "react_to_message", &form).await;
    for tab in [&mut buyer, &mut seller] {
        tab.next(|word| matches!(word, Tell::Changed { seq } if *seq > 0).then_some(())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_has_arrived_is_told_through_the_other_process_and_to_one_that_comes_later() {
    let world = World::start().await;
    let (_other, mut buyer, mut seller, end) = apart(&world).await;
    buyer.say("b-1", "Is it new?").await;
    seller.numbers_to(end + 1).await;
    // A number that was never told is no news there either.
    seller.ask(&Ask::Got { seq: end + 1_000 }).await;
    buyer.next(arrived(&world, end + 1, false)).await;
    let third = Other::start(&world);
    let mut late = third.open(&world, Who::Buyer, end + 1).await;
    late.next(arrived(&world, end + 1, false)).await;
    seller.ask(&Ask::Read { seq: end + 1 }).await;
    for tab in [&mut buyer, &mut late] {
        tab.next(arrived(&world, end + 1, true)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_alone_writes_nothing_down_for_others() {
    let world = World::start().await;
    let first = last(&world).await + 1;
    let way = |session: String| Way::to(&world, world.things.chat(), &session);
    let mut buyer = way(world.session(Who::Buyer).await).open(first - 1).await;
    let mut seller = way(world.session(Who::Seller).await).open(first - 1).await;
    buyer.ask(&Ask::Typing {}).await;
    seller.next(writes).await;
    buyer.say("b-1", "Is it new?").await;
    seller.numbers_to(first).await;
    seller.ask(&Ask::Got { seq: first }).await;
    buyer.next(arrived(&world, first, false)).await;
    assert_eq!(told(&world.desk.store, "").await, 0);
}
