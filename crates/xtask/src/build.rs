//! `cargo xtask build`: dist/ and the `amanat` binary.

use crate::{cargo, shell::say, site};
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// Optimised, and without the demo's helpers: what is put on a server
    #[arg(long)]
    release: bool,
}

/// Which `amanat` to build.
#[derive(Clone, Copy)]
pub struct Server {
    pub release: bool,
    /// With the demo's helpers (a wallet that pays by itself, known sign-ins).
    pub demo: bool,
}

pub fn build(options: &Options) -> Result<()> {
    let site = site::build()?;
    let binary = server(Server { release: options.release, demo: !options.release })?;
    say(format_args!("the site is in {}", site.display()));
    say(format_args!("the server is {}", binary.display()));
    Ok(())
}

/// Builds `amanat` and answers where it lies.
pub fn server(wanted: Server) -> Result<PathBuf> {
    say("building the server");
    // `-p`: cargo joins the features of every package it is asked for, and the workshop's must not get in.
    let mut args = vec!["-p", "amanat", "--bin", "amanat"];
    if wanted.demo {
        args.extend(["--features", "demo"]);
    }
    if wanted.release {
        args.push("--release");
    }
    cargo::build(&args, "amanat", None)
}

/// Builds the double of a hardware signer, for journeys. Never for a server.
pub fn trezor() -> Result<PathBuf> {
    cargo::build(&["-p", "fake-trezor", "--bin", "fake-trezor"], "fake-trezor", None)
}
