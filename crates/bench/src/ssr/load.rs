//! What readers wait when sixteen read at once. Client, server and engine share one machine: read the figures of both
//! sides beside each other, not as what a server alone would do.

use super::pairs::Pair;
use crate::{figure::Figure, process::Server};
use anyhow::Result;
use std::time::Instant;

const READERS: usize = 16;
/// Pages that each of them reads beside the twin, whose every page asks the engine that shares the machine.
const PAGES: usize = 40;
/// Rounds of each side.
const ROUNDS: usize = 3;
/// Pages that each of them reads of the product alone.
const ALONE: usize = 300;

/// The slowest of a hundred, ours beside the twin's, in turns.
pub(super) async fn beside(pair: &Pair, paths: &[String]) -> Result<()> {
    for path in paths {
        let (mut ours, mut twin) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.extend(waits(&pair.ours, std::slice::from_ref(path), PAGES).await?);
            twin.extend(waits(&pair.twin, std::slice::from_ref(path), PAGES).await?);
        }
        let shape = if path.len() > 9 { "/requests/:id" } else { path };
        Figure::beside(format!("p99 {shape}"), "ms", p99(ours), p99(twin)).print()?;
    }
    Ok(())
}

/// Every page in turns, on the product alone.
pub(super) async fn alone(server: &Server, paths: &[String]) -> Result<()> {
    let started = Instant::now();
    let waits = waits(server, paths, ALONE).await?;
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let each_second = waits.len() as f64 / started.elapsed().as_secs_f64();
    Figure::said("alone/pages", "per s", each_second).print()?;
    Figure::said("alone/p99", "ms", p99(waits)).print()
}

async fn waits(server: &Server, paths: &[String], pages: usize) -> Result<Vec<f64>> {
    let readers = (0..READERS).map(|nth| {
        let (visitor, paths) = (server.stranger.clone(), paths.to_vec());
        tokio::spawn(async move {
            let mut waits = Vec::with_capacity(pages);
            for page in 0..pages {
                let asked = Instant::now();
                visitor.page(&paths[(nth + page) % paths.len()]).await?;
                waits.push(asked.elapsed().as_secs_f64() * 1_000.0);
            }
            anyhow::Ok(waits)
        })
    });
    let mut all = Vec::with_capacity(READERS * pages);
    for reader in readers.collect::<Vec<_>>() {
        all.extend(reader.await??);
    }
    Ok(all)
}

fn p99(mut waits: Vec<f64>) -> f64 {
    waits.sort_by(f64::total_cmp);
    waits[waits.len() * 99 / 100]
}
