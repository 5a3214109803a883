//! `cargo xtask test`: everything that has to pass, step by step, and one line of counts at the end.

use crate::{
    build::{self, Server},
    cargo::cargo,
    chain, setup,
    shell::{find, run, run_quietly, say},
    site,
    tally::{self, Tally},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    env, fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// Only this part
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Handed to the test runner of `--only rust` or `--only browser`
    #[arg(last = true)]
    rest: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Part {
    /// Formatting, clippy, the wasm checks
    Lint,
    /// Every Rust test
    Rust,
    /// Build everything, then the journeys in Chromium
    Browser,
}

pub fn test(options: &Options) -> Result<()> {
    let started = Instant::now();
    let wanted = |part| options.only.is_none_or(|only| only == part);
    let (mut rust, mut browser) = (Tally::default(), Tally::default());
    if wanted(Part::Lint) {
        lint()?;
    }
    if wanted(Part::Rust) {
        // The local chain that tests talk to is one of them.
        step("npm packages", setup::npm_packages)?;
        // The official client of a device is another.
        step("Python", setup::python)?;
        rust = step("Rust tests", || rust_tests(&options.rest))?;
        step("a build without the demo", without_demo)?;
    }
    if wanted(Part::Browser) {
        browser = journeys(&options.rest)?;
    }
    println!("{}", closing(rust, browser, started.elapsed()));
    Ok(())
}

fn lint() -> Result<()> {
    const STRICT: [&str; 3] = ["--", "-D", "warnings"];
    step("formatting", || run(cargo("fmt").args(["--all", "--check"])))?;
    // `frontend` is left out: with it the features `ssr` and `hydrate` would meet in one build of `app`.
    let all = ["--workspace", "--exclude", "frontend", "--all-targets", "--features", "demo"];
    step("clippy", || run(cargo("clippy").args(all).args(STRICT)))?;
    let in_the_browser = ["--target", "wasm32-unknown-unknown"];
    step("wasm target", setup::wasm_target)?;
    // Each bundle with its own features: together, what one of them lacks would come with the other.
    for bundles in [&["-p", "frontend", "-p", "verifier", "-p", "signer"][..], &["-p", "conversation"]] {
        step("clippy for the browser", || run(cargo("clippy").args(bundles).args(in_the_browser).args(STRICT)))?;
    }
    step("pure rooms in the browser", || run(cargo("check").args(["-p", "domain"]).args(in_the_browser)))
}

fn rust_tests(rest: &[String]) -> Result<Tally> {
    let all = ["--workspace", "--exclude", "frontend", "--features", "demo"];
    let mut command = if find("cargo-nextest").is_some() {
        let mut nextest = cargo("nextest");
        // What failed is said again at the end, where whoever reads a cut log finds it.
        nextest.args(["run", "--no-fail-fast", "--failure-output", "immediate-final"]).args(all).args(rest);
        nextest
    } else {
        let mut test = cargo("test");
        test.args(["--lib", "--bins", "--tests", "--no-fail-fast"]).args(all).arg("--").args(rest);
        test
    };
    // A panic says what it found; who called whom fills a log and says less.
    command.env("RUST_BACKTRACE", "0");
    let (tally, all_well) = tally::of_rust_tests(&mut command)?;
    ensure!(all_well || tally.run > 0, "they do not build, or none was run; the reason stands above");
    ensure!(all_well, "{tally}");
    Ok(tally)
}

/// Only a build of its own shows that nothing of the demo is in it: tests of other rooms switch its feature on.
fn without_demo() -> Result<()> {
    let tree = run_quietly(cargo("tree").args(["-p", "amanat", "-e", "normal", "--prefix", "none", "-f", "{p} {f}"]))?;
    let switched_on = |line: &&str| {
        let features = line.split_once(") ").map_or("", |(_, features)| features);
        ["demo", "tamper", "fail-points"].iter().any(|word| features.contains(word))
    };
    let found: Vec<&str> = tree.lines().filter(switched_on).collect();
    ensure!(found.is_empty(), "a plain build switches on what only demos and tests may: {}", found.join("; "));
    run(cargo("test").args(["-p", "amanat", "--test", "first_start"]))
}

fn journeys(rest: &[String]) -> Result<Tally> {
    const REPORT: &str = "end2end/out/report.json";
    let chromium = step("Chromium", setup::chromium)?;
    let site = step("the site", site::build)?;
    let binary = step("the server", || build::server(Server { release: false, demo: true }))?;
    let trezor = step("the signer's double", build::trezor)?;
    step("browser journeys", || {
        let _ = fs::remove_file(REPORT);
        let mut playwright = Command::new("node_modules/.bin/playwright");
        playwright.args(["test", "-c", "end2end", "--pass-with-no-tests"]).args(rest);
        let root = env::current_dir()?;
        playwright.env("CHROMIUM", chromium).env("AMANAT_SITE", site).env("AMANAT_BIN", binary);
        playwright.env("AMANAT_TREZOR", trezor).env("ANVIL", root.join(chain::program()));
        let status = playwright.status().context("cannot start Playwright")?;
        let tally = tally::of_browser_report(Path::new(REPORT))?;
        if !status.success() || tally.failed > 0 {
            bail!("{tally}; pictures of what failed are in end2end/out/failures, and with TRACE=1 all that led there");
        }
        Ok(tally)
    })
}

fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(format_args!("{name} …"));
    work().with_context(|| format!("step failed: {name}"))
}

fn closing(rust: Tally, browser: Tally, took: Duration) -> String {
    let failed = rust.failed + browser.failed;
    let skipped = match rust.skipped + browser.skipped {
        0 => String::new(),
        n => format!(", {n} skipped"),
    };
    let (minutes, seconds) = (took.as_secs() / 60, took.as_secs() % 60);
    let (rust, browser) = (rust.run, browser.run);
    format!("test: {rust} Rust tests, {browser} browser journeys, {failed} failed{skipped}, {minutes}m{seconds:02}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_everything() {
        let rust = Tally { run: 312, failed: 0, skipped: 2 };
        let browser = Tally { run: 14, failed: 0, skipped: 0 };
        let line = closing(rust, browser, Duration::from_secs(723));
        assert_eq!(line, "test: 312 Rust tests, 14 browser journeys, 0 failed, 2 skipped, 12m03s");
    }
}
