//! THE SCALE: measures the release build beside a named baseline of the same run.
//!
//! Processes are measured, not functions: the app and its twin are two programs that read one database through the
//! same store. Prints one JSON line per figure. Nothing here is part of the product.
#![allow(clippy::print_stdout, reason = "figures are lines on stdout")]

mod chat;
mod figure;
mod ledger;
mod process;
mod seed;
mod signin;
mod ssr;
mod start;
mod twin;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "amanat-bench")]
struct Cli {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Processor time per page, beside a hand-written twin of the same text
    Ssr,
    /// From start to the first page, and the first browse page, on an empty folder and with 100,000 requests
    Start,
    /// Durable postings of sixteen clients, all to one account and spread, beside PostgreSQL 15
    Ledger,
    /// A wrong password of somebody beside a name of nobody, through the deed: does the door tell who has an account?
    Signin,
    /// A room of two hundred beside Socket.IO 4.8: processor time per delivery, waits, and what an idle socket holds
    Chat,
    /// The twin itself (started by `ssr`)
    #[command(hide = true)]
    Twin {
        /// Database
        uri: String,
        /// Port on 127.0.0.1
        port: u16,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    // Only fails when somebody installed one before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match Cli::parse().bench {
        Bench::Ssr => ssr::measure().await,
        Bench::Start => start::measure().await,
        Bench::Ledger => ledger::measure().await,
        Bench::Chat => chat::measure().await,
        Bench::Signin => signin::measure().await,
        Bench::Twin { uri, port } => twin::serve(&uri, port).await,
    }
}
