//! `amanat serve`: pages, and the worker beside them, until it is told to stop.

use crate::{
    config::Config,
    desk, entrance, jobs, keystore,
    page::House,
    router,
    site::Site,
    sockets::Sockets,
    stop::Stop,
    watch::{Pulse, metrics},
};
use anyhow::{Context, Result};
use std::time::Duration;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// Sockets that were told to come back close within this.
const CLOSE: Duration = Duration::from_secs(3);

/// Serves until `stop`; then finishes what is running, and closes the database.
///
/// # Errors
/// When the address is taken, the database does not open, or a setting is unusable.
pub async fn serve(config: Config, stop: Stop) -> Result<()> {
    let listener = TcpListener::bind(config.addr).await.with_context(|| format!("cannot listen on {}", config.addr))?;
    let here = listener.local_addr()?;
    let store = desk::open_store_to_stay(&config).await?;
    let desk = open_desk(&config, store, &config.origin(here.port())).await?;
    // Leptos runs what a page waits for on this runtime. An error means that it was told before.
    let _ = any_spawner::Executor::init_tokio();
    let site = Site::of(&config.site).with_context(|| format!("the site in {}", config.site.display()))?;
    let house = House::new(desk.clone(), site.base.clone(), config.is_demo);
    if let Some(addr) = config.metrics_addr {
        metrics::serve(addr, desk.clone()).await?;
    }
    let pulse = Pulse::default();
    let news = share_news(&desk, true);
    let worker = tokio::spawn(jobs::run(desk.clone(), stop.clone(), pulse.clone()));
    let sockets = Sockets::new(desk.clone(), stop.clone());
    announce(here);
    let around =
        router::Around { stop: stop.clone(), sockets: sockets.clone(), pulse, proxies: config.trusted_proxies };
    entrance::serve(listener, router::router(house, site, around), &stop).await;
    sockets.closed(CLOSE).await;
    worker.await.context("the worker broke")?;
    news.end().await;
    desk.store.close().await;
    Ok(())
}

/// News that go between processes.
pub struct Shared {
    until: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Tells other processes what changes here, and hears them if this one has pages.
pub fn share_news(desk: &actions::Desk, hears: bool) -> Shared {
    let (until, end) = oneshot::channel();
    let desk = desk.clone();
    // Told to end, or forgotten: both are the end.
    let end = async move { drop(end.await) };
    let task = tokio::spawn(async move { desk.feed.share(&desk.store, hears, Box::pin(end)).await });
    Shared { until, task }
}

impl Shared {
    /// The last news are told.
    pub async fn end(self) {
        drop(self.until);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "news between processes");
        }
    }
}

#[cfg(not(feature = "demo"))]
async fn open_desk(config: &Config, store: store::Store, origin: &str) -> Result<actions::Desk> {
    open_real_desk(config, store, origin).await
}

async fn open_real_desk(config: &Config, store: store::Store, origin: &str) -> Result<actions::Desk> {
    let desk = desk::assemble(config, store, origin)?;
    desk.clock.put_right(&desk.store).await.context("the database does not say what time it is")?;
    desk::check_chains(&desk).await?;
    keystore::say_what_is_kept(&desk).await?;
    actions::market::plant_starting_tree(&desk).await?;
    Ok(desk)
}

#[cfg(feature = "demo")]
async fn open_desk(config: &Config, store: store::Store, origin: &str) -> Result<actions::Desk> {
    if config.is_demo {
        crate::demo::open_desk(config, store, origin).await
    } else {
        open_real_desk(config, store, origin).await
    }
}

#[allow(clippy::print_stdout, reason = "whoever started us waits for this line")]
fn announce(here: std::net::SocketAddr) {
    println!("listening on http://{here}");
}
