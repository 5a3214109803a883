//! Durable, balanced postings of many clients at once, beside PostgreSQL on the same disk in the same run, in turns. Hot:
//! every posting credits one account, from wallets spread wide. Spread: from wallet to wallet.
//!
//! Ours is one commit of the store per posting, as a deed makes it: the journal under its unique key, the wallet's floor,
//! and the driver and socket between. PostgreSQL does two updates and an insert under a unique key, prepared, one
//! transaction per posting.

mod disk;
mod ours;
mod postgres;

use crate::{figure::Figure, process::own_cpu_ms};
use anyhow::{Context, Result};
use ours::Ours;
use postgres::Postgres;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Who posts at once.
const CLIENTS: usize = 16;
/// Wallets that money comes from.
const WALLETS: usize = 10_000;
/// What each holds at first, and what a posting moves.
const RICHES: i64 = 1_000_000_000;
const AMOUNT: i64 = 25;
/// Turns of each side and load; the middle one counts.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(4);
const WARM_UP: Duration = Duration::from_secs(2);

/// Where the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Load {
    Hot,
    Spread,
}

/// One posting: wallet numbers, and nothing of two postings is the same but these.
#[derive(Clone, Copy, Debug)]
struct Posting {
    number: u64,
    from: usize,
    /// `None` is the one account that all credit.
    to: Option<usize>,
}

/// A ledger under measurement.
trait Books: Send + Sync + 'static {
    /// Durable when it returns.
    fn post(&self, client: usize, posting: Posting) -> impl Future<Output = Result<()>> + Send;
}

pub(crate) async fn measure() -> Result<()> {
    Figure::said("ledger/disk", "fdatasyncs/s", disk::fdatasyncs_per_second()?).print()?;
    let theirs = Arc::new(Postgres::start().await?);
    let ours = Arc::new(Ours::open().await?);
    let numbers = Arc::new(AtomicU64::new(0));
    let (mut hot, mut spread) = (Turns::default(), Turns::default());
    for load in [Load::Hot, Load::Spread] {
        run(&ours, load, &numbers, WARM_UP).await?;
        run(&theirs, load, &numbers, WARM_UP).await?;
    }
    for _ in 0..TURNS {
        for (load, turns) in [(Load::Hot, &mut hot), (Load::Spread, &mut spread)] {
            turns.ours.push(run(&ours, load, &numbers, TURN).await?);
            turns.theirs.push(run(&theirs, load, &numbers, TURN).await?);
        }
    }
    ours.add_up().await?;
    theirs.add_up().await?;
    print(&hot, &spread)
}

fn print(hot: &Turns, spread: &Turns) -> Result<()> {
    const UNIT: &str = "postings/s";
    let [hot_rate, spread_rate] = [hot, spread].map(|turns| middle(&turns.ours, |turn| turn.rate));
    let [hot_theirs, spread_theirs] = [hot, spread].map(|turns| middle(&turns.theirs, |turn| turn.rate));
    Figure::beside("ledger/hot", UNIT, hot_rate, hot_theirs).reaching(3.0).print()?;
    Figure::beside("ledger/spread", UNIT, spread_rate, spread_theirs).reaching(0.5).print()?;
    Figure::beside("ledger/hot-beside-spread", UNIT, hot_rate, spread_rate).reaching(0.8).print()?;
    Figure::said("ledger/hot-cpu", "cpu_ms/posting", middle(&hot.ours, |turn| turn.cpu_ms)).print()?;
    Figure::said("ledger/spread-cpu", "cpu_ms/posting", middle(&spread.ours, |turn| turn.cpu_ms)).print()
}

#[derive(Default)]
struct Turns {
    ours: Vec<Turn>,
    theirs: Vec<Turn>,
}

/// What one turn came to.
struct Turn {
    /// Postings per second.
    rate: f64,
    /// Processor time of this process per posting: of our side all of it, of the other the client.
    cpu_ms: f64,
}

/// Lets all clients post for so long.
async fn run<B: Books>(books: &Arc<B>, load: Load, numbers: &Arc<AtomicU64>, long: Duration) -> Result<Turn> {
    let (start, cpu) = (Instant::now(), own_cpu_ms()?);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (books, numbers) = (Arc::clone(books), Arc::clone(numbers));
            tokio::spawn(async move { posting_until(&*books, client, load, &numbers, start + long).await })
        })
        .collect();
    let mut count = 0_u32;
    for client in clients {
        count += client.await.context("a client broke")??;
    }
    Ok(Turn {
        rate: f64::from(count) / start.elapsed().as_secs_f64(),
        cpu_ms: (own_cpu_ms()? - cpu) / f64::from(count.max(1)),
    })
}

async fn posting_until(
    books: &impl Books,
    client: usize,
    load: Load,
    numbers: &AtomicU64,
    end: Instant,
) -> Result<u32> {
    let mut dice = StdRng::from_os_rng();
    let mut count = 0;
    while Instant::now() < end {
        let from = dice.random_range(0..WALLETS);
        let other = (from + dice.random_range(1..WALLETS)) % WALLETS;
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        books.post(client, Posting { number, from, to: (load == Load::Spread).then_some(other) }).await?;
        count += 1;
    }
    Ok(count)
}

fn middle(turns: &[Turn], of: impl Fn(&Turn) -> f64) -> f64 {
    let mut numbers: Vec<f64> = turns.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
