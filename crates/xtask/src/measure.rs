//! `cargo xtask bench | faults | conformance`: runs the program that measures, shows its figures, holds it to its targets.

use crate::{
    cargo::{cargo, find_program},
    figures::{Figure, table},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

#[derive(clap::Args)]
pub struct Options {
    /// What to measure, and whatever else the program takes
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Runs `program` optimised. Its lines that are figures are checked and gathered; all others are passed on to stderr.
///
/// # Errors: there is no such program, it fails, or a figure misses its target.
pub fn measure(program: &str, options: &Options) -> Result<()> {
    let Some(found) = find_program(program)? else {
        bail!("there is no program `{program}` in this workspace yet");
    };
    let mut command = cargo("run");
    command.args(["--release", "-p", &found.package, "--bin", program]);
    if !found.required_features.is_empty() {
        command.args(["--features", &found.required_features.join(",")]);
    }
    let mut child = command.arg("--").args(&options.args).stdout(Stdio::piped()).spawn()?;
    let mut figures = Vec::new();
    for line in BufReader::new(child.stdout.take().context("no stdout")?).lines() {
        let line = line?;
        match serde_json::from_str::<Figure>(&line) {
            Ok(figure) => {
                println!("{line}");
                figures.push(figure);
            }
            Err(_) => eprintln!("{line}"),
        }
    }
    let status = child.wait()?;
    if !figures.is_empty() {
        eprint!("\n{}", table(&figures));
    }
    ensure!(status.success(), "`{program}` ended with {status}");
    let missed: Vec<&str> = figures.iter().filter(|it| it.pass == Some(false)).map(|it| it.bench.as_str()).collect();
    ensure!(missed.is_empty(), "missed: {}", missed.join(", "));
    Ok(())
}
