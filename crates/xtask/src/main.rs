//! THE FOREMAN: sets up what is missing, builds, shows, tests and measures, by calling well-kept tools.
//! Always started as `cargo xtask …`, a file here per command. No rule of the product lives here.
#![allow(clippy::print_stdout, reason = "a command-line tool answers on stdout")]

mod build;
mod cargo;
mod chain;
mod children;
mod demo;
mod faults;
mod figures;
mod icons;
mod looks;
mod measure;
mod setup;
mod shell;
mod site;
mod tally;
mod test;
mod trunk;

use clap::{Parser, Subcommand};
use std::{env, path::Path, process::ExitCode};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Sets up, builds, shows, tests and measures amanat")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the browser's bundle into dist/ and the `amanat` binary
    Build(build::Options),
    /// Build, then run amanat beside a local test chain and say where to sign in
    Demo(demo::Options),
    /// Check and test everything: what has to pass before a change lands
    Test(test::Options),
    /// Measure one thing against its baseline, as JSON lines
    Bench(measure::Options),
    /// Look at every page for everyone, in every light, language and width, with axe
    Axe,
    /// Break things on purpose, many times, and print for each fault how often no money was lost
    Faults(faults::Options),
    /// Compare the embedded engine with a real database server
    Conformance(measure::Options),
    /// Draw dist/pkg/icons.svg (Trunk's hook)
    Icons,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let called_from = env::current_dir()?;
    env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    match command {
        Command::Build(options) => build::build(&options),
        Command::Demo(options) => demo::demo(&options, &called_from),
        Command::Test(options) => test::test(&options),
        Command::Axe => looks::axe(),
        Command::Bench(options) if looks::bench(options.args.first().map_or("", String::as_str), &options)? => Ok(()),
        Command::Bench(options) if options.args.first().is_some_and(|what| what == "checkout") => {
            measure::measure("amanat-bench-checkout", &options)
        }
        Command::Bench(options) => {
            // What is measured is what is put on a server; the store and the deeds alone need none.
            if !options.args.first().is_some_and(|what| what == "ledger" || what == "signin") {
                build::server(build::Server { release: true, demo: false })?;
            }
            measure::measure("amanat-bench", &options)
        }
        Command::Faults(options) => faults::faults(&options),
        Command::Conformance(options) => measure::measure("amanat-conformance", &options),
        Command::Icons => icons::for_trunk(),
    }
}
