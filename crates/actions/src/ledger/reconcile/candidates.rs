//! What may explain a difference: for every address that holds more or less than our rows say, what the chain tells of it.
//! A chain that falls silent now leaves fewer candidates; the difference stands anyway.

use super::expected::{Asked, Expected, in_our_units};
use crate::{ActionError, Desk};
use domain::{
    Money,
    escrow::{ChainAddress, ChainEvent},
    ledger::{Candidate, CandidateKind, Sides},
};
use payments::{Chain, SeenTransfer};
use std::collections::BTreeMap;

/// Addresses that are looked at more closely, and candidates that are kept.
const MOST: usize = 50;
/// How far back one looks for what is missing, in blocks.
const LOOK_BACK: u64 = 50_000;

/// Both sides, as they were read.
pub(super) struct Seen<'a> {
    pub(super) chain: &'a Chain,
    pub(super) asked: &'a Asked<'a>,
    pub(super) outside: &'a BTreeMap<String, i128>,
    pub(super) ours: &'a Expected,
    pub(super) sides: Sides,
}

pub(super) async fn of(desk: &Desk, seen: &Seen<'_>) -> Result<Vec<Candidate>, ActionError> {
    let (more, less) = (seen.addresses(|outside, ours| outside > ours), seen.addresses(|outside, ours| outside < ours));
    let mut found = Vec::new();
    found.extend(arrived(desk, seen, &more).await?);
    found.extend(left(seen, &less).await);
    found.extend(gone(seen, &less).await);
    let unexplained = seen.sides.booked - seen.ours.booked;
    if unexplained != 0 {
        let amount = Some(in_our_units(unexplained, seen.asked.token));
        found.push(Candidate { amount, ..nowhere(CandidateKind::NoTransfer) });
    }
    found.truncate(MOST);
    Ok(found)
}

impl Seen<'_> {
    /// Addresses whose two sides are so.
    fn addresses(&self, are_so: impl Fn(i128, i128) -> bool) -> Vec<ChainAddress> {
        let ours = |address: &String| self.ours.at.get(address).copied().unwrap_or(0);
        let wanted = self.outside.iter().filter(|(address, units)| are_so(**units, ours(address)));
        wanted.take(MOST).map(|(address, _)| ChainAddress(address.clone())).collect()
    }

    fn first_block(&self) -> u64 {
        self.asked.block.saturating_sub(LOOK_BACK)
    }

    fn candidate(&self, kind: CandidateKind, transfer: &SeenTransfer, address: &ChainAddress) -> Candidate {
        Candidate {
            address: Some(address.clone()),
            tx_hash: Some(transfer.tx_hash.clone()),
            block: Some(transfer.block_number),
            amount: self.money(transfer),
            ..nowhere(kind)
        }
    }

    fn money(&self, transfer: &SeenTransfer) -> Option<Money> {
        let units = i128::try_from(transfer.units_u128()?).ok()?;
        Some(in_our_units(units, self.asked.token))
    }
}

/// Transfers to us that no row knows.
async fn arrived(desk: &Desk, seen: &Seen<'_>, at: &[ChainAddress]) -> Result<Vec<Candidate>, ActionError> {
    let transfers = seen.chain.transfers(seen.first_block(), seen.asked.block, at).await.unwrap_or_else(silent);
    let is_new = |transfer: &&SeenTransfer| {
        let place = (transfer.tx_hash.0.clone(), transfer.log_index);
        transfer.token.key() == seen.asked.token.contract.key()
            && !seen.ours.known.contains(&place)
            && !seen.ours.sent.contains(&transfer.tx_hash.0)
    };
    let mut found = Vec::new();
    for transfer in transfers.iter().filter(is_new) {
        let whose = desk.store.destination_at(&transfer.to).await?.map(|destination| destination.payment_id);
        let candidate = seen.candidate(CandidateKind::NeverBooked, transfer, &transfer.to);
        found.push(Candidate { payment_id: whose, ..candidate });
    }
    Ok(found)
}

/// Transfers away from us that no payout of ours is.
async fn left(seen: &Seen<'_>, from: &[ChainAddress]) -> Vec<Candidate> {
    let (chain, token) = (seen.chain, &seen.asked.token.contract);
    let transfers = chain.departures(token, seen.first_block(), seen.asked.block, from).await.unwrap_or_else(silent);
    let kind = CandidateKind::UnbookedOutgoing;
    let is_foreign = |transfer: &&SeenTransfer| !seen.ours.sent.contains(&transfer.tx_hash.0);
    transfers.iter().filter(is_foreign).map(|transfer| seen.candidate(kind, transfer, &transfer.from)).collect()
}

/// Transfers we booked whose transaction no block has any more.
async fn gone(seen: &Seen<'_>, at: &[ChainAddress]) -> Vec<Candidate> {
    let is_there = |event: &&ChainEvent| event.is_settled() && at.iter().any(|at| at.key() == event.to.key());
    let mut found = Vec::new();
    for event in seen.ours.events.iter().filter(is_there).take(MOST) {
        if matches!(seen.chain.receipt(&event.tx_hash).await, Ok(None)) {
            found.push(Candidate {
                address: Some(event.to.clone()),
                tx_hash: Some(event.tx_hash.clone()),
                block: Some(event.block_number),
                amount: event.amount,
                payment_id: Some(event.payment_id),
                ..nowhere(CandidateKind::Gone)
            });
        }
    }
    found
}

const fn nowhere(kind: CandidateKind) -> Candidate {
    Candidate { kind, address: None, tx_hash: None, block: None, amount: None, payment_id: None }
}

fn silent(error: payments::ChainError) -> Vec<SeenTransfer> {
    tracing::warn!(%error, "candidates of a difference could not be looked for");
    Vec::new()
}
