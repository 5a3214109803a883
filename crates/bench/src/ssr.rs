//! Pages: ours, and a twin in axum and maud that shows the same text of the same rows through the same store, with the
//! same sessions, nonce and headers. Processor time per page, rounds interleaved, so that a noisy machine is noisy for
//! both; then what readers wait when sixteen read at once, and what the product takes of the memory.

mod load;
mod pairs;
mod text;

use crate::{
    figure::Figure,
    process::{Server, beside_us, free_port},
    seed,
};
use anyhow::Result;
use domain::PurchaseRequestId;
use pairs::{Ask, Pair};
use std::path::Path;
use store::{Place, Store};

/// Requests in the database.
const ROWS: u32 = 2_000;

pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let engine = embedded_mongo::attach(folder.path()).await?;
    // First: the product makes the category tree at its first start.
    let ours = ours(Some(&engine.uri), folder.path()).await?;
    let shown = seed::fill(&engine.uri, ROWS).await?;
    let port = free_port()?;
    let twin = Server::start(&std::env::current_exe()?, &["twin", &engine.uri, &port.to_string()], &[], port).await?;
    let store = Store::open(Place::Uri(&engine.uri)).await?;
    let pair = Pair { ours, twin, session: seed::session(&store).await?, store, shown };
    let pages_and_asks = || pages(shown).into_iter().flat_map(|page| Ask::ALL.map(|ask| (page.clone(), ask)));
    for ((_, path), ask) in pages_and_asks() {
        pair.agree(&path, ask).await?;
    }
    for ((name, path), ask) in pages_and_asks() {
        pair.compare(name, &path, ask).await?.print()?;
    }
    for (name, path) in pages(shown) {
        pair.packed(name, &path).await?.print()?;
    }
    load::beside(&pair, &pages(shown).map(|(_, path)| path)).await?;
    drop(pair);
    if let Some(serving) = engine.serving {
        serving.stop().await;
    }
    alone(folder.path(), shown).await
}

/// As people run it: one process, with the engine inside.
async fn alone(folder: &Path, shown: PurchaseRequestId) -> Result<()> {
    let server = ours(None, folder).await?;
    Figure::said("start/2000", "s", server.first_page.as_secs_f64()).print()?;
    Figure::said("memory/started", "MB", server.resident_mb()?).print()?;
    load::alone(&server, &pages(shown).map(|(_, path)| path)).await?;
    Figure::said("memory/under load", "MB", server.resident_mb()?).print()
}

fn pages(shown: PurchaseRequestId) -> [(&'static str, String); 3] {
    [("home", "/".to_owned()), ("browse", "/requests".to_owned()), ("request", format!("/requests/{shown}"))]
}

/// The release build of the product, on a database of ours or on its own.
async fn ours(uri: Option<&str>, folder: &Path) -> Result<Server> {
    let port = free_port()?;
    let mut envs = vec![
        ("AMANAT_DATA", folder.display().to_string()),
        ("AMANAT_SECRET", "5a".repeat(32)),
        ("AMANAT_ADDR", format!("127.0.0.1:{port}")),
        ("AMANAT_ORIGIN", format!("http://localhost:{port}")),
        ("RUST_LOG", "error".to_owned()),
    ];
    envs.extend(uri.map(|uri| ("MONGODB_URI", uri.to_owned())));
    Server::start(&beside_us("amanat")?, &["serve"], &envs, port).await
}
