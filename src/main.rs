//! THE PROCESS: turns settings into a running `amanat`. No rules live here, and no `if` about money.

mod bot;
mod config;
#[cfg(feature = "demo")]
mod demo;
mod desk;
mod door;
mod entrance;
mod exports;
mod feed;
mod fragments;
mod hosted;
mod jobs;
mod keystore;
mod lingering;
mod middleware;
mod page;
mod post;
mod report;
mod router;
mod serve;
mod site;
mod sockets;
mod stop;
mod unsubscribe;
mod uploads;
mod verify;
mod watch;
mod webhooks;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{io::IsTerminal, process::ExitCode};
use stop::Stop;
use tracing_subscriber::EnvFilter;

/// What a command to the database allocates is small and short-lived, on many threads: that is what this one is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "amanat",
    version,
    about = "A bank for agreements: requests, offers, escrow and a ledger in one binary"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: config::Options,
}

#[derive(Clone, Subcommand)]
enum Command {
    /// Serve pages and run what the clock owes
    Serve,
    /// Run what the clock owes, without pages, beside a serving process
    Work,
    /// Bring collections and indexes up to date, and end
    Migrate,
    /// Add everything up again and say whether the books are right; ends with 1 when they are not
    Audit,
    /// The encrypted file of the keys that money leaves with
    Keystore {
        /// What to do
        #[command(subcommand)]
        asked: keystore::Asked,
    },
    /// Say whether a receipt is what was signed, or where it was changed; needs no settings, database or network
    Verify(verify::Asked),
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    log_to_stderr();
    // A receipt is looked at by itself: nothing of this house is needed for it.
    if let Command::Verify(asked) = &cli.command {
        return verify::verify(asked);
    }
    // One crypto provider for everything that speaks TLS. An error means that one was chosen before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = cli.options.check()?;
    match cli.command {
        Command::Serve => serve::serve(config, Stop::on_signal()?).await.map(|()| ExitCode::SUCCESS),
        Command::Work => work(&config, Stop::on_signal()?).await.map(|()| ExitCode::SUCCESS),
        // Opening is what brings a database up to date.
        Command::Migrate => desk::open_store(&config).await.map(|_| ExitCode::SUCCESS),
        Command::Audit => report::audit(&config).await,
        Command::Keystore { asked } => keystore::keystore(&config, asked),
        Command::Verify(asked) => verify::verify(&asked),
    }
}

async fn work(config: &config::Config, stop: Stop) -> Result<()> {
    let store = desk::open_store_to_stay(config).await?;
    let desk = desk::assemble(config, store, &config.origin(config.addr.port()))?;
    desk.clock.put_right(&desk.store).await?;
    let news = serve::share_news(&desk, false);
    jobs::run(desk.clone(), stop, watch::Pulse::default()).await;
    news.end().await;
    desk.store.close().await;
    Ok(())
}

/// Standard output is for what a person or a script waits for; everything else goes to standard error.
fn log_to_stderr() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,mongodb=warn,tower_sessions=warn"));
    let is_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(is_terminal).with_writer(std::io::stderr).init();
}
