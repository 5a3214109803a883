//! `cargo xtask bench | conformance`: runs the program that measures, shows its figures, holds it to its targets.

use crate::{
    cargo::{cargo, find_program},
    figures::{Line, table},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

#[derive(clap::Args)]
pub struct Options {
    /// What to measure, and whatever else the program takes
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub args: Vec<String>,
}

/// Runs `program` of this workspace, optimised, as [`gather`] does.
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
    command.arg("--").args(&options.args);
    gather(&mut command, program)
}

/// Runs what prints figures. Its lines that are figures are checked and gathered; all others are passed on to stderr.
///
/// # Errors: it fails, or a figure misses its target.
pub fn gather(command: &mut Command, name: &str) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {name}"))?;
    let mut figures = Vec::new();
    for line in BufReader::new(child.stdout.take().context("no stdout")?).lines() {
        let line = line?;
        match serde_json::from_str::<Line>(&line) {
            Ok(read) => {
                println!("{line}");
                figures.push(read.into_figure());
            }
            Err(_) => eprintln!("{line}"),
        }
    }
    let status = child.wait()?;
    if !figures.is_empty() {
        eprint!("\n{}", table(&figures));
    }
    let missed: Vec<&str> = figures.iter().filter(|it| it.pass == Some(false)).map(|it| it.bench.as_str()).collect();
    ensure!(missed.is_empty(), "missed: {}", missed.join(", "));
    ensure!(status.success(), "`{name}` ended with {status}");
    Ok(())
}
