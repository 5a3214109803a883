use crate::{
    last,
    tab::{SOON, Way},
    world::{Who, World, change, house},
};
use app::api::chat::wire::{Ask, NOT_ANY_MORE, RESTART, Tell};
use domain::identity::{Role, UserStatus};
use std::{process::Child, time::Instant};
use store::Commit;
use tokio::{net::TcpStream, time::timeout};

/// Sends the signal of a service manager.
pub fn terminate(process: &Child) {
    let sent = std::process::Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_ends_with_its_session_and_with_its_persons_right_to_be_here() {
    let world = World::start().await;
    let room = world.things.chat();
    let (stays, goes) = (world.session(Who::Seller).await, world.session(Who::Seller).await);
    let mut other = Way::to(&world, room, &stays).open(0).await;
    let signed_out = Way::to(&world, room, &goes).open(0).await;
    world.post(&goes, "/sign-out", &[]).await;
    assert_eq!(signed_out.closed().await.0, NOT_ANY_MORE);
    other.say("s-1", "This browser is still signed in.").await;
    other.next(|word| matches!(word, Tell::Sent { .. }).then_some(())).await;

    change(&world.desk, world.id(Who::Seller), |user| user.status = UserStatus::Locked).await;
    assert_eq!(other.closed().await.0, NOT_ANY_MORE);

    let support = actions::chat::start_support(&world.desk, world.things.buyer).await.unwrap();
    let helper = Way::to(&world, support, &world.session(Who::Support).await).open(0).await;
    change(&world.desk, world.id(Who::Support), |user| user.roles.retain(|role| *role != Role::Support)).await;
    assert_eq!(helper.closed().await.0, NOT_ANY_MORE);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_taken_out_of_a_conversation_says_nothing_more_there_and_is_sent_away() {
    let world = World::start().await;
    let first = last(&world).await + 1;
    let way = |session: String| Way::to(&world, world.things.chat(), &session);
    let mut buyer = way(world.session(Who::Buyer).await).open(first - 1).await;
    let mut seller = way(world.session(Who::Seller).await).open(first - 1).await;
    seller.say("s-1", "It is yours, then.").await;
    buyer.numbers_to(first).await;
    let taken_out = Commit::new().leave_chat(world.things.chat(), world.id(Who::Seller));
    world.desk.commit(taken_out).await.unwrap();
    // The room has heard nothing of it yet.
    let refused =
        |word: &Tell| if let Tell::Refused { key, status, .. } = word { Some((key.clone(), *status)) } else { None };
    for key in ["s-2", "s-1"] {
        seller.say(key, "It is yours, then.").await;
        assert_eq!(seller.next(refused).await, (key.to_owned(), 403));
    }
    buyer.ask(&Ask::Read { seq: first }).await;
    assert_eq!(seller.closed().await.0, NOT_ANY_MORE);
    buyer.say("b-1", "Where are you?").await;
    assert_eq!(buyer.numbers_to(first + 1).await, [first + 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_sends_everybody_away_to_come_back_and_loses_nothing() {
    let mut world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Seller).await);
    let mut talking = way.open(last(&world).await).await;
    let mut idle = Vec::new();
    for _ in 0..crate::often(200, 20) {
        idle.push(way.open(last(&world).await).await);
    }
    let before = last(&world).await;
    let keys: Vec<String> = (0..30).map(|number| format!("s-{number}")).collect();
    for key in &keys {
        talking.say(key, "On the way out.").await;
    }
    // In the middle of it, and while pages are asked for.
    let page = world.ask(reqwest::Method::GET, "/", "").send();
    let began = Instant::now();
    terminate(world.process());
    // It is answered, or it came too late: then nobody is taken in any more.
    if !page.await.is_ok_and(|page| page.status() == 200) {
        let taken_in = async { while TcpStream::connect(&way.address).await.is_ok() {} };
        timeout(SOON, taken_in).await.expect("it takes people in, and does not answer them");
    }
    for tab in idle {
        let (code, reason) = tab.closed().await;
        assert_eq!(code, RESTART);
        assert!(reason.starts_with("after="), "{reason}");
    }
    let ended = tokio::task::spawn_blocking(move || (world.process().wait().unwrap(), world)).await.unwrap();
    let (status, mut world) = ended;
    assert!(status.success() && began.elapsed() < SOON, "{status}");

    let settings = [];
    let (child, address) = house(world.folder(), &way.address, "warn", &settings);
    *world.process() = child;
    assert_eq!(address, way.address);
    let mut back = way.open(before).await;
    for key in &keys {
        back.say(key, "On the way out.").await;
    }
    let end = before + keys.len() as u64;
    assert_eq!(back.numbers_to(end).await, (before + 1..=end).collect::<Vec<_>>());
    let said = crate::said(&world).await;
    assert_eq!(said.iter().filter(|(_, key)| keys.contains(key)).count(), keys.len());
}
