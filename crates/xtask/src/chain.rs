//! A local test chain: Foundry's anvil, out of its npm package.

use crate::children::Running;
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Where the chain listens when the port is free, as every wallet expects it.
const USUAL_PORT: u16 = 8545;
const CHAIN_ID: u64 = 31_337;

pub struct Chain {
    pub running: Running,
    pub port: u16,
}

impl Chain {
    /// Starts the chain, going on where the one in `state` stopped.
    pub fn start(state: &Path) -> Result<Self> {
        let port = free_port()?;
        let mut anvil = Command::new(program());
        anvil.args(["--host", "127.0.0.1", "--quiet", "--block-time", "1", "--state-interval", "30"]);
        anvil.args(["--chain-id", &CHAIN_ID.to_string(), "--port", &port.to_string()]);
        anvil.arg("--state").arg(state).stdout(Stdio::null());
        Ok(Self { running: Running::start("the test chain", &mut anvil)?, port })
    }

    /// The chain as amanat's setting `AMANAT_CHAINS` wants it.
    pub fn setting(&self) -> String {
        json!([{
            "chain_id": CHAIN_ID,
            "name": "Local test chain",
            "rpc": [self.url()],
            "confirmations": 3,
            "explorer": null,
            "tokens": [],
        }])
        .to_string()
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// Does the chain take calls on this port yet?
pub fn listens(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// Anvil itself, so that a signal reaches it; npm's wrapper script where the platform's package has another name.
pub fn program() -> PathBuf {
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let processor = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    let binary = PathBuf::from(format!("node_modules/@foundry-rs/anvil-{system}-{processor}/bin/anvil"));
    if binary.is_file() { binary } else { "node_modules/.bin/anvil".into() }
}

fn free_port() -> Result<u16> {
    let usual = TcpListener::bind((Ipv4Addr::LOCALHOST, USUAL_PORT));
    let listener = usual.or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}
