//! A local Ethereum node of our own, one per test: `anvil` from the npm packages of the workspace.
//!
//! Starts on a free port, ends with the value. How a test steers the chain (mine, reorganise) is here;
//! what the product asks of a chain is not.

use crate::json_rpc;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// Where the npm package keeps the program itself (the launcher script beside it would outlive a kill).
const PROGRAM: &str = "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

/// A machine that compiles beside the test may need a while.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running local chain; it ends when this is dropped.
pub struct Anvil {
    /// None when another process owns it.
    process: Option<Child>,
    port: u16,
}

impl Anvil {
    /// Starts a chain with that id and waits until it answers.
    ///
    /// # Panics
    /// When the program is missing (`npm install`, or name it in `AMANAT_ANVIL`) or does not come up.
    pub fn start(chain_id: u64) -> Self {
        Self::start_with(chain_id, &[])
    }

    /// As [`Anvil::start`], with more arguments of the program, e.g. `["--no-mining"]`.
    ///
    /// # Panics
    /// As [`Anvil::start`].
    pub fn start_with(chain_id: u64, arguments: &[&str]) -> Self {
        let program = program();
        let mut process = Command::new(&program)
            .args(["--host", "127.0.0.1", "--port", "0", "--chain-id", &chain_id.to_string()])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start ({error}); run `npm install`", program.display()));
        let stdout = process.stdout.take().expect("stdout is piped a few lines above");
        let Some(port) = port_said_in(stdout) else {
            let _ = process.kill();
            let _ = process.wait();
            panic!("anvil did not say its port within {PATIENCE:?}");
        };
        let anvil = Self { process: Some(process), port };
        let answered = anvil.rpc("eth_chainId", json!([]));
        assert_eq!(answered, json!(format!("{chain_id:#x}")), "anvil runs another chain");
        anvil
    }

    /// A chain that another process of this test has started: it runs on when this is dropped.
    pub const fn attached(port: u16) -> Self {
        Self { process: None, port }
    }

    /// Where it answers.
    pub fn rpc_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it answers at, for [`Anvil::attached`].
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Mines so many blocks.
    ///
    /// # Panics
    /// When the chain does not answer.
    pub fn mine(&self, blocks: u64) {
        self.rpc("anvil_mine", json!([format!("{blocks:#x}")]));
    }

    /// Replaces the last `depth` blocks by empty ones.
    ///
    /// # Panics
    /// When the chain does not answer.
    pub fn reorganise(&self, depth: u64) {
        self.rpc("anvil_reorg", json!([depth, []]));
    }

    /// Any other call; the `result` of it.
    ///
    /// # Panics
    /// When the chain does not answer or answers with an error: a test cannot go on without its chain.
    pub fn rpc(&self, method: &str, params: Value) -> Value {
        json_rpc::call(self.port, method, &params).unwrap_or_else(|error| panic!("anvil, {method}: {error}"))
    }
}

impl Drop for Anvil {
    fn drop(&mut self) {
        let Some(process) = &mut self.process else { return };
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn program() -> PathBuf {
    std::env::var_os("AMANAT_ANVIL")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(PROGRAM), PathBuf::from)
}

/// The port in the line "Listening on 127.0.0.1:PORT". A thread reads on to the end, so that a full pipe
/// never stops the chain.
fn port_said_in(stdout: ChildStdout) -> Option<u16> {
    let (say, hear) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(port) = line.strip_prefix("Listening on 127.0.0.1:") {
                let _ = say.send(port.trim().parse().ok());
            }
        }
    });
    hear.recv_timeout(PATIENCE).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_the_wished_id_mines_and_ends_with_its_value() {
        let anvil = Anvil::start(31_338);
        anvil.mine(3);
        assert_eq!(anvil.rpc("eth_blockNumber", json!([])), json!("0x3"));
        let port = anvil.port;
        drop(anvil);
        assert!(json_rpc::call(port, "eth_blockNumber", &json!([])).is_err());
    }
}
