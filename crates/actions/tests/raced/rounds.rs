//! The rounds of a race. Each has a house of its own and draws everything from its seed, so that one round is run again
//! as it was: `AMANAT_RACE_SEED` and `AMANAT_RACE_ROUNDS=1`, with the `AMANAT_RACE_ORDERS` it says. Which thread is
//! quicker is not drawn. `AMANAT_RACE_TRIES` goes on until so many deeds have been tried.

use actions::{ActionError, Desk, ledger::audit};
use futures::future::BoxFuture;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{env, sync::Arc};
use store::StoreError;
use testkit::{PretendChain, TestDesk, desk_with_chain};
use tokio::sync::Barrier;

/// Rounds unless told: a run of all tests stays quick.
const ROUNDS: u64 = 6;
/// Orders that are raced side by side in one house, unless told.
const ORDERS: u64 = 1;
/// Others let run before a deed starts, at most.
const BREATHS: u32 = 40;

/// One of many who act at the same moment; says what was tried.
pub type Try = BoxFuture<'static, Outcome>;
/// What was tried, and what became of it.
pub type Outcome = (&'static str, Result<(), ActionError>);

/// A round: an empty house, a chain and the dice.
pub struct Round {
    pub desk: TestDesk,
    pub chain: Arc<PretendChain>,
    pub dice: StdRng,
    /// What they were made of.
    pub seed: u64,
    /// Orders that are raced side by side.
    pub orders: u64,
}

/// Runs the rounds of one race, with the books added up after each.
pub async fn rounds(race: &str, round: impl AsyncFn(&mut Round) -> usize) {
    so_many_rounds(ROUNDS, race, round).await;
}

/// The same, where a usual run of all tests has time for so many.
pub async fn so_many_rounds(usual: u64, race: &str, round: impl AsyncFn(&mut Round) -> usize) {
    let number = |name| env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let first = number("AMANAT_RACE_SEED").unwrap_or_else(|| rand::rng().random_range(0..1 << 48));
    let (wanted, orders) = (number("AMANAT_RACE_TRIES").unwrap_or(0), number("AMANAT_RACE_ORDERS").unwrap_or(ORDERS));
    let count = number("AMANAT_RACE_ROUNDS").unwrap_or(if wanted > 0 { 0 } else { usual });
    let (mut tries, mut done) = (0, 0);
    while done < count || tries < wanted {
        let seed = first + done;
        println!("race {race}: AMANAT_RACE_SEED={seed} AMANAT_RACE_ORDERS={orders}");
        let (desk, chain) = desk_with_chain().await;
        let mut now = Round { desk, chain: Arc::new(chain), dice: StdRng::seed_from_u64(seed), seed, orders };
        tries += round(&mut now).await as u64;
        assert_books_are_right(&now.desk).await;
        done += 1;
    }
    println!("race {race}: {tries} tries in {done} rounds");
}

impl Round {
    /// Another process on the same database.
    pub fn twin(&self) -> Desk {
        self.desk.twin()
    }

    /// Lets everybody act at once, in a drawn order and each after a drawn breath; answers what became of each.
    pub async fn at_once(&mut self, tries: Vec<Try>) -> Vec<Outcome> {
        self.side_by_side(vec![tries]).await.remove(0)
    }

    /// The same for several things, all at once; what became of each deed, by the thing it was about.
    pub async fn side_by_side(&mut self, tries: Vec<Vec<Try>>) -> Vec<Vec<Outcome>> {
        let mut outcomes: Vec<Vec<Outcome>> = tries.iter().map(|_| Vec::new()).collect();
        let with_thing = |(thing, tries): (usize, Vec<Try>)| tries.into_iter().map(move |deed| (thing, deed));
        let mut all: Vec<(usize, Try)> = tries.into_iter().enumerate().flat_map(with_thing).collect();
        all.shuffle(&mut self.dice);
        let start = Arc::new(Barrier::new(all.len()));
        let mut running = Vec::new();
        for (thing, deed) in all {
            let (start, breaths) = (Arc::clone(&start), self.dice.random_range(0..BREATHS));
            running.push((thing, tokio::spawn(started(start, breaths, deed))));
        }
        for (thing, deed) in running {
            let (name, outcome) = deed.await.unwrap();
            assert_is_an_answer(name, &outcome);
            outcomes[thing].push((name, outcome));
        }
        outcomes
    }
}

async fn started(start: Arc<Barrier>, breaths: u32, deed: Try) -> Outcome {
    start.wait().await;
    for _ in 0..breaths {
        tokio::task::yield_now().await;
    }
    deed.await
}

/// Done, or refused in words that a person can be told. Anything else was let down by the database.
fn assert_is_an_answer(name: &str, outcome: &Result<(), ActionError>) {
    let is_answer = match outcome {
        Ok(()) | Err(ActionError::Refused { .. } | ActionError::IllegalMove(_) | ActionError::Fields(_)) => true,
        Err(ActionError::Store(StoreError::Conflict(_) | StoreError::NotEnough { .. })) => true,
        Err(_) => false,
    };
    assert!(is_answer, "{name}: {outcome:?}");
}

/// How often it was done.
pub fn done(outcomes: &[Outcome], name: &str) -> usize {
    outcomes.iter().filter(|(tried, outcome)| *tried == name && outcome.is_ok()).count()
}

async fn assert_books_are_right(desk: &Desk) {
    actions::ledger::seal(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}
