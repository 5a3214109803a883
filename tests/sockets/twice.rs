//! Two processes on one database.

use crate::{
    last,
    tab::Way,
    world::{Who, World, house},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_through_one_process_arrives_through_the_other_and_one_goes_on_alone() {
    let world = World::start().await;
    let (mut other, address) = house(world.folder(), "127.0.0.1:0", "warn", &[]);
    let origin = format!("http://localhost:{}", address.rsplit(':').next().unwrap());
    let begin = last(&world).await;
    let here = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await);
    let there = Way { address, origin, ..Way::to(&world, world.things.chat(), &world.session(Who::Seller).await) };
    let (mut buyer, mut seller) = (here.open(begin).await, there.open(begin).await);
    for turn in 0..10 {
        buyer.say(&format!("b-{turn}"), "Through the one.").await;
        seller.numbers_to(begin + 2 * turn + 1).await;
        seller.say(&format!("s-{turn}"), "Through the other.").await;
        let both = [begin + 2 * turn + 1, begin + 2 * turn + 2];
        assert_eq!(buyer.numbers_to(both[1]).await, both);
    }
    other.kill().unwrap();
    other.wait().unwrap();
    seller.closed().await;
    let mut seller = Way { session: there.session, ..here }.open(begin).await;
    buyer.say("b-alone", "Are you there?").await;
    let end = begin + 21;
    assert_eq!(seller.numbers_to(end).await, (begin + 1..=end).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_process_that_runs_the_engine_is_killed_the_other_one_runs_it_and_nothing_is_lost() {
    let mut world = World::start().await;
    let (mut other, address) = house(world.folder(), "127.0.0.1:0", "warn", &[]);
    let origin = format!("http://localhost:{}", address.rsplit(':').next().unwrap());
    let begin = last(&world).await;
    let here = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await);
    let session = world.session(Who::Seller).await;
    let there = Way { address, origin, ..Way::to(&world, world.things.chat(), &session) };
    let (mut buyer, mut seller) = (here.open(begin).await, there.open(begin).await);
    buyer.say("one", "Before.").await;
    seller.numbers_to(begin + 1).await;
    world.process().kill().unwrap();
    world.process().wait().unwrap();
    seller.say("two", "Are you there?").await;
    assert_eq!(seller.numbers_to(begin + 2).await, [begin + 2]);
    let mut buyer = Way { session: here.session.clone(), ..there.clone() }.open(begin).await;
    assert_eq!(buyer.numbers_to(begin + 2).await, [begin + 1, begin + 2]);

    let (mut again, address) = house(world.folder(), "127.0.0.1:0", "warn", &[]);
    let origin = format!("http://localhost:{}", address.rsplit(':').next().unwrap());
    let mut back = Way { address, origin, session: here.session, ..there.clone() }.open(begin + 2).await;
    seller.say("three", "Both of us again.").await;
    assert_eq!(back.numbers_to(begin + 3).await, [begin + 3]);
    assert!(actions::ledger::audit(&world.desk).await.unwrap().is_clean());
    for process in [&mut other, &mut again] {
        process.kill().unwrap();
        process.wait().unwrap();
    }
}
