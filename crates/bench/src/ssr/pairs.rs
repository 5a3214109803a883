//! Ours and the twin, asked in turns for the same page.

use super::text::text_of;
use crate::{
    figure::Figure,
    process::{Server, Visitor},
};
use anyhow::{Result, ensure};
use domain::{PurchaseRequestId, market::PurchaseRequest};
use store::{Commit, Store};

/// Pages asked for before anything counts.
const WARM_UP: u32 = 60;
/// Interleaved rounds of each side.
const ROUNDS: u32 = 20;
/// Pages per round and side.
const PAGES: u32 = 50;

/// Both, and what they show.
pub(super) struct Pair {
    pub(super) ours: Server,
    pub(super) twin: Server,
    pub(super) store: Store,
    /// Somebody's.
    pub(super) session: String,
    pub(super) shown: PurchaseRequestId,
}

/// How a page is asked for.
#[derive(Clone, Copy)]
pub(super) enum Ask {
    /// By a stranger, and nothing has changed since the last one.
    Warm,
    /// By a stranger, and what the page shows was written just before.
    Cold,
    /// By somebody signed in.
    SignedIn,
}

impl Ask {
    pub(super) const ALL: [Self; 3] = [Self::Warm, Self::Cold, Self::SignedIn];

    const fn name(self) -> &'static str {
        match self {
            Self::Warm => "warm",
            Self::Cold => "cold",
            Self::SignedIn => "signed in",
        }
    }

    /// At most so many times the twin's.
    const fn target(self) -> f64 {
        match self {
            Self::Warm => 1.0,
            Self::Cold => 3.0,
            Self::SignedIn => 3.5,
        }
    }
}

impl Pair {
    /// Processor time of one page on either side.
    pub(super) async fn compare(&self, name: &str, path: &str, ask: Ask) -> Result<Figure> {
        let (ours, twin) = (self.visitor(&self.ours, ask), self.visitor(&self.twin, ask));
        for _ in 0..WARM_UP {
            ours.page(path).await?;
            twin.page(path).await?;
        }
        let (mut our_ms, mut twin_ms) = (0.0, 0.0);
        for _ in 0..ROUNDS {
            our_ms += self.spent(&self.ours, &ours, path, ask).await?;
            twin_ms += self.spent(&self.twin, &twin, path, ask).await?;
        }
        let each = f64::from(ROUNDS * PAGES);
        let name = format!("ssr/{name} {}", ask.name());
        Ok(Figure::beside(name, "cpu_ms", our_ms / each, twin_ms / each).within(ask.target()))
    }

    /// What a warm page costs on its way to a browser, packed; the twin packs nothing.
    pub(super) async fn packed(&self, name: &str, path: &str) -> Result<Figure> {
        let visitor = self.ours.stranger.with_packing();
        let mut spent = 0.0;
        for _ in 0..ROUNDS {
            spent += self.spent(&self.ours, &visitor, path, Ask::Warm).await?;
        }
        Ok(Figure::said(format!("ssr/{name} warm and packed"), "cpu_ms", spent / f64::from(ROUNDS * PAGES)))
    }

    /// That both show the same words.
    pub(super) async fn agree(&self, path: &str, ask: Ask) -> Result<()> {
        let (ours, twin) = (self.visitor(&self.ours, ask), self.visitor(&self.twin, ask));
        let (ours, twin) = (text_of(&ours.page(path).await?), text_of(&twin.page(path).await?));
        ensure!(ours == twin, "{path}: the twin shows another text\nours: {ours}\ntwin: {twin}");
        Ok(())
    }

    fn visitor(&self, server: &Server, ask: Ask) -> Visitor {
        match ask {
            Ask::Warm | Ask::Cold => server.stranger.clone(),
            Ask::SignedIn => server.stranger.signed_in(&self.session),
        }
    }

    async fn spent(&self, server: &Server, visitor: &Visitor, path: &str, ask: Ask) -> Result<f64> {
        // What is written meanwhile is written by this process, and counts for neither.
        let before = server.cpu_ms()?;
        for _ in 0..PAGES {
            if matches!(ask, Ask::Cold) {
                self.write().await?;
            }
            visitor.page(path).await?;
        }
        Ok(server.cpu_ms()? - before)
    }

    /// Saves the shown request as it is: every page that shows it must be made anew.
    async fn write(&self) -> Result<()> {
        let request: PurchaseRequest = self.store.get(self.shown).await?;
        Ok(self.store.commit(Commit::new().save(&request)).await?)
    }
}
