//! `cargo xtask demo`: amanat and a local test chain, until Ctrl-C.

use crate::{
    build::{self, Server},
    chain::{self, Chain},
    children::{Running, stop_requested, wait_until},
    shell::say,
    site,
};
use anyhow::{Context, Result, ensure};
use std::{
    env, fs,
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
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
    let mut chain = match options.no_demo {
        true => None,
        false => Some(start_chain(&data, &stop)?),
    };
    say("starting amanat");
    let mut server = Running::start("amanat", &mut serve(&binary, options, &data, &site, chain.as_ref()))?;
    let (tell, sign_ins) = mpsc::channel();
    server.listen(move |line| match line.strip_prefix(SIGN_IN) {
        Some(sign_in) => drop(tell.send(sign_in.to_owned())),
        None => println!("{line}"),
    });
    let healthy = || is_healthy(options.port);
    let mut children: Vec<&mut Running> = vec![&mut server];
    children.extend(chain.as_mut().map(|chain| &mut chain.running));
    wait_until("amanat's start", START_TIMEOUT, &mut children, &stop, healthy)?;
    let chain_url = chain.as_ref().map(Chain::url);
    if !stop.load(Ordering::Relaxed) {
        greet(options, &data, chain_url.as_deref(), sign_ins.try_iter());
    }
    let mut children: Vec<&mut Running> = vec![&mut server];
    children.extend(chain.as_mut().map(|chain| &mut chain.running));
    wait_until("the end", Duration::MAX, &mut children, &stop, || false)?;
    say("stopping");
    // The server first: it still talks to the chain while it finishes.
    drop(server);
    drop(chain);
    Ok(())
}

fn start_chain(data: &Path, stop: &AtomicBool) -> Result<Chain> {
    say("starting the test chain");
    let mut chain = Chain::start(&data.join("chain.json"))?;
    let port = chain.port;
    wait_until("the chain's start", START_TIMEOUT, &mut [&mut chain.running], stop, || chain::listens(port))?;
    Ok(chain)
}

/// Without a chain of ours, `AMANAT_CHAINS` of the caller passes through: an empty house takes real chains or none.
fn serve(binary: &Path, options: &Options, data: &Path, site: &Path, chain: Option<&Chain>) -> Command {
    let mut command = Command::new(binary);
    command
        .arg("serve")
        .env("AMANAT_DATA", data)
        .env("AMANAT_ADDR", format!("127.0.0.1:{}", options.port))
        .env("AMANAT_ORIGIN", format!("http://localhost:{}", options.port))
        .env("AMANAT_SITE", site)
        .stdout(Stdio::piped());
    match chain {
        Some(chain) => command.env("AMANAT_CHAINS", chain.setting()).env("AMANAT_DEMO", "1"),
        None => command.env_remove("AMANAT_DEMO"),
    };
    command
}

fn greet(options: &Options, data: &Path, chain: Option<&str>, sign_ins: impl Iterator<Item = String>) {
    println!("\namanat is open:  http://localhost:{}", options.port);
    if let Some(chain) = chain {
        println!("test chain:      {chain}");
    }
    println!("data:            {}", data.display());
    let kept_in =
        if env::var_os("MONGODB_URI").is_some() { "the database that MONGODB_URI names" } else { "that folder" };
    println!("kept in:         {kept_in}");
    sign_ins.for_each(|sign_in| println!("sign in:         {sign_in}"));
    println!("Ctrl-C stops it.\n");
}

/// Asks `GET /healthz`, with no more than the standard library.
fn is_healthy(port: u16) -> bool {
    let ask = || -> io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /healthz HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n")?;
        let mut status_line = [0; 12];
        stream.read_exact(&mut status_line)?;
        Ok(status_line.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}
