//! The watcher: reads a chain, writes down every transfer to one of our addresses, and books those that are
//! final and pass every check. Reading a block twice, or by two workers at once, does no harm.

mod booked;
mod review;
mod scan;
mod sight;

pub(crate) use review::{booking_in, booking_of};
pub(crate) use sight::see;

use crate::{ActionError, Desk};
use domain::{
    Money,
    escrow::{ChainAddress, ChainEvent, ChainEventStatus, Payment},
};
use payments::{Chain, ChainError, ChainSettings, Head, SeenTransfer, Verdict, Wanted};
use std::future::Future;

/// What the watcher asks of a chain.
pub trait Watched: Send + Sync {
    /// Tokens, confirmations, name.
    fn settings(&self) -> &ChainSettings;
    /// The newest block.
    fn head(&self) -> impl Future<Output = Result<Head, ChainError>> + Send;
    /// Transfers to these addresses in these blocks, both included.
    fn transfers(
        &self,
        from_block: u64,
        to_block: u64,
        to: &[ChainAddress],
    ) -> impl Future<Output = Result<Vec<SeenTransfer>, ChainError>> + Send;
    /// Whether a transfer counts, read again, with evidence.
    fn verify(
        &self,
        transfer: &SeenTransfer,
        wanted: &Wanted,
        head: &Head,
    ) -> impl Future<Output = Result<Verdict, ChainError>> + Send;
}

impl Watched for Chain {
    fn settings(&self) -> &ChainSettings {
        self.settings()
    }

    fn head(&self) -> impl Future<Output = Result<Head, ChainError>> + Send {
        self.head()
    }

    fn transfers(
        &self,
        from_block: u64,
        to_block: u64,
        to: &[ChainAddress],
    ) -> impl Future<Output = Result<Vec<SeenTransfer>, ChainError>> + Send {
        self.transfers(from_block, to_block, to)
    }

    fn verify(
        &self,
        transfer: &SeenTransfer,
        wanted: &Wanted,
        head: &Head,
    ) -> impl Future<Output = Result<Verdict, ChainError>> + Send {
        self.verify(transfer, wanted, head)
    }
}

/// Reads what is new on a chain and books what became final. Answers whether something is waited for, so
/// that the next look may come sooner.
///
/// # Errors
/// [`ActionError::Outside`] when the chain cannot be read; what was read before it is kept.
pub async fn watch_chain(desk: &Desk, chain: &impl Watched) -> Result<bool, ActionError> {
    let head = chain.head().await.map_err(outside)?;
    scan::look_for_new(desk, chain, &head).await?;
    let waiting = desk.store.unsettled_transfers(chain.settings().chain_id).await?;
    for event in &waiting {
        review::look_again(desk, chain, &head, event).await?;
    }
    booked::look_at_booked(desk, chain, &head).await?;
    Ok(!waiting.is_empty() || desk.store.has_open_payments().await?)
}

pub(crate) fn outside(error: ChainError) -> ActionError {
    ActionError::Outside(error.to_string())
}

/// What a payment's transfers that are not final add up to, without one of them.
pub(super) async fn seen_without(desk: &Desk, payment: &Payment, event: &ChainEvent) -> Result<Money, ActionError> {
    let mut seen = Money::zero(payment.coin());
    for other in desk.store.chain_events_of(payment.id).await? {
        if other.status == ChainEventStatus::Seen && other.id != event.id {
            seen = seen.plus(payment.counts(&other))?;
        }
    }
    Ok(seen)
}
