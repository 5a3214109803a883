//! `cargo xtask faults`: every fault we say we survive, made to happen many times, and `passed/total` for each.
//!
//! A fault is a set of tests. The usual run of all tests makes each of them happen a few times; here they happen often. A
//! line `fault …` or `race …: N tries …` of a test counts what it tried; a test without one counts as one.

mod found;
mod rows;

use crate::cargo::cargo;
use anyhow::{Context, Result, ensure};
use found::Found;
use rows::{ROWS, Row};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
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
    /// In the build of the usual tests: less to build, and all of it takes many times longer
    #[arg(long)]
    unoptimised: bool,
}

/// A fault, what became of it, and how long that took.
type Line = (&'static Row, Found, Duration);

/// Runs the faults and prints a line for each.
///
/// # Errors: one of them was not survived, or the tests do not build.
pub fn faults(options: &Options) -> Result<()> {
    let is_asked = |row: &&Row| options.rows.iter().any(|number| number.eq_ignore_ascii_case(row.number));
    let wanted: Vec<&Row> = ROWS.iter().filter(|row| options.rows.is_empty() || is_asked(row)).collect();
    let known = || ROWS.iter().map(|row| row.number).collect::<Vec<_>>().join(" ");
    ensure!(!wanted.is_empty(), "no such fault; there are {}", known());
    let seed = options.seed.unwrap_or_else(drawn);
    println!("everything is drawn from {seed}: --seed {seed} draws it again");
    let mut lines: Vec<Line> = Vec::new();
    for row in wanted {
        lines.push(run(row, options, seed)?);
    }
    println!("\n{}", table(&lines, seed));
    let bad: Vec<&str> = lines.iter().filter(|(_, found, _)| found.is_bad()).map(|(row, ..)| row.number).collect();
    ensure!(bad.is_empty(), "not survived: {}", bad.join(" "));
    Ok(())
}

/// Small enough that a race may count upwards from it.
fn drawn() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (u64::from(now.subsec_nanos()) << 16) ^ now.as_secs()
}

/// A line for each fault, with what failed and how it is made again below it, and the sum.
fn table(lines: &[Line], seed: u64) -> String {
    let mut text = String::new();
    let (mut passed, mut total, mut took) = (0, 0, Duration::ZERO);
    for (row, found, seconds) in lines {
        let score = found.score();
        (passed, total, took) = (passed + score.0, total + score.1, took + *seconds);
        text += &line(row.number, score, *seconds, row.what);
        for (test, again) in found.failures(row.number, seed) {
            text += &format!("       FAILED {test}\n       again: {again}\n");
        }
    }
    text + &line("all", (passed, total), took, &format!("seed {seed}"))
}

fn line(number: &str, (passed, total): (u64, u64), took: Duration, what: &str) -> String {
    format!("{number:<6} {:<16} {:>5} s  {what}\n", format!("{passed}/{total}"), took.as_secs())
}

fn run(row: &'static Row, options: &Options, seed: u64) -> Result<Line> {
    println!("── {} {}", row.number, row.what);
    // nextest says everything on stderr, the output of tests included.
    let mut child = command(row, options, seed).stderr(Stdio::piped()).spawn().context("cannot start cargo-nextest")?;
    let (mut found, mut started) = (Found::default(), Instant::now());
    for line in BufReader::new(child.stderr.take().context("no stderr")?).lines() {
        let line = line?;
        found.hear(&line);
        if line.trim_start().starts_with("Starting ") {
            // Building is over.
            started = Instant::now();
        }
        if !is_usual(&line) {
            eprintln!("{line}");
        }
    }
    let (ended, took) = (child.wait()?, started.elapsed());
    let (passed, total) = found.score();
    if !ended.success() && passed == total {
        found.could_not_run(&format!("the runner ended with {ended}"));
    } else {
        found.must_have_met_all_of(row.tests);
    }
    Ok((row, found, took))
}

fn command(row: &Row, options: &Options, seed: u64) -> Command {
    let mut tests = cargo("nextest");
    tests.arg("run").args(row.room).args(["--no-fail-fast", "-E", row.tests]);
    tests.args(["--success-output", "immediate", "--failure-output", "immediate", "--color", "never"]);
    tests.env("AMANAT_FAULTS", "all").env("AMANAT_FORGERIES", (options.rounds * 20).to_string());
    tests.env("AMANAT_CLICKS", CLICKS);
    for name in ["AMANAT_FAULT_SEED", "AMANAT_RACE_SEED", "PROPTEST_RNG_SEED"] {
        tests.env(name, seed.to_string());
    }
    match row.long {
        None => tests.env("AMANAT_RACE_ROUNDS", options.rounds.to_string()),
        Some(long) => {
            let tries = options.tries.unwrap_or(long.tries);
            tests.env("AMANAT_RACE_TRIES", tries.to_string()).env("AMANAT_RACE_ORDERS", ORDERS)
        }
    };
    if row.is_optimised && !options.unoptimised {
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
