//! `cargo xtask faults`: every fault we say we survive, made to happen many times, and `passed/total` for each.
//!
//! A fault is a set of tests. The usual run of all tests makes each of them happen a few times; here they happen often. A
//! line `fault …` or `race …: N tries …` of a test counts what it tried; a test without one counts as one.

use crate::cargo::cargo;
use anyhow::{Context, Result, ensure};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

#[derive(clap::Args)]
pub struct Options {
    /// Only these faults: F1 F19
    rows: Vec<String>,
    /// Draws the same faults again; said by every run
    #[arg(long)]
    seed: Option<u64>,
    /// Rounds of each race
    #[arg(long, default_value_t = 400)]
    rounds: u32,
    /// Races over a file instead of the memory
    #[arg(long)]
    on_disk: bool,
}

/// A fault: its number, what it is, and the tests that make it happen (a filter of cargo-nextest).
struct Row {
    number: &'static str,
    what: &'static str,
    tests: &'static str,
}

const fn row(number: &'static str, what: &'static str, tests: &'static str) -> Row {
    Row { number, what, tests }
}

const ROWS: &[Row] = &[
    row("F1", "killed at every write of a checkout", "binary(crashed) & test(/checkout|wallet|clock/)"),
    row("F2", "killed at every write of a release, a refund", "binary(crashed) & test(/release|refund/)"),
    row("F11", "transfers that are not what they seem", "package(payments) & binary(/credited_only/)"),
    row("F12", "reorganisations", "binary(/reorganised/) | (package(actions) & test(/reorganis|vanishes|moved/))"),
    row(
        "F13",
        "nodes that lie, die or disagree",
        "package(payments) & (binary(/nodes_must/) | test(/rpc_tests|quorum/))",
    ),
    row("F14", "less, more, late, twice, wrong token or chain", "package(actions) & test(/watching|aside|ways_back/)"),
    row("F16", "a database that lets us down", "binary(raced) & test(/outages/)"),
    row("F19", "release, refund, cancel and clock at once", "binary(raced) & test(/orders::/)"),
    row("F20", "two offers accepted at once", "binary(raced) & test(/offers::/)"),
    row("F21", "many payments from a wallet with money for one", "binary(raced) & test(/wallets::/)"),
    row("F37", "prices that are stale, zero, negative, or jump", "package(payments) & test(/price/)"),
];

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
        scores.push((row, run(row, options)?));
    }
    ensure!(
        !scores.is_empty(),
        "no such fault; there are {}",
        ROWS.iter().map(|row| row.number).collect::<Vec<_>>().join(" ")
    );
    println!();
    for (row, found) in &scores {
        let (passed, total) = found.score();
        println!("{:<4} {passed}/{total}  {}", row.number, row.what);
    }
    let bad: Vec<&str> = scores.iter().filter(|(_, found)| found.failed > 0).map(|(row, _)| row.number).collect();
    ensure!(bad.is_empty(), "not survived: {}; the seeds stand above", bad.join(" "));
    Ok(())
}

fn run(row: &Row, options: &Options) -> Result<Found> {
    println!("── {} {}", row.number, row.what);
    let mut tests: Command = cargo("nextest");
    tests.args(["run", "-p", "actions", "-p", "payments", "--no-fail-fast", "-E", row.tests]);
    tests.args(["--success-output", "immediate", "--failure-output", "immediate", "--color", "never"]);
    tests.env("AMANAT_FAULTS", "all").env("AMANAT_RACE_ROUNDS", options.rounds.to_string());
    if let Some(seed) = options.seed {
        tests.env("AMANAT_FAULT_SEED", seed.to_string()).env("AMANAT_RACE_SEED", seed.to_string());
    }
    if options.on_disk {
        tests.env("AMANAT_TEST_ON_DISK", "1");
    }
    // nextest says everything on stderr, the output of tests included.
    let mut child = tests.stderr(Stdio::piped()).spawn().context("cannot start cargo-nextest")?;
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
