//! From the start of the process to its first page, and the first browse page, empty and full.

use crate::{
    figure::Figure,
    process::{Server, beside_us, free_port},
    seed,
};
use anyhow::Result;
use std::{path::Path, time::Instant};

/// Requests in the full database.
const ROWS: u32 = 100_000;
/// Seconds a person may wait for the first page after a start.
const START_SECS: f64 = 2.0;
/// Milliseconds of the server for the first browse page.
const BROWSE_MS: f64 = 100.0;
/// Browse pages measured; the middle one counts.
const TRIES: usize = 21;

pub(crate) async fn measure() -> Result<()> {
    let empty = tempfile::tempdir()?;
    let server = ours(empty.path()).await?;
    Figure::at_most("start/empty", "s", server.first_page.as_secs_f64(), START_SECS).print()?;
    drop(server);

    let full = tempfile::tempdir()?;
    // The product makes the category tree at its first start.
    drop(ours(full.path()).await?);
    let engine = embedded_mongo::attach(full.path()).await?;
    seed::fill(&engine.uri, ROWS).await?;
    if let Some(serving) = engine.serving {
        serving.stop().await;
    }
    let server = ours(full.path()).await?;
    Figure::at_most("start/100000", "s", server.first_page.as_secs_f64(), START_SECS).print()?;
    Figure::at_most("browse/first", "ms", middle(&server, "/requests").await?, BROWSE_MS).print()?;
    for (name, path) in
        [("browse/word", "/requests?text=lamp"), ("browse/urgent", "/requests?urgency=urgent&sort=budget_high")]
    {
        Figure::said(name, "ms", middle(&server, path).await?).print()?;
    }
    Ok(())
}

async fn ours(folder: &Path) -> Result<Server> {
    let port = free_port()?;
    let envs = [
        ("AMANAT_DATA", folder.display().to_string()),
        ("AMANAT_ADDR", format!("127.0.0.1:{port}")),
        ("AMANAT_ORIGIN", format!("http://localhost:{port}")),
        ("RUST_LOG", "error".to_owned()),
    ];
    Server::start(&beside_us("amanat")?, &["serve"], &envs, port).await
}

/// The middle of several waits for a page, milliseconds; loopback and the client are counted too.
async fn middle(server: &Server, path: &str) -> Result<f64> {
    let mut waits = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let asked = Instant::now();
        server.stranger.page(path).await?;
        waits.push(asked.elapsed().as_secs_f64() * 1_000.0);
    }
    waits.sort_by(f64::total_cmp);
    Ok(waits[TRIES / 2])
}
