//! What must be the same however often the process died: what is drawn, and what the time or the price of gas decides, is
//! left out.

use crate::life::World;
use actions::ledger::{audit, reconcile, seal};
use domain::{
    Currency,
    custody::Payout,
    event::{Actor, EventRow, Subject},
    ledger::{Hold, Journal},
};
use futures::{Stream, StreamExt};
use payments::Signer;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};
use store::{Found, StoreError};

/// Everything that is compared.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    machines: String,
    security: Option<String>,
    journals: Vec<String>,
    history: BTreeMap<String, usize>,
    transfers: Vec<String>,
    payouts: Vec<String>,
    holds: Vec<String>,
    outside: Vec<String>,
    audit: String,
}

/// How it ended.
pub async fn ending(world: &World) -> Ending {
    let store = &world.desk.store;
    let order = actions::escrow::order_of(&world.desk, world.order.request).await.unwrap();
    let (payment, escrow) = (&order.payment, &order.escrow);
    let mut history = BTreeMap::new();
    for row in all(store.every_event().await.unwrap()).await {
        *history.entry(told(&row)).or_default() += 1;
    }
    let transfers = store.chain_events_of(payment.id).await.unwrap();
    let transfer = |event: &domain::escrow::ChainEvent| {
        format!("{} {} reversed {} times", event.chain_units, event.status, event.reversals.len())
    };
    let outside = outside(world).await;
    let report = audit(&world.desk).await.unwrap();
    Ending {
        machines: format!(
            "{} {} {:?} {} {}",
            order.request.status, payment.status, payment.flag, escrow.state, payment.credited
        ),
        security: escrow.deposit.as_ref().map(|it| format!("{} returned {}", it.amount, it.returned_at.is_some())),
        journals: sorted(all(store.every_journal().await.unwrap()).await.iter().map(booked)),
        history,
        transfers: transfers.iter().map(transfer).collect(),
        payouts: sorted(all(store.every::<Payout>().await.unwrap()).await.iter().map(paid)),
        holds: sorted(all(store.every::<Hold>().await.unwrap()).await.iter().map(set_aside)),
        outside,
        audit: if report.is_clean() { "clean".to_owned() } else { report.to_string() },
    }
}

async fn all<T: Debug>(mut rows: impl Stream<Item = Result<Found<T>, StoreError>> + Unpin) -> Vec<T> {
    let mut all = Vec::new();
    while let Some(row) = rows.next().await {
        match row.unwrap() {
            Found::Read(row) => all.push(row),
            Found::Unreadable { id, why } => panic!("{id}: {why}"),
        }
    }
    all
}

fn sorted(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

/// Gas costs what a block asks, and blocks come when they come: its sums are the reconciliation's.
fn booked(journal: &Journal) -> String {
    let sum = |amount: domain::Money| {
        if amount.currency == Currency::ETH { "gas".to_owned() } else { amount.to_string() }
    };
    let amounts: Vec<String> = journal.entries.iter().map(|entry| sum(entry.amount)).collect();
    format!("{} {}", journal.kind, amounts.join(" "))
}

fn told(row: &EventRow) -> String {
    let subject = match row.subject {
        Subject::Request(_) => "request",
        Subject::Escrow(_) => "escrow",
        Subject::Payment(_) => "payment",
        Subject::Payout(_) => "payout",
        Subject::Signer(_) => "signer",
        Subject::Instruction(_) => "instruction",
        Subject::BreakGlass(_) => "break_glass",
        Subject::Hold(_) => "hold",
        Subject::Dispute(_) => "dispute",
        Subject::Offer(_) => "offer",
        _ => "other",
    };
    format!("{subject} {} {}→{}", row.deed, row.from.as_deref().unwrap_or_default(), row.to)
}

/// Signed how often, and in how many places: a second place could be taken too.
fn paid(payout: &Payout) -> String {
    let places: BTreeSet<u64> = payout.transactions.iter().map(|sent| sent.nonce).collect();
    let amount = if payout.amount.currency == Currency::ETH { "gas".to_owned() } else { payout.amount.to_string() };
    let (purpose, status, attempt) = (payout.purpose, payout.status, payout.attempt);
    let signed = payout.transactions.len();
    format!("{purpose} of {amount} {status} in attempt {attempt}, signed {signed} times for {} places", places.len())
}

fn set_aside(hold: &Hold) -> String {
    format!("{} {} of {:?}", hold.amount, hold.status, hold.captured)
}

/// What the chain says, and whether the books say the same of it.
async fn outside(world: &World) -> Vec<String> {
    let Some(node) = &world.node else { return Vec::new() };
    node.anvil.mine(4);
    seal(&world.desk).await.unwrap();
    let (chain, vault) = (&world.desk.chains[0], payments::demo::demo_keystore().vault().address());
    let address = payments::read_address(crate::node::OUTSIDE).unwrap();
    let holds = async |of| chain.token_balance(&node.token, of).await.unwrap();
    let books = reconcile(&world.desk, Actor::Clock).await.unwrap();
    seal(&world.desk).await.unwrap();
    let differing = books.lines.iter().filter(|line| line.verdict != domain::ledger::BooksVerdict::Balanced);
    vec![
        format!("arrived {}", holds(&address).await),
        format!("left in the vault {}", holds(&vault).await),
        format!("sent by the vault {}", chain.transaction_count(&vault).await.unwrap()),
        format!("books {} {:?}", books.verdict, differing.collect::<Vec<_>>()),
    ]
}
