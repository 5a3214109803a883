//! A room of two hundred who hear everything, beside Socket.IO 4.8 in the same run, in turns, with the same clients:
//! processor time of the server per delivery, how long a message is on its way, and what an idle socket holds.
//!
//! Both keep every message on the disk before it is told. Ours is the whole product: sessions, membership, a transaction
//! per message. The clients share the machine with both.

mod crowd;
mod sides;

use crate::{figure::Figure, process::Server};
use anyhow::Result;
use crowd::{Crowd, Tongue, Turn, open};
use std::{sync::Arc, time::Duration};

/// In the room.
const CLIENTS: u8 = 200;
/// Messages per second: 4,000, 10,000 and 20,000 deliveries.
const RATES: [u32; 3] = [20, 50, 100];
/// Turns of each side; the middle one counts.
const TURNS: usize = 3;
const TURN: Duration = Duration::from_secs(8);
const WARM_UP: Duration = Duration::from_secs(3);
/// Sockets that only listen.
const IDLE: usize = 2_000;
/// What one of ours may hold.
const IDLE_KB: f64 = 8.0;

pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (our_server, ours) = sides::ours(folder.path(), CLIENTS).await?;
    let (their_server, theirs) = sides::theirs(folder.path()).await?;
    let (ours, theirs) = (Arc::new(ours), Arc::new(theirs));
    let mut our_crowd = Crowd::gather(ours.clone(), CLIENTS.into()).await?;
    let mut their_crowd = Crowd::gather(theirs.clone(), CLIENTS.into()).await?;
    for rate in RATES {
        our_crowd.talk(rate, WARM_UP).await?;
        their_crowd.talk(rate, WARM_UP).await?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(turn(&our_server, &mut our_crowd, rate).await?);
            theirs.push(turn(&their_server, &mut their_crowd, rate).await?);
        }
        print(rate, &ours, &theirs)?;
    }
    drop((our_crowd, their_crowd));
    let (held, theirs) = (idle(&our_server, &*ours).await?, idle(&their_server, &*theirs).await?);
    Figure::at_most("chat/idle-socket", "kB", held, IDLE_KB).print()?;
    Figure::beside("chat/idle-socket-beside", "kB", held, theirs).print()
}

/// Processor microseconds per delivery, and the turn.
async fn turn<T: Tongue>(server: &Server, crowd: &mut Crowd<T>, rate: u32) -> Result<(f64, Turn)> {
    let before = server.cpu_ms()?;
    let turn = crowd.talk(rate, TURN).await?;
    Ok(((server.cpu_ms()? - before) * 1_000.0 / turn.deliveries as f64, turn))
}

fn print(rate: u32, ours: &[(f64, Turn)], theirs: &[(f64, Turn)]) -> Result<()> {
    let name = |what: &str| format!("chat/{}k/{what}", rate * u32::from(CLIENTS) / 1_000);
    let is_much = rate == RATES[2];
    let both = |of: fn(&(f64, Turn)) -> f64| (middle(ours, of), middle(theirs, of));
    let (cpu, their_cpu) = both(|turn| turn.0);
    let least = if is_much { 0.5 } else { 1.0 / 1.5 };
    Figure::beside(name("cpu"), "cpu_us/delivery", cpu, their_cpu).within(least).print()?;
    let (p50, their_p50) = both(|turn| turn.1.p50);
    Figure::beside(name("p50"), "ms", p50, their_p50).print()?;
    let (p99, their_p99) = both(|turn| turn.1.p99);
    let figure = Figure::beside(name("p99"), "ms", p99, their_p99);
    match rate {
        rate if rate == RATES[0] => figure.within(1.0).print(),
        _ if is_much => figure.within(0.5).print(),
        _ => figure.print(),
    }
}

/// Kilobytes that one more socket holds, once it is open and says nothing.
async fn idle<T: Tongue>(server: &Server, tongue: &T) -> Result<f64> {
    // What the first of them need, the others need not.
    let first = many(tongue, IDLE / 10).await?;
    let before = server.resident_mb()?;
    let sockets = many(tongue, IDLE).await?;
    let held = (server.resident_mb()? - before) * 1_000.0 / IDLE as f64;
    drop((first, sockets));
    Ok(held)
}

async fn many<T: Tongue>(
    tongue: &T,
    count: usize,
) -> Result<Vec<tokio_tungstenite::WebSocketStream<tokio::net::TcpStream>>> {
    let mut sockets = Vec::new();
    for client in 0..count {
        sockets.push(open(tongue, client, true).await?);
    }
    // The last of them has said hello.
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(sockets)
}

fn middle(turns: &[(f64, Turn)], of: fn(&(f64, Turn)) -> f64) -> f64 {
    let mut numbers: Vec<f64> = turns.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
