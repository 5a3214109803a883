//! The rounds of a race. Each has a house of its own and draws everything from its seed, so that one round is run again
//! as it was: `AMANAT_RACE_SEED` and `AMANAT_RACE_ROUNDS=1`. Which thread is quicker is not drawn.

use actions::{ActionError, Desk, ledger::audit};
use futures::future::BoxFuture;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{env, sync::Arc};
use store::StoreError;
use testkit::{PretendChain, TestDesk, desk_with_chain};
use tokio::sync::Barrier;

/// Rounds unless told: a run of all tests stays quick.
const ROUNDS: u64 = 6;
/// Others let run before a deed starts, at most.
const BREATHS: u32 = 40;

/// One of many who act at the same moment; says what was tried.
pub type Try = BoxFuture<'static, (&'static str, Result<(), ActionError>)>;

/// A round: an empty house, a chain and the dice.
pub struct Round {
    pub desk: TestDesk,
    pub chain: Arc<PretendChain>,
    pub dice: StdRng,
}

/// Runs the rounds of one race, with the books added up after each.
pub async fn rounds(race: &str, round: impl AsyncFn(&mut Round) -> usize) {
    let number = |name| env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seed = number("AMANAT_RACE_SEED").unwrap_or_else(|| rand::rng().random_range(0..1 << 48));
    let count = number("AMANAT_RACE_ROUNDS").unwrap_or(ROUNDS);
    let mut tries = 0;
    for seed in seed..seed + count {
        println!("race {race}: AMANAT_RACE_SEED={seed}");
        let (desk, chain) = desk_with_chain().await;
        let mut now = Round { desk, chain: Arc::new(chain), dice: StdRng::seed_from_u64(seed) };
        tries += round(&mut now).await;
        assert_books_are_right(&now.desk).await;
    }
    println!("race {race}: {tries} tries in {count} rounds");
}

impl Round {
    /// Another process on the same database.
    pub fn twin(&self) -> Desk {
        self.desk.twin()
    }

    /// Lets everybody act at once, in a drawn order and each after a drawn breath; answers what became of each.
    pub async fn at_once(&mut self, mut tries: Vec<Try>) -> Vec<(&'static str, Result<(), ActionError>)> {
        tries.shuffle(&mut self.dice);
        let start = Arc::new(Barrier::new(tries.len()));
        let mut running = Vec::new();
        for deed in tries {
            let (start, breaths) = (Arc::clone(&start), self.dice.random_range(0..BREATHS));
            running.push(tokio::spawn(async move {
                start.wait().await;
                for _ in 0..breaths {
                    tokio::task::yield_now().await;
                }
                deed.await
            }));
        }
        let mut outcomes = Vec::new();
        for deed in running {
            outcomes.push(deed.await.unwrap());
        }
        outcomes.iter().for_each(|(name, outcome)| assert_is_an_answer(name, outcome));
        outcomes
    }
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
pub fn done(outcomes: &[(&'static str, Result<(), ActionError>)], name: &str) -> usize {
    outcomes.iter().filter(|(tried, outcome)| *tried == name && outcome.is_ok()).count()
}

async fn assert_books_are_right(desk: &Desk) {
    actions::ledger::seal(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}
