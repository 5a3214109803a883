//! THE JUDGE: the same commands, drawn by a seed, on the embedded engine and on a real database server; the answers
//! must be the same. Prints one line per suite; what differs stands on standard error with the seed that draws it again.
//!
//! Knows no rooms of ours but the engine.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool answers there")]

mod answer;
mod cases;
mod draw;
mod engines;

use anyhow::{Context, Result, ensure};
use cases::SUITES;
use clap::Parser;
use engines::{Both, Judgement};
use serde_json::json;

#[derive(Parser)]
#[command(about = "Compares the embedded engine with a real database server")]
struct Options {
    /// The server to compare with: a replica set, because transactions need one
    #[arg(long, env = "AMANAT_CONFORMANCE_URI")]
    uri: Option<String>,
    /// The first seed; case k of a suite is drawn by seed + k
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Cases per suite
    #[arg(long, default_value_t = 200)]
    cases: u64,
    /// Only this suite
    #[arg(long)]
    suite: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    let uri = options.uri.as_deref().context("say which server: --uri mongodb://… or AMANAT_CONFORMANCE_URI")?;
    let both = Both::connect(uri).await?;
    let mut differ = 0;
    for (name, draw) in SUITES.iter().filter(|(name, _)| options.suite.as_deref().is_none_or(|only| only == *name)) {
        let mut passed = 0;
        for seed in options.seed..options.seed + options.cases {
            match both.judge(&draw(seed)).await? {
                Judgement::Same => passed += 1,
                Judgement::Differs(how) => eprintln!("{name} --seed {seed} --cases 1: {how}"),
            }
        }
        let total = options.cases;
        differ += total - passed;
        println!(
            "{}",
            json!({"suite": format!("conformance/{name}"), "passed": passed, "total": total, "target": total, "pass": passed == total})
        );
    }
    both.tidy().await?;
    ensure!(differ == 0, "{differ} cases differ");
    Ok(())
}
