//! `cargo xtask demo`: amanat and a local test chain, until Ctrl-C.

use crate::{
    build::{self, Server},
    chain::Chain,
    children::{Running, stop_requested, wait_until},
    shell::say,
    site,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

/// How a line of the server's stdout begins that tells a demo sign-in.
const SIGN_IN: &str = "sign in: ";
/// Seeding the demo's people hashes their passwords, which takes a while in a debug build.
const START_TIMEOUT: Duration = Duration::from_secs(120);

#[derive(clap::Args)]
pub struct Options {
    /// Build optimised: slower to start, faster to use
    #[arg(long)]
    release: bool,
    /// The port to serve on
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Where everything is kept; a second start finds it again
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// No demo people, no sample requests: an empty house
    #[arg(long)]
    no_demo: bool,
}

pub fn demo(options: &Options, called_from: &Path) -> Result<()> {
    ensure!(
        TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).is_ok(),
        "port {0} is taken: stop what listens there, or choose another with --port",
        options.port
    );
    let site = site::build()?;
    let binary = build::server(Server { release: options.release, demo: !options.no_demo })?;
    let data = called_from.join(&options.data);
    fs::create_dir_all(&data).with_context(|| format!("cannot make the data folder {}", data.display()))?;

    let stop = stop_requested()?;
    say("starting the test chain");
    let mut chain = Chain::start(&data.join("chain.json"))?;
    let Chain { running, .. } = &mut chain;
    let port_open = Duration::from_secs(30);
    let url = chain_url(running, &stop, port_open);
    let _ = url;
    Ok(())
}
