//! Which blocks are read for which addresses. Addresses of open payments are read on every look; all others
//! ever given out at a slower pace, for money that comes late.

use super::{Watched, outside, sight};
use crate::{ActionError, Desk, settings::in_force};
use domain::{PaymentId, Seconds, escrow::ChainAddress};
use payments::Head;
use std::collections::BTreeMap;
use store::ChainCursor;

/// Blocks read again on every look, beyond the confirmations: transfers may move in a reorganisation.
const OVERLAP: u64 = 16;
/// Blocks read on the very first look: nobody can have been given an address long before.
const FIRST_LOOK: u64 = 256;
/// Most blocks of one look, so that a long pause is caught up in pieces.
const MAX_BLOCKS: u64 = 5_000;
/// Addresses asked about at once.
const CHUNK: i64 = 500;

/// Whose address it is, by the address in lower case.
type Owners = BTreeMap<String, PaymentId>;

pub(super) async fn look_for_new(desk: &Desk, chain: &impl Watched, head: &Head) -> Result<(), ActionError> {
    look_at_open(desk, chain, head).await?;
    look_at_all(desk, chain, head).await
}

async fn look_at_open(desk: &Desk, chain: &impl Watched, head: &Head) -> Result<(), ActionError> {
    let blocks = Blocks::next(desk, chain, "open", head).await?;
    let mut owners = Owners::new();
    for payment in desk.store.open_payments().await? {
        if let Some(receiver) = payment.on_chain.receiver {
            owners.insert(receiver.key(), payment.id);
        }
    }
    look(desk, chain, head, &blocks, &owners).await?;
    blocks.note(desk).await
}

async fn look_at_all(desk: &Desk, chain: &impl Watched, head: &Head) -> Result<(), ActionError> {
    let blocks = Blocks::next(desk, chain, "all", head).await?;
    // A hundred addresses more, a second more between two looks.
    let pause = Seconds(i64::try_from(desk.store.destination_count().await? / 100).unwrap_or(i64::MAX));
    if blocks.last_look.is_some_and(|last| desk.now() < last + pause) {
        return Ok(());
    }
    let mut after = String::new();
    loop {
        let chunk = desk.store.destinations_after(&after, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        after.clone_from(&last.address_key);
        let owners = chunk.into_iter().map(|destination| (destination.address_key, destination.payment_id)).collect();
        look(desk, chain, head, &blocks, &owners).await?;
    }
    blocks.note(desk).await
}

async fn look(
    desk: &Desk,
    chain: &impl Watched,
    head: &Head,
    blocks: &Blocks,
    owners: &Owners,
) -> Result<(), ActionError> {
    let addresses: Vec<ChainAddress> = owners.keys().cloned().map(ChainAddress).collect();
    for transfer in chain.transfers(blocks.from, blocks.to, &addresses).await.map_err(outside)? {
        if let Some(payment) = owners.get(&transfer.to.key()) {
            sight::see(desk, chain.settings(), head, &transfer, *payment).await?;
        }
    }
    Ok(())
}

/// The blocks of one look, and where the next one begins.
struct Blocks {
    cursor: String,
    from: u64,
    to: u64,
    last_look: Option<domain::Timestamp>,
}

impl Blocks {
    async fn next(desk: &Desk, chain: &impl Watched, set: &str, head: &Head) -> Result<Self, ActionError> {
        let settings = chain.settings();
        let cursor = format!("{}:{set}", settings.chain_id);
        let known = desk.store.chain_cursor(&cursor).await?;
        let from = match &known {
            // The head may be lower than before: nodes fall back, test chains start again.
            Some(known) => u64::try_from(known.block).unwrap_or(0).min(head.number) + 1,
            None => (head.number + 1).saturating_sub(FIRST_LOOK),
        };
        let deep = in_force(desk).await?.confirmations(settings);
        let from = from.saturating_sub(deep + OVERLAP);
        let to = head.number.min(from.saturating_add(MAX_BLOCKS));
        Ok(Self { cursor, from, to, last_look: known.map(|known| known.at) })
    }

    async fn note(self, desk: &Desk) -> Result<(), ActionError> {
        let block = i64::try_from(self.to).unwrap_or(i64::MAX);
        Ok(desk.store.note_chain_cursor(&ChainCursor { id: self.cursor, block, at: desk.now() }).await?)
    }
}
