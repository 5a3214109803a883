//! F27: many who only listen, some who talk, and all of them coming back after a restart.

use crate::{
    endings::terminate,
    often,
    slow::resident,
    tab::{Tab, Way},
    world::{World, house},
};
use app::api::chat::wire::{RESTART, Tell};
use domain::ChatId;
use futures::{StreamExt, future::join_all, stream};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{collections::BTreeSet, future::Future, sync::Arc, time::Instant};
use testkit::Given;
use tokio::sync::{Semaphore, mpsc, watch};

/// What an idle socket may cost, in bytes.
const EACH: u64 = 8 * 1024;
/// Sockets of one person.
const OF_ONE: usize = 200;
/// How often each of those who talk says something before the restart.
const WORDS: usize = 3;
/// Who comes at once.
const AT_ONCE: usize = 128;

/// A browser's tab, and where it goes.
struct Seat {
    way: Way,
    tab: Tab,
    number: usize,
    /// What was heard before the house sent it away, by its numbers.
    heard: Vec<u64>,
}

impl Seat {
    async fn at((number, way): (usize, Way)) -> Self {
        Self { tab: way.open(0).await, way, number, heard: Vec::new() }
    }

    /// Says a word, and waits until it is taken down.
    async fn say(&mut self, word: usize) {
        let key = format!("{}-{word}", self.number);
        self.tab.say(&key, "I talk.").await;
        self.tab.next(|said| matches!(said, Tell::Sent { key: sent, .. } if *sent == key).then_some(())).await;
    }

    /// Waits until the house sends it away; where it goes on.
    async fn sent_away(mut self) -> (Self, u64) {
        let (code, reason) = self.tab.ended().await;
        assert_eq!(code, RESTART, "{reason}");
        let after = reason.strip_prefix("after=").and_then(|after| after.parse().ok());
        self.heard = self.tab.numbers();
        (self, after.expect("where to go on"))
    }

    async fn back((seat, after): (Self, u64)) -> Self {
        Self { tab: seat.way.open(after).await, ..seat }
    }

    /// Hears on up to this number: all of it once and in order, through the restart.
    async fn hears_all_to(mut self, end: u64) {
        let again = self.tab.heard_to(end).await;
        let all: Vec<u64> = self.heard.into_iter().chain(again).collect();
        assert_eq!(all, (1..=end).collect::<Vec<_>>(), "tab {}", self.number);
    }
}

/// So many files may be open here; the house asks for itself, and may have no more than this.
fn allow_files(count: usize) {
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    assert!(count <= most, "this needs {count} open files, and the system allows {most}: raise `ulimit -Hn`");
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
}

/// All of it, so many at once.
async fn each<T, F: Future>(all: Vec<T>, deed: impl Fn(T) -> F) -> Vec<F::Output> {
    stream::iter(all).map(deed).buffer_unordered(AT_ONCE).collect().await
}

/// All of it at the same time: whoever talks reads as well, or the house cuts them.
async fn together<T, F>(all: Vec<T>, deed: impl Fn(T) -> F) -> Vec<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let begun: Vec<_> = all.into_iter().map(|one| tokio::spawn(deed(one))).collect();
    join_all(begun).await.into_iter().map(Result::unwrap).collect()
}

/// Where so many tabs go: two hundred of each person, in a conversation of their own.
async fn places(world: &World, count: usize) -> Vec<(usize, Way)> {
    let mut ways = Vec::new();
    for number in 0..count.div_ceil(OF_ONE) {
        let person = Given::person(&world.desk, &format!("Listener {number}")).await;
        let chat = actions::chat::start_support(&world.desk, person).await.unwrap();
        let session = world.session_for(person, 0, true, true).await;
        ways.extend(std::iter::repeat_n(Way::to(world, chat, &session), OF_ONE));
    }
    ways.into_iter().take(count).enumerate().collect()
}

/// What stands in the conversations of those who talked: every word once.
async fn assert_nothing_is_lost(world: &World, chats: BTreeSet<ChatId>, words: usize) {
    let mut keys = BTreeSet::new();
    for chat in chats {
        let said = world.desk.store.messages_after(chat, 0, 100_000).await.unwrap();
        assert!(said.iter().map(|message| message.seq).eq(1..=said.len() as u64));
        keys.extend(said.into_iter().map(|message| message.client_id));
    }
    assert_eq!(keys.len(), words);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_listens_costs_little_while_others_talk_and_all_come_back_after_a_restart() {
    let (idle, active) = (often(10_000, 400), often(1_000, 40));
    allow_files(idle + active + 500);
    let mut world = World::start().await;
    let mut places = places(&world, idle + active).await;
    // What the first of them need, the others need not.
    let talking = each(places.split_off(idle), Seat::at).await;
    let before = resident(world.process().id());
    let listening = each(places, Seat::at).await;
    let bytes = resident(world.process().id()).saturating_sub(before) / listening.len() as u64;
    if idle >= 1_000 {
        // In fewer, what the process takes in advance is more than what they need.
        assert!(bytes <= EACH, "{bytes} bytes each");
    }

    let (said, mut all_said) = mpsc::channel(active);
    let (restarts, all) = watch::channel(false);
    // A word is waited for as long as a person would: so many speak at the same moment, and all of them read.
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let talk = together(talking, move |mut seat| {
        let (said, turns, mut all) = (said.clone(), Arc::clone(&turns), all.clone());
        async move {
            for word in 0..WORDS {
                let turn = seat.tab.hear_until(turns.acquire()).await.unwrap();
                seat.say(word).await;
                drop(turn);
            }
            said.send(()).await.unwrap();
            seat.tab.hear_until(async { all.wait_for(|all| *all).await.map(drop) }).await.unwrap();
            seat.sent_away().await
        }
    });
    let restart = async {
        for _ in 0..active {
            all_said.recv().await.expect("somebody who talks is gone");
        }
        restarts.send(true).unwrap();
        terminate(world.process());
        each(listening, Seat::sent_away).await
    };
    let (talked, listened) = tokio::join!(talk, restart);
    let ended = tokio::task::spawn_blocking(move || (world.process().wait().unwrap(), world)).await.unwrap();
    let (status, mut world) = ended;
    assert!(status.success(), "{status}");
    (*world.process(), _) = house(world.folder(), &talked[0].0.way.address, "warn", &[]);

    // Browsers come back within five seconds, each at a moment of its own; here nobody waits.
    let began = Instant::now();
    let (talking, listening) = tokio::join!(each(talked, Seat::back), each(listened, Seat::back));
    let storm = began.elapsed().as_millis();
    let chats = talking.iter().map(|seat| seat.way.chat).collect();
    last_words(talking, (active.min(OF_ONE) * (WORDS + 1)) as u64).await;
    assert_nothing_is_lost(&world, chats, active * (WORDS + 1)).await;
    assert_eq!(listening.len(), idle);
    println!("race F27: {} tries, {bytes} bytes each, all of them back in {storm} ms", idle + active);
}

/// Everybody says one more, and hears everything up to this number.
async fn last_words(talking: Vec<Seat>, end: u64) {
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    together(talking, move |mut seat| {
        let turns = Arc::clone(&turns);
        async move {
            let turn = seat.tab.hear_until(turns.acquire()).await.unwrap();
            seat.say(WORDS).await;
            drop(turn);
            seat.hears_all_to(end).await;
        }
    })
    .await;
}
