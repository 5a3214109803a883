//! `amanat-bench-checkout`: a program of its own, because the people and the chain it orders with come from the workshop, and
//! with them the engine's test switches (off). What the other benches measure has none of that.
#![allow(clippy::print_stdout, reason = "figures are lines on stdout")]

mod checkout;
#[path = "../figure.rs"]
#[allow(dead_code, reason = "the other program's figures have baselines")]
mod figure;
#[path = "../process.rs"]
#[allow(dead_code, reason = "the other program also measures processes beside it")]
mod process;

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    checkout::measure().await
}
