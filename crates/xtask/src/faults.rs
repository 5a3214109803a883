//! `cargo xtask faults`: every fault we say we survive, made to happen many times, and `passed/total` for each.
//!
//! A fault is a set of tests. The usual run of all tests makes each of them happen a few times; here they happen often. A
//! line `fault …` or `race …: N tries …` of a test counts what it tried; a test without one counts as one.

mod rows;

use crate::cargo::cargo;
use anyhow::{Context, Result, ensure};
use rows::{ROWS, Row};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Orders of one house in the long race: enough that its beginning costs little, few enough that they still meet.
const ORDERS: &str = "4";
/// Times that every form is sent at once.
const CLICKS: &str = "50";

#[derive(clap::Args)]
pub struct Options {
    /// Only these faults: F1 F19
    rows: Vec<String>,
    /// Draws the same faults again; said by every run
    #[arg(long)]
    seed: Option<u64>,
    /// Rounds of each race
    #[arg(long, default_value_t = 60)]
    rounds: u32,
    /// Deeds of the long race on one order, instead of 100,000 in memory and 1,000 on disk
    #[arg(long)]
    tries: Option<u32>,
    /// All races over a file instead of the memory
    #[arg(long)]
    on_disk: bool,
    /// The long race in the build of the other tests: nothing is built for it, and it takes many times longer
    #[arg(long)]
    unoptimised: bool,
}

/// What became of a fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    tests: u64,
    failed: u64,
    cells: u64,
}

impl Found {
    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["PASS", ..] => self.tests += 1,
            ["FAIL" | "SIGABRT" | "SIGKILL" | "TIMEOUT", ..] => {
                (self.tests, self.failed) = (self.tests + 1, self.failed + 1)
            }
            ["fault", ..] => self.cells += 1,
            ["race", _, tries, "tries", ..] => self.cells += tries.parse().unwrap_or(0),
            _ => {}
        }
    }

    /// Passed, and of how many.
    const fn score(self) -> (u64, u64) {
        let total = if self.cells > 0 { self.cells } else { self.tests - self.failed };
        (total, total + self.failed)
    }
}

/// Runs the faults and prints a line for each.
///
/// # Errors: one of them was not survived, or the tests do not build.
pub fn faults(options: &Options) -> Result<()> {
    let is_wanted = |row: &&Row| options.rows.is_empty() || options.rows.iter().any(|number| number == row.number);
    let mut scores = Vec::new();
    for row in ROWS.iter().filter(is_wanted) {
        let started = Instant::now();
        scores.push((row, run(row, options)?, started.elapsed()));
    }
    ensure!(
        !scores.is_empty(),
        "no such fault; there are {}",
        ROWS.iter().map(|row| row.number).collect::<Vec<_>>().join(" ")
    );
    println!();
    for (row, found, took) in &scores {
        println!("{}", line(row, *found, *took));
    }
    let bad: Vec<&str> = scores.iter().filter(|(_, found, _)| found.failed > 0).map(|(row, ..)| row.number).collect();
    ensure!(bad.is_empty(), "not survived: {}; the seeds stand above", bad.join(" "));
    Ok(())
}

fn line(row: &Row, found: Found, took: Duration) -> String {
    let (passed, total) = found.score();
    format!("{:<6} {:<14} {:>5} s  {}", row.number, format!("{passed}/{total}"), took.as_secs(), row.what)
}

fn run(row: &Row, options: &Options) -> Result<Found> {
    println!("── {} {}", row.number, row.what);
    // nextest says everything on stderr, the output of tests included.
    let mut child = command(row, options).stderr(Stdio::piped()).spawn().context("cannot start cargo-nextest")?;
    let mut found = Found::default();
    for line in BufReader::new(child.stderr.take().context("no stderr")?).lines() {
        let line = line?;
        found.hear(&line);
        if !is_usual(&line) {
            eprintln!("{line}");
        }
    }
    child.wait()?;
    ensure!(found.tests > 0, "{}: no test was run", row.number);
    Ok(found)
}

fn command(row: &Row, options: &Options) -> Command {
    let mut tests = cargo("nextest");
    tests.arg("run").args(row.room).args(["--no-fail-fast", "-E", row.tests]);
    tests.args(["--success-output", "immediate", "--failure-output", "immediate", "--color", "never"]);
    tests.env("AMANAT_FAULTS", "all").env("AMANAT_FORGERIES", (options.rounds * 20).to_string());
    tests.env("AMANAT_CLICKS", CLICKS);
    if let Some(seed) = options.seed {
        tests.env("AMANAT_FAULT_SEED", seed.to_string()).env("AMANAT_RACE_SEED", seed.to_string());
    }
    match row.long {
        None => tests.env("AMANAT_RACE_ROUNDS", options.rounds.to_string()),
        Some(long) => {
            let tries = options.tries.unwrap_or(long.tries);
            tests.env("AMANAT_RACE_TRIES", tries.to_string()).env("AMANAT_RACE_ORDERS", ORDERS)
        }
    };
    if row.long.is_some_and(|long| long.is_optimised) && !options.unoptimised {
        tests.arg("--release");
    }
    if options.on_disk || row.long.is_some_and(|long| long.on_disk) {
        tests.env("AMANAT_TEST_ON_DISK", "1");
    }
    tests
}

/// Lines that nobody needs to read when all is well.
fn is_usual(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty()
        || ["fault ", "race ", "running ", "test ", "stdout ", "───"].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Found {
        let mut found = Found::default();
        lines.iter().for_each(|line| found.hear(line));
        found
    }

    #[test]
    fn a_test_counts_what_it_tried_and_at_least_itself() {
        let plain = heard(&["        PASS [   0.1s] actions::raced a_thing"]);
        assert_eq!(plain.score(), (1, 1));
        let cells = heard(&["PASS [ 1s] actions::crashed all", "    fault F1 1 of 2 (x)", "    fault F1 2 of 2 (y)"]);
        assert_eq!(cells.score(), (2, 2));
        let tries = heard(&["PASS [ 1s] actions::raced all", "    race offers: 120 tries in 6 rounds"]);
        assert_eq!(tries.score(), (120, 120));
    }

    #[test]
    fn what_fails_is_never_counted_as_passed() {
        let found = heard(&["FAIL [ 1s] actions::crashed all", "fault F1 1 of 9 (x)"]);
        assert_eq!(found.score(), (1, 2));
        assert_eq!(heard(&["SIGABRT [ 1s] actions::crashed all"]).score(), (0, 1));
    }
}
