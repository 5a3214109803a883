//! Counting what the test runners say they ran.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    fmt,
    io::{BufRead, BufReader},
    ops::AddAssign,
    path::Path,
    process::{Command, Stdio},
    thread,
};

/// How many tests ran, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub run: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.run += other.run;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} failed", self.failed, self.run)
    }
}

/// Runs Rust tests in front of the reader and adds up their closing lines. Also answers whether all went well.
pub fn of_rust_tests(command: &mut Command) -> Result<(Tally, bool)> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start the tests")?;
    let stdout = BufReader::new(child.stdout.take().context("no stdout")?);
    let stderr = BufReader::new(child.stderr.take().context("no stderr")?);
    // nextest closes on stderr, cargo's own runner on stdout.
    let on_stderr = thread::spawn(move || add_up(stderr, |line| eprintln!("{line}")));
    let mut tally = add_up(stdout, |line| println!("{line}"));
    tally += on_stderr.join().unwrap_or_default();
    Ok((tally, child.wait()?.success()))
}

fn add_up(said: impl BufRead, show: impl Fn(&str)) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines().map_while(Result::ok) {
        show(&line);
        tally += closing_line(&line).unwrap_or_default();
    }
    tally
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; …` or `Summary [0.1s] 4 tests run: 3 passed, 1 failed, 2 skipped`.
fn closing_line(line: &str) -> Option<Tally> {
    if !line.starts_with("test result: ") && !line.trim_start().starts_with("Summary [") {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let count = |what: &str| -> u32 {
        let found = words.windows(2).find(|pair| pair[1].trim_end_matches([',', ';']) == what);
        found.and_then(|pair| pair[0].trim_start_matches('(').parse().ok()).unwrap_or(0)
    };
    let failed = count("failed") + count("timed");
    Some(Tally { run: count("passed") + failed, failed, skipped: count("ignored") + count("skipped") })
}

/// Reads the counts of Playwright's report.
pub fn of_browser_report(report: &Path) -> Result<Tally> {
    #[derive(Deserialize)]
    struct Report {
        stats: Stats,
    }
    #[derive(Deserialize)]
    struct Stats {
        expected: u32,
        unexpected: u32,
        flaky: u32,
        skipped: u32,
    }
    let text = std::fs::read_to_string(report).context("Playwright wrote no report")?;
    let Report { stats } = serde_json::from_str(&text)?;
    let run = stats.expected + stats.unexpected + stats.flaky;
    Ok(Tally { run, failed: stats.unexpected + stats.flaky, skipped: stats.skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_closing_lines_are_counted() {
        let cargo = "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(closing_line(cargo), Some(Tally { run: 4, failed: 1, skipped: 2 }));
        let nextest = "     Summary [   0.123s] 5 tests run: 4 passed (1 slow), 1 failed, 7 skipped";
        assert_eq!(closing_line(nextest), Some(Tally { run: 5, failed: 1, skipped: 7 }));
        assert_eq!(closing_line("test a_test ... ok"), None);
    }
}
