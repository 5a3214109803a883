//! Asking cargo: build a thing and learn where it lies, whatever the target folder is.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    env,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// The cargo that runs us.
pub fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand);
    command
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// A thing that cargo can build: a library, a binary, a test.
#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    #[serde(default, rename = "required-features")]
    required_features: Vec<String>,
}

/// Builds, and answers where the file of `name` with this extension (none for a program) was laid.
pub fn build(args: &[&str], name: &str, extension: Option<&str>) -> Result<PathBuf> {
    let mut command = cargo("build");
    command.args(args).arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let mut child = command.spawn().context("cannot start cargo")?;
    let messages = BufReader::new(child.stdout.take().context("cargo has no stdout")?);
    let mut found = None;
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Message>(&line?) else { continue };
        let ours = message.reason == "compiler-artifact" && message.target.is_some_and(|target| target.name == name);
        let wanted = |file: &PathBuf| file.extension().map(|it| it.to_string_lossy()).as_deref() == extension;
        found = if ours { message.filenames.into_iter().find(wanted).or(found) } else { found };
    }
    let status = child.wait()?;
    ensure!(status.success(), "`cargo build {}` ended with {status}", args.join(" "));
    found.with_context(|| format!("cargo built no `{name}`: the workspace has nothing of that name"))
}

/// A program of our workspace.
pub struct Program {
    pub package: String,
    pub required_features: Vec<String>,
}

/// The program of this name in our workspace, if there is one.
pub fn find_program(name: &str) -> Result<Option<Program>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        targets: Vec<Target>,
    }
    let said = crate::shell::run_quietly(cargo("metadata").args(["--no-deps", "--format-version=1"]))?;
    let metadata: Metadata = serde_json::from_str(&said)?;
    Ok(metadata.packages.into_iter().find_map(|Package { name: package, targets }| {
        let is_it = |target: &Target| target.name == name && target.kind.iter().any(|kind| kind == "bin");
        let required_features = targets.into_iter().find(is_it)?.required_features;
        Some(Program { package, required_features })
    }))
}
