//! F27: many who only listen, some who talk, and all of them coming back after a restart.

use crate::{
    often,
    slow::resident,
    tab::{Tab, Way},
    world::World,
};
use futures::{StreamExt, stream};
use testkit::Given;

/// What an idle socket may cost, in bytes.
const EACH: u64 = 8 * 1024;
/// Sockets of one person.
const OF_ONE: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn who_only_listens_costs_little_while_others_talk() {
    let mut world = World::start().await;
    let (idle, active) = (often(8_000, 400), often(1_000, 40));
    let mut ways = Vec::new();
    for number in 0..(idle + active).div_ceil(OF_ONE) {
        let person = Given::person(&world.desk, &format!("Listener {number}")).await;
        let chat = actions::chat::start_support(&world.desk, person).await.unwrap();
        let session = world.session_for(person, 0, true, true).await;
        ways.push(Way::to(&world, chat, &session));
    }
    let places = ways.iter().flat_map(|way| std::iter::repeat_n(way.clone(), OF_ONE));
    let open = |places: Vec<Way>| {
        let opened = stream::iter(places).map(|way| async move { way.open(0).await }).buffer_unordered(16);
        opened.collect::<Vec<Tab>>()
    };
    let mut places: Vec<Way> = places.take(idle + active).collect();
    // What the first of them need, the others need not.
    let first = open(places.split_off(idle)).await;
    let before = resident(world.process().id());
    let listening = open(places).await;
    let each = resident(world.process().id()).saturating_sub(before) / listening.len() as u64;
    println!("race F27: {} tries, {each} bytes each", listening.len());
    if idle >= 1_000 {
        // In fewer, what the process takes in advance is more than what they need.
        assert!(each <= EACH, "{each} bytes each");
    }
    let talking = stream::iter(first.into_iter().enumerate()).map(|(number, mut tab)| async move {
        for word in 0..3 {
            let key = format!("{number}-{word}");
            tab.say(&key, "I talk.").await;
            tab.next(|said| {
                matches!(said, app::api::chat::wire::Tell::Sent { key: sent, .. } if *sent == key).then_some(())
            })
            .await;
        }
    });
    talking.buffer_unordered(64).collect::<Vec<()>>().await;
    drop(listening);
}
