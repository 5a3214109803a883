//! A house that runs: the real binary on an empty folder, people of every kind and one of every thing. A second hand on
//! the same database makes them; the tests speak HTTP only.
#![allow(dead_code, unused_imports, reason = "each test uses a part of the world")]

mod answer;
mod arguing;
mod asks;
#[path = "../../crates/actions/tests/identity/authenticator.rs"]
mod authenticator;
mod deciding;
mod forms;
mod leaving;
mod people;
mod shop;
mod signing;
mod talk;
mod things;

pub use answer::Answer;
pub use asks::{FORM, Ours, encoded};
pub use authenticator::{Authenticator, ORIGIN};
pub use forms::form_of;
pub use people::{ALL, Who, change};
pub use things::Things;

use actions::{Desk, Keys, Settings, SystemClock};
use files::{Shelf, ShelfPlace};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};
use store::{Place, Store};
use tempfile::TempDir;
use testkit::{ACCOUNT_XPUB, PretendChain};

/// The running house, and what is in it.
pub struct World {
    child: Child,
    /// `127.0.0.1:port`.
    pub address: String,
    /// What a page of ours calls itself.
    pub origin: String,
    /// Where the operator listens.
    pub metrics: String,
    /// The second hand on the database.
    pub desk: Desk,
    /// Whose is what.
    pub things: Things,
    pub http: reqwest::Client,
    chain: PretendChain,
    folder: TempDir,
}

impl World {
    /// Starts the house and furnishes it.
    pub async fn start() -> Self {
        Self::start_saying("warn").await
    }

    /// The same, with so much in its log.
    pub async fn start_saying(level: &str) -> Self {
        Self::start_with(level, &[]).await
    }

    /// The same, with these settings besides.
    pub async fn start_with(level: &str, settings: &[(&str, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let metrics = free_address();
        let metrics_setting = ("AMANAT_METRICS_ADDR", metrics.clone());
        let settings: Vec<_> = settings.iter().cloned().chain([metrics_setting]).collect();
        let (child, address) = house(folder.path(), "127.0.0.1:0", level, &settings);
        let origin = format!("http://localhost:{}", address.rsplit(':').next().unwrap());
        let (desk, chain) = second_hand(folder.path(), &origin).await;
        let things = things::furnish(&desk, &chain).await;
        deciding::announce(&desk, things.people[&Who::Admin]).await;
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A form that is refused before it was read ends its connection; no other request waits on it.
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).pool_max_idle_per_host(0);
        let http = http.build().unwrap();
        Self { child, address, origin, metrics, desk, things, http, chain, folder }
    }

    /// The process, to be looked at.
    pub fn process(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Everything the process wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// How the log ends.
    pub fn last_lines(&self) -> String {
        const LINES: usize = 20;
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LINES)..].join("\n")
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// One more order of the same two that nobody has paid.
    pub async fn unpaid_order(&self) -> testkit::OrderIds {
        things::unpaid_order(&self.desk, self.things.buyer, self.things.seller).await
    }

    /// One more paid order of the same two.
    pub async fn paid_order(&self) -> testkit::OrderIds {
        things::paid_order(&self.desk, &self.chain, self.things.buyer, self.things.seller).await
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process of the house on this folder, and where it listens.
pub fn house(folder: &Path, address: &str, level: &str, settings: &[(&str, String)]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amanat"));
    command.env_clear().env("AMANAT_DATA", folder).env("AMANAT_ADDR", address);
    command.env("AMANAT_SITE", folder.join("none"));
    command.envs(settings.iter().map(|(name, value)| (*name, value.as_str())));
    command.env("RUST_LOG", level).arg("serve").stdout(Stdio::piped());
    let log = std::fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let mut child = command.stderr(log).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok);
    let address = said.find_map(|line| Some(line.strip_prefix("listening on http://")?.to_owned()));
    let address = address.expect("the house ended before it listened");
    // Whoever reads no further must not make the writer wait.
    std::thread::spawn(move || said.for_each(drop));
    (child, address)
}

async fn second_hand(folder: &Path, origin: &str) -> (Desk, PretendChain) {
    use actions::escrow::Watched;
    let store = Store::open(Place::Folder(folder)).await.unwrap();
    let settings = Settings { origin: origin.to_owned(), ..Settings::default() };
    let keys = Keys::of_folder(folder).unwrap();
    let chain = PretendChain::of_id(31_337);
    let known = payments::Chain::new(chain.settings().clone()).unwrap();
    let account = payments::AccountKey::parse(ACCOUNT_XPUB).unwrap();
    let desk = Desk::bare(store, Arc::new(SystemClock), settings, keys);
    let passkeys = Some(Arc::new(actions::identity::passkeys_for(origin).unwrap()));
    let files = Shelf::open(&ShelfPlace::Folder(folder.join("files"))).unwrap();
    (Desk { chains: Arc::new(vec![known]), account: Some(Arc::new(account)), passkeys, files, ..desk }, chain)
}

fn free_address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}
