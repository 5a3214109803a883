//! `amanat audit`: adds everything up again, on any database, beside a running process or alone.

use crate::{config::Config, desk};
use anyhow::Result;
use std::process::ExitCode;

/// Prints the report; ends with 1 on a breach.
///
/// # Errors
/// When the database cannot be read.
#[allow(clippy::print_stdout, reason = "the report is what the command was called for")]
pub async fn audit(config: &Config) -> Result<ExitCode> {
    let store = desk::open_store(config).await?;
    let desk = desk::assemble(config, store, &config.origin(config.addr.port()))?;
    let report = actions::ledger::audit(&desk).await?;
    println!("{report}");
    desk.store.close().await;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
