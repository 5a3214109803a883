//! Money that lies aside: what, why, whose and since when, for those who are asked about it.

use super::look::{PAGE, Part, must_be};
use crate::{ActionError, Desk};
use domain::{
    ChainEventId, UserId,
    escrow::{ChainEvent, ChainEventStatus, Payment},
    identity::READ_PAYMENTS,
    words,
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

words! {
    /// Why money lies aside, and so what may be done about it.
    pub enum AsideFor {
        /// Of another token, or from another chain: the buyer may take it.
        WrongKind = "wrong_kind",
        /// It came after its price had run out: the buyer chooses.
        Late = "late",
        /// Its sender stands on a list: an admin decides.
        Listed = "listed",
    }
}

/// One transfer that lies aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideLine {
    /// The transfer.
    pub event: ChainEvent,
    /// Why.
    pub why: AsideFor,
    /// The payment it came for.
    pub payment: Payment,
    /// The number of its order.
    pub order: Option<u64>,
    /// What its buyer is called.
    pub buyer: String,
}

/// What lies aside, newest first.
///
/// # Errors
/// 403 for people who do not read payments.
pub async fn aside(desk: &Desk, reader: UserId, before: Option<ChainEventId>) -> Result<Part<AsideLine>, ActionError> {
    must_be(desk, reader, &READ_PAYMENTS).await?;
    let mut events = desk.store.transfers_aside(before, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let and_more = events.len() > PAGE;
    events.truncate(PAGE);
    let mut payments = BTreeMap::new();
    for event in &events {
        if let Entry::Vacant(place) = payments.entry(event.payment_id) {
            place.insert(desk.store.get::<Payment>(event.payment_id).await?);
        }
    }
    let numbers = desk.store.numbers_of(&payments.values().map(|payment| payment.request_id).collect()).await?;
    let names =
        desk.store.names_of(&payments.values().map(|payment| payment.buyer_id).collect::<BTreeSet<_>>()).await?;
    let line = |event: ChainEvent| {
        let payment = payments.get(&event.payment_id)?.clone();
        let order = numbers.get(&payment.request_id).copied();
        let buyer = names.get(&payment.buyer_id).cloned().unwrap_or_default();
        Some(AsideLine { why: why(&event), event, payment, order, buyer })
    };
    Ok(Part { rows: events.into_iter().filter_map(line).collect(), and_more })
}

fn why(event: &ChainEvent) -> AsideFor {
    match event.status {
        ChainEventStatus::Late => AsideFor::Late,
        _ if event.is_withheld() => AsideFor::Listed,
        _ => AsideFor::WrongKind,
    }
}
